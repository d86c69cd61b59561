"""A whole plan without what tells who wrote it: every text of it passed through one set of pseudonyms."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from trainer.checker.case import Case
from trainer.checker.reading.names import same_name
from trainer.checker.reading.tokens import Token, key_of
from trainer.checker.values import Language
from trainer.documents.pseudonyms import Pseudonyms

# What a student types. Ids, facts, days and modes stay; a list may hold ids of the case beside typed words.
_TEXTS = frozenset(
    ("problem", "goal", "client_words", "text", "why_formal", "checks", "closure", "reason", "start", "end")
)
_LISTS = frozenset(("responsible", "who", "strengths"))


class NamesOfClass(Pseudonyms):
    """Takes out the names of a class and leaves those of the case: a plan is read beside its case here."""

    def __init__(self, people: Iterable[str], case: Case, language: Language) -> None:
        super().__init__(people, case, language)
        names = (name for person in case.people for name in person.given_name.values())
        self._of_case = {key_of(word) for name in names for word in re.findall(r"[^\W\d_]+", name)}

    def _is_name(self, token: Token, before: Token | None, guessed: set[int]) -> bool:
        forms = (self._language, Language.RU, Language.KK)
        if any(same_name(token.key, name, spoken) for name in self._of_case for spoken in forms):
            return False
        return super()._is_name(token, before, guessed)


def plan_without_names(document: Any, names: Pseudonyms, *, known: Collection[str]) -> Any:
    """A copy of a plan's document. `known` are the ids of the case, which are names of nobody real."""
    texts = list(_texts(document, known))
    said = dict(zip(texts, names.without(texts), strict=True))
    return _copy(document, said, known)


def _texts(part: Any, known: Collection[str]) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _texts(each, known)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key in _TEXTS and isinstance(value, str):
                yield value
            elif key in _LISTS and isinstance(value, list):
                yield from (each for each in value if isinstance(each, str) and each not in known)
            else:
                yield from _texts(value, known)


def _copy(part: Any, said: dict[str, str], known: Collection[str]) -> Any:
    if isinstance(part, list):
        return [_copy(each, said, known) for each in part]
    if not isinstance(part, dict):
        return part
    found = {}
    for key, value in part.items():
        if key in _TEXTS and isinstance(value, str):
            found[key] = said[value]
        elif key in _LISTS and isinstance(value, list):
            found[key] = [said.get(each, each) if each not in known else each for each in value]
        else:
            found[key] = _copy(value, said, known)
    return found
