"""What a student can open: cases, assignments of their courses, and their own runs."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from trainer.errors import NotFound
from trainer.models import (
    Assignment,
    CaseVersion,
    Course,
    CourseGroup,
    Draft,
    Extension,
    GroupMember,
    Marking,
    MarkingLog,
    MarkingState,
    Membership,
    PeerRound,
    Person,
    ReportState,
    Role,
    RubricVersion,
    Run,
    Slot,
    Submission,
    WordingReport,
    counting_extension,
    writing_with,
    written_by,
)
from trainer.web.documents import open_cases, usable_in
from trainer.web.left import not_found

# The first page shows a row of its plan before and after.
ON_FIRST_PAGE = "samira"


class Assigned(NamedTuple):
    """An assignment as one student sees it. `reviews`: how many plans of others each reviews, None without a round."""

    assignment: Assignment
    extension: Extension | None
    run: Run | None
    submission: Submission | None
    marking: Marking | None
    saved_at: dt.datetime | None
    draft_attempt: int | None
    draft_open: bool | None
    reviews: int | None
    changed_at: dt.datetime | None
    team: CourseGroup | None


def draws_first(db: Session, slug: str, *, person: int) -> bool:
    """Whether an assignment asks this student to draw the family of a case first, and no plan is handed in yet."""
    member = select(Membership.id).where(
        Membership.course_id == Assignment.course_id, Membership.person_id == person,
        Membership.role == Role.STUDENT, Membership.left_at.is_(None),
    )  # fmt: skip
    given = select(Submission.id).join(Run, Run.id == Submission.run_id).where(
        Submission.assignment_id == Assignment.id, written_by(person)
    )
    waits = select(Assignment.id).join(CaseVersion, CaseVersion.id == Assignment.case_version_id).where(
        Assignment.draws_first, CaseVersion.slug == slug, member.exists(), ~given.exists()
    )
    return bool(db.scalar(select(waits.exists())))


def open_case(db: Session, institution_id: int, slug: str) -> CaseVersion:
    """The newest usable version of a case; NotFound otherwise."""
    found = db.scalars(
        select(CaseVersion)
        .where(CaseVersion.slug == slug, usable_in(institution_id))
        .order_by(CaseVersion.id.desc())
        .limit(1)
    ).first()
    if found is None:
        raise NotFound()
    return found


def first_case(db: Session, institution_id: int) -> CaseVersion:
    """The case for somebody who has not chosen one: that of the first page, else what most people can read.

    NotFound in an empty bank.
    """
    try:
        return open_case(db, institution_id, ON_FIRST_PAGE)
    except NotFound:
        found = open_cases(db, institution_id)
    if not found:
        raise NotFound()
    return max(found, key=lambda version: len(version.summary["languages"]))


def assigned_to(db: Session, person: int) -> list[Assigned]:
    """Every assignment of the courses that this person learns in, the most urgent first."""
    newest = (
        select(Submission.id)
        .where(Submission.run_id == Run.id)
        .order_by(Submission.attempt.desc())
        .limit(1)
        .correlate(Run)
        .scalar_subquery()
    )
    # When a mark last moved that the student had seen: `trainer.marking.changes` keeps it in the record.
    changed = (
        select(func.max(MarkingLog.at))
        .where(MarkingLog.marking_id == Marking.id, MarkingLog.what == "changed")
        .correlate(Marking)
        .scalar_subquery()
    )
    rows = db.execute(
        select(Assignment, Extension, Run, Submission, Marking, Draft.saved_at, Draft.attempt, Draft.open,
               PeerRound.reviews, changed, CourseGroup)
        .join(Course, Course.id == Assignment.course_id)
        .join(Membership, Membership.course_id == Course.id)
        .outerjoin(Extension, Extension.id == counting_extension(Assignment.id, writing_with(person)))
        .outerjoin(GroupMember, (GroupMember.set_id == Assignment.team_set_id) & (GroupMember.person_id == person))
        .outerjoin(CourseGroup, CourseGroup.id == GroupMember.group_id)
        .outerjoin(Run, (Run.assignment_id == Assignment.id) & written_by(person))
        .outerjoin(Draft, Draft.run_id == Run.id)
        .outerjoin(PeerRound, PeerRound.assignment_id == Assignment.id)
        .outerjoin(Submission, Submission.id == newest)
        .outerjoin(Marking, (Marking.submission_id == Submission.id) & (Marking.slot == Slot.COUNTS))
        .where(
            Membership.person_id == person,
            Membership.role == Role.STUDENT,
            Membership.left_at.is_(None),
            Course.archived_at.is_(None),
        )
        .options(joinedload(Assignment.course), joinedload(Assignment.case_version), joinedload(Run.case_version))
        .order_by(Assignment.due_at, Assignment.id)
    )
    return [Assigned(*row) for row in rows]


class ReportsMade(NamedTuple):
    """How many wordings of cases somebody has reported, and how many of these reports are answered."""

    made: int
    answered: int


def reports_made(db: Session, person: int) -> ReportsMade:
    """What this person has reported, as counts."""
    answered = func.count().filter(WordingReport.state != ReportState.OPEN)
    row = db.execute(select(func.count(), answered).where(WordingReport.reporter_id == person)).one()
    return ReportsMade(*row)


class ToRead(NamedTuple):
    """An assignment of a course in which somebody teaches, with how many plans wait to be marked."""

    assignment: Assignment
    waiting: int


def to_read(db: Session, person: int) -> list[ToRead]:
    """What waits for a marker, the longest wait first."""
    waiting = (
        select(
            Submission.assignment_id.label("id"),
            func.count().label("count"),
            func.min(Submission.handed_in_at).label("since"),
        )
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(Course, Course.id == Assignment.course_id)
        .join(Membership, Membership.course_id == Course.id)
        .outerjoin(Marking, (Marking.submission_id == Submission.id) & (Marking.slot == Slot.COUNTS))
        .where(
            Membership.person_id == person,
            Membership.role.in_((Role.LECTURER, Role.ASSISTANT)),
            Membership.left_at.is_(None),
            Course.archived_at.is_(None),
            or_(Marking.id.is_(None), Marking.state == MarkingState.DRAFT),
        )
        .group_by(Submission.assignment_id)
        .subquery()
    )
    rows = db.execute(
        select(Assignment, waiting.c.count)
        .join(waiting, waiting.c.id == Assignment.id)
        .options(joinedload(Assignment.course))
        .order_by(waiting.c.since)
    )
    return [ToRead(*row) for row in rows]


def assignment_for(db: Session, public_id: str, *, person: int) -> Assignment:
    """An assignment of a course in which this person is a student; NotFound for everybody else."""
    found = db.scalars(
        select(Assignment)
        .join(Membership, Membership.course_id == Assignment.course_id)
        .where(
            Assignment.public_id == public_id,
            Membership.person_id == person,
            Membership.role == Role.STUDENT,
            Membership.left_at.is_(None),
        )
        .options(joinedload(Assignment.case_version), joinedload(Assignment.course))
    ).first()
    if found is None:
        raise not_found(db, person, select(Assignment.course_id).where(Assignment.public_id == public_id))
    return found


def kept_runs(db: Session, person: int) -> list[Run]:
    """What this person wrote for courses that are closed or that they have left, the newest first: it stays theirs."""
    here = (
        select(Membership.id)
        .where(
            Membership.course_id == Assignment.course_id,
            Membership.person_id == person,
            Membership.left_at.is_(None),
        )
        .exists()
    )
    return list(
        db.scalars(
            select(Run)
            .join(Run.assignment)
            .join(Assignment.course)
            .where(written_by(person), or_(Course.archived_at.is_not(None), ~here))
            .options(joinedload(Run.draft), joinedload(Run.assignment).joinedload(Assignment.course))
            .order_by(Run.begun_at.desc())
            .limit(50)
        )
    )


def practice_runs(db: Session, person: int) -> list[Run]:
    """The runs of no assignment: begun in practice, or put aside for another case; the newest first."""
    return list(
        db.scalars(
            select(Run)
            .where(written_by(person), Run.assignment_id.is_(None))
            .options(joinedload(Run.case_version), joinedload(Run.draft), joinedload(Run.put_aside_for))
            .order_by(Run.begun_at.desc())
            .limit(30)
        )
    )


def run_for_assignment(db: Session, assignment: int, *, owner: int) -> Run | None:
    """The one run of this person or their team for an assignment, when it was begun."""
    return db.scalars(
        select(Run).where(Run.assignment_id == assignment, written_by(owner)).options(joinedload(Run.case_version))
    ).first()


def lecturers_of(db: Session, course: int) -> list[str]:
    """The names of the lecturers of a course: whom a student can ask."""
    return list(
        db.scalars(
            select(Person.name)
            .join(Membership, Membership.person_id == Person.id)
            .where(Membership.course_id == course, Membership.role == Role.LECTURER, Membership.left_at.is_(None))
            .order_by(Person.name)
        )
    )


def team_for(db: Session, assignment: Assignment, *, person: int) -> CourseGroup | None:
    """The team with which this person writes for an assignment; None where they are in none."""
    if assignment.team_set_id is None:
        return None
    return db.scalars(
        select(CourseGroup)
        .join(GroupMember, GroupMember.group_id == CourseGroup.id)
        .where(GroupMember.set_id == assignment.team_set_id, GroupMember.person_id == person)
    ).first()


def general_rubric(db: Session) -> RubricVersion:
    """The rubric by whose criteria the handbook is ordered, for anybody who reads it; NotFound in an empty bank."""
    found = db.scalars(
        select(RubricVersion)
        .where(RubricVersion.slug == "service-plan", RubricVersion.owner_id.is_(None))
        .order_by(RubricVersion.id.desc()).limit(1)
    ).first()
    if found is None:
        raise NotFound()
    return found
