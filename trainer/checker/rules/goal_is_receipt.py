"""Flag a goal that is reached as soon as a service is received, whether or not life has changed."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_goal
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        goal = row.reading.goal
        if goal.outcome == "receipt" and goal.owner != "service":
            yield on_goal(row)


rule = Rule(
    id="goal-is-receipt",
    criterion=CriterionId.OWN,
    severity=Severity.SHOULD,
    source="outcomes apart from tasks: case-plan guidance of the US Children's Bureau; Samira's plan, rows 3 and 6",
    find=find,
    mistakes=(9,),
)
