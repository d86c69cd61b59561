"""Flag words and cells that name different times: "weekly for three months" beside five weeks of dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.reading.dates import resolve
from trainer.checker.reading.values import Span, TimeKind, UnitReading
from trainer.checker.rules.rule import Found, Rule, on_goal, on_step
from trainer.checker.values import CriterionId, Severity

# A week apart is the same week said twice; a length is often rounded.
A_DAY_OFF = dt.timedelta(days=7)
A_LENGTH_OFF = dt.timedelta(days=14)


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        apart = _apart(context, row.reading.goal, row.goal.start, row.goal.end)
        if apart:
            yield on_goal(row, apart[0], text_day=apart[1].isoformat(), cell_day=apart[2].isoformat())
        for step in row.written_steps:
            apart = _apart(context, step.reading, step.step.start, step.step.end)
            if apart:
                yield on_step(step, apart[0], text_day=apart[1].isoformat(), cell_day=apart[2].isoformat())


def _apart(
    context: Context, unit: UnitReading, start: str | None, end: str | None
) -> tuple[Span, dt.date, dt.date] | None:
    """The words, the last day by the words and the last day by the cell, when the two are far apart."""
    last = resolve(end, context.day, context.language)
    if last is None or context.day is None:
        return None
    begins = resolve(start, context.day, context.language) or context.day
    apart: tuple[Span, dt.date, dt.date] | None = None
    for time in unit.times:
        if not time.bounded or time.due is None or time.span.end <= time.span.start:
            continue
        lasts = time.kind is TimeKind.DURATION or time.value.startswith("+")
        day = begins + (time.due - context.day) if lasts else time.due
        # "From today until 29 September" agrees with its cell by its last word.
        if time.kind is TimeKind.EVENT or abs(day - last) <= (A_LENGTH_OFF if lasts else A_DAY_OFF):
            return None
        apart = (time.span, day, last)
    return apart


rule = Rule(
    id="dates-disagree",
    criterion=CriterionId.TIME,
    severity=Severity.SHOULD,
    source="the words and the cells of one step are read by two people",
    find=find,
    mistakes=(4,),
)
