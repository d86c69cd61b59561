"""Whether a letter is still wanted and still true when its turn has come, and what it then tells.

A mark that was taken back, a date that was moved, a student who has left: such a letter is dropped, not sent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from trainer.models import (
    Appeal,
    Assignment,
    Course,
    Extension,
    Mail,
    MailKind,
    MailState,
    Marking,
    MarkingLog,
    MarkingState,
    Membership,
    PeerRound,
    Role,
    Run,
    Submission,
    due_for,
    waits_to_be_marked,
    written_by,
)
from trainer.notices.due import HANDED_IN, HERE, may_review, of_students, opening_of, with_extension
from trainer.notices.switches import wanted_by

# What has waited longer is no news any more: the installation had no mail server, or nobody sent.
STALE = dt.timedelta(days=3)
SEEN_BY_STUDENT = (MarkingState.RELEASED, MarkingState.SENT_BACK)


class NoLonger(Exception):  # noqa: N818 - named as it is said
    """The letter is not to be sent; says why, for whoever runs the installation."""


class Place(NamedTuple):
    """The page that a letter leads to."""

    endpoint: str
    values: Mapping[str, Any]


class Waits(NamedTuple):
    """What waits for whoever marks an assignment: plans, and second looks."""

    assignment: Assignment
    plans: int
    second_looks: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a letter tells. `at` is the day it is about, in the zone of the course; `change` is a row of the record."""

    leads_to: Place
    assignment: Assignment | None = None
    at: dt.datetime | None = None
    change: Mapping[str, Any] | None = None
    waits: tuple[Waits, ...] = ()


def standing_of(db: Session, mail: Mail, *, now: dt.datetime) -> Standing:
    """What this letter tells now; NoLonger when it is not to be sent."""
    if mail.person.left_at is not None or not mail.person.email:
        raise NoLonger("the person is no longer here")
    if now - mail.made_at > STALE:
        raise NoLonger(f"it waited for more than {STALE.days} days")
    if not wanted_by(db, mail.person_id)[MailKind(mail.kind)]:
        raise NoLonger("the person has turned this kind off")
    return _TOLD[MailKind(mail.kind)](db, mail, now)


def _assigned(db: Session, mail: Mail, *narrowed: Any) -> tuple[Assignment, dt.datetime | None]:
    """The assignment as this student has it, with the due date that counts for them."""
    row = db.execute(
        with_extension(of_students(Assignment, Extension))
        .where(Assignment.id == mail.assignment_id, Membership.person_id == mail.person_id, *narrowed)
        .options(joinedload(Assignment.course), joinedload(Assignment.rubric_version))
    ).first()
    if row is None:
        raise NoLonger("the person has left the course, or has nothing to do any more")
    return row[0], due_for(row[0], row[1])


def _opened(db: Session, mail: Mail, now: dt.datetime) -> Standing:
    assignment, due = _assigned(db, mail)
    if opening_of(assignment) > now or (due is not None and due <= now):
        raise NoLonger("the assignment is not open")
    return Standing(Place("practice.home", {}), assignment, at=due)


def _due_soon(db: Session, mail: Mail, now: dt.datetime) -> Standing:
    assignment, due = _assigned(db, mail, ~HANDED_IN)
    if due is None or mail.about != f"{assignment.public_id} {due.isoformat()}" or due <= now:
        raise NoLonger("the due date has moved or is over")
    run = db.scalars(
        select(Run.public_id).where(Run.assignment_id == assignment.id, written_by(mail.person_id))
    ).first()
    return Standing(Place("plans.edit", {"run": run}) if run else Place("practice.home", {}), assignment, at=due)


def _review_due(db: Session, mail: Mail, now: dt.datetime) -> Standing:
    has_round = select(PeerRound.assignment_id).where(PeerRound.assignment_id == Assignment.id, *may_review(now))
    assignment, _due = _assigned(db, mail, has_round.correlate(Assignment, Membership).exists())
    closes = db.get_one(PeerRound, assignment.id).closes_at
    if closes is None or mail.about != f"{assignment.public_id} {closes.isoformat()}" or closes <= now:
        raise NoLonger("the day has moved or is over")
    return Standing(Place("peers.reviews", {"assignment": assignment.public_id}), assignment, at=closes)


def _marked(db: Session, mail: Mail, *states: MarkingState) -> Standing:
    """A letter about a marking: while it stands so, and its reader is one of those who wrote the plan."""
    assignment, _due = _assigned(db, mail)
    later = select(func.max(Submission.attempt)).where(Submission.run_id == Run.id).correlate(Run).scalar_subquery()
    row = db.execute(
        select(Run.public_id, Submission.attempt, later)
        .join(Submission, Submission.run_id == Run.id)
        .join(Marking, Marking.submission_id == Submission.id)
        .where(Marking.id == mail.marking_id, Marking.state.in_(states), written_by(mail.person_id))
    ).first()
    if row is None:
        raise NoLonger("the marking was taken back, or is no longer this person's")
    run, attempt, newest = row
    if MarkingState.RELEASED not in states and newest > attempt:
        raise NoLonger("a new attempt was handed in already")
    return Standing(Place("plans.attempt", {"run": run, "attempt": attempt}), assignment)


def _released(db: Session, mail: Mail, _now: dt.datetime) -> Standing:
    return _marked(db, mail, MarkingState.RELEASED)


def _sent_back(db: Session, mail: Mail, _now: dt.datetime) -> Standing:
    return _marked(db, mail, MarkingState.SENT_BACK)


def _changed(db: Session, mail: Mail, _now: dt.datetime) -> Standing:
    found = _marked(db, mail, *SEEN_BY_STUDENT)
    told = select(Mail.id).where(
        Mail.person_id == mail.person_id,
        Mail.marking_id == mail.marking_id,
        Mail.kind.in_((MailKind.RELEASED, MailKind.SENT_BACK)),
        Mail.state == MailState.SENT,
        Mail.finished_at >= mail.made_at,
    )
    if db.scalars(told).first() is not None:
        raise NoLonger("the letter about its release went out after the change")
    change = db.scalars(
        select(MarkingLog.values).where(
            MarkingLog.marking_id == mail.marking_id, MarkingLog.what == "changed", MarkingLog.at == mail.made_at
        )
    ).first()
    return Standing(found.leads_to, found.assignment, change=change)


def _answered(db: Session, mail: Mail, _now: dt.datetime) -> Standing:
    found = _marked(db, mail, MarkingState.RELEASED)
    appeal = db.scalars(select(Appeal).where(Appeal.public_id == mail.about.rpartition(" ")[2])).first()
    if appeal is None or appeal.answered_at is None:
        raise NoLonger("the answer was taken back")
    return found


def _digest(db: Session, mail: Mail, _now: dt.datetime) -> Standing:
    plans = (
        select(func.count(Submission.id))
        .where(Submission.assignment_id == Assignment.id, waits_to_be_marked())
        .correlate(Assignment)
        .scalar_subquery()
    )
    second_looks = (
        select(func.count(Appeal.id))
        .join(Marking, Marking.id == Appeal.marking_id)
        .join(Submission, Submission.id == Marking.submission_id)
        .where(Submission.assignment_id == Assignment.id, Appeal.answered_at.is_(None))
        .correlate(Assignment)
        .scalar_subquery()
    )
    rows = db.execute(
        select(Assignment, plans, second_looks)
        .join(Course, Course.id == Assignment.course_id)
        .join(Membership, Membership.course_id == Course.id)
        .join(Membership.person)
        .where(Membership.person_id == mail.person_id, Membership.role != Role.STUDENT, *HERE)
        .options(joinedload(Assignment.course))
        .order_by(Assignment.due_at, Assignment.id)
    )
    waits = tuple(Waits(*row) for row in rows if row[1] or row[2])
    if not waits:
        raise NoLonger("nothing waits")
    return Standing(Place("practice.home", {}), waits=waits)


_TOLD: dict[MailKind, Callable[[Session, Mail, dt.datetime], Standing]] = {
    MailKind.OPENED: _opened,
    MailKind.DUE_SOON: _due_soon,
    MailKind.RELEASED: _released,
    MailKind.CHANGED: _changed,
    MailKind.SENT_BACK: _sent_back,
    MailKind.ANSWERED: _answered,
    MailKind.REVIEW_DUE: _review_due,
    MailKind.DIGEST: _digest,
}
