"""Copy a course to another term: its assignments with their rules and dates, its lecturers, no work of any student."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.courses.service import make_course, place
from trainer.models import Assignment, Base, Course, Membership, OtherCase, PeerRound, Role, RuleSetAside

Row = TypeVar("Row", bound=Base)
# A copy is a row of its own: these are never taken along.
_OWN = {"id", "public_id"}


def shifted(moment: dt.datetime | None, weeks: int, zone: str) -> dt.datetime | None:
    """The same weekday and time so many weeks later, as the clocks of the zone show it: 18:00 stays 18:00 in summer."""
    if moment is None:
        return None
    return (moment.astimezone(ZoneInfo(zone)) + dt.timedelta(weeks=weeks)).astimezone(dt.UTC)


def copy_course(db: Session, course: Course, *, title: str, weeks: int, by: int, now: dt.datetime) -> Course:
    """A new course with the assignments of this one, `weeks` later, and its lecturers.

    Cases and rubrics stay the versions they are. Rules set aside, schemes and rounds of reviews come along; groups,
    students, assistants, later due dates and plans do not.
    """
    made = make_course(
        db, title=title, timezone=course.timezone, institution=course.institution_id, by=by, now=now
    )
    for person in _lecturers(db, course.id):
        place(db, made.id, person=person, role=Role.LECTURER, now=now)
    for assignment in db.scalars(select(Assignment).where(Assignment.course_id == course.id).order_by(Assignment.id)):
        _copy_assignment(db, assignment, course.timezone, made.id, weeks=weeks, now=now)
    return made


def _lecturers(db: Session, course: int) -> list[int]:
    return list(
        db.scalars(
            select(Membership.person_id).where(
                Membership.course_id == course, Membership.role == Role.LECTURER, Membership.left_at.is_(None)
            )
        )
    )


def _copy_assignment(
    db: Session, assignment: Assignment, zone: str, course: int, *, weeks: int, now: dt.datetime
) -> None:
    copy = _copied(
        assignment, course_id=course, team_set_id=None, made_at=now, revealed_at=None, revealed_by_id=None,
        opens_at=shifted(assignment.opens_at, weeks, zone), due_at=shifted(assignment.due_at, weeks, zone),
    )  # fmt: skip
    db.add(copy)
    db.flush()  # what hangs on it needs its id
    for rule in db.scalars(select(RuleSetAside).where(RuleSetAside.assignment_id == assignment.id)):
        db.add(_copied(rule, assignment_id=copy.id))
    for other in db.scalars(select(OtherCase).where(OtherCase.assignment_id == assignment.id)):
        db.add(_copied(other, assignment_id=copy.id))
    of = db.get(PeerRound, assignment.id)
    if of is not None:
        opens, closes = (shifted(moment, weeks, zone) for moment in (of.opens_at, of.closes_at))
        db.add(_copied(of, assignment_id=copy.id, opens_at=opens, closes_at=closes))


def _copied(row: Row, **changes: Any) -> Row:
    """A new row with the values of another one: a column that is added later comes along by itself."""
    mapper = type(row).__mapper__
    kept = {each.key: getattr(row, each.key) for each in mapper.column_attrs if each.key not in _OWN}
    return type(row)(**kept | changes)
