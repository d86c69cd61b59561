"""Notice a goal that nothing leads to yet, once another row of the plan already has its steps."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_goal
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    if not context.complete_rows:
        return
    for row in context.rows:
        if row.goal.goal.strip() and not row.written_steps:
            yield on_goal(row)


rule = Rule(
    id="goal-without-steps",
    criterion=CriterionId.STEP,
    severity=Severity.SHOULD,
    source="a plan is action-oriented: CMS Australia standard 2",
    find=find,
    whole=True,
)
