"""What of a case is searched: only what a student may read before a plan is begun, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.checker.case import Case
from trainer.checker.values import Language
from trainer.web.case_page import papers_of, taxonomy

# The parts of a case, and how much a word there says about it.
WEIGHTS = {"title": 12, "blurb": 6, "kind": 6, "name": 4, "story": 2, "fact": 2, "paper": 1}

_END = re.compile(r"(?<=[.!?…»])\s+(?=[^\W\d_a-zа-яёіїєґәғқңөұүһ]|[«„“\"—–-])|\n+")
_MARKUP = re.compile(r"^[#>\-*\s|]+|[*_`|]+")


def told(case: Case, into: Language) -> Iterator[tuple[str, str]]:
    """Every sentence of the case in one language with its part: what is told first, then kinds and names."""
    shown = case.without_key()
    yield "title", shown.title.get(into, "")
    yield "blurb", shown.blurb.get(into, "")
    for stage in shown.stages:
        facts = [fact for fact in shown.facts if fact.at == stage.id]
        papers = [paper for paper in papers_of(shown) if paper.at == stage.id]
        # A stage that has nothing yet is not shown, nor are its opening words.
        for words in _sentences(stage.words.get(into, "")) if facts or papers else ():
            yield "story", words
        for fact in facts:
            yield from (("fact", words) for words in _sentences(fact.words.get(into, "")))
        for paper in papers:
            yield "paper", paper.title.get(into, "")
            yield from (("paper", words) for words in _sentences(paper.text.get(into, "")))
    for kind in (shown.client, *shown.also):
        yield "kind", taxonomy().words["client"].get(kind, {}).get(into, "")
    yield from _names(shown, into)


def _names(case: Case, into: Language) -> Iterator[tuple[str, str]]:
    names = [name for person in case.people for name in (person.name, person.given_name)]
    names += [item.name for item in (*case.network, *case.services)]
    yield from (("name", name) for name in dict.fromkeys(each.get(into, "") for each in names))


def _sentences(text: str) -> Iterator[str]:
    for sentence in _END.split(text):
        words = _MARKUP.sub("", sentence).strip()
        if words:
            yield words
