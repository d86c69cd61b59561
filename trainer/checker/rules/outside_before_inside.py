"""Ask what the family could do in a row where only others act. Safety steps are never asked about."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.levels.resources import counts_of
from trainer.checker.rules.rule import Found, Rule, on_goal
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.complete_rows:
        counts = counts_of(context, row)
        outside = counts.informal + counts.community + counts.formal
        if outside and not counts.internal and not counts.unclear and not counts.safety:
            yield on_goal(row, steps=outside)


rule = Rule(
    id="outside-before-inside",
    criterion=CriterionId.RESOURCE,
    severity=Severity.SHOULD,
    source="the second difficulty named by the authors of the plan for Samira's family; DART: natural supports 34 %",
    find=find,
    mistakes=(19,),
)
