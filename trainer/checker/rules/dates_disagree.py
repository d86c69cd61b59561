"""Flag words and cells that name different times: "weekly for three months" beside five weeks of dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.checker.context import Context
from trainer.checker.reading.dates import resolve
from trainer.checker.reading.values import Span, TimeKind, UnitReading
from trainer.checker.rules.rule import Found, Rule, on_goal, on_step
from trainer.checker.values import CriterionId, Severity

# A week apart is the same week said twice; a length is often rounded.
A_DAY_OFF = dt.timedelta(days=7)
A_LENGTH_OFF = dt.timedelta(days=14)


def find(context: Context) -> Iterator[Found]:
    if context.day is None:
        return
    for row in context.rows:
        goal = row.reading.goal
        if said := _apart(context, goal, row.goal.start, row.goal.end):
            yield on_goal(row, said.span, text_day=said.day.isoformat(), cell_day=said.cell.isoformat())
        for step in row.written_steps:
            # "Asks for leave until July" is done long before July: of a step only the length of a rhythm counts.
            rhythm = any(time.kind is TimeKind.FREQUENCY for time in step.reading.times)
            said = _apart(context, step.reading, step.step.start, step.step.end) if rhythm else None
            if said and said.lasts:
                yield on_step(step, said.span, text_day=said.day.isoformat(), cell_day=said.cell.isoformat())


@dataclass(frozen=True, slots=True)
class _Said:
    """The words about time, the last day by the words and by the cell, and whether the words tell a length."""

    span: Span
    day: dt.date
    cell: dt.date
    lasts: bool


def _apart(context: Context, unit: UnitReading, start: str | None, end: str | None) -> _Said | None:
    """What the words say, when no time in them is near the cell's."""
    last = resolve(end, context.day, context.language)
    if last is None or context.day is None:
        return None
    begins = resolve(start, context.day, context.language) or context.day
    apart: _Said | None = None
    for time in unit.times:
        if not time.bounded or time.due is None or time.span.end <= time.span.start:
            continue
        lasts = time.kind is TimeKind.DURATION or time.value.startswith("+")
        length = time.due - context.day
        # "Within three days of the call" is a pace, not the length of the whole.
        if lasts and length < A_LENGTH_OFF:
            continue
        day = begins + length if lasts else time.due
        # "From today until 29 September" agrees with its cell by its last word.
        if time.kind is TimeKind.EVENT or abs(day - last) <= (A_LENGTH_OFF if lasts else A_DAY_OFF):
            return None
        apart = _Said(time.span, day, last, lasts)
    return apart


rule = Rule(
    id="dates-disagree",
    criterion=CriterionId.TIME,
    severity=Severity.SHOULD,
    source="the words and the cells of one step are read by two people",
    find=find,
    mistakes=(4,),
)
