"""Flag a step that ends after the day on which its goal is to be met.

Where one of the two is told in words without a day ("in September", "within a month"), a few days apart are no flaw.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from trainer.checker.context import Context, Row, StepRow
from trainer.checker.reading.times import find_times
from trainer.checker.reading.values import UnitReading
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Severity

# "A month" is four weeks to one reader and thirty-one days to another.
LEEWAY = dt.timedelta(days=3)
_DAY = re.compile(r"(?:\d{4}|-)-\d\d-\d\d|\+\d+[DW]")


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        due = row.reading.goal.due
        for step in row.written_steps:
            if due and step.reading.due and later_than_goal(row, step):
                yield on_step(step, end=step.reading.due.isoformat(), goal_end=due.isoformat())


def later_than_goal(row: Row, step: StepRow) -> bool:
    """Whether the step ends after its goal. One that only borrows the row's end is not late."""
    due, end = row.reading.goal.due, step.reading.due
    if due is None or end is None or end <= due:
        return False
    named = _names_day(row.goal.end, row.reading.goal) and _names_day(step.step.end, step.reading)
    return named or end > due + LEEWAY


def _names_day(cell: str | None, unit: UnitReading) -> bool:
    """Whether the end is a day of the calendar or a count of days or weeks, and not only a month or a season."""
    if not cell or not cell.strip():
        return any(_DAY.match(time.value) for time in unit.times if time.bounded)
    if cell.strip()[0] == "+" or _DAY.match(cell.strip()):
        return True
    return any(_DAY.match(found.value) for found in find_times(cell, unit.language, True))


rule = Rule(
    id="step-after-goal",
    criterion=CriterionId.TIME,
    severity=Severity.SHOULD,
    source="date arithmetic on the plan's own cells",
    find=find,
    mistakes=(4,),
)
