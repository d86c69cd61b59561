"""A course: made, seen by those who teach it, closed to everybody else."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from tests.courses.conftest import CLASSMATE, DESIGNER, LECTURER, STUDENT, link_in
from trainer.models import Course, Membership, Person, Role


def test_a_lecturer_makes_a_course_and_finds_an_invitation_in_it(browser) -> None:
    page = browser(LECTURER)
    answer = page.post("/courses/new", {"title": "Супервизия", "timezone": "Asia/Aqtau"})
    assert answer.status_code == 302
    text = page.get(answer.location).get_data(as_text=True)
    assert "Супервизия" in text and "UTC+5" in text
    assert link_in(text)
    assert "Супервизия" in page.get("/courses").get_data(as_text=True)


def test_a_course_without_a_name_is_asked_for_one_and_nothing_typed_is_lost(browser, rows) -> None:
    answer = browser(LECTURER).post("/courses/new", {"title": "  ", "timezone": "Asia/Bishkek"})
    assert answer.status_code == 422
    assert 'value="Asia/Bishkek" selected' in answer.get_data(as_text=True)
    assert browser(LECTURER).post("/courses/new", {"title": "x", "timezone": "Moon/Sea"}).status_code == 422


def test_a_student_cannot_make_a_course(browser) -> None:
    assert browser(STUDENT).get("/courses/new").status_code == 403
    assert browser(STUDENT).post("/courses/new", {"title": "x", "timezone": "UTC"}).status_code == 403


def test_the_course_says_how_many_have_handed_in_and_how_many_plans_wait(browser, course) -> None:
    text = browser(LECTURER).get(f"/courses/{course}").get_data(as_text=True)
    assert "сдали 1 из 3" in text
    assert "проверить 1 план" in text
    assert "Daniyar Seitov" in text and "sofia@example.org" in text


def test_a_student_sees_the_courses_they_learn_in_but_not_the_lecturers_page(browser, course) -> None:
    page = browser(STUDENT)
    text = page.get("/courses").get_data(as_text=True)
    assert "Ведение случая" in text and f'href="/courses/{course}"' not in text
    assert page.get(f"/courses/{course}").status_code == 403


PAGES = ["/courses/{course}", "/courses/{course}/settings"]
POSTS = ["settings", "close", "reopen", "invite", "withdraw", "people/{person}/role", "people/{person}/out"]


@pytest.mark.parametrize("path", PAGES)
def test_nobody_else_opens_a_page_of_the_course(browser, other, course, path) -> None:
    path = path.format(course=course)
    assert browser().get(path).status_code == 302, "a stranger is led to the sign-in"
    assert browser(CLASSMATE).get(path).status_code == 403
    assert browser(DESIGNER).get(path).status_code == 404
    assert other.get(path).status_code == 404


@pytest.mark.parametrize("path", POSTS)
def test_nobody_else_changes_the_course(browser, other, course, rows, path) -> None:
    person = rows.scalars(select(Person.public_id).where(Person.email == STUDENT)).one()
    path = f"/courses/{course}/" + path.format(person=person)
    data = {"title": "Taken", "timezone": "UTC", "role": "assistant"}
    assert browser().post(path, data).status_code == 403
    assert browser(CLASSMATE).post(path, data).status_code == 403
    assert other.post(path, data).status_code == 404
    kept = rows.scalars(select(Course).where(Course.public_id == course)).one()
    assert kept.title != "Taken" and kept.archived_at is None
    assert browser(LECTURER).get(f"/courses/{course}").get_data(as_text=True).count("/join/") == 1


def test_an_assistant_sees_the_course_and_changes_nothing(browser, course, rows) -> None:
    person = rows.scalars(select(Person.public_id).where(Person.email == CLASSMATE)).one()
    assert browser(LECTURER).post(f"/courses/{course}/people/{person}/role", {"role": "assistant"}).status_code == 302
    assistant = browser(CLASSMATE)
    text = assistant.get(f"/courses/{course}").get_data(as_text=True)
    assert "Daniyar Seitov" in text and "/join/" not in text
    assert assistant.post(f"/courses/{course}/invite").status_code == 403


def test_a_student_does_not_become_a_lecturer_without_the_right_to_teach(browser, course, rows) -> None:
    person = rows.scalars(select(Person.public_id).where(Person.email == CLASSMATE)).one()
    assert browser(LECTURER).post(f"/courses/{course}/people/{person}/role", {"role": "lecturer"}).status_code == 409
    assert browser(LECTURER).post(f"/courses/{course}/people/{person}/role", {"role": "king"}).status_code == 404


def test_the_last_lecturer_stays(browser, course, rows) -> None:
    lecturer = rows.scalars(select(Person.public_id).where(Person.email == LECTURER)).one()
    answer = browser(LECTURER).post(f"/courses/{course}/people/{lecturer}/out")
    assert answer.status_code == 409
    assert "преподавател" in answer.get_data(as_text=True)


def test_who_is_taken_out_keeps_the_account_and_loses_the_assignments(browser, course, rows) -> None:
    person = rows.scalars(select(Person).where(Person.email == CLASSMATE)).one()
    browser(LECTURER).post(f"/courses/{course}/people/{person.public_id}/out")
    member = rows.scalars(select(Membership).where(Membership.person_id == person.id)).one()
    assert member.left_at is not None and member.role == Role.STUDENT
    assert "План для семьи Самиры" not in browser(CLASSMATE).get("/home").get_data(as_text=True)


def assigned_to(student) -> str:
    """The list of what is assigned on a student's first page; empty where there is none."""
    found = re.search(r'<ul class="[^"]*\bassigned">.*?</ul>', student.get("/home").get_data(as_text=True), re.S)
    return found[0] if found else ""


def test_a_closed_course_assigns_nothing_but_plans_stay_readable_and_it_opens_again(browser, course) -> None:
    lecturer = browser(LECTURER)
    lecturer.post(f"/courses/{course}/close")
    student = browser(STUDENT)
    assert "План для семьи Самиры" not in assigned_to(student)
    plan = re.search(r'href="(/plans/[^"]+)">План для семьи Самиры', student.get("/home").get_data(as_text=True))
    assert student.get(plan[1], follow_redirects=True).status_code == 200
    lecturer.post(f"/courses/{course}/reopen")
    assert "План для семьи Самиры" in assigned_to(browser(STUDENT))
