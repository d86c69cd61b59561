"""Find cases for a page: words and chosen kinds together, the best first, with what else could be chosen."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain, islice
from operator import and_, or_
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.checker.reading.asked_words import words_asked
from trainer.checker.search import Sentence, pieces
from trainer.checker.values import Language
from trainer.models import CaseText, CaseVersion
from trainer.web.finding.catalogue import Cases, Catalogue, Chosen, Heard
from trainer.web.finding.words import cases_with, words_meant

MOST_SIGNS = 100
_SHOWN_ALWAYS = ("title", "blurb")
_MOST_SENTENCES = 2
# A word among ten thousand cases takes forty kilobytes.
_MOST_KEPT = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for: words in the language they read in, and the values they chose in each facet."""

    words: str
    language: Language
    chosen: Chosen


class Worded(NamedTuple):
    """What the words gave: the language in which they were found, the cases, in which forms the words stand there.

    `whole`: each case has every word.
    """

    language: Language
    cases: Cases
    heard: tuple[Heard, ...]
    whole: bool

    @property
    def keys(self) -> frozenset[str]:
        """The found words in all their forms."""
        return frozenset().union(*(word.keys for word in self.heard))


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: how many cases, the ids of one page of them, and the cases by their words alone."""

    total: int
    ids: tuple[int, ...]
    among: Cases
    worded: Worded | None
    page: int
    pages: int


def find(db: Session, catalogue: Catalogue, asked: Asked, *, page: int = 1, per_page: int = 20) -> Found:
    """The cases of the catalogue that have the chosen kinds and the words; without words the easier ones first.

    A page that is not there is the nearest one.
    """
    worded = _worded(db, catalogue, asked) if words_asked(asked.words[:MOST_SIGNS], asked.language) else None
    among = worded.cases if worded else catalogue.everything
    cases = catalogue.chosen(asked.chosen, among)
    total = cases.bit_count()
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    order = _best_first(catalogue, cases, worded, page * per_page) if worded else _readable_first(
        catalogue, cases, asked.language)  # fmt: skip
    ids = tuple(catalogue.ids[place] for place in islice(order, (page - 1) * per_page, page * per_page))
    return Found(total, ids, among, worded, page, pages)


def _best_first(catalogue: Catalogue, cases: Cases, worded: Worded, most: int) -> Iterator[int]:
    """The places of cases by what the words say of them; easier ones first where that is the same."""
    scores = [word.scores for word in worded.heard]
    ranked = ((-sum(each[place] for each in scores), place) for place in catalogue.places_of(cases))
    return (place for _, place in heapq.nsmallest(most, ranked))


def _readable_first(catalogue: Catalogue, cases: Cases, language: Language) -> Iterator[int]:
    mine = cases & catalogue.of_kind("language", [language.value])
    return chain(catalogue.places_of(mine), catalogue.places_of(cases & ~mine))


def _worded(db: Session, catalogue: Catalogue, asked: Asked) -> Worded:
    """In the reader's language, or the one they chose; in another only where that has none. All words before some."""
    first = [*asked.chosen.get("language", ()), asked.language.value]
    best, best_rank = Worded(asked.language, 0, (), True), (False, False, False)
    for each in sorted(Language, key=lambda each: each.value not in first):
        heard = _heard(db, catalogue, words_asked(asked.words[:MOST_SIGNS], each), each)
        for whole in (True, False):
            cases = reduce(and_ if whole else or_, (word.cases for word in heard))
            # Words that stand in no case of the chosen kinds still say which kinds to let go.
            rank = (bool(catalogue.chosen(asked.chosen, cases)), whole and bool(cases), bool(cases))
            if rank > best_rank:
                best, best_rank = Worded(each, cases, heard, whole), rank
        if all(best_rank):
            break
    return best


def _heard(db: Session, catalogue: Catalogue, asked: Sequence[str], language: Language) -> tuple[Heard, ...]:
    """What each word gave among the cases of the catalogue; looked up once, until a case comes or goes."""
    known = ((word, catalogue.heard.get((language, word))) for word in asked)
    kept = {word: heard for word, heard in known if heard}
    new = [word for word in asked if word not in kept]
    for meant in words_meant(db, new, language) if new else ():
        kept[meant.asked] = catalogue.hear(cases_with(db, meant), meant.keys)
    if len(catalogue.heard) > _MOST_KEPT:
        catalogue.heard.clear()
    catalogue.heard.update({(language, word): kept[word] for word in new})
    return tuple(kept[word] for word in asked)


class Card(NamedTuple):
    """A case as a list shows it: found words are marked, `more` are further sentences that have some.

    `language` is that of the words, `mine` says whether the case can be read in the reader's language.
    """

    version: CaseVersion
    language: str
    mine: bool
    title: Sentence
    blurb: Sentence
    more: tuple[Sentence, ...]


def cards(db: Session, ids: Sequence[int], into: str, worded: Worded | None) -> list[Card]:
    """The cases of one page in their order. One statement, two where words were found."""
    versions = {row.id: row for row in db.scalars(select(CaseVersion).where(CaseVersion.id.in_(ids)))}
    texts: dict[int, list[list[str]]] = {}
    if worded and ids:
        rows = db.execute(
            select(CaseText.case_version_id, CaseText.sentences).where(
                CaseText.case_version_id.in_(ids), CaseText.language == worded.language.value
            )
        )
        texts = {id: sentences for id, sentences in rows}
    return [_card(versions[id], into, worded, texts.get(id, [])) for id in ids if id in versions]


def _card(version: CaseVersion, into: str, worded: Worded | None, text: Sequence[Sequence[str]]) -> Card:
    titles, blurbs = version.summary["title"], version.summary["blurb"]
    # Marked words are shown in the language in which they were found.
    wanted = (worded.language.value if worded else into, into, "en", *titles)
    language = next(each for each in wanted if each in titles)
    keys = worded.keys if worded else frozenset()
    title, blurb = (
        Sentence(part, tuple(pieces(words, keys)))
        for part, words in (("title", titles[language]), ("blurb", blurbs.get(language, "")))
    )
    return Card(version, language, into in version.summary["languages"], title, blurb, tuple(_told(text, keys)))


def _told(text: Sequence[Sequence[str]], keys: frozenset[str]) -> list[Sentence]:
    """The first sentences in which a found word stands; title and blurb are shown anyway."""
    from trainer.checker.reading.tokens import key_of

    beginnings = tuple(keys)
    marked = (
        Sentence(part, tuple(pieces(words, keys)))
        for part, words in text
        # Cutting a text into words is slow; most sentences have not even the letters.
        if part not in _SHOWN_ALWAYS and any(key in key_of(words) for key in beginnings)
    )
    return list(islice((one for one in marked if one.hits), _MOST_SENTENCES))
