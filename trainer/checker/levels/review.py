"""Judge whether a plan says when it will be looked at again, by whom, and by what it can end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from trainer.checker.context import Context, filled
from trainer.checker.plan import Mode, Review
from trainer.checker.reading.dates import resolve
from trainer.checker.rubric import Criterion

# "Control over the family" watches people; nobody looks at the plan again.
_OVER_PEOPLE = frozenset(
    ("supervise", "supervision", "контроль", "контролировать", "контролювати", "бақылау", "қадағалау")
)


def judge(context: Context, criterion: Criterion) -> tuple[int | None, dict[str, float], str | None]:
    """Level, measures and, where it cannot be told, the reason."""
    if not context.complete_rows:
        return None, {}, None
    reviews = context.plan.reviews
    dated = [review for review in reviews if (review.date or "").strip()]
    full = [review for review in dated if filled(review.who)]
    closes = bool(context.plan.closure.strip())
    measures = {"reviews_dated": float(len(dated)), "reviews_with_people": float(len(full)), "closure": float(closes)}
    if full:
        whole = closes and any(review.checks.strip() for review in full)
        thorough = whole and _soon(context, full, criterion) and _referrals_checked(context, criterion)
        return (3 if thorough else 2), measures, None
    written = any(filled(review.who) or review.checks.strip() for review in reviews)
    return (1 if dated or written or closes or _spoken(context) else 0), measures, None


def _spoken(context: Context) -> bool:
    marks = ("review_word", "monitoring_word")
    found = (mark for row in context.rows for unit in row.texts() for name in marks for mark in unit.all(name))
    return any(mark.lemma not in _OVER_PEOPLE for mark in found)


def _soon(context: Context, reviews: Sequence[Review], criterion: Criterion) -> bool:
    """The first review falls within the days of the model; where a day is not known, nothing speaks against it."""
    within = criterion.bands.get("first_review_days")
    days = [day for review in reviews if (day := resolve(review.date, context.day, context.language))]
    if within is None or context.day is None or not days:
        return True
    return min(days) <= context.day + dt.timedelta(days=within)


def _referrals_checked(context: Context, criterion: Criterion) -> bool:
    """Under the broker model every referral has the day on which somebody asks whether it arrived."""
    if not criterion.bands.get("referrals_checked"):
        return True
    referred = [step.step for row in context.rows for step in row.steps if step.step.mode is Mode.REFERRED]
    return all((step.check_back or "").strip() for step in referred)
