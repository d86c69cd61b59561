"""One criterion across all plans: in an order of its own, by keys or without a script, until none is left."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from tests.marking.fields import form_of
from tests.marking.test_marking import ALL_TWO, page_of
from tests.marking.test_queue import many
from tests.marking.test_rules_set_aside import statements
from trainer.models import Assignment, Mark, MarkingState, Role, SecondMarking, Submission


@pytest.fixture
def five(place):
    many(place, 4)
    return place


def goes_through(place, made, criterion: str, level: str = "2") -> list[str]:
    """Give the level on one plan after the other, as a browser without a script would; the plans in their order."""
    walked = []
    at = made.get(f"/assignments/{place.assignment}/criteria/{criterion}").location
    while f"criterion={criterion}" in at:
        page = page_of(made, at)
        walked.append(re.search(r"/marking/([\w-]+)", at)[1])
        go_on = re.search(r'formaction="([^"]*/next/[^"]*)"', page)[1]
        answer = made.post(go_on, form_of(page) | {f"m:{criterion}:level": level})
        assert answer.status_code == 302
        at = answer.location
    assert at.endswith(f"/assignments/{place.assignment}/criteria")
    return walked


def levels(place, criterion: str) -> list[int]:
    with place.database.read() as db:
        return list(db.scalars(select(Mark.level).where(Mark.criterion == criterion)))


def test_one_goes_from_plan_to_plan_until_each_has_a_level(five, lecturer) -> None:
    time, step = goes_through(five, lecturer, "time"), goes_through(five, lecturer, "step", "1")
    assert len(set(time)) == 5 and levels(five, "time") == [2] * 5 and levels(five, "step") == [1] * 5
    assert sorted(time) == sorted(step) and time != step, "each criterion has an order of its own"


def test_the_page_holds_this_criterion_and_what_was_asked_about_it(five, lecturer) -> None:
    page = page_of(lecturer, five.page + "?criterion=time")
    assert 'name="m:time:level"' in page and "m:step:level" not in page and 'name="o::text"' not in page
    whole = page_of(lecturer, five.page)
    assert 0 < page.count('<mark class="f ') < whole.count('<mark class="f ')


def test_one_may_stop_and_go_on_where_a_level_is_missing(five, lecturer) -> None:
    begin = f"/assignments/{five.assignment}/criteria/time"
    first = lecturer.get(begin).location
    lecturer.post(first.replace("?", "/next/time?"), form_of(page_of(lecturer, first)) | {"m:time:level": "3"})
    assert lecturer.get(begin).location != first
    listed = page_of(lecturer, f"/assignments/{five.assignment}/criteria")
    assert "уровней дано: 1 из 5" in listed and "уровней дано: 0 из 5" in listed


def test_what_is_ready_or_of_another_marker_is_passed_over(five, lecturer, browser) -> None:
    """A plan that is done, and one that two others mark, wait for nobody here."""
    lecturer.post(five.page + "/ready", form_of(page_of(lecturer, five.page)) | ALL_TWO)
    assert five.submission not in goes_through(five, lecturer, "time")
    with five.database.write() as db:
        db.scalars(select(Assignment)).one().second_marking = SecondMarking.EVERYBODY
    five.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT)
    assert five.marking().state == MarkingState.READY
    assert len(goes_through(five, browser("assistant@example.org"), "own")) == 4


def test_a_level_that_cannot_be_kept_stays_on_the_page_of_its_criterion(five, lecturer) -> None:
    page = page_of(lecturer, five.page + "?criterion=time")
    lecturer.put(f"{five.page}/marks/time", {"base": 0, "level": 0, "comment": "Иначе"})
    answer = lecturer.post(f"{five.page}/next/time", form_of(page) | {"m:time:level": "3"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "Иначе" in text and "m:step:level" not in text


def test_opening_writes_nothing_and_nobody_else_gets_in(five, lecturer, browser) -> None:
    lecturer.get(f"/assignments/{five.assignment}/criteria/time")
    page_of(lecturer, five.page + "?criterion=time")
    assert five.marking() is None
    assert lecturer.get(f"/assignments/{five.assignment}/criteria/nonsense").status_code == 404
    assert lecturer.get(five.page + "?criterion=nonsense").status_code == 404
    student = browser("daniyar@example.org")
    assert student.get(f"/assignments/{five.assignment}/criteria").status_code == 404


def test_statements_stay_the_same_as_the_class_grows(place, lecturer) -> None:
    pages = [f"/assignments/{place.assignment}/criteria", place.page + "?criterion=time"]
    for page in pages:
        lecturer.get(page)  # whoever is first brings the rubric along
    few = [statements(place, lambda page=page: lecturer.get(page)) for page in pages]
    many(place, 8)
    assert few == [statements(place, lambda page=page: lecturer.get(page)) for page in pages]
    with place.database.read() as db:
        assert len(db.scalars(select(Submission.id)).all()) == 9
