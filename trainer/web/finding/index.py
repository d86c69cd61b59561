"""Write what cases are found by. Whoever stocks or publishes a version calls `index_cases`; nothing else is needed.

A start of the product calls `index_missing`, so that versions which were stored before, or indexed by older rules, are
found too. Both may run again at any time, and in two processes at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Insert, Table, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, undefer

from trainer.checker.case import Case
from trainer.checker.reading import kazakh
from trainer.checker.reading.asked_words import small_words
from trainer.checker.reading.forms import forms_of
from trainer.checker.reading.tokens import tokenise
from trainer.checker.values import Language
from trainer.models import CaseCard, CaseText, CaseVersion, CaseWord, CaseWordPlace, CaseWordStem
from trainer.web.finding.facets import facets_of
from trainer.web.finding.told import WEIGHTS, told

# Raise it when told(), facets_of() or the endings change: the next start indexes every version again.
SCHEME = 1
LONGEST_WORD = 60
_VERSIONS_AT_ONCE = 100
# SQLite takes some ten thousand values in one statement; a row has four at most.
_ROWS_AT_ONCE = 2000


def index_missing(db: Session) -> int:
    """Index every version that is not indexed by today's rules, whatever its state; how many there were."""
    stale = (
        select(CaseVersion.id)
        .outerjoin(CaseCard, CaseCard.case_version_id == CaseVersion.id)
        .where(or_(CaseCard.scheme.is_(None), CaseCard.scheme != SCHEME))
    )
    ids = list(db.scalars(stale))
    for some in _lots(ids, _VERSIONS_AT_ONCE):
        rows = select(CaseVersion).where(CaseVersion.id.in_(some)).options(undefer(CaseVersion.document))
        index_cases(db, list(db.scalars(rows)))
    return len(ids)


def index_cases(db: Session, versions: Sequence[CaseVersion]) -> None:
    """Make these versions findable; what was indexed of them before is replaced. They must be flushed.

    Every state and visibility may be indexed: who finds a case is decided when somebody searches.
    """
    for some in _lots(versions, _VERSIONS_AT_ONCE):
        _index(db, [(version.id, Case.model_validate(version.document)) for version in some])


Thing = TypeVar("Thing")


class _Words(NamedTuple):
    """The words of one version in one language with their weights."""

    version: int
    language: Language
    weights: Counter[str]


def _index(db: Session, cases: Sequence[tuple[int, Case]]) -> None:
    ids = [id for id, _ in cases]
    for table in (CaseWordPlace, CaseText, CaseCard):
        db.execute(delete(table).where(table.case_version_id.in_(ids)))
    words, texts = [], []
    for id, case in cases:
        for into in case.languages:
            sentences = [(part, sentence) for part, sentence in told(case, into) if sentence]
            texts.append({"case_version_id": id, "language": into.value, "sentences": sentences})
            words.append(_Words(id, into, _weighed(sentences, into)))
    known = _word_ids(db, words)
    _insert(db, CaseText, texts)
    _insert(db, CaseWordPlace, _places(words, known))
    cards = [{"case_version_id": id, "scheme": SCHEME, "facets": facets_of(case)} for id, case in cases]
    _insert(db, CaseCard, cards)


def _weighed(sentences: Iterable[tuple[str, str]], into: Language) -> Counter[str]:
    """Each word with the sum of the weights of the parts in which it stands."""
    parts: dict[str, set[str]] = {}
    for part, sentence in sentences:
        for key in _keys(sentence):
            parts.setdefault(key, set()).add(part)
    small = small_words(into)
    return Counter({key: sum(WEIGHTS[part] for part in stands) for key, stands in parts.items() if key not in small})


# A new version of a case has most of its sentences in common with the one before.
@lru_cache(maxsize=6000)
def _keys(sentence: str) -> frozenset[str]:
    tokens = (token for token in tokenise(sentence) if token.kind in ("word", "number"))
    return frozenset(token.key for token in tokens if len(token.key) <= LONGEST_WORD)


def _places(words: Iterable[_Words], known: dict[tuple[str, str], int]) -> Iterator[dict[str, Any]]:
    for version, language, weights in words:
        for key, weight in weights.items():
            yield {"word_id": known[language, key], "case_version_id": version, "weight": weight}


def _word_ids(db: Session, words: Sequence[_Words]) -> dict[tuple[str, str], int]:
    """The id of every word by language and key; those that the bank did not have get one and their stems."""
    found: dict[tuple[str, str], int] = {}
    for into in dict.fromkeys(each.language for each in words):
        # In one order everywhere: two processes that add the same words wait for each other instead of locking.
        keys = sorted({key for each in words if each.language == into for key in each.weights})
        ids = _stored(db, into, keys)
        missing = [key for key in keys if key not in ids]
        rows = [{"language": into.value, "key": key, "spelt": spelt(key, into)} for key in missing]
        _insert(db, CaseWord, rows)
        made = _stored(db, into, missing)
        _insert(db, CaseWordStem, _stems(made, into))
        found |= {(into.value, key): id for key, id in (ids | made).items()}
    return found


def _stored(db: Session, into: Language, keys: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in _lots(keys, _ROWS_AT_ONCE):
        rows = db.execute(
            select(CaseWord.key, CaseWord.id).where(CaseWord.language == into.value, CaseWord.key.in_(some))
        )
        found |= {key: id for key, id in rows}
    return found


def _stems(ids: dict[str, int], into: Language) -> Iterator[dict[str, Any]]:
    for key, id in ids.items():
        forms = forms_of(key, into)
        beginnings = {spelt(each, into) for each in (*forms.exact, *(stem for stem, _ in forms.stems))}
        yield from ({"language": into.value, "stem": stem[:LONGEST_WORD], "word_id": id} for stem in beginnings)


def spelt(key: str, into: Language) -> str:
    """A word as it is looked up: Kazakh as a keyboard without its letters types it, Ukrainian without apostrophes."""
    return kazakh.plain(key) if into is Language.KK else key.replace("'", "") if into is Language.UK else key


def _lots(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some


def _insert(db: Session, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows; one that is there already, put there by another process, stays as it is."""
    made: Table = table.__table__
    new: Insert = (sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert)(made)
    statement = new.on_conflict_do_nothing()  # type: ignore[attr-defined]
    for some in _lots(rows, _ROWS_AT_ONCE):
        db.execute(statement, some)
