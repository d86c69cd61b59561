"""What is read for pictures: never whole plans, only what was counted of them. Everybody else's work is not found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from trainer.errors import NotFound
from trainer.models import (
    Assignment,
    CaseVersion,
    Course,
    Mark,
    Marking,
    MarkingState,
    Membership,
    Person,
    Role,
    Run,
    Slot,
    Submission,
    SubmissionFigures,
    is_taught_by,
    names_hidden,
    signature,
    written_by,
)

SHOWN = (MarkingState.RELEASED, MarkingState.SENT_BACK)


def assignment_taught(db: Session, public_id: str, *, by: int) -> Assignment:
    """An assignment of a course in which this person teaches or assists, with its versions; NotFound otherwise."""
    found = db.scalars(
        select(Assignment)
        .where(Assignment.public_id == public_id, is_taught_by(Assignment.course_id, by))
        .options(
            joinedload(Assignment.course), joinedload(Assignment.rubric_version), joinedload(Assignment.case_version)
        )
    ).first()
    if found is None:
        raise NotFound()
    return found


class Counted(NamedTuple):
    """One submission as a picture counts it; `figures` is the document of `trainer.checker.figures.Figures`."""

    id: int
    run: int
    attempt: int
    figures: dict[str, object]
    case: int


_COUNTED = (
    select(Submission.id, Submission.run_id, Submission.attempt, SubmissionFigures.document, Run.case_version_id)
    .join(Run, Run.id == Submission.run_id)
    .join(SubmissionFigures, SubmissionFigures.submission_id == Submission.id)
    .where(Submission.assignment_id == bindparam("assignment"))
    .order_by(Submission.id)
)


def counted(db: Session, assignment: int) -> list[Counted]:
    """Every submission of an assignment, the oldest first."""
    return [Counted(*row) for row in db.execute(_COUNTED, {"assignment": assignment})]


def case_versions(db: Session, ids: Iterable[int]) -> dict[int, CaseVersion]:
    """Case versions by their ids: of what was taken instead of an assigned case."""
    found = {version.id: version for version in db.scalars(select(CaseVersion).where(CaseVersion.id.in_(list(ids))))}
    return found


class Given(NamedTuple):
    """How many plans of one attempt got one level on one criterion."""

    criterion: str
    attempt: int
    level: int
    plans: int


_GIVEN = (
    select(Mark.criterion, Submission.attempt, Mark.level, func.count())
    .join(Marking, Marking.id == Mark.marking_id)
    .join(Submission, Submission.id == Marking.submission_id)
    .where(
        Submission.assignment_id == bindparam("assignment"), Marking.slot == Slot.COUNTS, Mark.level.is_not(None)
    )
    .group_by(Mark.criterion, Submission.attempt, Mark.level)
)


def given(db: Session, assignment: int) -> list[Given]:
    """The levels that lecturers gave, counted in the database."""
    return [Given(*row) for row in db.execute(_GIVEN, {"assignment": assignment})]


_ANSWERED = (
    select(Submission.handed_in_at, Marking.released_at)
    .outerjoin(Marking, (Marking.submission_id == Submission.id) & Marking.state.in_(SHOWN))
    .where(Submission.assignment_id == bindparam("assignment"))
)


def answered(db: Session, assignment: int) -> list[tuple[dt.datetime, dt.datetime | None]]:
    """When each plan was handed in and when its student saw the answer; None while they wait."""
    return [(handed_in, released) for handed_in, released in db.execute(_ANSWERED, {"assignment": assignment})]


def levels_of(db: Session, assignment: int, criterion: str) -> dict[int, int]:
    """The level that was given on one criterion, by submission."""
    rows = db.execute(
        select(Marking.submission_id, Mark.level)
        .join(Mark, Mark.marking_id == Marking.id)
        .join(Submission, Submission.id == Marking.submission_id)
        .where(
            Submission.assignment_id == assignment,
            Marking.slot == Slot.COUNTS,
            Mark.criterion == criterion,
            Mark.level.is_not(None),
        )
    )
    return {submission: level for submission, level in rows}


def people_behind(db: Session, submissions: Iterable[int]) -> dict[int, Row[tuple[int, str, int, str]]]:
    """Public id, attempt and the student's name of some submissions, by their ids."""
    rows = db.execute(
        select(Submission.id, Submission.public_id, Submission.attempt, signature().label("name"))
        .join(Run, Run.id == Submission.run_id)
        .join(Person, Person.id == Run.owner_id)
        .where(Submission.id.in_(list(submissions)))
    )
    return {row.id: row for row in rows}


def plans_of(db: Session, assignment: int, submissions: Iterable[int]) -> dict[int, Submission]:
    """Some plans of an assignment with their texts and reports; one of another assignment is not found."""
    rows = db.scalars(
        select(Submission)
        .where(Submission.assignment_id == assignment, Submission.id.in_(list(submissions)))
        .options(
            undefer(Submission.document), undefer(Submission.report),
            joinedload(Submission.run).joinedload(Run.case_version),
        )
    )  # fmt: skip
    return {row.id: row for row in rows}


class Grown(NamedTuple):
    """One plan in the course of a student's learning, with what was given on it once they may see it."""

    submission: Submission
    run: Run
    figures: dict[str, object] | None
    marking: Marking | None


def grown(db: Session, person: int, *, course: int | None = None) -> list[Grown]:
    """What a student handed in, the oldest first; in practice too, unless only one course is asked for.

    Asked for one course it is for those who teach it, from whom plans of hidden names stay apart from their writers.
    """
    kept = written_by(person)
    if course is not None:
        kept &= (Assignment.course_id == course) & ~names_hidden()
    rows = db.execute(
        select(Submission, Run, SubmissionFigures.document, Marking)
        .join(Run, Run.id == Submission.run_id)
        .outerjoin(SubmissionFigures, SubmissionFigures.submission_id == Submission.id)
        .outerjoin(Marking, (Marking.submission_id == Submission.id) & Marking.state.in_(SHOWN))
        .outerjoin(Assignment, Assignment.id == Run.assignment_id)
        .where(kept)
        .options(joinedload(Run.case_version), joinedload(Run.assignment), selectinload(Marking.marks))
        .order_by(Submission.handed_in_at, Submission.id)
    )
    return [Grown(*row) for row in rows]


def student_taught(db: Session, course: str, person: str, *, by: int) -> tuple[Course, Person]:
    """A student of a course in which this person teaches or assists, also one who left; NotFound otherwise."""
    row = db.execute(
        select(Course, Person)
        .join(Membership, Membership.course_id == Course.id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Course.public_id == course,
            Person.public_id == person,
            Membership.role == Role.STUDENT,
            is_taught_by(Course.id, by),
        )
    ).first()
    if row is None:
        raise NotFound()
    return row[0], row[1]
