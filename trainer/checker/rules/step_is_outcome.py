"""Flag a step that states a result: nobody can do a result."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.rules.step_restates_goal import restates
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for step in row.written_steps:
            if step.reading.type == "outcome" and not restates(step.text, row.goal.goal):
                yield on_step(step)


rule = Rule(
    id="step-is-outcome",
    criterion=CriterionId.STEP,
    severity=Severity.SHOULD,
    source="steps apart from outcomes; Samira's plan, rows 2, 7 and 9",
    find=find,
    mistakes=(15,),
)
