"""Find the words of the bank that are forms of a word somebody asked for, and the cases in which they stand.

The database keeps for each word the beginnings of its forms. What begins like the asked word, or has such a beginning,
is a candidate; which candidates really are forms of it is decided as in the handbook (`Glossary`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from trainer.checker.reading.asked_words import BEGINNING, Glossary
from trainer.checker.reading.forms import forms_of
from trainer.checker.values import Language
from trainer.models import CaseWord, CaseWordPlace, CaseWordStem
from trainer.web.finding.index import LONGEST_WORD, spelt

# A stem of one letter would be a beginning of everything.
_SHORTEST = 2
_MOST_CANDIDATES = 3000
_AFTER_ALL = "\U0010ffff"


class Meant(NamedTuple):
    """A word as it was asked for, with the words of the bank that are forms of it."""

    asked: str
    keys: frozenset[str]
    ids: tuple[int, ...]


def words_meant(db: Session, asked: Sequence[str], language: Language) -> list[Meant]:
    """For each asked word (a key of `words_asked`) the words of the bank in one language. Two statements at most."""
    lemmas = _lemmas(db, asked, language)
    ids = _candidates(db, {key for word in asked for key in _ranges(word, lemmas, language)}, language)
    glossary = Glossary.of_keys({*ids, *lemmas}, language)
    meant = []
    for word in asked:
        keys = (glossary.keys_like(word) | {word}) & ids.keys()
        meant.append(Meant(word, frozenset(keys), tuple(sorted(ids[key] for key in keys))))
    return meant


def _lemmas(db: Session, asked: Iterable[str], language: Language) -> frozenset[str]:
    """The words of the bank that may have one of the asked words among their forms."""
    looked_up = [spelt(word[:LONGEST_WORD], language) for word in asked]
    beginnings = {word[:length] for word in looked_up for length in range(_SHORTEST, len(word) + 1)}
    rows = db.scalars(
        select(CaseWord.key)
        .join(CaseWordStem, CaseWordStem.word_id == CaseWord.id)
        .where(CaseWordStem.language == language.value, CaseWordStem.stem.in_(sorted(beginnings)))
        .limit(_MOST_CANDIDATES)
    )
    return frozenset(rows)


def _ranges(word: str, lemmas: Iterable[str], language: Language) -> set[tuple[str, str]]:
    """Stretches of the spelling in which forms of the word may lie: from, up to but without."""
    plain = spelt(word[:LONGEST_WORD], language)
    whole, beginnings = {plain}, {plain} if len(plain) >= BEGINNING else set()
    for lemma in (word, *(lemma for lemma in lemmas if spelt(lemma, language)[:_SHORTEST] == plain[:_SHORTEST])):
        forms = forms_of(lemma, language)
        whole |= {spelt(form, language) for form in forms.exact}
        stems = {spelt(stem, language) for stem, _ in forms.stems}
        beginnings |= {stem for stem in stems if len(stem) >= _SHORTEST}
    # One that is longer than another lies in its stretch already.
    short = {one for one in beginnings if not any(one[:cut] in beginnings for cut in range(1, len(one)))}
    return {(one, one + _AFTER_ALL) for one in short} | {(one, one) for one in whole if not any(
        one.startswith(each) for each in short)}  # fmt: skip


def _candidates(db: Session, stretches: set[tuple[str, str]], language: Language) -> dict[str, int]:
    """The words of the bank within the stretches, with their ids."""
    within: list[ColumnElement[bool]] = [
        and_(CaseWord.spelt >= begin, CaseWord.spelt < end) for begin, end in sorted(stretches) if begin != end
    ]
    whole = [begin for begin, end in stretches if begin == end]
    rows = db.execute(
        select(CaseWord.key, CaseWord.id)
        .where(CaseWord.language == language.value, or_(CaseWord.spelt.in_(whole), *within))
        .limit(_MOST_CANDIDATES)
    )
    return {key: id for key, id in rows}


def cases_with(db: Session, meant: Meant) -> Iterable[tuple[int, int]]:
    """The versions in which a word stands in any form, and how much it says about each: of everybody's cases."""
    if not meant.ids:
        return ()
    rows = db.execute(
        select(CaseWordPlace.case_version_id, func.sum(CaseWordPlace.weight))
        .where(CaseWordPlace.word_id.in_(meant.ids))
        .group_by(CaseWordPlace.case_version_id)
    )
    return ((id, int(weight)) for id, weight in rows)
