"""What a person may see of courses: the ones they teach, the people in them, and what waits to be marked.

A stranger's course is not found; somebody who learns in it is told that this page is for those who teach.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from trainer.errors import NotAllowed, NotFound
from trainer.models import (
    TEACHING,
    Assignment,
    CaseVersion,
    Course,
    CourseGroup,
    Extension,
    Invitation,
    Membership,
    Person,
    Role,
    RubricVersion,
    Run,
    Submission,
    waits_to_be_marked,
)
from trainer.web.documents import USABLE, open_cases, rubrics_for
from trainer.web.left import not_found

# How many people a page of a course shows.
PAGE = 50


class Taught(NamedTuple):
    """A course in a list, with how many learn in it and how many plans wait."""

    course: Course
    students: int
    to_mark: int


class Given(NamedTuple):
    """An assignment as those who teach see it: how many have handed in, how many plans wait to be marked."""

    assignment: Assignment
    handed_in: int
    to_mark: int


def taught_course(db: Session, public_id: str, *, by: int) -> tuple[Course, Role]:
    """A course that this person teaches or assists, and which of both; NotFound for a stranger, NotAllowed for a
    student of it."""
    course, role = _course_and_role(db, public_id, by)
    if role not in TEACHING:
        raise NotAllowed()
    return course, role


def led_course(db: Session, public_id: str, *, by: int) -> Course:
    """A course that this person may change: a lecturer of it. NotFound for a stranger, NotAllowed for the others."""
    course, role = _course_and_role(db, public_id, by)
    if role != Role.LECTURER:
        raise NotAllowed()
    return course


def joined_course(db: Session, public_id: str, *, by: int) -> tuple[Course, Role]:
    """A course that this person is in now, and as what; NotFound for everybody else."""
    return _course_and_role(db, public_id, by)


def _course_and_role(db: Session, public_id: str, person: int) -> tuple[Course, Role]:
    row = db.execute(
        select(Course, Membership.role)
        .join(Membership, Membership.course_id == Course.id)
        .where(Course.public_id == public_id, Membership.person_id == person, Membership.left_at.is_(None))
    ).first()
    if row is None:
        raise not_found(db, person, select(Course.id).where(Course.public_id == public_id))
    return row[0], Role(row[1])


def led_assignment(db: Session, public_id: str, *, by: int) -> Assignment:
    """An assignment of a course that this person may change; strangers and students as in `led_course`."""
    row = db.execute(
        select(Assignment, Membership.role)
        .join(Membership, Membership.course_id == Assignment.course_id)
        .where(Assignment.public_id == public_id, Membership.person_id == by, Membership.left_at.is_(None))
        .options(
            joinedload(Assignment.course), joinedload(Assignment.case_version), joinedload(Assignment.rubric_version)
        )
    ).first()
    if row is None:
        raise not_found(db, by, select(Assignment.course_id).where(Assignment.public_id == public_id))
    if row[1] != Role.LECTURER:
        raise NotAllowed()
    found: Assignment = row[0]
    return found


def courses_taught(db: Session, person: int) -> list[Taught]:
    """The courses that this person teaches or assists, the newest first, closed ones last."""
    students = (
        select(func.count(Membership.id))
        .where(Membership.course_id == Course.id, Membership.role == Role.STUDENT, Membership.left_at.is_(None))
        .scalar_subquery()
    )
    waiting = (
        select(func.count(Submission.id))
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .where(Assignment.course_id == Course.id, waits_to_be_marked())
        .scalar_subquery()
    )
    own = aliased(Membership)
    rows = db.execute(
        select(Course, students, waiting)
        .join(own, own.course_id == Course.id)
        .where(own.person_id == person, own.role.in_(TEACHING), own.left_at.is_(None))
        .order_by(Course.archived_at.is_not(None), Course.made_at.desc(), Course.id.desc())
    )
    return [Taught(*row) for row in rows]


def courses_learnt_in(db: Session, person: int) -> list[Course]:
    """The open courses in which this person is a student, by title."""
    return list(
        db.scalars(
            select(Course)
            .join(Membership, Membership.course_id == Course.id)
            .where(
                Membership.person_id == person,
                Membership.role == Role.STUDENT,
                Membership.left_at.is_(None),
                Course.archived_at.is_(None),
            )
            .order_by(Course.title)
        )
    )


def courses_left(db: Session, person: int) -> list[tuple[Course, Role]]:
    """The courses that this person was in and is no longer, the last left first, with what they were there."""
    rows = db.execute(
        select(Course, Membership.role)
        .join(Membership, Membership.course_id == Course.id)
        .where(Membership.person_id == person, Membership.left_at.is_not(None))
        .order_by(Membership.left_at.desc())
        .limit(20)
    )
    return [(course, Role(role)) for course, role in rows]


def assignments_of(db: Session, course: int) -> list[Given]:
    """The assignments of a course with their counts, the latest due date first; those without one on top."""
    # Everybody who has handed in has a first attempt; counting it spares the sorting of all attempts by student.
    handed_in = (
        select(func.count(Submission.id))
        .where(Submission.assignment_id == Assignment.id, Submission.attempt == 1)
        .scalar_subquery()
    )
    waiting = (
        select(func.count(Submission.id))
        .where(Submission.assignment_id == Assignment.id, waits_to_be_marked())
        .scalar_subquery()
    )
    rows = db.execute(
        select(Assignment, handed_in, waiting)
        .where(Assignment.course_id == course)
        .options(joinedload(Assignment.case_version))
        .order_by(Assignment.due_at.is_not(None), Assignment.due_at.desc(), Assignment.id.desc())
    )
    return [Given(*row) for row in rows]


def with_hidden_names(db: Session, course: int) -> list[str]:
    """The titles of the assignments whose names are hidden from those who mark."""
    hidden = Assignment.course_id == course, Assignment.blind, Assignment.revealed_at.is_(None)
    return list(db.scalars(select(Assignment.title).where(*hidden).order_by(Assignment.id)))


# Who is in a course now.
HERE = Membership.left_at.is_(None), Person.left_at.is_(None)
# Lecturers, assistants, students.
BY_ROLE = case({Role.LECTURER: 0, Role.ASSISTANT: 1}, value=Membership.role, else_=2)


def how_many_in(db: Session, course: int) -> dict[Role, int]:
    """How many people a course has in each role."""
    rows = db.execute(
        select(Membership.role, func.count())
        .join(Membership.person)
        .where(Membership.course_id == course, *HERE)
        .group_by(Membership.role)
    )
    return {Role(role): count for role, count in rows}


def students_of(db: Session, course: int) -> list[Person]:
    """Those who learn in a course, by name."""
    return list(
        db.scalars(
            select(Person)
            .join(Membership, Membership.person_id == Person.id)
            .where(Membership.course_id == course, Membership.role == Role.STUDENT, *HERE)
            .order_by(Person.name, Person.id)
        )
    )


def member_of(db: Session, course: int, person: str) -> Membership:
    """One person's place in a course by the person's public id; NotFound when they are not in it."""
    found = db.scalars(
        select(Membership)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.course_id == course, Person.public_id == person, Membership.left_at.is_(None))
        .options(joinedload(Membership.person))
    ).first()
    if found is None:
        raise NotFound()
    return found


def role_in(db: Session, course: int, person: int) -> Role | None:
    """What somebody is in a course now; None when they are not in it."""
    role = db.scalars(
        select(Membership.role).where(
            Membership.course_id == course, Membership.person_id == person, Membership.left_at.is_(None)
        )
    ).first()
    return Role(role) if role else None


def open_invitation(db: Session, course: int, *, now: dt.datetime) -> Invitation | None:
    """The invitation link of a course that works now, or None."""
    of_course = select(Invitation).where(Invitation.course_id == course, *_still_open(now))
    return db.scalars(of_course.order_by(Invitation.id.desc()).limit(1)).first()


def invitation_by(db: Session, token: str, *, now: dt.datetime) -> Invitation:
    """The invitation behind a link; NotFound when it never was, was withdrawn, has run out, or the course is closed."""
    found = db.scalars(
        select(Invitation)
        .join(Course, Course.id == Invitation.course_id)
        .where(Invitation.token == token, Course.archived_at.is_(None), *_still_open(now))
        .options(joinedload(Invitation.course))
    ).first()
    if found is None:
        raise NotFound()
    return found


def _still_open(now: dt.datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Invitation.withdrawn_at.is_(None), Invitation.expires_at.is_(None) | (Invitation.expires_at > now)


def lecturers_of(db: Session, course: int) -> list[str]:
    """The names of those who teach a course, for its invitation."""
    return list(
        db.scalars(
            select(Person.name)
            .join(Membership, Membership.person_id == Person.id)
            .where(Membership.course_id == course, Membership.role == Role.LECTURER, Membership.left_at.is_(None))
            .order_by(Person.name)
        )
    )


def is_taken(db: Session, email: str) -> bool:
    """Whether an address has an account in any institution: people sign in by the address alone."""
    return db.scalar(select(exists().where(Person.email == email))) or False


def is_begun(db: Session, assignment: int) -> bool:
    """Whether somebody has begun a plan for an assignment: from then on its case and rubric stay what they are."""
    return db.scalar(select(exists().where(Run.assignment_id == assignment))) or False


def extensions_of(db: Session, assignment: int) -> list[Extension]:
    """The later due dates that were given, those of groups first, by name."""
    return list(
        db.scalars(
            select(Extension)
            .outerjoin(Extension.person)
            .outerjoin(Extension.group)
            .where(Extension.assignment_id == assignment)
            .options(contains_eager(Extension.person), contains_eager(Extension.group).joinedload(CourseGroup.of_set))
            .order_by(Extension.group_id.is_(None), CourseGroup.title, Person.name)
        )
    )


def extension_by(db: Session, assignment: int, whom: str) -> Extension:
    """The later due date of one student or group, by their public id; NotFound when none was given."""
    found = db.scalars(
        select(Extension)
        .outerjoin(Extension.person)
        .outerjoin(Extension.group)
        .where(Extension.assignment_id == assignment, or_(Person.public_id == whom, CourseGroup.public_id == whom))
    ).first()
    if found is None:
        raise NotFound()
    return found


def cases_to_assign(db: Session, institution: int, *, present: CaseVersion | None = None) -> list[CaseVersion]:
    """The newest usable version of each case; an assignment keeps its present one in the list, however old."""
    found = open_cases(db, institution)
    return found if present is None or present.id in {case.id for case in found} else [present, *found]


def rubrics_to_assign(
    db: Session, institution: int, *, by: int, present: RubricVersion | None = None
) -> list[RubricVersion]:
    """The newest version of each rubric that a lecturer may use, the general one first, and an assignment's present."""
    usable = rubrics_for(institution, by) & RubricVersion.status.in_(USABLE)
    rows = db.scalars(select(RubricVersion).where(usable).order_by(RubricVersion.id))
    latest = {(row.institution_id, row.slug): row for row in rows}
    newest = sorted(latest.values(), key=lambda row: (row.slug != "service-plan", row.slug))
    return newest if present is None or present.id in {rubric.id for rubric in newest} else [present, *newest]
