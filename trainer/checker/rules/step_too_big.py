"""Notice a step that is a project: several acts in one line, or more than a month and a half for one act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from trainer.checker.context import Context, Row, StepRow
from trainer.checker.reading.values import TimeKind, UnitReading
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.rules.several_outcomes import parts_with_verbs
from trainer.checker.values import CriterionId, Severity

LONGEST = dt.timedelta(days=45)
# "Goes, asks and writes down" is one errand; four deeds are a project.
MOST_DEEDS = 3


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for step in row.written_steps:
            long = _long(step) and not _keeps_rhythm(row, step)
            if long or len(parts_with_verbs(step.reading)) > MOST_DEEDS:
                yield on_step(step)


def _long(step: StepRow) -> bool:
    read = step.reading
    # A rhythm ("every Saturday until Christmas") is one small act, repeated.
    return bool(read.start and read.due and read.due - read.start > LONGEST and not _rhythmic(read))


def _rhythmic(read: UnitReading) -> bool:
    return any(time.kind is TimeKind.FREQUENCY for time in read.times)


def _keeps_rhythm(row: Row, step: StepRow) -> bool:
    """"Keeps the calendar of the lessons" has the rhythm of the lessons: it begins and ends with them."""
    days = (step.reading.start, step.reading.due)
    return any(_rhythmic(each.reading) and (each.reading.start, each.reading.due) == days for each in row.written_steps)


rule = Rule(
    id="step-too-big",
    criterion=CriterionId.STEP,
    severity=Severity.CONSIDER,
    source="one sitting or two weeks; Samira's plan, row 2, step 6",
    find=find,
    mistakes=(17,),
)
