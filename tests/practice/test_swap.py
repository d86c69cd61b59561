"""Another case instead of the assigned one: no reason asked, no attempt spent, and the class is counted by case."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from sqlalchemy import select

from trainer.models import Assignment, CaseVersion, OtherCase, Run, Submission

STUDENT, LECTURER, WRITER = "sofia@example.org", "lecturer@example.org", "daniyar@example.org"
OTHER = "two-alarm-clocks"


@pytest.fixture
def database(app: Flask):
    return app.extensions["trainer"].database


@pytest.fixture
def assignment(database) -> str:
    with database.write() as db:
        return db.scalars(select(Assignment)).one().public_id


@pytest.fixture
def student(browser):
    """A student of the course who reads English and has begun nothing."""
    made = browser(STUDENT)
    made.client.set_cookie("language", "en")
    return made


def said(answer) -> str:
    return html.unescape(answer.get_data(as_text=True))


def offer(database, slug: str = OTHER) -> str:
    """The lecturer offers a case instead; its public id."""
    with database.write() as db:
        case = db.scalars(select(CaseVersion).where(CaseVersion.slug == slug)).one()
        db.add(OtherCase(assignment_id=db.scalars(select(Assignment)).one().id, case_version_id=case.id))
        return case.public_id


def take(made, assignment: str, case: str):
    made.get(f"/assignments/{assignment}/other-cases")
    return made.post(f"/assignments/{assignment}/other-cases", {"case": case})


def test_the_notes_of_a_case_come_before_its_story_and_the_way_out_stands_beside(student, assignment: str) -> None:
    assert f"/assignments/{assignment}/begin" in said(student.get("/home"))
    page = said(student.get(f"/assignments/{assignment}/begin"))
    assert "content-notes" in page and "Another case instead" in page and 'id="f01"' not in page


def test_without_another_case_the_page_says_whom_to_ask(student, assignment: str) -> None:
    page = said(student.get(f"/assignments/{assignment}/other-cases"))
    assert "You can ask" in page and "no reason is needed" in page
    assert "Take any of these" not in page


def test_a_case_is_taken_without_a_reason_and_costs_no_attempt(student, database, assignment: str) -> None:
    case = offer(database)
    page = said(student.get(f"/assignments/{assignment}/other-cases"))
    assert "Two alarm clocks" in page and "<textarea" not in page
    plan = take(student, assignment, case).headers["Location"]
    opened = said(student.get(plan))
    assert "Two alarm clocks" in opened and "Two alarm clocks" in said(student.get("/home"))
    with database.write() as db:
        run = db.scalars(select(Run).where(Run.public_id == plan.split("/")[2])).one()
        assert run.assignment.public_id == assignment and run.draft.attempt == 1


def test_what_was_written_stays_and_comes_back_with_its_case(student, database, assignment: str) -> None:
    case = offer(database)
    first = student.post(f"/assignments/{assignment}/begin").headers["Location"]
    student.post(first, {"base": "0", "goal": "g1", "g1-problem": "x", "do": "save"})
    second = take(student, assignment, case).headers["Location"]
    assert second != first and student.get(first).status_code == 200
    assert "another case was taken" in said(student.get("/home"))
    with database.write() as db:
        assigned = db.scalars(select(Assignment)).one().case_version.public_id
    assert take(student, assignment, assigned).headers["Location"] == first
    assert student.post(f"/assignments/{assignment}/begin").headers["Location"] == first


def test_only_an_offered_case_is_taken(student, database, assignment: str) -> None:
    with database.write() as db:
        other = db.scalars(select(CaseVersion).where(CaseVersion.slug == OTHER)).one().public_id
    assert take(student, assignment, other).status_code == 422


def test_a_plan_that_was_handed_in_keeps_its_case(browser, database, assignment: str) -> None:
    writer = browser(WRITER)
    assert take(writer, assignment, offer(database)).status_code == 409


def test_the_lecturer_chooses_what_is_offered_and_is_told_when_nothing_is_like_it(
    browser, database, student, assignment: str
) -> None:
    lecturer = browser(LECTURER)
    lecturer.client.set_cookie("language", "en")
    page = said(lecturer.get(f"/assignments/{assignment}/instead"))
    assert "No case is like this one" in page
    case = re.search(r'value="([^"]+)"[^>]*><span><span lang="en">Two alarm clocks', page).group(1)
    assert lecturer.post(f"/assignments/{assignment}/instead", {"case": case}).status_code == 302
    assert "Two alarm clocks" in said(student.get(f"/assignments/{assignment}/other-cases"))
    assert student.get(f"/assignments/{assignment}/instead").status_code == 403


def test_without_a_choice_the_cases_most_like_it_are_offered(student, database, assignment: str) -> None:
    with database.write() as db:
        older = db.scalars(select(CaseVersion).where(CaseVersion.slug == OTHER)).one()
        db.scalars(select(Assignment)).one().case_version_id = older.id
    page = said(student.get(f"/assignments/{assignment}/other-cases"))
    assert "The eleventh of the month" in page, "an older person, level 2, in English"
    student.client.set_cookie("language", "kk")
    assert "pension" not in said(student.get(f"/assignments/{assignment}/other-cases"))


def test_the_class_is_counted_case_by_case_and_the_queue_names_the_case(
    browser, database, student, assignment: str
) -> None:
    plan = take(student, assignment, offer(database)).headers["Location"]
    student.get(f"{plan}/hand-in")
    assert student.post(f"{plan}/hand-in").status_code == 302
    lecturer = browser(LECTURER)
    lecturer.client.set_cookie("language", "en")
    queue = said(lecturer.get(f"/assignments/{assignment}/queue?state=all"))
    assert OTHER in queue and "samira" in queue and "swap" not in queue
    page = said(lecturer.get(f"/assignments/{assignment}/class"))
    assert "Plans about: Two alarm clocks" in page and "Plans about: Samira's family" in page
    links = re.findall(r"what=(without)&id=(\w+)&of=([\w-]+)", page)
    assert {of for _what, _id, of in links} >= {OTHER}
    for what, id, of in links:
        behind = said(lecturer.get(f"/assignments/{assignment}/class/plans?what={what}&id={id}&of={of}"))
        assert ("Sofia" in behind) == (of == OTHER)
    with database.write() as db:
        submission = db.scalars(select(Submission).join(Run).where(Run.public_id == plan.split("/")[2])).one()
        id = submission.public_id
    assert "Two alarm clocks" in said(lecturer.get(f"/marking/{id}")) or OTHER in said(lecturer.get(f"/marking/{id}"))
    assert lecturer.get(f"/assignments/{assignment}/seminar").status_code == 200
