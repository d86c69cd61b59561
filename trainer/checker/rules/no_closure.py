"""Notice a plan that says by what the family will know that it no longer needs it. Silent until a review is set."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_plan
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    dated = any((review.date or "").strip() for review in context.plan.reviews)
    if context.complete_rows and dated and not context.plan.closure.strip():
        yield on_plan("closure")


rule = Rule(
    id="no-closure",
    criterion=CriterionId.REVIEW,
    severity=Severity.CONSIDER,
    source="the last stage of the cycle: leaving the programme, independence of the client",
    find=find,
    whole=True,
    mistakes=(28,),
)
