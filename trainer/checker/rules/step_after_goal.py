"""Flag a step that ends after the day on which its goal is to be met."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        due = row.reading.goal.due
        for step in row.written_steps:
            # A step that only borrows the row's end is not late.
            if due and step.reading.due and step.reading.due > due:
                yield on_step(step, end=step.reading.due.isoformat(), goal_end=due.isoformat())


rule = Rule(
    id="step-after-goal",
    criterion=CriterionId.TIME,
    severity=Severity.SHOULD,
    source="date arithmetic on the plan's own cells",
    find=find,
    mistakes=(4,),
)
