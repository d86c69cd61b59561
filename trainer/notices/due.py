"""What has come due by the clock alone: assignments that opened, due dates and reviews that are near, the day's digest.

Each is put among the letters that wait once. The due date is the one that counts for the student: `models.due_for`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from trainer.models import (
    Assignment,
    Course,
    Extension,
    Mail,
    MailKind,
    MailSwitch,
    Membership,
    PeerReview,
    PeerRound,
    Person,
    ReviewKind,
    Role,
    Run,
    Submission,
    counting_extension,
    due_for,
    writers,
    writing_with,
    written_by,
)
from trainer.web.outbox import Notice, put
from trainer.web.words import zone_of

AHEAD = dt.timedelta(days=1)
# An opening that nobody was told of in time, because no sender ran, is told this long afterwards.
BACK = dt.timedelta(days=2)
# A digest comes in the morning of its reader, and not at all once the morning is over.
MORNING = range(7, 12)
HERE = Membership.left_at.is_(None), Person.left_at.is_(None), Course.archived_at.is_(None)
LEARNS = Membership.role == Role.STUDENT
OPENED_AT = case((Assignment.opens_at > Assignment.made_at, Assignment.opens_at), else_=Assignment.made_at)
HANDED_IN = (
    select(Submission.id)
    .join(Run, Run.id == Submission.run_id)
    .where(Run.assignment_id == Assignment.id, written_by(Membership.person_id))
    .correlate(Assignment, Membership)
    .exists()
)
# Reviews of others' plans that the member has handed in.
REVIEWED = (
    select(func.count(PeerReview.id))
    .where(
        PeerReview.assignment_id == Assignment.id,
        PeerReview.reviewer_id == Membership.person_id,
        PeerReview.kind == ReviewKind.PEER,
        PeerReview.handed_in_at.is_not(None),
    )
    .correlate(Assignment, Membership)
    .scalar_subquery()
)
# A plan that the member could review: handed in by others, and not yet reviewed by them.
TO_REVIEW = (
    select(Submission.id)
    .join(Run, Run.id == Submission.run_id)
    .where(
        Submission.assignment_id == Assignment.id,
        ~written_by(Membership.person_id),
        ~select(PeerReview.id)
        .where(
            PeerReview.run_id == Run.id,
            PeerReview.reviewer_id == Membership.person_id,
            PeerReview.handed_in_at.is_not(None),
        )
        .correlate(Run, Membership)
        .exists(),
    )
    .correlate(Assignment, Membership)
    .exists()
)


def find_due(db: Session, *, now: dt.datetime) -> list[tuple[MailKind, list[Notice]]]:
    """What is to be told now and nobody was told yet; as many statements for a class as for one student."""
    found = {
        MailKind.OPENED: opened(db, now),
        MailKind.DUE_SOON: due_soon(db, now),
        MailKind.REVIEW_DUE: reviews_due(db, now),
        MailKind.DIGEST: digests(db, now),
    }
    return [(kind, fresh) for kind, notices in found.items() if (fresh := _unknown(db, kind, notices))]


def put_due(db: Session, found: Iterable[tuple[MailKind, list[Notice]]], *, now: dt.datetime) -> None:
    """Add the letters that `find_due` found."""
    for kind, notices in found:
        put(db, kind, notices, now=now)


def of_students(*what: Any) -> Select[Any]:
    """Rows for each student in each assignment of the open courses; to be narrowed."""
    return (
        select(*what)
        .select_from(Membership)
        .join(Person, Person.id == Membership.person_id)
        .join(Course, Course.id == Membership.course_id)
        .join(Assignment, Assignment.course_id == Course.id)
        .where(LEARNS, *HERE, Person.email.is_not(None))
    )


def with_extension(query: Select[Any]) -> Select[Any]:
    """The same rows, with the later due date that counts for each student joined."""
    return query.outerjoin(
        Extension, Extension.id == counting_extension(Assignment.id, writing_with(Membership.person_id))
    )


def opened(db: Session, now: dt.datetime) -> list[Notice]:
    """Who is to hear that an assignment has opened: whoever was in the course by then, and is not done with it."""
    rows = db.execute(
        of_students(Membership.person_id, Assignment.public_id, Assignment.id).where(
            now - BACK < OPENED_AT,
            now >= OPENED_AT,
            Membership.joined_at <= OPENED_AT,
            or_(Assignment.due_at.is_(None), Assignment.due_at > now),
        )
    )
    found = [Notice(person, about, assignment) for person, about, assignment in rows]
    return _not_done(db, found)


def due_soon(db: Session, now: dt.datetime) -> list[Notice]:
    """Who has a day left and has not handed in. A move of the date makes another letter."""
    other = aliased(Extension)
    extended = select(other.assignment_id).where(_near(other.due_at, now))
    rows = db.execute(
        with_extension(of_students(Membership.person_id, Assignment, Extension)).where(
            or_(Assignment.opens_at.is_(None), Assignment.opens_at <= now),
            # The assignments first: whose extension counts is asked for their students alone.
            or_(_near(Assignment.due_at, now), Assignment.id.in_(extended)),
        )
    )
    found = []
    for person, assignment, extension in rows:
        due = due_for(assignment, extension)
        # Whoever hears today that it opens hears the due date with it.
        if due is not None and now < due <= now + AHEAD and opening_of(assignment) <= due - AHEAD:
            found.append(Notice(person, f"{assignment.public_id} {due.isoformat()}", assignment.id))
    return _not_done(db, found)


def opening_of(assignment: Assignment) -> dt.datetime:
    """Since when students can have begun."""
    return max(assignment.opens_at or assignment.made_at, assignment.made_at)


def reviews_due(db: Session, now: dt.datetime) -> list[Notice]:
    """Who has a day left to review plans of others, and has plans to review."""
    rows = db.execute(
        of_students(Membership.person_id, Assignment.public_id, Assignment.id, PeerRound.closes_at)
        .join(PeerRound, PeerRound.assignment_id == Assignment.id)
        .where(_near(PeerRound.closes_at, now), *may_review(now))
    )
    return [Notice(person, f"{id} {closes.isoformat()}", assignment) for person, id, assignment, closes in rows]


def may_review(now: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    """The round of the joined assignment is open, and the member has still something to do in it."""
    opens = func.coalesce(PeerRound.opens_at, Assignment.due_at)
    return or_(opens.is_(None), opens <= now), PeerRound.reviews > REVIEWED, TO_REVIEW


def digests(db: Session, now: dt.datetime) -> list[Notice]:
    """Who wants a digest and has not had today's: in the morning of the course that they joined last."""
    rows = db.execute(
        select(Membership.person_id, Course.timezone)
        .join(Course, Course.id == Membership.course_id)
        .join(Person, Person.id == Membership.person_id)
        .join(MailSwitch, (MailSwitch.person_id == Person.id) & (MailSwitch.kind == MailKind.DIGEST))
        .where(MailSwitch.wanted, Membership.role != Role.STUDENT, *HERE, Person.email.is_not(None))
        .order_by(Membership.joined_at, Membership.id)
    )
    local = {person: now.astimezone(zone_of(zone)) for person, zone in rows}
    return [Notice(person, at.date().isoformat()) for person, at in local.items() if at.hour in MORNING]


def _near(column: ColumnElement[dt.datetime | None], now: dt.datetime) -> ColumnElement[bool]:
    return and_(column > now, column <= now + AHEAD)


def _not_done(db: Session, notices: list[Notice]) -> list[Notice]:
    """Those whose reader has not handed in. Asked of the whole class at once: one by one takes a minute for 2,000."""
    handed_in = select(Submission.id).where(Submission.run_id == Run.id).exists()
    who = writers(Run.assignment_id.in_({each.assignment for each in notices}) & handed_in).subquery()
    done = {tuple(row) for row in db.execute(select(who.c.person, Run.assignment_id).join(Run, Run.id == who.c.run))}
    return [each for each in notices if (each.person, each.assignment) not in done]


def _unknown(db: Session, kind: MailKind, notices: list[Notice]) -> list[Notice]:
    """Those of which there is no letter yet."""
    if not notices:
        return []
    known = {
        tuple(row) for row in db.execute(
            select(Mail.person_id, Mail.about).where(
                Mail.kind == kind, Mail.about.in_({each.about for each in notices})
            )
        )
    }  # fmt: skip
    return [each for each in notices if (each.person, each.about) not in known]
