"""Ask why a service acts in a step, when nobody has said so and the row gives the family nothing to do itself."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.levels.resources import counts_of
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.complete_rows:
        counts = counts_of(context, row)
        if counts.safety or counts.home_use:
            continue
        for step in row.written_steps:
            led = step.reading.actor == "formal" and step.reading.type == "service"
            if led and not step.step.why_formal.strip():
                yield on_step(step)


rule = Rule(
    id="formal-without-reason",
    criterion=CriterionId.RESOURCE,
    severity=Severity.CONSIDER,
    source="a service where a strength or a near tie would do: wraparound step-down of formal services",
    find=find,
    mistakes=(19,),
)
