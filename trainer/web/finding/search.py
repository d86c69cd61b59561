"""Find cases for a page: words and chosen kinds together, the best first, with what else could be chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.checker.reading.asked_words import words_asked
from trainer.checker.search import Sentence, pieces
from trainer.checker.values import Language
from trainer.models import CaseText, CaseVersion
from trainer.web.finding.catalogue import Cases, Catalogue, Chosen
from trainer.web.finding.words import Meant, cases_with, words_meant

MOST_SIGNS = 100
_SHOWN_ALWAYS = ("title", "blurb")
_MOST_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for: words in the language they read in, and the values they chose in each facet."""

    words: str
    language: Language
    chosen: Chosen


class Worded(NamedTuple):
    """What the words gave: the language in which they were found, the cases, how much they say about each.

    `whole`: each case has every word. `keys`: the words of the bank that were found.
    """

    language: Language
    cases: Cases
    scores: Counter[int]
    whole: bool
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: ids of case versions in their order, and the cases by their words alone for counting."""

    ids: tuple[int, ...]
    among: Cases
    worded: Worded | None


def find(db: Session, catalogue: Catalogue, asked: Asked) -> Found:
    """The cases of the catalogue that have the chosen kinds and the words; without words the easier ones first."""
    words = words_asked(asked.words[:MOST_SIGNS], asked.language)
    if not words:
        cases = catalogue.chosen(asked.chosen, catalogue.everything)
        return Found(tuple(_readable_first(catalogue, cases, asked.language)), catalogue.everything, None)
    worded = _worded(db, catalogue, asked)
    cases = catalogue.chosen(asked.chosen, worded.cases)
    ids = sorted(catalogue.in_order(cases), key=lambda id: -worded.scores[id])
    return Found(tuple(ids), worded.cases, worded)


def _readable_first(catalogue: Catalogue, cases: Cases, language: Language) -> list[int]:
    mine = cases & catalogue.of_kind("language", [language.value])
    return [*catalogue.in_order(mine), *catalogue.in_order(cases & ~mine)]


def _worded(db: Session, catalogue: Catalogue, asked: Asked) -> Worded:
    """In the reader's language, or the one they chose; in another only where that has none. All words before some."""
    first = [*asked.chosen.get("language", ()), asked.language.value]
    best, best_rank = Worded(asked.language, 0, Counter(), True, frozenset()), (False, False, False)
    for each in sorted(Language, key=lambda each: each.value not in first):
        meant = words_meant(db, words_asked(asked.words[:MOST_SIGNS], each), each)
        scores = [cases_with(db, word) for word in meant]
        among = [catalogue.with_ids(found) for found in scores]
        for whole in (True, False):
            cases = _together(among, whole=whole)
            # Words that stand in no case of the chosen kinds still say which kinds to let go.
            rank = (bool(catalogue.chosen(asked.chosen, cases)), whole and bool(cases), bool(cases))
            if rank > best_rank:
                best, best_rank = Worded(each, cases, sum(scores, Counter()), whole, _keys(meant)), rank
        if all(best_rank):
            break
    return best


def _together(among: Sequence[Cases], *, whole: bool) -> Cases:
    found = among[0]
    for cases in among[1:]:
        found = found & cases if whole else found | cases
    return found


def _keys(meant: Sequence[Meant]) -> frozenset[str]:
    return frozenset().union(*(word.keys for word in meant))


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
