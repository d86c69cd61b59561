"""Everybody who marks gives levels to one plan alone, and sees the spread only when they have finished."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import select

from tests.marking.test_marking import ALL_TWO, page_of
from tests.marking.test_rules_set_aside import statements
from trainer.models import CalibrationMarking, Role, Submission


@pytest.fixture
def assistant(place, browser):
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT, name="Arman Assistant")
    return browser("assistant@example.org")


def begins(place, made, plan: str = "", **expected: str) -> str:
    """Begin a round on the first worked plan of the case, or on this one; its address."""
    page = f"/assignments/{place.assignment}/rounds"
    plan = plan or re.search(r'value="(exemplar:[\w-]+)"', page_of(made, page))[1]
    answer = made.post(page, {"plan": plan, **{f"e:{id}": level for id, level in expected.items()}})
    assert answer.status_code == 302, answer.get_data(as_text=True)[:300]
    return answer.headers["Location"]


def text_of(made, path: str) -> str:
    return html.unescape(page_of(made, path))


def test_nobody_sees_anothers_levels_before_they_have_finished(place, lecturer, assistant) -> None:
    round = begins(place, lecturer, time="1")
    lecturer.post(round, ALL_TWO | {"m:time:level": "0", "m:time:words": "Ни одной даты", "finish": "1"})
    before = text_of(assistant, round)
    assert "Ни одной даты" not in before and '<svg class="agree' not in before and 'name="m:time:level"' in before
    assistant.post(round, ALL_TWO | {"m:time:level": "3", "finish": "1"})
    after = text_of(assistant, round)
    assert "Ни одной даты" in after and "from 0 to 3" in after and "2 of 2 have finished" in after
    assert "How many people gave each level: 0: 1, 1: 0, 2: 0, 3: 1." in after
    assert "Gulnara" not in after.split("<main")[1], "no name stands beside a level"


def test_what_is_saved_comes_back_and_a_missing_level_is_named_before_finishing(place, lecturer) -> None:
    round = begins(place, lecturer)
    lecturer.post(round, {"m:time:level": "2", "m:time:words": "Даты у шагов", "finish": "1"})
    page = text_of(lecturer, round)
    assert "Даты у шагов" in page and "Критериев без уровня: 9" in page
    assert re.search(r'name="m:time:level" value="2" checked', page)


def test_who_has_seen_the_spread_changes_nothing_any_more(place, lecturer) -> None:
    round = begins(place, lecturer)
    lecturer.post(round, ALL_TWO | {"finish": "1"})
    assert lecturer.post(round, ALL_TWO | {"m:time:level": "0"}).status_code == 409
    with place.database.read() as db:
        assert db.scalars(select(CalibrationMarking.levels)).one()["time"] == 2


def test_a_lecturer_closes_a_round_and_all_see_the_spread(place, lecturer, assistant) -> None:
    round = begins(place, lecturer)
    lecturer.post(round, ALL_TWO | {"finish": "1"})
    assert assistant.post(round + "/close").status_code == 403
    lecturer.post(round + "/close")
    assert '<svg class="agree' in text_of(assistant, round)
    assert assistant.post(round, ALL_TWO).status_code == 409


def test_a_plan_that_was_handed_in_is_read_without_the_names_of_the_class(place, lecturer, assistant) -> None:
    round = begins(place, lecturer, plan=f"handed-in:{place.submission}")
    page = text_of(assistant, round)
    assert "Daniyar" not in page and "Времянка" in page
    assert "Самира любит английский" in page, "the names of the case stay"


def test_the_words_of_a_student_lose_every_name_of_the_class(place, lecturer) -> None:
    with place.database.write() as db:
        submission = db.scalars(select(Submission)).one()
        document = dict(submission.document)
        document["goals"] = [dict(goal) for goal in document["goals"]]
        document["goals"][0]["problem"] = "Я, Daniyar Seitov, думаю, что Sofia Marchenko права"
        submission.document = document
    round = begins(place, lecturer, plan=f"handed-in:{place.submission}")
    page = text_of(lecturer, round).split("<main")[1]
    assert "Daniyar" not in page and "Sofia" not in page and "думаю" in page


def test_only_a_lecturer_begins_and_only_on_a_plan_of_the_assignment(place, lecturer, assistant, browser) -> None:
    page = f"/assignments/{place.assignment}/rounds"
    assistant.get(page)
    assert assistant.post(page, {"plan": f"handed-in:{place.submission}"}).status_code == 403
    for plan in ("", "exemplar:none", "handed-in:none", "x"):
        assert lecturer.post(page, {"plan": plan}).status_code == 422
    round = begins(place, lecturer)
    place.add_person("elsewhere@example.org")
    for email in ("elsewhere@example.org", "daniyar@example.org"):
        assert browser(email).get(round).status_code == 404


def test_the_spread_costs_as_many_statements_for_many_markers(place, lecturer) -> None:
    round = begins(place, lecturer)
    lecturer.post(round, ALL_TWO | {"finish": "1"})
    lecturer.get(round)
    few = statements(place, lambda: lecturer.get(round))
    with place.database.write() as db:
        own = db.scalars(select(CalibrationMarking)).one()
        for person in (2, 3, 4, 5):
            if person != own.person_id:
                db.add(CalibrationMarking(round_id=own.round_id, person_id=person, levels=own.levels, words={},
                                          saved_at=own.saved_at, finished_at=own.finished_at))  # fmt: skip
    assert statements(place, lambda: lecturer.get(round)) == few <= 9


def test_levels_and_words_of_a_round_are_kept_as_they_are_typed(place, lecturer, assistant) -> None:
    round = begins(place, lecturer)
    page = text_of(lecturer, round)
    assert 'id="marking"' in page and f"{round}/marks/-" in page
    kept = lecturer.put(f"{round}/marks/time", {"base": 0, "level": 1, "comment": "Нет дней"})
    assert kept.status_code == 200 and kept.json["level"] == 1 and kept.json["saved_at"]
    again = text_of(lecturer, round)
    assert "Нет дней" in again and f'name="m:time:base" value="{kept.json["revision"]}"' in again
    assert "Нет дней" not in text_of(assistant, round), "it is seen by nobody else before they have finished"


def test_an_older_window_overwrites_nothing_in_a_round(place, lecturer) -> None:
    round = begins(place, lecturer)
    text_of(lecturer, round)
    lecturer.put(f"{round}/marks/time", {"base": 0, "level": 1, "comment": "Новое"})
    clash = lecturer.put(f"{round}/marks/time", {"base": 0, "level": 3, "comment": "Старое окно"})
    assert clash.status_code == 409 and clash.json["theirs"]["comment"] == "Новое"
    assert lecturer.put(f"{round}/marks/time", {"base": 0, "level": 9, "comment": ""}).status_code == 422
    lecturer.post(round + "?finish=1", ALL_TWO)
    assert lecturer.put(f"{round}/marks/time", {"base": 0, "level": 0, "comment": ""}).status_code == 409
