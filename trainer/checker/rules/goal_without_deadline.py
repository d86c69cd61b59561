"""Flag a goal that has no day, neither in its cells nor in its words."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_goal
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        goal = row.reading.goal
        if goal.text.strip() and goal.time == "none":
            yield on_goal(row)


rule = Rule(
    id="goal-without-deadline",
    criterion=CriterionId.TIME,
    severity=Severity.MUST,
    source="CMS Australia standard 2; Samira's plan: the date column is empty in all ten rows",
    find=find,
    mistakes=(1,),
)
