"""Ask whose strength carries a row in which the family does nothing of its own and no strength is named."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.levels.resources import counts_of
from trainer.checker.levels.strengths import work_of
from trainer.checker.rules.rule import Found, Rule, on_goal
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.complete_rows:
        work = work_of(context, row)
        # Whoever is being kept from harm is not asked for strengths first.
        if counts_of(context, row).safety:
            continue
        if not work.named and not work.steps and not work.home_acts:
            yield on_goal(row)


rule = Rule(
    id="row-without-strength",
    criterion=CriterionId.STRENGTH,
    severity=Severity.SHOULD,
    source="building on the family's strengths: the stated aim of the plan for Samira's family",
    find=find,
    mistakes=(21,),
)
