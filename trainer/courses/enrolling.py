"""Bring the people of a list into a course: say for each line what will happen, then do it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.courses.grouping import from_list
from trainer.courses.queries import students_of
from trainer.courses.roster import Line
from trainer.courses.service import place
from trainer.models import Course, Membership, Person, Role
from trainer.web.one_time import make_link

NEW, KNOWN, ALREADY, ELSEWHERE = (
    "courses.row_new", "courses.row_known", "courses.row_already", "courses.row_elsewhere",
)  # fmt: skip

# Whoever is in the course once the list is in.
STAYS = (NEW, KNOWN, ALREADY)

DONE = {
    NEW: "courses.done_new", KNOWN: "courses.done_known", ALREADY: "courses.done_already",
    ELSEWHERE: "courses.done_elsewhere",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line with the key of what happens to it; `token` opens the new account of a new person, once."""

    line: Line
    fate: str
    token: str = ""

    @property
    def comes_in(self) -> bool:
        """Whether this line brings somebody into the course."""
        return self.fate in (NEW, KNOWN)

    @property
    def outcome(self) -> str:
        """The key of what has happened to the line, once the list is in."""
        return DONE.get(self.fate, self.fate)


def foresee(db: Session, course: Course, lines: list[Line]) -> list[Row]:
    """What each line would do, without doing it."""
    people = _people(db, {line.email for line in lines if not line.problem})
    inside = set(
        db.scalars(select(Membership.person_id).where(Membership.course_id == course.id, Membership.left_at.is_(None)))
    )
    return [Row(line, line.problem or _fate(people.get(line.email), course, inside)) for line in lines]


def enrol(db: Session, course: Course, lines: list[Line], *, language: str, by: int, now: dt.datetime) -> list[Row]:
    """Bring everybody in who can be; each new person gets a one-time link. A second time changes nothing."""
    rows = foresee(db, course, lines)
    people = _people(db, {row.line.email for row in rows if row.fate == KNOWN})
    done = []
    for row in rows:
        person = people.get(row.line.email)
        if row.fate == NEW:
            person = Person(
                institution_id=course.institution_id,
                name=row.line.name,
                email=row.line.email,
                language=language,
                created_at=now,
            )
            db.add(person)
            db.flush()  # the place and the link need the id
            row = replace(row, token=make_link(db, person.id, by=by, now=now))
        if person is not None and row.comes_in:
            place(db, course.id, person=person.id, role=Role.STUDENT, now=now)
        done.append(row)
    return done


def put_into_groups(db: Session, course: Course, lines: list[Line], title: str) -> None:
    """Put the students of the list into the groups of its column; the set is named as the column is.

    To be called after `enrol`. Who teaches the course is in no group, whatever the list says.
    """
    named = {line.email: line.group for line in lines if not line.problem and line.group}
    if not named or not title:
        return
    students = {person.email: person.id for person in students_of(db, course.id)}
    from_list(db, course.id, title, {students[email]: group for email, group in named.items() if email in students})


def _fate(person: Person | None, course: Course, inside: set[int]) -> str:
    if person is None:
        return NEW
    if person.institution_id != course.institution_id or person.left_at is not None:
        return ELSEWHERE
    return ALREADY if person.id in inside else KNOWN


def _people(db: Session, emails: Iterable[str]) -> dict[str, Person]:
    wanted = sorted(emails)
    found: dict[str, Person] = {}
    # In portions, because a database takes only so many values in one question.
    for start in range(0, len(wanted), 400):
        portion = wanted[start : start + 400]
        rows = db.scalars(select(Person).where(Person.email.in_(portion)).order_by(Person.id.desc()))
        found |= {str(person.email): person for person in rows}
    return found
