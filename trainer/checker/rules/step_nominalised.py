"""Flag a step that is a heading: a noun for an activity, with nobody who does it."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for step in row.written_steps:
            mark = step.reading.first("nominalised")
            if mark and step.reading.concrete is False and step.reading.type != "outcome" and not step.doers:
                yield on_step(step, mark.span)


rule = Rule(
    id="step-nominalised",
    criterion=CriterionId.STEP,
    severity=Severity.SHOULD,
    source="Samira's plan, rows 4 and 7: consultation, orientation, detection",
    find=find,
    mistakes=(16,),
)
