"""Flag a review that lacks its day or its people, so that it is left to chance."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context, filled
from trainer.checker.rules.rule import Found, Rule, on_plan
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for number, review in enumerate(context.plan.reviews, start=1):
        date, who = bool((review.date or "").strip()), bool(filled(review.who))
        if not (date or who or review.checks.strip()):
            continue
        if not (date and who):
            text = review.checks.strip() or (review.date or "").strip() or " ".join(filled(review.who))
            yield on_plan("reviews", text, number=number, about=str(number))


rule = Rule(
    id="review-without-person-or-date",
    criterion=CriterionId.REVIEW,
    severity=Severity.SHOULD,
    source="review date and who: support-plan checklists",
    find=find,
    whole=True,
    mistakes=(28,),
)
