"""The people of marking: the course's lecturer, its students, and a lecturer of another course."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from trainer.cli.demonstration import PASSWORD
from trainer.models import Assignment, Course, Marking, Membership, Person, Role, Submission
from trainer.web.passwords import hash_password

NOW = dt.datetime(2026, 9, 2, 9, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Place:
    """The demonstration's submission and assignment, and a way to look into the database."""

    app: Flask
    submission: str
    assignment: str

    @property
    def page(self) -> str:
        return f"/marking/{self.submission}"

    @property
    def database(self):
        return self.app.extensions["trainer"].database

    def marking(self) -> Marking | None:
        """The marking as it is stored now, with marks and comments loaded."""
        with self.database.read() as db:
            found = db.scalars(
                select(Marking).join(Submission).where(Submission.public_id == self.submission)
            ).first()
            if found:
                assert found.marks is not None and found.comments is not None
            db.expunge_all()
            return found

    def change_assignment(self, **values: object) -> None:
        """Set fields of the assignment."""
        with self.database.write() as db:
            assignment = db.scalars(select(Assignment).where(Assignment.public_id == self.assignment)).one()
            for name, value in values.items():
                setattr(assignment, name, value)

    def add_person(self, email: str, *, teaches: bool = True, role: Role | None = None, name: str = "") -> None:
        """Somebody of the same institution; `role` gives them a place in the demonstration's course."""
        with self.database.write() as db:
            lecturer = db.scalars(select(Person).where(Person.email == "lecturer@example.org")).one()
            person = Person(institution_id=lecturer.institution_id, name=name or email.split("@")[0], email=email,
                            language="en", password_hash=hash_password(PASSWORD), may_teach=teaches, created_at=NOW)
            db.add(person)
            db.flush()
            course = db.scalars(select(Course).order_by(Course.id)).first()
            if role is None:
                course = Course(
                    institution_id=lecturer.institution_id, title="Elsewhere", made_by_id=person.id, made_at=NOW
                )
                db.add(course)
                db.flush()
            db.add(Membership(course_id=course.id, person_id=person.id, role=role or Role.LECTURER, joined_at=NOW))


@pytest.fixture
def place(app: Flask) -> Place:
    with app.extensions["trainer"].database.read() as db:
        submission = db.scalars(select(Submission)).one()
        assignment = db.get_one(Assignment, submission.assignment_id)
        return Place(app, submission.public_id, assignment.public_id)


@pytest.fixture
def lecturer(browser):
    return browser("lecturer@example.org")
