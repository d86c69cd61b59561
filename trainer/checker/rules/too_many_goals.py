"""Notice a plan with more goals than a family can carry at once, without an order among them."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_plan
from trainer.checker.values import CriterionId, Severity

MOST = 5


def find(context: Context) -> Iterator[Found]:
    active = [row for row in context.rows if row.goal.goal.strip()]
    ranks = {row.goal.priority for row in active if row.goal.priority}
    # Two ranks or more are an order: this first, that later.
    if len(active) > MOST and len(ranks) < 2:
        yield on_plan(goals=len(active))


rule = Rule(
    id="too-many-goals",
    criterion=CriterionId.COVER,
    severity=Severity.CONSIDER,
    source="about three at a time: Signs of Safety; Samira's plan has ten",
    find=find,
    whole=True,
    mistakes=(26,),
)
