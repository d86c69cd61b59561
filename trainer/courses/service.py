"""Make a course and bring people into it."""

from __future__ import annotations

import datetime as dt
import secrets

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from trainer.errors import Conflict
from trainer.models import Course, Invitation, Membership, Person, Role

INVITATION_LASTS = dt.timedelta(days=120)


def make_course(db: Session, *, title: str, timezone: str, institution: int, by: int, now: dt.datetime) -> Course:
    """A new course with its maker as the lecturer."""
    course = Course(institution_id=institution, title=title, timezone=timezone, made_by_id=by, made_at=now)
    course.members = [Membership(person_id=by, role=Role.LECTURER, joined_at=now)]
    db.add(course)
    db.flush()  # the invitation needs the course's id
    invite(db, course.id, by=by, now=now)
    return course


def change_course(course: Course, *, title: str, timezone: str) -> None:
    """Another title or zone; due dates stay the moments they are."""
    course.title, course.timezone = title, timezone


def close_course(course: Course, *, now: dt.datetime) -> None:
    """Put a course away: nobody joins it or sees its assignments any more; nothing is deleted."""
    course.archived_at = course.archived_at or now


def reopen_course(course: Course) -> None:
    """Bring a closed course back."""
    course.archived_at = None


def invite(db: Session, course: int, *, by: int, now: dt.datetime) -> Invitation:
    """A new invitation link; the one before stops working, so that a link that went astray can be replaced."""
    withdraw_invitations(db, course, now=now)
    invitation = Invitation(
        course_id=course,
        token=secrets.token_urlsafe(18),
        role=Role.STUDENT,
        made_by_id=by,
        made_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    db.add(invitation)
    return invitation


def withdraw_invitations(db: Session, course: int, *, now: dt.datetime) -> None:
    """Stop every link of a course."""
    db.execute(
        update(Invitation)
        .where(Invitation.course_id == course, Invitation.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )


def sign_up(
    db: Session, *, institution: int, name: str, email: str, password_hash: str, language: str, now: dt.datetime
) -> Person:
    """A new person with a password of their own. The address must be free; the table refuses a second one."""
    person = Person(
        institution_id=institution,
        name=name,
        email=email,
        language=language,
        password_hash=password_hash,
        created_at=now,
    )
    db.add(person)
    db.flush()  # the place in the course and the sign-in need the id
    return person


def join(db: Session, invitation: Invitation, *, person: int, institution: int, now: dt.datetime) -> Membership:
    """Take a place in the course; whoever left comes back, whoever is in it already stays what they are."""
    if invitation.course.institution_id != institution:
        raise Conflict("courses.other_institution")
    return place(db, invitation.course_id, person=person, role=Role(invitation.role), now=now)


def place(db: Session, course: int, *, person: int, role: Role, now: dt.datetime) -> Membership:
    """Put a person into a course, once."""
    found = db.scalars(select(Membership).where(Membership.course_id == course, Membership.person_id == person)).first()
    if found is None:
        found = Membership(course_id=course, person_id=person, role=role, joined_at=now)
        db.add(found)
    elif found.left_at is not None:
        # Coming back never brings an old right with it.
        found.left_at, found.role, found.joined_at = None, role, now
    return found


def change_role(db: Session, member: Membership, role: Role) -> None:
    """Make somebody of the course a student, an assistant or a lecturer; only who may teach becomes a lecturer."""
    if role == Role.LECTURER and not member.person.may_teach:
        raise Conflict("courses.may_not_teach")
    if role != Role.LECTURER:
        _keep_a_lecturer(db, member)
    member.role = role


def take_out(db: Session, member: Membership, *, now: dt.datetime) -> None:
    """End somebody's place in the course; their plans stay theirs and stay in the course's records."""
    _keep_a_lecturer(db, member)
    member.left_at = now


def _keep_a_lecturer(db: Session, member: Membership) -> None:
    if member.role != Role.LECTURER:
        return
    lecturers = select(func.count(Membership.id)).where(
        Membership.course_id == member.course_id, Membership.role == Role.LECTURER, Membership.left_at.is_(None)
    )
    if (db.scalar(lecturers) or 0) < 2:
        raise Conflict("courses.last_lecturer")
