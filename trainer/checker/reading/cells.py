"""Who stands in a responsible cell, and whose resource each of them is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from trainer.checker.reading.actors import CaseNames, actors_in
from trainer.checker.reading.tokens import Token, tokenise
from trainer.checker.reading.values import Actor
from trainer.checker.reading.vocabulary import Vocabulary
from trainer.checker.values import Resource

_LONGEST_ABBREVIATION = 6
_TITLES = frozenset("mr mrs ms miss пан пані господин госпожа г-н г-жа".split())


def resources_of_cell(entries: Iterable[str], vocabulary: Vocabulary, names: CaseNames) -> list[Actor]:
    """Everybody in a cell. A bare given name is a person of the home until the case says otherwise."""
    return [actor for entry in entries for actor in _people(entry.strip(), vocabulary, names)]


@lru_cache(maxsize=1024)
def _people(entry: str, vocabulary: Vocabulary, names: CaseNames) -> tuple[Actor, ...]:
    of_case = next((resource for _, id, resource in names.names if id == entry), None)
    if of_case is not None:
        return (Actor(entry, of_case, None, entry, True),)
    tokens = tokenise(entry)
    # A dash in a cell names nobody.
    if not any(token.kind == "word" for token in tokens):
        return ()
    inside = actors_in(entry, tokens, vocabulary.hits(tokens, entry), vocabulary.language, names)
    return tuple(_known(tokens, inside)) if inside else (_unknown(entry, tokens),)


def _unknown(entry: str, tokens: Sequence[Token]) -> Actor:
    """ "Dana" is a person of the home; "CM", "inspector of roads" hold an office, for families have few words."""
    words = [token for token in tokens if token.kind == "word"]
    written = [entry[token.start : token.end] for token in words]
    short = len(written) == 1 and 1 < len(written[0]) <= _LONGEST_ABBREVIATION and written[0].isupper()
    named = all(token.capital or token.key in _TITLES for token in words) and not short and len(words) <= 3
    return Actor(entry, Resource.INTERNAL if named else Resource.FORMAL, None, None, True)


def _known(tokens: Sequence[Token], inside: list[tuple[Actor, int, int]]) -> Iterator[Actor]:
    """ "School psychologist", "директор школы", "мать Айгуль": one person, the first word says who."""
    position = -9
    for actor, first, last in inside:
        apart = any(token.key in (",", ";", "/") for token in tokens[max(position, 0) : first])
        if first - position > 1 or apart:
            yield Actor(actor.text, actor.resource, None, actor.id, True)
        position = last
