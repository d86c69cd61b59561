"""A wording of a case that has an address: a fact, a paper, or the opening of a stage, in one language."""

from __future__ import annotations

from typing import NamedTuple

from trainer.checker.case import Case
from trainer.checker.values import Language


class Wording(NamedTuple):
    """What is written at one place of a case; `place` is the id of the fact, paper or stage."""

    place: str
    language: str
    words: str


def wording_of(case: Case, place: str, into: str) -> Wording | None:
    """The wording at a place of a case, or None where the case has none in this language.

    A student's case comes without its key (`Case.without_key`), so that what happens later stays unknown.
    """
    if into not in case.languages:
        return None
    language = Language(into)
    for fact in case.facts:
        if fact.id == place:
            return _told(place, into, fact.words.get(language, ""))
    for paper in case.exhibits:
        if paper.id == place:
            return _told(place, into, "\n".join((paper.title.get(language, ""), paper.text.get(language, ""))))
    for stage in case.stages:
        if stage.id == place:
            return _told(place, into, stage.words.get(language, ""))
    return None


def _told(place: str, into: str, words: str) -> Wording | None:
    return Wording(place, into, words.strip()) if words.strip() else None
