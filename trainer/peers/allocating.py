"""Whose plan a student reviews next: chosen when they ask, so that nobody is too late and nobody waits for the absent.

The plan with the fewest reviews comes first, then the one that waits longest. A review counts while its reviewer holds
the lease, and for good once it is handed in; a hidden one does not. To be called with the round alone in its hands
(`writing(assignment)`), so that two who ask at once do not get the same plan.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from trainer.errors import Invalid
from trainer.models import Assignment, Membership, PeerReview, PeerRound, ReviewKind, Role, Run, Submission, written_by
from trainer.peers.rules import LEASE


class Next(NamedTuple):
    """A plan to review, and how many reviews of it are there or under way."""

    run: int
    submission: int
    reviews: int


def next_review(db: Session, of: PeerRound, *, person: int, now: dt.datetime) -> PeerReview:
    """The review that this person goes on with or begins. Invalid when there is no plan for them to review now.

    One that is begun comes first. Whoever has written as many as the round asks for gets one more only while some plan
    has too few.
    """
    own = db.scalars(
        select(PeerReview)
        .where(
            PeerReview.assignment_id == of.assignment_id,
            PeerReview.reviewer_id == person,
            PeerReview.kind == ReviewKind.PEER,
            PeerReview.hidden_at.is_(None),
        )
        .order_by(PeerReview.id)
    ).all()
    begun = next((each for each in own if each.handed_in_at is None), None)
    if begun is not None:
        begun.leased_until = now + LEASE
        return begun
    found = waiting_for(db, of.assignment, person=person, now=now)
    if found is None:
        raise Invalid("peers.no_plan_waits")
    if len(own) >= of.reviews and found.reviews >= of.reviews:
        raise Invalid("peers.all_done")
    return _begin(db, of, found, person=person, now=now)


def waiting_for(db: Session, assignment: Assignment, *, person: int, now: dt.datetime) -> Next | None:
    """The plan that this person would review next, or None."""
    row = db.execute(_waiting(assignment, person, now).limit(1)).first()
    return Next(*row) if row else None


def live(now: dt.datetime) -> ColumnElement[bool]:
    """The reviews by others that count: handed in, or being written by somebody who holds the lease."""
    return and_(
        PeerReview.kind == ReviewKind.PEER,
        PeerReview.hidden_at.is_(None),
        or_(PeerReview.handed_in_at.is_not(None), PeerReview.leased_until > now),
    )


def _waiting(assignment: Assignment, person: int, now: dt.datetime) -> Select[tuple[int, int, int]]:
    counted = (
        select(func.count(PeerReview.id, type_=Integer))
        .where(PeerReview.run_id == Run.id, live(now))
        .correlate(Run)
        .scalar_subquery()
    )
    later, mine = aliased(Submission), aliased(PeerReview)
    overtaken = exists().where(later.run_id == Submission.run_id, later.attempt > Submission.attempt)
    reviewed = exists().where(mine.run_id == Run.id, mine.reviewer_id == person)
    # Nobody reads reviews of a plan whose writer has left; a team goes on without them.
    read = or_(
        Run.team_id.is_not(None),
        exists().where(
            Membership.course_id == assignment.course_id,
            Membership.person_id == Run.owner_id,
            Membership.role == Role.STUDENT,
            Membership.left_at.is_(None),
        ),
    )
    return (
        select(Run.id, Submission.id, counted.label("reviews"))
        .join(Submission, Submission.run_id == Run.id)
        .where(Submission.assignment_id == assignment.id, ~overtaken, ~written_by(person), ~reviewed, read)
        .order_by("reviews", Submission.handed_in_at, Submission.id)
    )


def _begin(db: Session, of: PeerRound, found: Next, *, person: int, now: dt.datetime) -> PeerReview:
    review = PeerReview(
        assignment_id=of.assignment_id, run_id=found.run, submission_id=found.submission, reviewer_id=person,
        kind=ReviewKind.PEER, begun_at=now, leased_until=now + LEASE,
    )  # fmt: skip
    db.add(review)
    db.flush()  # the answer names the review's address
    return review
