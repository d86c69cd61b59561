"""Which rounds and reviews somebody may open: students their own and those of their plan, lecturers their course's.

A reviewer's page is made from the review alone: nothing that is loaded for it names whose plan it is.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from trainer.errors import NotAllowed, NotFound
from trainer.models import (
    Assignment,
    Extension,
    Marking,
    MarkingState,
    Membership,
    PeerLog,
    PeerReview,
    PeerRound,
    Person,
    ReviewKind,
    Role,
    Run,
    Submission,
    counting_extension,
    is_taught_by,
    writing_with,
    written_by,
)

SEEN_BY_STUDENT = (MarkingState.RELEASED, MarkingState.SENT_BACK)


def _in_course(person: int, *roles: Role, now: bool = True) -> ColumnElement[bool]:
    """Whether somebody is this in the course of the assignment; not `now`: whether they ever were."""
    place = select(Membership.id).where(
        Membership.course_id == Assignment.course_id, Membership.person_id == person, Membership.role.in_(roles)
    )
    return (place.where(Membership.left_at.is_(None)) if now else place).exists()


def round_for_student(db: Session, assignment: str, *, person: int, to_read: bool = False) -> PeerRound:
    """The round of an assignment in which this person is a student; NotFound for everybody else.

    Who has left the course may still read (`to_read`) what they wrote and what was said of their plan.
    """
    found = db.scalars(
        select(PeerRound)
        .join(PeerRound.assignment)
        .where(Assignment.public_id == assignment, _in_course(person, Role.STUDENT, now=not to_read))
        .options(
            joinedload(PeerRound.assignment).options(
                joinedload(Assignment.course),
                joinedload(Assignment.rubric_version),
                joinedload(Assignment.case_version),
            )
        )
    ).first()
    if found is None:
        raise NotFound()
    return found


def assignment_taught(db: Session, public_id: str, *, by: int, leads: bool = False) -> Assignment:
    """An assignment of a course that this person teaches or assists; NotFound for everybody else.

    With `leads` an assistant gets NotAllowed.
    """
    found = db.scalars(
        select(Assignment)
        .where(Assignment.public_id == public_id, is_taught_by(Assignment.course_id, by))
        .options(joinedload(Assignment.course), joinedload(Assignment.rubric_version))
    ).first()
    if found is None:
        raise NotFound()
    if leads and not is_lecturer(db, found, by):
        raise NotAllowed()
    return found


def is_lecturer(db: Session, assignment: Assignment, person: int) -> bool:
    """Whether this person is a lecturer of the course, not only an assistant."""
    return bool(db.scalar(select(is_taught_by(assignment.course_id, person, (Role.LECTURER,)))))


def round_of(db: Session, assignment: int) -> PeerRound | None:
    """The round of an assignment, or None where its plans are not reviewed by students."""
    return db.get(PeerRound, assignment)


def own_run(db: Session, assignment: int, *, person: int) -> Run | None:
    """The run of this person or their team, with its draft."""
    return db.scalars(
        select(Run).where(Run.assignment_id == assignment, written_by(person)).options(joinedload(Run.draft))
    ).first()


def extension_for(db: Session, assignment: int, *, person: int) -> Extension | None:
    """The later due date that counts for this person."""
    return db.scalars(
        select(Extension)
        .join(Extension.assignment)
        .where(Assignment.id == assignment, Extension.id == counting_extension(Assignment.id, writing_with(person)))
    ).first()


def newest_submission(db: Session, run: int) -> Submission | None:
    """The last plan that was handed in of a run, with its report."""
    return db.scalars(
        select(Submission)
        .where(Submission.run_id == run)
        .order_by(Submission.attempt.desc())
        .limit(1)
        .options(undefer(Submission.report))
    ).first()


def released_marking(db: Session, run: int) -> Marking | None:
    """The newest marking of a run that its student may see; one that is not released does not exist here."""
    return db.scalars(
        select(Marking)
        .join(Submission, Submission.id == Marking.submission_id)
        .where(Submission.run_id == run, Marking.state.in_(SEEN_BY_STUDENT))
        .order_by(Submission.attempt.desc())
        .limit(1)
        .options(selectinload(Marking.marks))
    ).first()


def reviews_by(db: Session, assignment: int, *, person: int) -> list[PeerReview]:
    """What this person has reviewed in a round, the first begun first; the review of their own plan among them."""
    return list(
        db.scalars(
            select(PeerReview)
            .where(PeerReview.assignment_id == assignment, PeerReview.reviewer_id == person)
            .options(selectinload(PeerReview.levels))
            .order_by(PeerReview.id)
        )
    )


WHOLE = (
    joinedload(PeerReview.run).options(
        joinedload(Run.case_version), joinedload(Run.rubric_version), joinedload(Run.draft),
        joinedload(Run.assignment).joinedload(Assignment.course),
    ),
    joinedload(PeerReview.submission).undefer(Submission.document),
    selectinload(PeerReview.levels),
    selectinload(PeerReview.comments),
)  # fmt: skip


def review_by(db: Session, public_id: str, *, person: int) -> PeerReview:
    """A review that this person writes, as a student of the course; NotFound for everybody else."""
    found = db.scalars(
        select(PeerReview)
        .join(Assignment, Assignment.id == PeerReview.assignment_id)
        .where(
            PeerReview.public_id == public_id, PeerReview.reviewer_id == person, _in_course(person, Role.STUDENT)
        )
        .options(*WHOLE)
    ).first()
    if found is None:
        raise NotFound()
    return found


def reviews_of(db: Session, run: int) -> list[PeerReview]:
    """The reviews of a plan that are handed in and not hidden, in an order that says nothing of their writers."""
    return list(
        db.scalars(
            select(PeerReview)
            .where(
                PeerReview.run_id == run,
                PeerReview.kind == ReviewKind.PEER,
                PeerReview.handed_in_at.is_not(None),
                PeerReview.hidden_at.is_(None),
            )
            .options(selectinload(PeerReview.levels), selectinload(PeerReview.comments))
            .order_by(PeerReview.public_id)
        )
    )


def review_received(db: Session, public_id: str, *, person: int) -> PeerReview:
    """A review of this person's own plan; NotFound for everybody else and while it is not handed in or is hidden.

    Whether the round shows it already is for `rules.shows` to say.
    """
    found = db.scalars(
        select(PeerReview)
        .join(Run, Run.id == PeerReview.run_id)
        .where(
            PeerReview.public_id == public_id,
            PeerReview.kind == ReviewKind.PEER,
            PeerReview.handed_in_at.is_not(None),
            PeerReview.hidden_at.is_(None),
            written_by(person),
        )
        .options(*WHOLE)
    ).first()
    if found is None:
        raise NotFound()
    return found


def review_in(db: Session, assignment: int, public_id: str) -> PeerReview:
    """A review of an assignment that the asker teaches, with its writer and the plan's."""
    found = db.scalars(
        select(PeerReview)
        .where(PeerReview.assignment_id == assignment, PeerReview.public_id == public_id)
        .options(
            *WHOLE, joinedload(PeerReview.reviewer),
            joinedload(PeerReview.run).options(joinedload(Run.owner), joinedload(Run.team)),
        )
    ).first()  # fmt: skip
    if found is None:
        raise NotFound()
    return found


class Noted(NamedTuple):
    """A row of a review's record, and who made it."""

    entry: PeerLog
    by: str


def record_of(db: Session, review: int, what: str) -> list[Noted]:
    """The rows of one kind in the record of a review, the oldest first."""
    rows = db.execute(
        select(PeerLog, Person.name)
        .join(Person, Person.id == PeerLog.by_id)
        .where(PeerLog.review_id == review, PeerLog.what == what)
        .order_by(PeerLog.id)
    )
    return [Noted(*row) for row in rows]
