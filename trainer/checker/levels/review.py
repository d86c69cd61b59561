"""Judge whether a plan says when it will be looked at again, by whom, and by what it can end."""

from __future__ import annotations

from trainer.checker.context import Context, filled
from trainer.checker.rubric import Criterion


def judge(context: Context, criterion: Criterion) -> tuple[int | None, dict[str, float], str | None]:
    """Level, measures and, where it cannot be told, the reason."""
    if not context.complete_rows:
        return None, {}, None
    reviews = context.plan.reviews
    dated = [review for review in reviews if (review.date or "").strip()]
    full = [review for review in dated if filled(review.who)]
    checked = any(review.checks.strip() for review in full)
    closes = bool(context.plan.closure.strip())
    marks = ("review_word", "monitoring_word")
    spoken = any(unit.first(name) for row in context.rows for unit in row.texts() for name in marks)
    measures = {"reviews_dated": float(len(dated)), "reviews_with_people": float(len(full)), "closure": float(closes)}
    if full:
        return (3 if checked and closes else 2), measures, None
    written = any(filled(review.who) or review.checks.strip() for review in reviews)
    return (1 if dated or written or spoken or closes else 0), measures, None
