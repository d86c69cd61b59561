"""What a trained reader looks at in a unit: who stands in the cells, what kind of word leads, which lists it meets, its words.

A feature is a short name, the same for the same cause, with the place of the words that made it. The names in capital
letters hold in every language; the others begin with the language, since a stem means something in one language only.
"""

# Lists of words and patterns stay on one line.
# ruff: noqa: E501
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from trainer.checker.reading.concepts import concepts_of
from trainer.checker.reading.marked import VERB_LISTS, Unit, head_verb, subject
from trainer.checker.reading.subjects import is_finite
from trainer.checker.reading.tokens import Token
from trainer.checker.reading.values import Span
from trainer.checker.values import Language, Resource

Feature = tuple[str, Span | None]

# The first pattern that a word's ending meets says what kind of word it is.
_SHAPES: dict[Language, tuple[tuple[str, re.Pattern[str]], ...]] = {
    language: tuple((name, re.compile(pattern)) for name, pattern in shapes)
    for language, shapes in {
        Language.EN: (
            ("pronoun", r"(?:i|my|me|we|our|us|i'll|i'm)$"),
            ("other", r"(?:he|she|they|his|her|their)$"),
            ("to", r"to$"),
            ("article", r"(?:the|a|an|each|all|both|every)$"),
            ("deed", r".{3,}(?:tion|ment|ance|ence|ness|ship|sion|ity|ancy|ings?|tions|ments|al)$"),
            ("past", r".{3,}ed$"),
            ("plural", r".{3,}[^s]s$"),
        ),
        Language.RU: (
            ("pronoun", r"(?:я|мы|мой|моя|мои|мне|нам|мною)$"),
            ("other", r"(?:он|она|они|его|ее|их)$"),
            ("bid", r".{2,}(?:йте|ите|ьте)(?:сь)?$"),
            ("deed", r".{3,}(?:ние|тие|ция|ства|ство|ости|ость|ния|ции|ие|ка)$"),
            ("infinitive", r".{2,}(?:ть|ти|чь)(?:ся|сь)?$"),
            ("does", r".{2,}(?:ет|ит|ут|ют|ат|ят)(?:ся)?$"),
            ("did", r".{2,}[аеиоуыяё](?:л|ла|ло|ли)(?:ся|сь)?$"),
            ("i", r".{3,}(?:юсь|усь|аю|яю|ую|ею|жу|шу|чу|лю|ду)$"),
            ("we", r".{3,}(?:аем|яем|уем|им|ем)(?:ся)?$"),
            ("done", r".{3,}(?:ен|ена|ены|ано|аны|ана|ято|яты|ят|ыт|ыта|ыты)$"),
            ("adjective", r".{2,}(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|ых|ую)$"),
        ),
        Language.UK: (
            ("pronoun", r"(?:я|ми|мій|моя|мої|мені|нам|мною)$"),
            ("other", r"(?:він|вона|вони|його|її|їх|їхній)$"),
            ("deed", r".{3,}(?:ння|ття|ція|ство|ства|ість|ості|ції|ка)$"),
            ("infinitive", r".{2,}(?:ти|тися|тись)$"),
            ("bid", r".{2,}(?:йте|іть|іте)(?:ся)?$"),
            ("does", r".{2,}(?:є|ить|їть|уть|ють|ать|ять)(?:ся)?$"),
            ("did", r".{2,}(?:[аіиуя]в|ла|ло|ли)(?:ся|сь)?$"),
            ("i", r".{3,}(?:юся|усь|аю|яю|ую|ею|лю|жу|шу|чу|ду)$"),
            ("we", r".{3,}(?:ємо|имо|емо|їмо)(?:ся)?$"),
            ("done", r".{3,}(?:ено|ано|ені|ані|ений|ана|ена|ято|уто)$"),
            ("adjective", r".{2,}(?:ий|ій|ої|ого|их|ні|на|не|ві)$"),
        ),
        Language.KK: (
            ("pronoun", r"(?:мен|біз|менің|біздің|маған|бізге)$"),
            ("other", r"(?:ол|олар|оның|олардың)$"),
            ("i", r".{2,}(?:амын|емін|ймын|ймін|ғым|гім|[ыі]м)$"),
            ("we", r".{2,}(?:амыз|еміз|ймыз|йміз)$"),
            ("bid", r".{2,}(?:[ыі]ң[ыі]з|сын|сін)$"),
            ("undone", r".{1,}(?:май|мей|бай|бей|пай|пей)(?:ды|ді|ды|тын|тін)$|.{2,}(?:мау|меу|бау|беу|пау|пеу)$"),
            ("passive", r".{2,}(?:[ыі]л|[ыі]н)(?:ады|еді|сын|сін|ды|ді|ған|ген)$"),
            ("does", r".{2,}(?:ады|еді|йды|йді|иды|иді)$"),
            ("did", r".{2,}(?:ды|ді|ты|ті|ған|ген|қан|кен)$"),
            ("deed", r".{2,}(?:у|ю)$"),
            ("deed_of", r".{2,}(?:уы|уі)$"),
            ("state", r".{1,}(?:жоқ|бар|мұқтаж|қажет|керек)$|(?:жоқ|бар)$"),
        ),
    }.items()
}
# A step is a sentence or two; what comes after the first hundred words decides no label.
_MOST_WORDS = 100
_LENGTHS = ((3, "1-3"), (6, "4-6"), (10, "7-10"), (18, "11-18"))
_ENDINGS = re.compile(r"(?:ings?|ed|es|s|'s)$")
_NAME_STARTS = re.compile(r"[A-ZА-ЯІЇЄҐӘҒҚҢӨҰҮҺ]")


@lru_cache(maxsize=16384)
def shape_of(word: str, language: Language) -> str:
    """What the ending of a word says about it: `infinitive`, `deed` (a verb made a noun), `does`, ... or `plain`."""
    return next((name for name, pattern in _SHAPES[language] if pattern.match(word)), "plain")


def stem_of(word: str, language: Language) -> str:
    """The part of a word that its forms have in common, roughly."""
    if language is Language.EN:
        return _ENDINGS.sub("", word)[:8] if len(word) > 4 else word
    return word[:5]


def features(unit: Unit) -> dict[str, Span | None]:
    """Everything a trained reader may weigh in the unit itself."""
    words = [token for token in unit.tokens if token.kind == "word"][:_MOST_WORDS]
    found: dict[str, Span | None] = {"ALWAYS": None}
    for part in (_cells_and_people(unit), _lists(unit, words), _shapes(unit, words), _measure(unit, words)):
        found.update(part)
    found.update(_meanings(unit, words))
    found.update(_words(unit, words))
    return found


def said(language: Language, verdicts: Mapping[str, str]) -> list[str]:
    """What the rules, and the labels read before this one, say about the unit."""
    shared = [f"{name.upper()}={value}" for name, value in verdicts.items()]
    return shared + [f"{language}:{name}={value}" for name, value in verdicts.items()]


def _cells_and_people(unit: Unit) -> Iterator[Feature]:
    cell, doer, verb = cell_of(unit), subject(unit), head_verb(unit)
    head = verb.list if verb else "none"
    who = doer.resource.value if doer and doer.resource else "none"
    span = doer.span if doer else None
    yield f"CELL={cell}", None
    yield f"SUBJECT={who}", span
    yield f"CELL={cell} SUBJECT={who}", span
    yield f"CELL={cell} HEAD={head}", verb.span if verb else None
    yield f"SUBJECT={who} HEAD={head}", verb.span if verb else span
    yield f"{unit.language}:CELL={cell}", None
    if len(unit.responsible) > 2:
        yield "CELL LONG", None
    for actor in unit.actors:
        if not actor.subject and actor.resource is not None:
            yield f"NAMES {actor.resource.value}", actor.span
            if head != "none":
                yield f"NAMES {actor.resource.value} HEAD={head}", actor.span


def cell_of(unit: Unit) -> str:
    """The classes of the people in the responsible cell: `none`, one class, or two and more joined by +."""
    if not unit.responsible:
        return "none"
    kinds = {item.resource for item in unit.responsible if item.resource is not None}
    return "+".join(kind.value for kind in Resource if kind in kinds) or "unknown"


def _lists(unit: Unit, words: list[Token]) -> Iterator[Feature]:
    early = words[2].end if len(words) > 2 else 10**9
    late = words[-2].start if len(words) > 2 else 0
    verb = head_verb(unit)
    yield f"HEAD={verb.list if verb else 'none'}", verb.span if verb else None
    if words:
        lead = words[-1] if unit.language is Language.KK else words[0]
        lists = {mark.list for mark in unit.marks if mark.span.start <= lead.start < mark.span.end}
        yield f"LEAD={'+'.join(sorted(lists)) or 'none'}", _span(lead)
    for mark in unit.marks:
        if mark.list.startswith(("actor_", "strength_", "judgement")):
            continue
        yield f"HAS {mark.list}", mark.span
        if mark.span.start < early:
            yield f"EARLY {mark.list}", mark.span
        if unit.language is Language.KK and mark.span.end > late:
            yield f"EARLY {mark.list}", mark.span
        if mark.list in ("service_noun", "abstract_state", "vague_verb", "measurable_verb") and verb:
            yield f"HAS {mark.list} HEAD={verb.list}", mark.span
        if mark.list in VERB_LISTS and unit.responsible:
            yield f"HAS {mark.list} CELL={cell_of(unit)}", mark.span


def _shapes(unit: Unit, words: list[Token]) -> Iterator[Feature]:
    if not words:
        return
    language = unit.language
    leads, last = words[0], words[-1]
    shape = shape_of(leads.key, language)
    yield f"{language}:leads {shape}", _span(leads)
    yield f"LEADS {shape}", _span(leads)
    yield f"{language}:leads {shape} cell={cell_of(unit)}", _span(leads)
    verb = head_verb(unit)
    yield f"{language}:leads {shape} head={verb.list if verb else 'none'}", _span(leads)
    for place, token in enumerate(words[1:6], 1):
        yield f"{language}:early {shape_of(token.key, language)}", _span(token)
        if place == 1:
            yield f"{language}:second {shape_of(token.key, language)}", _span(token)
    if language is Language.KK:
        ends = shape_of(last.key, language)
        yield f"kk:ends {ends}", _span(last)
        yield f"kk:ends {ends} cell={cell_of(unit)}", _span(last)
        yield f"kk:ends {ends} head={verb.list if verb else 'none'}", _span(last)
        if len(words) > 1:
            yield f"kk:ends {shape_of(words[-2].key, language)}+{ends}", _span(last)
    if any(shape_of(token.key, language) == "pronoun" for token in words):
        yield "SAYS I", None


# "бақылап отырады", "жазып алады": the last word only says how the act goes on.
_AUXILIARY = ("отыр", "жүр", "тұр", "ал", "бер", "қой", "жібер", "шық", "кел", "бар", "көр")


def _meanings(unit: Unit, words: list[Token]) -> Iterator[Feature]:
    """The acts and things that the words name, the same names in every language."""
    language = unit.language
    meant = [concepts_of(token.key, language) for token in words]
    lead = _leading_act(unit, words, [act for act, _ in meant])
    head = meant[lead][0] if lead is not None else "none"
    span = _span(words[lead]) if lead is not None else None
    shape = _KINDS.get(shape_of(words[lead].key, language), "plain") if lead is not None else "none"
    first = lead in (0, len(words) - 1) if language is Language.KK else lead == 0
    yield f"ACT {head}", span
    yield f"ACT {head} {shape}", span
    yield f"ACT {head} CELL={cell_of(unit)}", span
    doer = subject(unit)
    yield f"ACT {head} SUBJECT={doer.resource.value if doer and doer.resource else 'none'}", span
    if first:
        yield f"ACT FIRST {head}", span
    seen = 0
    for place, (act, thing) in enumerate(meant):
        if act is not None and place != lead:
            yield f"ALSO {act}", _span(words[place])
        if thing is not None:
            yield f"THING {thing}", _span(words[place])
            if seen < 2:
                yield f"ACT {head} THING {thing}", _span(words[place])
            seen += 1
    if language is not Language.EN and lead is not None and words[lead].key.endswith(("ся", "сь")):
        yield f"ACT {head} SELF", span
    if seen == 0:
        yield "NO THING", None
        yield f"ACT {head} NO THING", span


_KINDS = {"infinitive": "act", "deed": "deed", "deed_of": "deed", "does": "does", "did": "did", "done": "done", "passive": "done", "undone": "undone", "bid": "bid", "i": "i", "we": "i"}


def _leading_act(unit: Unit, words: list[Token], acts: list[str | None]) -> int | None:
    """The place of the act that the unit is about: the first one named, in Kazakh the last before its auxiliaries."""
    places = [place for place, act in enumerate(acts) if act is not None]
    if unit.language is not Language.KK:
        return places[0] if places and places[0] < 8 else None
    if words and len(words) > 1 and words[-1].key.startswith(_AUXILIARY) and words[-2].key.endswith("п"):
        places = [place for place in places if place < len(words) - 1]
    return places[-1] if places and places[-1] >= len(words) - 4 else None


def _measure(unit: Unit, words: list[Token]) -> Iterator[Feature]:
    yield f"LENGTH {next((name for most, name in _LENGTHS if len(words) <= most), '19-')}", None
    for token in unit.tokens:
        if token.kind == "number":
            yield "NUMBER", _span(token)
        elif token.key == ":" or token.key in ",;" and token.kind == "sign":
            yield f"SIGN {token.key}", None
        if token.quoted:
            yield "QUOTED", None
    if sum(token.key == "," for token in unit.tokens) > 1:
        yield "MANY COMMAS", None
    for item in unit.times:
        yield f"TIME {item.kind.value}", item.span
        yield f"TIME {'bounded' if item.bounded else 'open'}", item.span
    known = {mark.span.start for mark in unit.marks} | {actor.span.start for actor in unit.actors if actor.span}
    for place, token in enumerate(words):
        if token.capital and not token.quoted and token.start not in known:
            yield ("NAME FIRST" if place == 0 else "NAME"), _span(token)
    for place, token in enumerate(words[:8]):
        if token.capital and token.start not in known and _acts_after(unit.language, words, place):
            yield ("NAME DOES" if place else "NAME FIRST DOES"), _span(token)
            break
    if words and len(words[0].key) == 1 and unit.text[words[0].end : words[0].end + 1] == ".":
        yield "INITIAL FIRST", _span(words[0])


def _acts_after(language: Language, words: list[Token], place: int) -> bool:
    """Whether a verb follows the word, so that the word may be the name of the one who acts."""
    if language is Language.EN:
        after = words[place + 1].key if place + 1 < len(words) else ""
        return after in ("will", "has", "is", "can") or after.endswith("s") and not after.endswith(("ss", "'s"))
    return any(is_finite(token, language) for token in (words[-1:] if language is Language.KK else words[place + 1 : place + 4]))


def _words(unit: Unit, words: list[Token]) -> Iterator[Feature]:
    for token in words:
        stem = stem_of(token.key, unit.language)
        if len(stem) > 2:
            yield f"{unit.language}:{stem}", _span(token)


def _span(token: Token) -> Span:
    return Span(token.start, token.end)
