"""How good the reviews of a round are, for the lecturer: agreement with their own levels, comments, what authors say.

A page of reviews costs as many statements in a class of two thousand as in one of ten.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, and_, case, func, select, true
from sqlalchemy.orm import Session, aliased, joinedload

from trainer.models import (
    Assignment,
    Mark,
    Marking,
    Membership,
    PeerComment,
    PeerLevel,
    PeerReview,
    PeerRound,
    ReviewKind,
    Role,
    Run,
    Slot,
    Submission,
    coded,
    writers,
)
from trainer.peers.allocating import live

PAGE = 50
PEERS = PeerReview.kind == ReviewKind.PEER
# What the list can be narrowed to, in the order of its tabs.
STATES: dict[str, ColumnElement[bool]] = {
    "handed_in": and_(PEERS, PeerReview.handed_in_at.is_not(None), PeerReview.hidden_at.is_(None)),
    "not_helped": and_(PEERS, PeerReview.helped.is_(False), PeerReview.hidden_at.is_(None)),
    "hidden": and_(PEERS, PeerReview.hidden_at.is_not(None)),
    "begun": and_(PEERS, PeerReview.handed_in_at.is_(None), PeerReview.hidden_at.is_(None)),
    "self": PeerReview.kind == ReviewKind.SELF,
    "all": true(),
}


class Agreement(NamedTuple):
    """On how many criteria both gave a level, on how many the same, and how far the others lay apart on average."""

    both: int
    same: int
    apart: float


class Quality(NamedTuple):
    """One review as the lecturer's list shows it; `agreement` is None while the lecturer has given no level."""

    review: PeerReview
    agreement: Agreement | None
    comments: int
    signs: int


class Standing(NamedTuple):
    """Where a round stands: how many plans there are and have enough reviews, how many students did their part."""

    plans: int
    served: int
    students: int
    done: int


def counts_of(db: Session, assignment: int) -> dict[str, int]:
    """How many reviews each narrowing of the list holds; one statement."""
    columns = (func.count(case((narrowed, PeerReview.id))) for narrowed in STATES.values())
    row = db.execute(select(*columns).where(PeerReview.assignment_id == assignment)).one()
    return dict(zip(STATES, row, strict=True))


def page_of(db: Session, assignment: int, *, state: str, page: int) -> list[Quality]:
    """One page of reviews, the newest first, each with its quality; four statements."""
    reviews = db.scalars(
        select(PeerReview)
        .where(PeerReview.assignment_id == assignment, STATES[state])
        .options(
            joinedload(PeerReview.reviewer),
            joinedload(PeerReview.run).options(joinedload(Run.owner), joinedload(Run.team)),
        )
        .order_by(PeerReview.id.desc())
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    ).all()
    return qualities(db, reviews)


def writers_of(db: Session, assignment: Assignment, reviews: Sequence[PeerReview]) -> dict[int, str]:
    """The names of those who wrote these reviews, by their ids; while names are hidden the codes of their own plans."""
    if not assignment.hides_names:
        return {review.reviewer_id: review.reviewer.name for review in reviews}
    wrote = writers(Run.assignment_id == assignment.id).subquery()
    rows = db.execute(
        select(wrote.c.person, coded())
        .join(Run, Run.id == wrote.c.run)
        .where(wrote.c.person.in_([review.reviewer_id for review in reviews]))
    )
    return {review.reviewer_id: "–" for review in reviews} | {person: code for person, code in rows}


def qualities(db: Session, reviews: Sequence[PeerReview]) -> list[Quality]:
    """The quality of these reviews; three statements."""
    ids = [review.id for review in reviews]
    given, words = _levels(db, ids)
    marks = _marks(db, [review.submission_id for review in reviews if review.submission_id is not None])
    comments = _comments(db, ids)
    found = []
    for review in reviews:
        count, signs = comments.get(review.id, (0, 0))
        agreement = agreement_of(given.get(review.id, {}), marks.get(review.submission_id or 0, {}))
        found.append(Quality(review, agreement, count, signs + words.get(review.id, 0) + len(review.overall)))
    return found


def agreement_of(given: Mapping[str, int], marks: Mapping[str, int]) -> Agreement | None:
    """How a student's levels agree with the lecturer's; None where no criterion has both."""
    distances = [abs(level - marks[criterion]) for criterion, level in given.items() if criterion in marks]
    if not distances:
        return None
    return Agreement(len(distances), distances.count(0), sum(distances) / len(distances))


def _levels(db: Session, ids: Sequence[int]) -> tuple[dict[int, dict[str, int]], dict[int, int]]:
    given: dict[int, dict[str, int]] = {}
    words: dict[int, int] = {}
    columns = PeerLevel.review_id, PeerLevel.criterion, PeerLevel.level, func.length(PeerLevel.comment)
    for review, criterion, level, signs in db.execute(select(*columns).where(PeerLevel.review_id.in_(ids))):
        if level is not None:
            given.setdefault(review, {})[criterion] = level
        words[review] = words.get(review, 0) + signs
    return given, words


def _marks(db: Session, submissions: Sequence[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    rows = db.execute(
        select(Marking.submission_id, Mark.criterion, Mark.level)
        .join(Marking, Marking.id == Mark.marking_id)
        .where(
            Marking.submission_id.in_(submissions), Marking.slot == Slot.COUNTS, Mark.level.is_not(None)
        )
    )
    for submission, criterion, level in rows:
        found.setdefault(submission, {})[criterion] = level
    return found


def _comments(db: Session, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    rows = db.execute(
        select(PeerComment.review_id, func.count(), func.sum(func.length(PeerComment.text), type_=Integer))
        .where(PeerComment.review_id.in_(ids))
        .group_by(PeerComment.review_id)
    )
    return {review: (count, signs) for review, count, signs in rows}


def standing_of(db: Session, of: PeerRound, assignment: Assignment, *, now: dt.datetime) -> Standing:
    """Where the round stands; two statements."""
    first = select(Run.id).join(Submission, Submission.run_id == Run.id).where(
        Submission.assignment_id == assignment.id, Submission.attempt == 1
    )
    live_of = select(func.count(PeerReview.id)).where(PeerReview.run_id == Run.id, live(now)).correlate(Run)
    plans = first.add_columns(live_of.scalar_subquery().label("reviews")).subquery()
    served = func.count(case((plans.c.reviews >= of.reviews, 1)))
    all_plans, enough = db.execute(select(func.count(), served).select_from(plans)).one()
    mine = aliased(PeerReview)
    written = (
        select(func.count(mine.id))
        .where(
            mine.assignment_id == assignment.id,
            mine.reviewer_id == Membership.person_id,
            mine.kind == ReviewKind.PEER,
            mine.handed_in_at.is_not(None),
        )
        .correlate(Membership)
        .scalar_subquery()
    )
    students = (
        select(Membership.id, written.label("written"))
        .where(
            Membership.course_id == assignment.course_id,
            Membership.role == Role.STUDENT,
            Membership.left_at.is_(None),
        )
        .subquery()
    )
    done = func.count(case((students.c.written >= of.reviews, 1)))
    everybody, finished = db.execute(select(func.count(), done).select_from(students)).one()
    return Standing(all_plans, enough, everybody, finished)
