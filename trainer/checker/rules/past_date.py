"""Flag a goal or step that is due before the day on which the plan is agreed."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_goal, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    day = context.day
    if day is None:
        return
    for row in context.rows:
        due = row.reading.goal.due
        if due and due < day and row.reading.goal.text.strip():
            yield on_goal(row, date=due.isoformat())
        for step in row.written_steps:
            end = step.reading.due
            if end and end < day:
                yield on_step(step, date=end.isoformat())


rule = Rule(
    id="past-date",
    criterion=CriterionId.TIME,
    severity=Severity.SHOULD,
    source="definition of time-bound: a past date counts for nothing",
    find=find,
    mistakes=(4,),
)
