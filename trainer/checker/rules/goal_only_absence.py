"""Flag a goal that only stops something: it does not say what will be there instead."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_goal
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        goal = row.reading.goal
        if goal.outcome == "absence":
            spans = goal.evidence.get("kind", ())
            yield on_goal(row, spans[0] if spans else None)


rule = Rule(
    id="goal-only-absence",
    criterion=CriterionId.MEASURE,
    severity=Severity.SHOULD,
    source="the dead-man test; Samira's plan, row 7",
    find=find,
    mistakes=(13,),
)
