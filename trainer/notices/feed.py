"""A person's dates as calendar entries: opening and due dates of their assignments, days of reviews, those they teach.

The due date is the one that counts for the person. A review day within a plan stays out: it belongs to the family of
a case, not to the student's own days.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from trainer.errors import NotFound
from trainer.models import (
    AfterDue,
    Assignment,
    CalendarDate,
    CalendarFeed,
    Course,
    Extension,
    Membership,
    PeerRound,
    Person,
    Role,
    counting_extension,
    due_for,
    writing_with,
)
from trainer.notices.ical import Entry
from trainer.web.one_time import address
from trainer.web.words import _, day, zone_of
from trainer.web.zones import zone_words


class Date(NamedTuple):
    """One date of one person: which, when, and what the entry says."""

    uid: str
    at: dt.datetime
    summary: str
    description: str
    url: str

    @property
    def words(self) -> str:
        """What stands for all that is said, to see whether it changed."""
        return sha256("\n".join((self.summary, self.description, self.url)).encode()).hexdigest()


def feed_of(db: Session, person: int) -> CalendarFeed | None:
    """The calendar address that a person has, or None."""
    return db.get(CalendarFeed, person)


def address_of(feed: CalendarFeed) -> str:
    """The address as a calendar program takes it."""
    return address("notices.calendar", token=feed.token)


def make_feed(db: Session, person: int, *, now: dt.datetime) -> CalendarFeed:
    """A new address in the place of the one before."""
    found = db.get(CalendarFeed, person)
    if found is None:
        found = CalendarFeed(person_id=person)
        db.add(found)
    found.token, found.made_at = secrets.token_urlsafe(24), now
    return found


def end_feed(db: Session, person: int) -> None:
    """No address any more."""
    found = db.get(CalendarFeed, person)
    if found is not None:
        db.delete(found)


def person_of_feed(db: Session, token: str) -> Person:
    """Whose calendar is at this address; NotFound when it was renewed or ended, or the person has left."""
    found = db.scalars(
        select(Person)
        .join(CalendarFeed, CalendarFeed.person_id == Person.id)
        .where(CalendarFeed.token == token, Person.left_at.is_(None))
    ).first()
    if found is None:
        raise NotFound()
    return found


def dates_of(db: Session, person: int, *, assignment: str = "") -> list[Date]:
    """The dates of everything a person learns or teaches now, or of one assignment alone; one statement."""
    query = (
        select(Assignment, Membership.role, Extension, PeerRound)
        .select_from(Membership)
        .join(Course, Course.id == Membership.course_id)
        .join(Assignment, Assignment.course_id == Course.id)
        .outerjoin(Extension, Extension.id == counting_extension(Assignment.id, writing_with(person)))
        .outerjoin(PeerRound, PeerRound.assignment_id == Assignment.id)
        .where(Membership.person_id == person, Membership.left_at.is_(None), Course.archived_at.is_(None))
        .options(joinedload(Assignment.course))
        .order_by(Assignment.id)
    )
    rows = db.execute(query.where(Assignment.public_id == assignment) if assignment else query)
    return [date for row in rows for date in _dates(*row)]


def _dates(
    assignment: Assignment, role: Role, extension: Extension | None, reviews: PeerRound | None
) -> Iterable[Date]:
    learns = role == Role.STUDENT
    due = due_for(assignment, extension) if learns else assignment.due_at
    if assignment.opens_at is not None and learns:
        yield _date(assignment, "opens", assignment.opens_at, _("mail.ics_opens", title=assignment.title), learns)
    if due is not None:
        closes = assignment.after_due == AfterDue.REFUSE
        words = _("mail.ics_closes", title=assignment.title) if closes else _("mail.ics_due", title=assignment.title)
        yield _date(assignment, "due", due, words, learns)
    if reviews is not None and reviews.closes_at is not None and (reviews.reviews or reviews.self_review):
        words = _("mail.ics_reviews", title=assignment.title)
        yield _date(assignment, "reviews", reviews.closes_at, words, learns)


def _date(assignment: Assignment, what: str, at: dt.datetime, summary: str, learns: bool) -> Date:
    course = assignment.course
    local = at.astimezone(zone_of(course.timezone))
    # A calendar shows the reader's own clock; the words say what the course's clock shows.
    said = _("mail.ics_say", course=course.title, at=f"{day(local.date())}, {local:%H:%M}",
             zone=zone_words(course.timezone, now=at))  # fmt: skip
    leads_to = address("practice.home") if learns else address("courses.course", course=course.public_id)
    return Date(f"{assignment.public_id}-{what}@case-trainer", at, summary, said, leads_to)


def entries_of(known: dict[str, CalendarDate], dates: Iterable[Date], *, now: dt.datetime) -> list[Entry]:
    """The entries of these dates, each with how often it has moved and since when it stands so."""
    found = []
    for date in dates:
        row = known.get(date.uid)
        sequence, changed_at = (row.sequence, row.changed_at) if row else (0, now)
        found.append(Entry(date.uid, date.at, date.summary, date.description, date.url, sequence, changed_at))
    return found


def known_dates(db: Session, person: int) -> dict[str, CalendarDate]:
    """What this person's calendar was last told, by the ids of its entries."""
    return {row.uid: row for row in db.scalars(select(CalendarDate).where(CalendarDate.person_id == person))}


def differs(known: dict[str, CalendarDate], dates: Iterable[Date]) -> bool:
    """Whether something is to be noted before these dates are told."""
    return any(row is None or (row.at, row.words) != (date.at, date.words)
               for date in dates for row in [known.get(date.uid)])  # fmt: skip


def note(db: Session, person: int, dates: Iterable[Date], *, now: dt.datetime) -> dict[str, CalendarDate]:
    """Keep what is told of these dates now; one that has moved, or reads otherwise, counts one up."""
    known = known_dates(db, person)
    for date in dates:
        row = known.get(date.uid)
        if row is None:
            row = known[date.uid] = CalendarDate(person_id=person, uid=date.uid, sequence=0)
            db.add(row)
        elif (row.at, row.words) != (date.at, date.words):
            row.sequence += 1
        else:
            continue
        row.at, row.words, row.changed_at = date.at, date.words, now
    return known
