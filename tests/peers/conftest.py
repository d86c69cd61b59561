"""A class in which several students have handed in, and the rules by which they review each other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from trainer.cli.demonstration import PASSWORD
from trainer.models import (
    Assignment,
    Draft,
    Membership,
    PeerRound,
    Person,
    Role,
    Run,
    ShowReviews,
    Submission,
)
from trainer.web.parts import utc_now
from trainer.web.passwords import hash_password

LECTURER, DANIYAR, SOFIA, AIGERIM = (f"{name}@example.org" for name in ("lecturer", "daniyar", "sofia", "aigerim"))
SECRET = "Написано только для этого плана"  # noqa: S105 - words of a plan, by which it is known


class Class:
    """Writes and reads the rows behind the pages."""

    def __init__(self, app: Flask) -> None:
        self.database = app.extensions["trainer"].database
        self.clock = app.extensions["trainer"]

    def write(self):
        return self.database.write()

    def read(self, query):
        """All rows of a query, as they stand now."""
        with self.database.read() as db:
            found = db.scalars(query).all()
            db.expunge_all()
        return found

    def at(self, **later: float) -> None:
        """Move the clock of the application."""
        moment = utc_now() + dt.timedelta(**later)
        self.clock.clock = lambda: moment

    def person(self, email: str) -> int:
        return self.read(select(Person.id).where(Person.email == email))[0]

    def add_student(self, name: str) -> str:
        """A student of the course with the password of the demonstration."""
        with self.write() as db:
            course = db.scalars(select(Assignment)).first().course
            email = f"{name}@example.org"
            person = Person(institution_id=course.institution_id, name=name.title(), email=email, language="en",
                            password_hash=hash_password(PASSWORD), created_at=utc_now())  # fmt: skip
            db.add(person)
            db.flush()
            db.add(Membership(course_id=course.id, person_id=person.id, role=Role.STUDENT, joined_at=utc_now()))
        return email

    def hand_in(self, email: str, *, hours_ago: float = 1, words: str = "") -> int:
        """The plan of the demonstration, handed in by somebody else; returns the run."""
        with self.write() as db:
            first = db.scalars(select(Submission).order_by(Submission.id)).first()
            person = db.scalars(select(Person).where(Person.email == email)).one()
            document = dict(first.document)
            if words:
                document["closure"] = words
            run = Run(owner_id=person.id, case_version_id=first.run.case_version_id,
                      rubric_version_id=first.run.rubric_version_id, assignment_id=first.assignment_id,
                      begun_at=utc_now())  # fmt: skip
            run.draft = Draft(document=document, saved_at=utc_now(), revision=1, open=False)
            db.add(run)
            db.flush()
            db.add(Submission(run_id=run.id, assignment_id=first.assignment_id, attempt=1, document=document,
                              report=first.report, receipt="r", handed_in_at=utc_now() - dt.timedelta(hours=hours_ago))
            )  # fmt: skip
            return run.id


@pytest.fixture
def classroom(app: Flask) -> Class:
    return Class(app)


@pytest.fixture
def assignment(classroom: Class) -> str:
    return classroom.read(select(Assignment.public_id))[0]


@pytest.fixture
def rules(classroom: Class) -> Iterator[Callable]:
    """Let students review: one plan each and their own, open now, shown at once, unless told otherwise."""

    def make(**other) -> None:
        with classroom.write() as db:
            found = db.scalars(select(Assignment)).one()
            now = utc_now()
            usual = {"reviews": 1, "opens_at": now - dt.timedelta(days=1), "closes_at": now + dt.timedelta(days=7),
                     "self_review": True, "show": ShowReviews.AT_ONCE}  # fmt: skip
            db.add(PeerRound(assignment_id=found.id, **usual | other))

    yield make


def reviewing(made, assignment: str) -> str:
    """Open the next plan to review and return the address of the review."""
    answer = made.post(f"/assignments/{assignment}/reviews/begin")
    assert answer.status_code == 302, answer.get_data(as_text=True)[:2000]
    return answer.headers["Location"]


def finished(made, path: str, *, level: int = 2, words: str = "By when?") -> None:
    """Give every level, write a comment on the first goal, and hand the review in."""
    html = made.get(path).get_data(as_text=True)
    for criterion in re.findall(r'data-part="(\w+)"', html):
        kept = made.put(f"{path}/levels/{criterion}", {"base": 0, "level": level, "comment": ""})
        assert kept.status_code == 200, kept.get_data(as_text=True)
    goal = re.search(r'id="row-([\w-]+)"', html)[1]
    key = re.search(r"data-comment=\"([\w-]+)\"", html)[1]
    assert made.put(f"{path}/comments/{key}", {"base": 0, "goal": goal, "text": words}).status_code == 200
    assert made.post(f"{path}/hand-in").status_code == 302

