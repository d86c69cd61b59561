"""Read one unit of a plan, a problem, goal or step: its times, actors and marks, then the codebook's labels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from trainer.checker.case import Case
from trainer.checker.reading import labels
from trainer.checker.reading.actors import CaseNames, actors_in, case_names
from trainer.checker.reading.cells import resources_of_cell
from trainer.checker.reading.dates import due_of, mistaken_date, resolve
from trainer.checker.reading.deciding import without_decisions, without_nouns
from trainer.checker.reading.judging import settled
from trainer.checker.reading.marked import Unit
from trainer.checker.reading.reproach import reproaches
from trainer.checker.reading.times import Found, find_times
from trainer.checker.reading.tokens import Token, tokenise
from trainer.checker.reading.trained import trained
from trainer.checker.reading.values import Actor, Mark, Span, TimeExpression, TimeKind, UnitKind, UnitReading
from trainer.checker.reading.verdicts import judge
from trainer.checker.reading.vocabulary import Hit, Vocabulary, mark_of
from trainer.checker.values import Language

_NOBODY = CaseNames()
_EMPTY = {language: Vocabulary(language, ()) for language in Language}
# A cell is at most ten pages (`MAX_TEXT` of the plan); what is longer is read to here.
_LONGEST = 20_000


def read_unit(
    kind: UnitKind,
    text: str,
    *,
    language: Language,
    vocabularies: Mapping[Language, Vocabulary],
    case: Case | None = None,
    responsible: Sequence[str] = (),
    shared: bool = False,
    start: str | None = None,
    end: str | None = None,
    day: dt.date | None = None,
) -> UnitReading:
    """One unit with its labels. Never raises on any text; the same text gives the same reading.

    `shared`: the people are those of the whole row, so that the step's own words say more than their list.
    """
    vocabulary = vocabularies.get(language) or _EMPTY[language]
    # What is longer than a cell may be is read, but not kept.
    read = _read if len(text) <= _LONGEST else _read.__wrapped__
    names = _case_names(case, language)
    return read(kind, text, vocabulary, names, tuple(responsible), shared, start, end, day)


# A student changes one cell at a time: the other cells of the plan are read but once.
@lru_cache(maxsize=1024)
def _read(
    kind: UnitKind,
    text: str,
    vocabulary: Vocabulary,
    names: CaseNames,
    responsible: tuple[str, ...],
    shared: bool,
    start: str | None,
    end: str | None,
    day: dt.date | None,
) -> UnitReading:
    language = vocabulary.language
    tokens, hits, marks = _read_text(text[:_LONGEST], vocabulary)
    actors = tuple(actor for actor, _, _ in actors_in(text, tokens, hits, language, names))
    people = tuple(resources_of_cell(responsible, vocabulary, names))
    times = _times(text[:_LONGEST], marks, language, day)
    unit = Unit(text, language, tokens, marks, actors, people, times, shared)
    values = _labels(kind, unit)
    bounded = [item for item in times if item.bounded]
    ends, begins = _date_cell(end, day, vocabulary), _date_cell(start, day, vocabulary)
    due = ends.day or min((t.due for t in bounded if t.due), default=None)
    return UnitReading(
        kind=kind,
        text=text,
        language=language,
        times=times,
        actors=(*people, *actors),
        marks=marks,
        time=_time_label(times, ends.times, begins.times, end),
        due=due,
        start=begins.day,
        evidence=_evidence(unit, times),
        **values,
    )


def _labels(kind: UnitKind, unit: Unit) -> dict[str, Any]:
    found: dict[str, Any] = {"respectful": labels.respectful(unit)}
    for label, value in judge(kind, unit, trained()).items():
        # `kind` of a reading is the kind of unit; what the codebook calls a goal's kind is its outcome.
        name = "outcome" if label == "kind" else label
        found[name] = value == "yes" if label in ("measurable", "concrete") else value
    return found


def _evidence(unit: Unit, times: tuple[TimeExpression, ...]) -> dict[str, tuple[Span, ...]]:
    found = dict(unit.evidence)
    if times:
        found["time"] = tuple(item.span for item in times)
    return found


def unit_of(
    text: str,
    *,
    language: Language,
    vocabularies: Mapping[Language, Vocabulary],
    responsible: Sequence[str] = (),
) -> Unit:
    """A unit as its readers find it, outside of any case: what the trained readers learn from."""
    vocabulary = vocabularies.get(language) or _EMPTY[language]
    tokens, hits, marks = _read_text(text, vocabulary)
    actors = tuple(actor for actor, _, _ in actors_in(text, tokens, hits, language, _NOBODY))
    people = tuple(resources_of_cell(responsible, vocabulary, _NOBODY))
    return Unit(text, language, tokens, marks, actors, people, _times(text, marks, language, None))


@lru_cache(maxsize=1024)
def _read_text(text: str, vocabulary: Vocabulary) -> tuple[tuple[Token, ...], tuple[Hit, ...], tuple[Mark, ...]]:
    tokens = tokenise(text)
    hits = tuple(vocabulary.hits(tokens, text))
    marks = without_decisions([mark_of(hit, tokens) for hit in hits], tokens)
    if vocabulary.language is Language.EN:
        marks = without_nouns(marks, tokens)
    marks = settled(marks, tokens, vocabulary.language)
    return tokens, hits, (*marks, *reproaches(tokens, marks, vocabulary.language, text))


_NAMES: dict[tuple[int, Language], tuple[Case, CaseNames]] = {}


def _case_names(case: Case | None, language: Language) -> CaseNames:
    """Compiled once for a case value; the value itself is kept so that its identity stays its own."""
    if case is None:
        return _NOBODY
    known = _NAMES.get((id(case), language))
    if known is None or known[0] is not case:
        if len(_NAMES) > 100:
            _NAMES.clear()
        known = _NAMES[(id(case), language)] = (case, case_names(case, language))
    return known[1]


def _times(text: str, marks: Sequence[Mark], language: Language, day: dt.date | None) -> tuple[TimeExpression, ...]:
    """Time expressions of a text; vague words count where no expression covers them."""
    found = [_expression(item, day) for item in find_times(text, language)]
    covered = [(item.span.start, item.span.end) for item in found]
    for mark in marks:
        if mark.list == "vague_time" and not any(a < mark.span.end and mark.span.start < b for a, b in covered):
            found.append(TimeExpression(TimeKind.VAGUE, mark.span, "vague"))
    return tuple(sorted(found, key=lambda item: (item.span.start, item.span.end)))


def _expression(found: Found, day: dt.date | None) -> TimeExpression:
    due = due_of(found, day)
    # A day before the plan was agreed is a mistake or a memory, not a deadline.
    bounded = found.bounded and not (due is not None and day is not None and due < day)
    return TimeExpression(
        found.kind, found.span, found.value, due, bounded, due if found.kind is TimeKind.DURATION else None
    )


class _DateCell(NamedTuple):
    """The day that a date cell names, and what it says of time."""

    day: dt.date | None
    times: tuple[Found, ...]


# The steps of a row mostly share their dates, and the plan is read again at every change.
@lru_cache(maxsize=2048)
def _date_cell(cell: str | None, day: dt.date | None, vocabulary: Vocabulary) -> _DateCell:
    language = vocabulary.language
    return _DateCell(resolve(cell, day, language), tuple(_cell_times(cell, vocabulary, language)))


def _cell_times(cell: str | None, vocabulary: Vocabulary, language: Language) -> list[Found]:
    """What a date cell says, bounded or open; an ISO date or `+2w` is bounded."""
    if not cell or not cell.strip() or mistaken_date(cell):
        return []
    if cell.strip().startswith("+") and resolve(cell, dt.date(2000, 1, 1), language):
        return [Found(TimeKind.DEADLINE, cell.strip(), Span(0, len(cell)), True)]
    found = list(find_times(cell[:400], language, True))
    if not any(item.bounded for item in found):
        marks = vocabulary.marks(cell[:400])
        found += [Found(TimeKind.VAGUE, "vague", mark.span, False) for mark in marks if mark.list == "vague_time"]
    if not found and language is not Language.RU:
        # Tables in Ukrainian and Kazakh keep Russian cells.
        found = [item for item in find_times(cell[:400], Language.RU, True) if item.bounded]
    return found


def _time_label(
    times: Sequence[TimeExpression], end: Sequence[Found], start: Sequence[Found], end_cell: str | None
) -> str:
    if any(item.bounded for item in times) or any(item.bounded for item in end):
        return "bounded"
    if any(item.bounded for item in start) and not (end_cell and end_cell.strip()):
        # A row with one date has the day of the act, in whichever cell it stands.
        return "bounded"
    lasting = [
        t
        for t in times
        if t.kind is not TimeKind.DURATION
        or not t.value.endswith(("H", "MIN"))
        and t.value[:1].isdigit()
        and not t.bounded
        and _at_least(t)
    ]
    if lasting or end or start or (end_cell and end_cell.strip()):
        return "open"
    return "none"


def _at_least(item: TimeExpression) -> bool:
    """A length that is no term: open ("six months or more"); the length of a course is no time at all."""
    return item.kind is not TimeKind.DURATION or item.due is not None or not item.value.endswith(("H", "MIN"))


__all__ = ["Actor", "read_unit"]
