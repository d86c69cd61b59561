"""Notice a step that is over before one that is written ahead of it begins."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        before = None
        for step in row.written_steps:
            begins, ends = step.starts, step.reading.due
            if before and begins and ends and begins <= ends < before:
                yield on_step(step, date=ends.isoformat(), earlier=before.isoformat())
            elif begins and (before is None or begins > before):
                before = begins


rule = Rule(
    id="steps-out-of-order",
    criterion=CriterionId.TIME,
    severity=Severity.CONSIDER,
    source="a plan is read from the top: what comes first stands first",
    find=find,
    mistakes=(4,),
)
