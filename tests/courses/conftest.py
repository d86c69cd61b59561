"""The people of the course tests: the demonstration's course, another lecturer's, and the rows behind the pages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import NOW
from trainer.cli.demonstration import PASSWORD
from trainer.models import Assignment, Course, Person
from trainer.web.passwords import hash_password

LECTURER = "lecturer@example.org"
OTHER = "other-lecturer@example.org"
STUDENT = "daniyar@example.org"
CLASSMATE = "sofia@example.org"
DESIGNER = "designer@example.org"


class Rows(Session):
    """Reads what the pages have written up to now, not what stood there when the test began."""

    def scalars(self, *args, **kwargs):
        """As a session's, from a new snapshot."""
        self.rollback()
        return super().scalars(*args, **kwargs)


@pytest.fixture
def rows(app: Flask) -> Iterator[Rows]:
    """A read session beside the pages."""
    with Rows(app.extensions["trainer"].database.reader) as session:
        yield session


@pytest.fixture
def add(app: Flask) -> Callable:
    """Write rows: `add(Person(...))`."""

    def write(*made: object) -> None:
        with app.extensions["trainer"].database.write() as db:
            db.add_all(made)

    return write


@pytest.fixture
def other(add: Callable, rows: Session, browser: Callable):
    """A lecturer of the same institution with a course of their own, signed in."""
    institution = rows.scalars(select(Person.institution_id).limit(1)).one()
    add(
        Person(institution_id=institution, name="Petro Ivashchenko", email=OTHER, language="uk", may_teach=True,
               password_hash=hash_password(PASSWORD), created_at=NOW)
    )
    signed_in = browser(OTHER)
    signed_in.post("/courses/new", {"title": "Інший курс", "timezone": "Europe/Kyiv"})
    return signed_in


@pytest.fixture
def course(rows: Session) -> str:
    """The public id of the demonstration's course."""
    return rows.scalars(select(Course.public_id).order_by(Course.id).limit(1)).one()


@pytest.fixture
def assignment(rows: Session) -> str:
    """The public id of the demonstration's assignment."""
    return rows.scalars(select(Assignment.public_id).order_by(Assignment.id).limit(1)).one()


def link_in(page: str) -> str:
    """The path of the invitation that a course page shows."""
    return re.search(r"http://[^/]+(/join/[\w-]+)", page).group(1)


def utc(*parts: int) -> dt.datetime:
    """A moment in UTC."""
    return dt.datetime(*parts, tzinfo=dt.UTC)
