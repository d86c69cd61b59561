"""What a trained reader looks at in a unit: who stands in the cells, what word leads, which lists it meets, its words.

A feature is a short name, the same for the same cause, with the place of the words that made it. The names in capital
letters hold in every language; the others begin with the language, since a stem means something in one language only.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from trainer.checker.reading.concepts import concepts_of
from trainer.checker.reading.marked import VERB_LISTS, Unit, head_verb, subject
from trainer.checker.reading.shapes import KINDS, shape_of, stem_of
from trainer.checker.reading.subjects import acts_after, is_able, looks_finite
from trainer.checker.reading.tokens import Token
from trainer.checker.reading.values import Mark, Span
from trainer.checker.values import Language, Resource

# A token has a place as a span has; most features are never asked for theirs.
Place = Span | Token | None
Features = dict[str, Place]

# A step is a sentence or two; what comes after the first hundred words decides no label.
_MOST_WORDS = 100
_LENGTHS = ((3, "1-3"), (6, "4-6"), (10, "7-10"), (18, "11-18"))
# "бақылап отырады", "жазып алады": the last word only says how the act goes on.
_AUXILIARY = ("отыр", "жүр", "тұр", "ал", "бер", "қой", "жібер", "шық", "кел", "бар", "көр")
# "қолдау көрсету", "бас тарту": the last word only makes a verb of the one before it.
_CARRIES = ("көрсет", "бер", "ет", "жүргіз", "өткіз", "жаса", "тарт", "ал", "қой", "аудар", "бөл", "қыл")
# Acts that say little before it is said what is carried out.
_LIGHT = frozenset("perform organise ensure give make take get continue".split())
# The act that a unit is about stands among its first words, in Kazakh among its last.
_FIRST_WORDS, _LAST_WORDS = 8, 4
_TELLING = frozenset("service_noun abstract_state vague_verb measurable_verb".split())


class _Told(NamedTuple):
    """What a word tells by itself: the feature of its stem, its shape, the act and the thing it names, and whether it
    looks like a verb with its subject."""

    stem: str | None
    shape: str
    act: str | None
    thing: str | None
    finite: bool


# Plans share their words, so most are looked up here and nowhere else.
@lru_cache(maxsize=16384)
def _told(word: str, language: Language) -> _Told:
    stem = stem_of(word, language)
    name = f"{language}:{stem}" if len(stem) > 2 else None
    return _Told(name, shape_of(word, language), *concepts_of(word, language), looks_finite(word, language))


class _Look(NamedTuple):
    """What several features ask of a unit, found once."""

    unit: Unit
    language: str
    words: list[Token]
    told: list[_Told]
    cell: str
    who: str
    verb: Mark | None
    head: str


def features(unit: Unit) -> Features:
    """Everything a trained reader may weigh in the unit itself; each part puts its own into one dictionary."""
    words = unit.words[:_MOST_WORDS]
    doer, verb = subject(unit), head_verb(unit)
    who = doer.resource.value if doer is not None and doer.resource is not None else "none"
    told = [_told(token.key, unit.language) for token in words]
    look = _Look(unit, unit.language.value, words, told, cell_of(unit), who, verb, verb.list if verb else "none")
    found: Features = {"ALWAYS": None}
    _cells_and_people(found, look, doer.span if doer else None)
    _lists(found, look)
    if words:
        _shapes(found, look)
    _measure(found, look)
    _names(found, look)
    _meanings(found, look)
    for token, word in zip(words, told, strict=True):
        if word.stem is not None:
            found[word.stem] = token
    return found


def said(language: Language, verdicts: Mapping[str, str]) -> tuple[str, ...]:
    """What the rules, and the labels read before this one, say about the unit."""
    return _said(language, tuple(verdicts.items()))


# There are few verdicts to give, and every unit has some.
@lru_cache(maxsize=4096)
def _said(language: Language, verdicts: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    shared = [f"{name.upper()}={value}" for name, value in verdicts]
    return (*shared, *(f"{language.value}:{name}={value}" for name, value in verdicts))


def cell_of(unit: Unit) -> str:
    """The classes of the people in the responsible cell: `none`, one class, or two and more joined by +."""
    if not unit.responsible:
        return "none"
    kinds = {item.resource for item in unit.responsible if item.resource is not None}
    return "+".join(kind.value for kind in Resource if kind in kinds) or "unknown"


def _cells_and_people(found: Features, look: _Look, doer: Span | None) -> None:
    cell, head, who, unit = look.cell, look.head, look.who, look.unit
    verb = look.verb.span if look.verb else None
    found[f"CELL={cell}"] = None
    found[f"SUBJECT={who}"] = doer
    found[f"CELL={cell} SUBJECT={who}"] = doer
    found[f"CELL={cell} HEAD={head}"] = verb
    found[f"SUBJECT={who} HEAD={head}"] = verb or doer
    found[f"{look.language}:CELL={cell}"] = None
    if len(unit.responsible) > 2:
        found["CELL LONG"] = None
    for actor in unit.actors:
        if not actor.subject and actor.resource is not None:
            found[f"NAMES {actor.resource}"] = actor.span
            if look.verb is not None:
                found[f"NAMES {actor.resource} HEAD={head}"] = actor.span


def _lists(found: Features, look: _Look) -> None:
    unit, words, verb = look.unit, look.words, look.verb
    early = words[2].end if len(words) > 2 else 10**9
    late = words[-2].start if len(words) > 2 else 0
    kazakh = unit.language is Language.KK
    found[f"HEAD={look.head}"] = verb.span if verb else None
    if words:
        lead = words[-1] if kazakh else words[0]
        lists = {mark.list for mark in unit.marks if mark.span.start <= lead.start < mark.span.end}
        found[f"LEAD={'+'.join(sorted(lists)) or 'none'}"] = lead
    for mark in unit.marks:
        name = mark.list
        if name.startswith(("actor_", "strength_", "judgement", "person_", "condition")):
            continue
        found[f"HAS {name}"] = mark.span
        if mark.span.start < early or kazakh and mark.span.end > late:
            found[f"EARLY {name}"] = mark.span
        if verb is not None and name in _TELLING:
            found[f"HAS {name} HEAD={verb.list}"] = mark.span
        if unit.responsible and name in VERB_LISTS:
            found[f"HAS {name} CELL={look.cell}"] = mark.span


def _shapes(found: Features, look: _Look) -> None:
    words, language = look.words, look.unit.language
    shapes = [word.shape for word in look.told]
    found[f"{look.language}:leads {shapes[0]}"] = words[0]
    found[f"LEADS {shapes[0]}"] = words[0]
    found[f"{look.language}:leads {shapes[0]} cell={look.cell}"] = words[0]
    found[f"{look.language}:leads {shapes[0]} head={look.head}"] = words[0]
    for token, shape in zip(words[1:6], shapes[1:6], strict=True):
        found[f"{look.language}:early {shape}"] = token
    if len(words) > 1:
        found[f"{look.language}:second {shapes[1]}"] = words[1]
    if language is Language.KK:
        found[f"kk:ends {shapes[-1]}"] = words[-1]
        found[f"kk:ends {shapes[-1]} cell={look.cell}"] = words[-1]
        found[f"kk:ends {shapes[-1]} head={look.head}"] = words[-1]
        if len(words) > 1:
            found[f"kk:ends {shapes[-2]}+{shapes[-1]}"] = words[-1]
    verbs = sum(word.finite for word in look.told)
    if verbs > 1:
        found["VERBS 2" if verbs == 2 else "VERBS 3-"] = None
    if "pronoun" in shapes:
        found["SAYS I"] = None


def _meanings(found: Features, look: _Look) -> None:
    """The acts and things that the words name, the same names in every language."""
    words, told, language = look.words, look.told, look.unit.language
    lead = _leading_act(language, words, [word.act for word in told])
    head = told[lead].act if lead is not None else "none"
    token = words[lead] if lead is not None else None
    shape = KINDS.get(told[lead].shape, "plain") if lead is not None else "none"
    found[f"ACT {head}"] = token
    found[f"ACT {head} {shape}"] = token
    found[f"ACT {head} CELL={look.cell}"] = token
    found[f"ACT {head} SUBJECT={look.who}"] = token
    if lead == 0 or language is Language.KK and lead == len(words) - 1:
        found[f"ACT FIRST {head}"] = token
    if lead is not None and head in _LIGHT and language is not Language.KK:
        carried = next((word.act for word in told[lead + 1 : lead + 4] if word.act is not None), None)
        if carried is not None:
            found[f"ACT {head} DOING {carried}"] = token
    if token is not None and language in (Language.RU, Language.UK) and token.key.endswith(("ся", "сь")):
        found[f"ACT {head} SELF"] = token
    things = 0
    for place, word in enumerate(told):
        if word.act is not None and place != lead:
            found[f"ALSO {word.act}"] = words[place]
        if word.thing is not None:
            found[f"THING {word.thing}"] = words[place]
            if things < 2:
                found[f"ACT {head} THING {word.thing}"] = words[place]
            things += 1
    if not things:
        found["NO THING"] = None
        found[f"ACT {head} NO THING"] = token


def _leading_act(language: Language, words: list[Token], acts: list[str | None]) -> int | None:
    """The place of the act that the unit is about: the first one named, in Kazakh the last before its auxiliaries."""
    places = [place for place, act in enumerate(acts) if act is not None]
    if language is not Language.KK:
        return places[0] if places and places[0] < _FIRST_WORDS else None
    last = len(words) - 1
    if places[-2:] == [last - 1, last] and words[-1].key.startswith(_CARRIES):
        places.pop()
    if last > 0 and words[-1].key.startswith(_AUXILIARY) and words[-2].key.endswith("п") or is_able(words):
        places = [place for place in places if place < last]
    return places[-1] if places and places[-1] > last - _LAST_WORDS else None


def _measure(found: Features, look: _Look) -> None:
    unit = look.unit
    found[f"LENGTH {next((name for most, name in _LENGTHS if len(look.words) <= most), '19-')}"] = None
    commas = 0
    for token in unit.tokens:
        if token.kind == "number":
            found["NUMBER"] = token
        elif token.kind == "sign" and token.key in ":,;":
            found[f"SIGN {token.key}"] = None
            commas += token.key == ","
        if token.quoted:
            found["QUOTED"] = None
    if commas > 1:
        found["MANY COMMAS"] = None
    for item in unit.times:
        found[f"TIME {item.kind}"] = item.span
        found[f"TIME {'bounded' if item.bounded else 'open'}"] = item.span


def _names(found: Features, look: _Look) -> None:
    """Names that no list knows, above all one with a verb after it: the one who acts."""
    unit, words = look.unit, look.words
    known = unit.known()
    does = False
    for place, token in enumerate(words):
        if not token.capital or token.start in known:
            continue
        if not token.quoted:
            found["NAME" if place else "NAME FIRST"] = token
        if not does and place < _FIRST_WORDS and acts_after(unit.language, words, place):
            does = True
            found[f"CELL={look.cell} NAMED"] = token
            found["NAME DOES" if place else "NAME FIRST DOES"] = token
    if not does and look.who == "none":
        found[f"CELL={look.cell} NOBODY"] = None
    if words and len(words[0].key) == 1 and unit.text[words[0].end : words[0].end + 1] == ".":
        found["INITIAL FIRST"] = words[0]
