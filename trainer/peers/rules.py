"""The rules of a round: when it is open, who may review, what an author sees and when."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from trainer.models import PeerReview, PeerRound, ReviewKind, ShowReviews

# How long an opened plan is kept for its reviewer after the last word; afterwards others get it as well.
LEASE = dt.timedelta(hours=48)


class Phase(StrEnum):
    """Where a round stands."""

    BEFORE = "before"
    OPEN = "open"
    OVER = "over"


def phase_of(of: PeerRound, now: dt.datetime) -> Phase:
    """Whether reviews may be written now. Without an opening day the due date opens it; a closed course ends it."""
    opens = of.opens_at or of.assignment.due_at
    if of.assignment.course.archived_at is not None or (of.closes_at is not None and now >= of.closes_at):
        return Phase.OVER
    return Phase.BEFORE if opens is not None and now < opens else Phase.OPEN


def may_write(of: PeerRound, review: PeerReview, now: dt.datetime) -> bool:
    """Whether this review can still be changed; one's own plan may be reviewed before the round opens as well."""
    if review.handed_in_at is not None or review.hidden_at is not None:
        return False
    phase = phase_of(of, now)
    return phase == Phase.OPEN or (phase == Phase.BEFORE and review.kind == ReviewKind.SELF)


def shows(of: PeerRound, now: dt.datetime, *, marked: bool) -> bool:
    """Whether authors see the reviews of their plans now; `marked`: the lecturer's marks of this plan are released."""
    if of.show == ShowReviews.AT_ONCE:
        return True
    if of.show == ShowReviews.WITH_MARK:
        return marked
    return phase_of(of, now) == Phase.OVER
