"""Who acts: people and organisations in a text or a responsible cell, whose resource they are, who is the subject."""

# Lists of words and patterns stay on one line.
# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from trainer.checker.case import Case
from trainer.checker.reading.names import same_name
from trainer.checker.reading.tokens import Token, tokenise
from trainer.checker.reading.values import Actor, Span
from trainer.checker.reading.vocabulary import Hit, Vocabulary
from trainer.checker.values import Language, Resource

LISTS = {
    "actor_internal": Resource.INTERNAL,
    "actor_informal": Resource.INFORMAL,
    "actor_community": Resource.COMMUNITY,
    "actor_formal": Resource.FORMAL,
}
_ENGLISH_BEFORE = frozenset(
    "the a an my our his her their this that each both all young old elder eldest older younger local school family".split()
)
_ENGLISH_AFTER = frozenset(
    "will is are has have was were to can should must and or , ( does do did goes would may".split()
)
_FINITE = {
    Language.RU: (
        "ет",
        "ит",
        "ут",
        "ют",
        "ат",
        "ят",
        "ал",
        "ил",
        "ел",
        "ала",
        "ила",
        "ела",
        "али",
        "или",
        "ели",
        "тся",
        "лся",
        "лась",
        "лись",
        "ен",
        "ена",
        "ены",
        "ем",
        "им",
    ),
    Language.UK: (
        "є",
        "ить",
        "ть",
        "уть",
        "ють",
        "ять",
        "ать",
        "ав",
        "ив",
        "ала",
        "ила",
        "али",
        "или",
        "ться",
        "вся",
        "лась",
        "лись",
        "ає",
        "ено",
        "ано",
        "емо",
        "имо",
        "ють",
    ),
    Language.KK: (
        "ды",
        "ді",
        "ди",
        "ти",
        "ты",
        "ті",
        "ған",
        "ген",
        "қан",
        "кен",
        "сын",
        "сін",
        "мын",
        "мін",
        "мыз",
        "міз",
    ),
}
_KK_NOMINATIVE = (
    "",
    "ы",
    "і",
    "сы",
    "сі",
    "лар",
    "лер",
    "дар",
    "дер",
    "тар",
    "тер",
    "лары",
    "лері",
    "дары",
    "дері",
    "тары",
    "тері",
)


@dataclass(frozen=True)
class CaseNames:
    """The names of a case in one language as runs of words, each with its id and resource."""

    names: tuple[tuple[tuple[str, ...], str, Resource], ...] = ()

    @cached_property
    def by_start(self) -> dict[str, list[tuple[tuple[str, ...], str, Resource]]]:
        """Names by the first two letters of their first word: few are worth comparing at any place of a text."""
        found: dict[str, list[tuple[tuple[str, ...], str, Resource]]] = {}
        for name in self.names:
            found.setdefault(name[0][0][:2], []).append(name)
        return found


def case_names(case: Case | None, language: Language) -> CaseNames:
    """Names, aliases and given names of people, ties, services and groups."""
    if case is None:
        return CaseNames()
    at_home = {member for household in case.households[:1] for member in household.members}
    found: list[tuple[tuple[str, ...], str, Resource]] = []

    def put(text: str, id: str, resource: Resource) -> None:
        words = tuple(token.key for token in tokenise(text) if token.kind in ("word", "number"))
        if words:
            found.append((words, id, resource))

    for person in case.people:
        resource = Resource.INTERNAL if not at_home or person.id in at_home else Resource.INFORMAL
        for text in _texts(person.name, person.aliases, language) + [person.given_name.get(language, "")]:
            put(text, person.id, resource)
    for group in case.groups:
        for text in _texts(group.name, group.aliases, language):
            put(text, group.id, Resource.INTERNAL)
    for tie in case.network:
        for text in _texts(tie.name, tie.aliases, language):
            put(text, tie.id, Resource(tie.resource))
    for service in case.services:
        for text in _texts(service.name, service.aliases, language):
            put(text, service.id, Resource.FORMAL)
    return CaseNames(tuple(sorted(found, key=lambda item: (-len(item[0]), item[0], item[1]))))


def _texts(name: Mapping[Language, str], aliases: Mapping[Language, tuple[str, ...]], language: Language) -> list[str]:
    return [name.get(language, ""), *aliases.get(language, ())]


def actors_in(
    text: str, tokens: Sequence[Token], hits: Sequence[Hit], language: Language, names: CaseNames
) -> list[tuple[Actor, int, int]]:
    """Everybody named in a text, in order, with the tokens where they stand; the longest name wins at a place."""
    taken: set[int] = set()
    found: list[tuple[Actor, int, int]] = []
    for first, last, id, resource in _named(tokens, names, language):
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            found.append((_actor(text, tokens, first, last, resource, id), first, last))
    candidates = [hit for hit in hits if hit.entry.list in LISTS]
    for hit in sorted(candidates, key=lambda hit: (hit.first - hit.last, hit.first, hit.entry.list)):
        if taken.isdisjoint(range(hit.first, hit.last)):
            taken.update(range(hit.first, hit.last))
            resource = LISTS[hit.entry.list]
            found.append((_actor(text, tokens, hit.first, hit.last, resource, None), hit.first, hit.last))
    found.sort(key=lambda item: item[1])
    return [_with_subject(item, found, tokens, language) for item in found]


def _actor(text: str, tokens: Sequence[Token], first: int, last: int, resource: Resource, id: str | None) -> Actor:
    span = Span(tokens[first].start, tokens[last - 1].end)
    return Actor(text[span.start : span.end], resource, span, id)


def _named(tokens: Sequence[Token], names: CaseNames, language: Language) -> Iterable[tuple[int, int, str, Resource]]:
    """Every place where a name of the case stands, the longest names first."""
    found = []
    for place, token in enumerate(tokens):
        for words, id, resource in names.by_start.get(token.key[:2], ()) if token.kind == "word" else ():
            inside = tokens[place : place + len(words)]
            if len(inside) == len(words) and all(
                same_name(token.key, word, language) for token, word in zip(inside, words, strict=True)
            ):
                found.append((place, place + len(words), id, resource))
    return sorted(found, key=lambda item: (item[0] - item[1], item[0], item[2]))


def _with_subject(
    item: tuple[Actor, int, int], found: list[tuple[Actor, int, int]], tokens: Sequence[Token], language: Language
) -> tuple[Actor, int, int]:
    actor, first, last = item
    if not is_subject(tokens, first, last, language):
        return item
    return Actor(actor.text, actor.resource, actor.span, actor.id, True), first, last


def is_subject(tokens: Sequence[Token], first: int, last: int, language: Language) -> bool:
    """Whether these words stand where a language puts the one who acts."""
    if language is Language.EN:
        return _english_subject(tokens, first, last)
    begin, end = _clause(tokens, first, last)
    finite = any(_is_finite(token, language) for token in tokens[begin:end] if token.kind == "word")
    if not finite:
        return False
    if language is Language.KK:
        return _kazakh_subject(tokens, first, last, begin)
    return _slavic_subject(tokens, first, last, begin, language)


def _clause(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    begin = first
    while (
        begin > 0 and first - begin < 25 and tokens[begin - 1].key not in ".;!?:" and tokens[begin - 1].kind != "line"
    ):
        begin -= 1
    end = last
    while end < len(tokens) and end - last < 40 and tokens[end].key not in ".;!?:" and tokens[end].kind != "line":
        end += 1
    return begin, end


def _is_finite(token: Token, language: Language) -> bool:
    return len(token.key) > 3 and token.key.endswith(_FINITE[language]) and not token.key.endswith(("ость", "ість"))


def _english_subject(tokens: Sequence[Token], first: int, last: int) -> bool:
    begin = first
    while (
        begin > 0
        and first - begin < 4
        and (
            tokens[begin - 1].key in _ENGLISH_BEFORE or tokens[begin - 1].capital or tokens[begin - 1].key in (".", "-")
        )
    ):
        begin -= 1
    starts = begin == 0 or tokens[begin - 1].key in '.;:!?"“,-' or tokens[begin - 1].kind == "line"
    if not starts or last >= len(tokens):
        return starts and last < len(tokens)
    following = tokens[last]
    verb = (
        following.key in _ENGLISH_AFTER
        or (following.key.endswith("s") and not following.key.endswith("ss"))
        or following.key.endswith("ed")
    )
    return verb and not following.key.endswith("'s")


def _slavic_subject(tokens: Sequence[Token], first: int, last: int, begin: int, language: Language) -> bool:
    head = tokens[last - 1].key if last - first > 1 else tokens[first].key
    before = tokens[first - 1].key if first > begin else ""
    prepositions = "в на с со к ко у о об от до для без через при под над за из по между из-за перед з зі із від про біля серед щодо"
    if before in prepositions.split():
        return False
    oblique = (
        "ого",
        "ому",
        "ой",
        "ым",
        "ими",
        "ыми",
        "им",
        "ами",
        "ями",
        "ам",
        "ям",
        "ах",
        "ях",
        "ом",
        "ем",
        "ью",
        "ові",
        "еві",
        "ою",
        "ею",
        "ів",
        "ей",
        "у",
        "ю",
    )
    if (
        any(token.key.endswith(oblique) and token.key not in ("семью",) for token in (tokens[first],))
        and last - first == 1
        and len(head) > 3
    ):
        return False
    # The one who acts comes first, or right after the verb or a time at the start.
    return first - begin <= 4


def _kazakh_subject(tokens: Sequence[Token], first: int, last: int, begin: int) -> bool:
    key = tokens[last - 1].key
    cases = (
        "ның",
        "нің",
        "дың",
        "дің",
        "тың",
        "тің",
        "ға",
        "ге",
        "қа",
        "ке",
        "на",
        "не",
        "ны",
        "ні",
        "ды",
        "ді",
        "ты",
        "ті",
        "да",
        "де",
        "та",
        "те",
        "нда",
        "нде",
        "дан",
        "ден",
        "тан",
        "тен",
        "нан",
        "нен",
        "мен",
        "бен",
        "пен",
        "ын",
        "ін",
    )
    return not (len(key) > 4 and key.endswith(cases)) and first - begin <= 5


def resources_of_cell(
    entries: Iterable[str], vocabulary: Vocabulary, names: CaseNames, case: Case | None
) -> list[Actor]:
    """Who stands in a responsible cell. A bare given name is a person of the home until the case says otherwise."""
    found: list[Actor] = []
    ids = {id: resource for _, id, resource in names.names}
    for entry in entries:
        entry = entry.strip()
        if not entry:
            continue
        if entry in ids:
            found.append(Actor(entry, ids[entry], None, entry, True))
            continue
        tokens = tokenise(entry)
        inside = actors_in(entry, tokens, vocabulary.hits(tokens, entry), vocabulary.language, names)
        found.extend(_cell_actors(entry, tokens, inside))
    return found


def _cell_actors(entry: str, tokens: Sequence[Token], inside: list[tuple[Actor, int, int]]) -> list[Actor]:
    if not inside:
        named = any(token.capital for token in tokens if token.kind == "word")
        return [Actor(entry, Resource.INTERNAL if named else None, None, None, True)]
    kept: list[Actor] = []
    position = -9
    for actor, first, last in inside:
        # "school psychologist", "директор школы", "мать Айгуль": one person, the first word says who.
        joined = (
            first - position <= 1 and not any(token.key in (",", ";", "/") for token in tokens[position:first])
            if kept
            else False
        )
        if not joined:
            kept.append(Actor(actor.text, actor.resource, None, actor.id, True))
        position = last
    return kept
