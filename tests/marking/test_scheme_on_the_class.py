"""A scheme is tried on the class before it is saved; late plans lose what it says, counted from the day that counts."""

from __future__ import annotations

import datetime as dt
import html

import pytest
from sqlalchemy import select

from tests.marking.fields import form_of
from tests.marking.test_marking import ALL_TWO, page_of
from tests.marking.test_rules_set_aside import more_plans, statements
from tests.marking.test_second_looks import attempt_of
from trainer.models import (
    Assignment,
    CourseGroup,
    Extension,
    GroupMember,
    GroupSet,
    Mark,
    Marking,
    Membership,
    Person,
    Role,
    Run,
    Submission,
)

TRIED = "look=1&kind=percent&top=&passes=&rounding=whole&scale=kz&penalty=5&cap=30"
SAVED = {"kind": "percent", "rounding": "whole", "scale": "kz", "penalty": "5", "cap": "30"}


@pytest.fixture
def late(place, lecturer):
    """The demonstration's plan, marked with twos (20 of 30) and released, was due a day and a half before."""
    lecturer.post(place.page + "/ready", form_of(page_of(lecturer, place.page)) | ALL_TWO)
    lecturer.post(place.page + "/release")
    with place.database.write() as db:
        handed_in = db.scalars(select(Submission.handed_in_at)).one()
        db.scalars(select(Assignment)).one().due_at = handed_in - dt.timedelta(hours=36)
    return place


def scheme_page(place, lecturer, query: str = TRIED) -> str:
    return html.unescape(page_of(lecturer, f"/assignments/{place.assignment}/scheme?{query}"))


def saves(place, made, **fields: str):
    made.get(f"/assignments/{place.assignment}/scheme")
    return made.post(f"/assignments/{place.assignment}/scheme", SAVED | fields)


def test_trying_shows_each_mark_before_and_after_and_saves_nothing(late, lecturer) -> None:
    page = scheme_page(late, lecturer)
    assert "Daniyar Seitov" in page and "Изменится 1 оценка" in page
    row = page[page.index("Daniyar Seitov"):]
    assert "20 " in row and "57 " in row and "D+" in row, "66.7 percent less two days of five"
    with late.database.read() as db:
        assert db.scalars(select(Assignment.scheme)).one() == {}


def test_a_saved_scheme_tells_the_student_the_letter_and_what_was_taken_off(late, lecturer, browser) -> None:
    saves(late, lecturer)
    student = browser("daniyar@example.org")
    page = html.unescape(page_of(student, attempt_of(student)))
    assert "57 из 100" in page and "D+" in page and "1.33" in page
    assert "опоздание на 2 дня: −10" in page
    assert "Оценка: с 20 на 57" in page and "изменилась схема оценивания" in page
    table = html.unescape(page_of(lecturer, f"/assignments/{late.assignment}/marks"))
    assert "<b>57</b>" in table and "D+" in table and "опоздание на 2 дня" in table
    mark = html.unescape(page_of(lecturer, late.page))
    assert 'id="sum">57</b>' in mark and "D+ · опоздание на 2 дня: −10" in mark


def test_an_extension_that_is_given_afterwards_takes_the_penalty_back(late, lecturer) -> None:
    saves(late, lecturer)
    with late.database.write() as db:
        submission, assignment = db.scalars(select(Submission)).one(), db.scalars(select(Assignment)).one()
        db.add(Extension(assignment_id=assignment.id, person_id=submission.run.owner_id, given_by_id=1,
                         due_at=submission.handed_in_at - dt.timedelta(hours=1),
                         given_at=submission.handed_in_at))  # fmt: skip
    assert "<b>62</b>" in page_of(lecturer, f"/assignments/{late.assignment}/marks"), "one day late instead of two"


def test_the_day_of_a_team_is_the_latest_of_its_members_whoever_opened_the_plan(late, lecturer) -> None:
    """Also of a member who joined after the plan was begun; whoever opened it and went to another team takes nothing
    along."""
    saves(late, lecturer)
    with late.database.write() as db:
        submission, assignment = db.scalars(select(Submission)).one(), db.scalars(select(Assignment)).one()
        sofia = db.scalars(select(Person).where(Person.email == "sofia@example.org")).one()
        of_set = GroupSet(course_id=assignment.course_id, title="Teams")
        team = CourseGroup(of_set=of_set, title="Red")
        db.add_all([of_set, team])
        db.flush()
        assignment.team_set_id, submission.run.team_id = of_set.id, team.id
        db.add(GroupMember(set_id=of_set.id, group_id=team.id, person_id=sofia.id))
        given = {"assignment_id": assignment.id, "given_by_id": sofia.id, "given_at": submission.handed_in_at}
        db.add(Extension(person_id=sofia.id, due_at=submission.handed_in_at - dt.timedelta(hours=1), **given))
        db.add(Extension(person_id=submission.run.owner_id, due_at=submission.handed_in_at, **given))
    assert "<b>62</b>" in page_of(lecturer, f"/assignments/{late.assignment}/marks"), "one day late"
    assert 'id="sum">62</b>' in page_of(lecturer, late.page)


def test_a_saved_mark_brings_the_sum_with_letter_and_penalty(late, lecturer) -> None:
    saves(late, lecturer)
    lecturer.post(late.page + "/take-back")
    answer = lecturer.put(f"{late.page}/marks/time", {"level": 3, "comment": "", "base": 1}).get_json()
    assert answer["sum"] == "60" and answer["of"] == "из 100 · C- · опоздание на 2 дня: −10"


def test_only_a_lecturer_saves_and_a_percentage_is_one(late, lecturer, browser) -> None:
    late.add_person("assistant@example.org", role=Role.ASSISTANT)
    assistant = browser("assistant@example.org")
    assert "post" not in scheme_page(late, assistant).split("<main")[1]
    assert saves(late, assistant).status_code == 403
    for penalty in ("-1", "101", "many"):
        assert saves(late, lecturer, penalty=penalty).status_code == 422
        assert lecturer.get(f"/assignments/{late.assignment}/scheme?{TRIED}&penalty={penalty}").status_code == 200
    assert saves(late, lecturer, scale="mars").status_code == 422


def test_a_large_class_is_tried_with_as_many_statements_and_in_pages(late, lecturer) -> None:
    saves(late, lecturer)
    path = f"/assignments/{late.assignment}/scheme?{TRIED.replace('penalty=5', 'penalty=10')}"
    table = f"/assignments/{late.assignment}/marks"
    lecturer.get(path), lecturer.get(table)
    few = [statements(late, lambda path=path: lecturer.get(path)) for path in (path, table)]
    more_plans(late, 60)
    with late.database.write() as db:
        course = db.scalars(select(Assignment)).one().course_id
        for run in db.scalars(select(Run).where(Run.assignment_id.is_not(None))).all()[1:]:
            db.add(Membership(course_id=course, person_id=run.owner_id, role=Role.STUDENT, joined_at=run.begun_at))
        for one in db.scalars(select(Submission).order_by(Submission.id)).all()[1:]:
            marking = Marking(submission_id=one.id, marker_id=1, rubric_version_id=one.run.rubric_version_id,
                              state="ready", saved_at=one.handed_in_at)  # fmt: skip
            marking.marks = [Mark(criterion=id.split(":")[1], level=2, saved_at=one.handed_in_at) for id in ALL_TWO]
            db.add(marking)
    assert [statements(late, lambda path=path: lecturer.get(path)) for path in (path, table)] == few
    assert max(few) <= 10
    page = html.unescape(page_of(lecturer, path))
    assert "Изменится 61 оценка" in page and "page=2" in page and "penalty=10" in page
