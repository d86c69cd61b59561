"""Flag a step for which nobody answers: no name in its cell, in the row's cell or in its words."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for step in row.written_steps:
            if not step.responsible and not step.doers:
                yield on_step(step)


rule = Rule(
    id="nobody-responsible",
    criterion=CriterionId.WHO,
    severity=Severity.SHOULD,
    source="responsibilities are clear: support-plan checklists",
    find=find,
    mistakes=(16, 24),
)
