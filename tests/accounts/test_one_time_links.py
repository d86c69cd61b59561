"""One-time links: whoever looks after a person makes one, the person sets a password with it, once."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import select

from tests.conftest import NOW
from tests.courses.conftest import CLASSMATE, DESIGNER, LECTURER, STUDENT
from trainer.models import Membership, OneTimeLink, Person, Role, Run, SignIn

PASSWORDS = {"password": "a new long sentence", "password_again": "a new long sentence"}


def public_id(rows, email: str) -> str:
    return rows.scalars(select(Person.public_id).where(Person.email == email)).one()


def link_for(page, rows, email: str) -> str:
    """The path that the page shows for this person."""
    answer = page.post(f"/people/{public_id(rows, email)}/link")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return re.search(r"http://[^/]+(/reset/[\w-]+)", answer.get_data(as_text=True)).group(1)


def test_a_lecturer_gives_a_student_a_link_and_the_student_signs_in_with_a_new_password(browser, rows) -> None:
    elsewhere = browser(CLASSMATE)
    link = link_for(browser(LECTURER), rows, CLASSMATE)
    student = browser()
    assert "Sofia Marchenko" in student.get(link).get_data(as_text=True)
    assert student.post(link, PASSWORDS).status_code == 302
    assert student.get("/account").status_code == 200
    again = browser()
    again.get("/sign-in")
    assert again.post("/sign-in", {"email": CLASSMATE, "password": PASSWORDS["password"]}).status_code == 302
    assert elsewhere.get("/account").status_code == 302, "whoever was signed in with the old password is out"


def test_a_link_works_once_and_opening_it_does_not_spend_it(browser, rows) -> None:
    link = link_for(browser(LECTURER), rows, CLASSMATE)
    page = browser()
    assert page.get(link).status_code == page.get(link).status_code == 200
    assert page.post(link, {"password": "short", "password_again": "short"}).status_code == 422
    assert page.post(link, {**PASSWORDS, "password_again": "another sentence"}).status_code == 422
    assert page.post(link, PASSWORDS).status_code == 302
    for answer in (browser().get(link), page.post(link, PASSWORDS), browser().get("/reset/never-made")):
        assert answer.status_code == 404
        assert "This link does not work any more" in answer.get_data(as_text=True)


def test_a_newer_link_ends_the_earlier_one_and_time_ends_both(app, browser, rows) -> None:
    page = browser(LECTURER)
    first, second = link_for(page, rows, CLASSMATE), link_for(page, rows, CLASSMATE)
    assert browser().get(first).status_code == 404 and browser().get(second).status_code == 200
    app.extensions["trainer"].clock = lambda: dt.datetime.now(dt.UTC) + dt.timedelta(days=8)
    assert browser().get(second).status_code == 404


def test_the_link_is_nowhere_in_the_database(browser, rows) -> None:
    link = link_for(browser(LECTURER), rows, CLASSMATE)
    kept = rows.scalars(select(OneTimeLink)).one()
    assert kept.token_hash not in link and link.rpartition("/")[2] != kept.token_hash


def test_work_begun_as_a_visitor_comes_along(browser, rows) -> None:
    link = link_for(browser(LECTURER), rows, CLASSMATE)
    page = browser()
    page.get("/")
    page.post("/cases/samira/begin")
    page.get(link)
    page.post(link, PASSWORDS)
    sofia = rows.scalars(select(Person.id).where(Person.email == CLASSMATE)).one()
    assert rows.scalars(select(Run).where(Run.owner_id == sofia)).one()


def test_only_who_looks_after_a_person_makes_a_link(browser, other, rows) -> None:
    path = f"/people/{public_id(rows, CLASSMATE)}/link"
    assert browser().post(path).status_code == 403
    assert browser(STUDENT).post(path).status_code == 404, "a classmate"
    assert other.post(path).status_code == 404, "a lecturer of another course"
    assert browser(DESIGNER).post(path).status_code == 200, "the administrator"
    assert browser(LECTURER).post(f"/people/{public_id(rows, DESIGNER)}/link").status_code == 404
    assert browser(LECTURER).post(f"/people/{public_id(rows, LECTURER)}/link").status_code == 404


@pytest.mark.parametrize("right", ["may_teach", "may_administer"])
def test_no_lecturer_opens_the_account_of_a_student_with_rights(app, browser, rows, right) -> None:
    with app.extensions["trainer"].database.write() as db:
        setattr(db.scalars(select(Person).where(Person.email == CLASSMATE)).one(), right, True)
    assert browser(LECTURER).post(f"/people/{public_id(rows, CLASSMATE)}/link").status_code == 409


def test_a_name_on_a_list_does_not_open_an_older_account(app, browser, other, rows) -> None:
    sofia = rows.scalars(select(Person).where(Person.email == CLASSMATE)).one()
    with app.extensions["trainer"].database.write() as db:
        mine = db.scalars(select(Membership).join(Person).where(Person.email == "other-lecturer@example.org")).one()
        later = sofia.created_at + dt.timedelta(days=1)
        db.add(Membership(course_id=mine.course_id, person_id=sofia.id, role=Role.STUDENT, joined_at=later))
    answer = other.post(f"/people/{sofia.public_id}/link")
    assert answer.status_code == 409 and "Sofia Marchenko" in answer.get_data(as_text=True)
    assert rows.scalars(select(OneTimeLink)).first() is None
    assert NOW.tzinfo and rows.scalars(select(SignIn)).first()
