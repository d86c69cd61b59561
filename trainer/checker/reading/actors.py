"""Who is named in a text: people and organisations, whose resource they are, and who of them is the subject."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from trainer.checker.case import Case
from trainer.checker.reading.names import same_name
from trainer.checker.reading.subjects import is_subject
from trainer.checker.reading.tokens import Token, tokenise
from trainer.checker.reading.values import Actor, Span
from trainer.checker.reading.vocabulary import Hit
from trainer.checker.values import Language, Resource

# "Гүлнәр апа": in Kazakh any older person is called so, the client too.
_ELDERS = frozenset("ата апа апай әже әжей аға ағай тәте".split())

LISTS = {
    "actor_internal": Resource.INTERNAL,
    "actor_informal": Resource.INFORMAL,
    "actor_community": Resource.COMMUNITY,
    "actor_formal": Resource.FORMAL,
}


_SLAVIC = (Language.RU, Language.UK)
# The words of a name, whose it is, and whose resource they are.
Name = tuple[tuple[str, ...], str, Resource]


@dataclass(frozen=True, eq=False)
class CaseNames:
    """The names of a case in one language as runs of words, each with its id and resource. Known by its identity."""

    names: tuple[Name, ...] = ()

    @cached_property
    def by_start(self) -> dict[str, list[Name]]:
        """Names by the first two letters of their first word: few are worth comparing at any place of a text."""
        found: dict[str, list[Name]] = {}
        for name in self.names:
            found.setdefault(name[0][0][:2], []).append(name)
        return found


def case_names(case: Case | None, language: Language) -> CaseNames:
    """Names, aliases and given names of people, ties, services and groups."""
    if case is None:
        return CaseNames()
    at_home = {member for household in case.households[:1] for member in household.members}
    found: list[Name] = []

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
    oblique: set[int] = set()
    for first, last, id, resource, is_base in _named(tokens, names, language):
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            if not is_base:
                oblique.add(first)
            found.append((_actor(text, tokens, first, last, resource, id), first, last))
    candidates = [hit for hit in hits if hit.entry.list in LISTS and not _only_joins(tokens, hit, language)]
    for hit in sorted(candidates, key=lambda hit: (hit.first - hit.last, hit.first, hit.entry.list)):
        if taken.isdisjoint(range(hit.first, hit.last)):
            taken.update(range(hit.first, hit.last))
            first, resource = hit.first, LISTS[hit.entry.list]
            if language is Language.KK and _named_elder(tokens, hit, taken):
                first, resource = first - 1, Resource.INTERNAL
            found.append((_actor(text, tokens, first, hit.last, resource, None), first, hit.last))
    found.sort(key=lambda item: item[1])
    return [item if item[1] in oblique else _with_subject(item, tokens, language) for item in found]


def _only_joins(tokens: Sequence[Token], hit: Hit, language: Language) -> bool:
    """ "балабақша мен мектеп": inside a sentence "мен" is "and", no person."""
    if language is not Language.KK or tokens[hit.first].key != "мен":
        return False
    return hit.first > 0 and tokens[hit.first - 1].kind == "word"


def _named_elder(tokens: Sequence[Token], hit: Hit, taken: set[int]) -> bool:
    """A name and a word of respect, unless a tie stands before them: "көршісі Рая апай" is the neighbour."""
    before = hit.first - 1
    if before < 0 or before in taken or before - 1 in taken:
        return False
    return tokens[before].capital and any(tokens[hit.first].key.startswith(word) for word in _ELDERS)


def _actor(text: str, tokens: Sequence[Token], first: int, last: int, resource: Resource, id: str | None) -> Actor:
    span = Span(tokens[first].start, tokens[last - 1].end)
    return Actor(text[span.start : span.end], resource, span, id)


def _named(
    tokens: Sequence[Token], names: CaseNames, language: Language
) -> Iterable[tuple[int, int, str, Resource, bool]]:
    """Every place where a name of the case stands, the longest first, and whether in the case of who acts.

    "Запросити Остапа": a Russian or Ukrainian name in another form than its first is not the one who acts.
    """
    found = []
    known = names.by_start
    for place, token in enumerate(tokens):
        if token.kind != "word" or token.key[:2] not in known:
            continue
        after = tokens[place + 1].key if place + 1 < len(tokens) else ""
        for words, id, resource in _beginning_with(token.key, after, names, language):
            if len(words) < 3 or _goes_on(tokens[place + 2 : place + len(words)], words[2:], language):
                base = language not in _SLAVIC or token.key == words[0]
                found.append((place, place + len(words), id, resource, base))
    return sorted(found, key=lambda item: (item[0] - item[1], item[0], item[2]))


def _goes_on(following: Sequence[Token], words: Sequence[str], language: Language) -> bool:
    if len(following) < len(words):
        return False
    return all(same_name(token.key, word, language) for token, word in zip(following, words, strict=True))


# The same words come again in every plan on a case: which of its names they may begin is asked once. Of a first word
# alone half a case may begin: "the".
@lru_cache(maxsize=8192)
def _beginning_with(key: str, after: str, names: CaseNames, language: Language) -> tuple[Name, ...]:
    beginning = (name for name in names.by_start.get(key[:2], ()) if same_name(key, name[0][0], language))
    return tuple(name for name in beginning if len(name[0]) == 1 or same_name(after, name[0][1], language))


def _with_subject(item: tuple[Actor, int, int], tokens: Sequence[Token], language: Language) -> tuple[Actor, int, int]:
    actor, first, last = item
    if not is_subject(tokens, first, last, language):
        return item
    return Actor(actor.text, actor.resource, actor.span, actor.id, True), first, last
