"""Praise a step in which a strength of the family does work."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.levels.strengths import work_of
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.complete_rows:
        work = work_of(context, row)
        if work.named and work.steps:
            yield on_step(work.steps[0])


rule = Rule(
    id="strength-works",
    criterion=CriterionId.STRENGTH,
    severity=Severity.CONSIDER,
    source="a strength with a function",
    find=find,
    praise=True,
)
