"""Ask about a plan in which steps by others and steps that only receive outweigh what the family does itself."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.levels.resources import plan_counts
from trainer.checker.rules.rule import Found, Rule, on_plan
from trainer.checker.values import CriterionId, Severity

# Below this many steps a share says little.
MIN_STEPS = 4


def find(context: Context) -> Iterator[Found]:
    if not context.complete_rows:
        return
    counts = plan_counts(context)
    if counts.valid >= MIN_STEPS and counts.home_use * 3 < counts.valid:
        reached = counts.home_leads - counts.home_use
        yield on_plan(own=counts.home_use, reached=reached, steps=counts.valid)


rule = Rule(
    id="outside-outweighs",
    criterion=CriterionId.RESOURCE,
    severity=Severity.SHOULD,
    source="internal before external: the authors' own turn in the plan for Samira's family",
    find=find,
    whole=True,
    mistakes=(19,),
)
