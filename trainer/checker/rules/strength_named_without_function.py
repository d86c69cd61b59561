"""Notice a strength that is ticked or named in a row and does no work in any of its steps."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.levels.strengths import work_of
from trainer.checker.rules.rule import Found, Rule, on_goal
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.complete_rows:
        work = work_of(context, row)
        if work.named and not work.steps:
            yield on_goal(row, strength=work.named[0])


rule = Rule(
    id="strength-named-without-function",
    criterion=CriterionId.STRENGTH,
    severity=Severity.CONSIDER,
    source="no step without a matching strength: wraparound; strengths model fidelity scale",
    find=find,
    mistakes=(21, 34),
)
