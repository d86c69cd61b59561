"""Joining by an invitation link: with a new account, with one's own, with the work begun as a visitor."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from tests.courses.conftest import CLASSMATE, LECTURER, OTHER, link_in
from trainer.models import Institution, Invitation, Membership, Person, Role, Run
from trainer.web.passwords import hash_password

SIGN_UP = {"name": "Madina Ospanova", "email": "Madina@Example.org", "password": "a quiet sentence"}


def invitation(browser, course) -> str:
    return link_in(browser(LECTURER).get(f"/courses/{course}").get_data(as_text=True))


def test_a_new_student_signs_up_and_finds_the_assignment(browser, course) -> None:
    link = invitation(browser, course)
    page = browser()
    text = page.get(link).get_data(as_text=True)
    assert "Ведение случая" in text and "Gulnara Akhmetova" in text
    answer = page.post(link, SIGN_UP)
    assert answer.status_code == 302
    home = page.get(answer.location).get_data(as_text=True)
    assert "План для семьи Самиры" in home
    again = browser()
    again.get("/sign-in")
    assert again.post("/sign-in", {"email": "madina@example.org", "password": "a quiet sentence"}).status_code == 302


def test_work_begun_without_an_account_comes_along(browser, course, rows) -> None:
    link = invitation(browser, course)
    page = browser()
    page.get("/")
    assert page.post("/cases/samira/begin").status_code == 302
    page.get(link)
    page.post(link, SIGN_UP)
    person = rows.scalars(select(Person).where(Person.email == "madina@example.org")).one()
    assert rows.scalars(select(Run).where(Run.owner_id == person.id)).one()
    visitor = rows.scalars(select(Person).where(Person.visitor)).one()
    assert visitor.left_at is not None


def test_what_was_typed_stays_when_a_part_is_missing(browser, course, rows) -> None:
    link = invitation(browser, course)
    page = browser()
    page.get(link)
    answer = page.post(link, {**SIGN_UP, "password": "short"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Madina Ospanova" in text and "short" not in text.replace("short sentence", "")
    for bad in ("no address", "a@b", "x" * 300 + "@example.org", "a\u202e@example.org\t."):
        assert page.post(link, {**SIGN_UP, "email": bad}).status_code == 422
    assert page.post(link, {**SIGN_UP, "name": "Two\nlines"}).status_code == 422
    assert rows.scalars(select(Person).where(Person.name == "Madina Ospanova")).first() is None


def test_an_address_with_an_account_is_led_to_the_sign_in_and_not_taken_over(browser, course, rows) -> None:
    link = invitation(browser, course)
    before = rows.scalars(select(Person.password_hash).where(Person.email == CLASSMATE)).one()
    page = browser()
    page.get(link)
    answer = page.post(link, {**SIGN_UP, "email": CLASSMATE.upper()})
    assert answer.status_code == 422 and f"/sign-in?next={link}" in answer.get_data(as_text=True).replace("%2F", "/")
    assert rows.scalars(select(Person.password_hash).where(Person.email == CLASSMATE)).one() == before


def test_somebody_signed_in_joins_with_one_button_and_once(browser, other, course, rows) -> None:
    link = invitation(browser, course)
    assert OTHER in other.get(link).get_data(as_text=True)
    assert other.post(link).status_code == 302
    assert other.post(link).status_code == 200, "in already"
    as_student = select(Membership).join(Person).where(Person.email == OTHER, Membership.role == Role.STUDENT)
    member = rows.scalars(as_student).one()
    assert member.left_at is None


def test_who_is_in_already_is_told_so_and_shown_the_way(browser, course) -> None:
    link = invitation(browser, course)
    student, lecturer = browser(CLASSMATE), browser(LECTURER)
    text = student.get(link).get_data(as_text=True)
    assert "You are in this course already." in text and 'href="/home"' in text and "Join the course" not in text
    text = lecturer.get(link).get_data(as_text=True)
    assert "Вы ведёте этот курс" in text and f'href="/courses/{course}"' in text


def test_the_lecturer_who_opens_the_own_link_stays_the_lecturer(browser, course, rows) -> None:
    link = invitation(browser, course)
    page = browser(LECTURER)
    page.get(link)
    page.post(link)
    member = rows.scalars(select(Membership).join(Person).where(Person.email == LECTURER)).one()
    assert member.role == Role.LECTURER


def test_an_assistant_who_was_taken_out_comes_back_as_a_student(browser, course, rows) -> None:
    link = invitation(browser, course)
    person = rows.scalars(select(Person).where(Person.email == CLASSMATE)).one()
    lecturer = browser(LECTURER)
    lecturer.post(f"/courses/{course}/people/{person.public_id}/role", {"role": "assistant"})
    lecturer.post(f"/courses/{course}/people/{person.public_id}/out")
    page = browser(CLASSMATE)
    page.get(link)
    page.post(link)
    member = rows.scalars(select(Membership).where(Membership.person_id == person.id)).one()
    assert member.left_at is None and member.role == Role.STUDENT


def test_an_old_link_says_what_to_do(browser, course, rows, add) -> None:
    link = invitation(browser, course)
    browser(LECTURER).post(f"/courses/{course}/invite")
    for path in (link, "/join/never-made", "/join/%F0%9F%98%80"):
        answer = browser().get(path)
        assert answer.status_code == 404
        assert "link" in answer.get_data(as_text=True)
    fresh = invitation(browser, course)
    assert fresh != link and browser().get(fresh).status_code == 200
    browser(LECTURER).post(f"/courses/{course}/withdraw")
    assert browser().get(fresh).status_code == 404


def test_a_link_that_has_run_out_or_whose_course_is_closed_lets_nobody_in(app, browser, course, rows) -> None:
    link = invitation(browser, course)
    with app.extensions["trainer"].database.write() as db:
        db.scalars(select(Invitation)).one().expires_at = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    page = browser()
    page.get("/sign-in")
    assert page.post(link, SIGN_UP).status_code == 404
    lecturer = browser(LECTURER)
    lecturer.post(f"/courses/{course}/invite")
    fresh = invitation(browser, course)
    lecturer.post(f"/courses/{course}/close")
    assert page.post(fresh, SIGN_UP).status_code == 404


def test_a_person_of_another_institution_does_not_join(browser, course, add, app) -> None:
    from tests.conftest import NOW
    from trainer.cli.demonstration import PASSWORD

    far = Institution(name="Far", created_at=NOW)
    add(far)
    secret = hash_password(PASSWORD)
    add(Person(institution_id=far.id, name="Far", email="far@example.net", created_at=NOW, password_hash=secret))
    page = browser("far@example.net")
    link = invitation(browser, course)
    page.get(link)
    assert page.post(link).status_code == 409
