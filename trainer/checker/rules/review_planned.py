"""Praise a review that has its day, its people and something to look at."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context, filled
from trainer.checker.rules.rule import Found, Rule, on_plan
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for review in context.plan.reviews:
        if (review.date or "").strip() and filled(review.who) and review.checks.strip():
            yield on_plan("reviews", review.checks)
            return


rule = Rule(
    id="review-planned",
    criterion=CriterionId.REVIEW,
    severity=Severity.CONSIDER,
    source="review date, who, and what is checked",
    find=find,
    whole=True,
    praise=True,
)
