"""Ask where in the case a goal comes from, when it rests on no fact and speaks about none of the case's needs."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.levels.cover import invented
from trainer.checker.rules.rule import Found, Rule, on_problem
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.complete_rows:
        if row.goal.problem.strip() and invented(context, row):
            yield on_problem(row)


rule = Rule(
    id="goal-not-in-case",
    criterion=CriterionId.COVER,
    severity=Severity.CONSIDER,
    source="nothing invented: every goal is traceable to the assessment",
    find=find,
    needs_key=True,
    mistakes=(8,),
)
