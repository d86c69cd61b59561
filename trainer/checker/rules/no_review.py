"""Flag a plan that says nowhere when anybody will look at it again."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_plan
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    if not context.complete_rows:
        return
    reviews = [r for r in context.plan.reviews if (r.date or "").strip() or r.checks.strip() or any(r.who)]
    spoken = any(unit.first("review_word") for row in context.rows for unit in row.texts())
    if not reviews and not spoken:
        yield on_plan("reviews")


rule = Rule(
    id="no-review",
    criterion=CriterionId.REVIEW,
    severity=Severity.SHOULD,
    source="a timeline for review: CMS Australia standard 2; no plan is static",
    find=find,
    whole=True,
    mistakes=(28,),
)
