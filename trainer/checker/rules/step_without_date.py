"""Flag a step that has no day, neither in its cells nor in its words."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for step in row.written_steps:
            if step.reading.time == "none":
                yield on_step(step)


rule = Rule(
    id="step-without-date",
    criterion=CriterionId.TIME,
    severity=Severity.SHOULD,
    source="CMS Australia standard 2; Samira's plan: the date column is empty in all ten rows",
    find=find,
    mistakes=(1,),
)
