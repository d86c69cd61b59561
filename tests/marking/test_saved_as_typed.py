"""A marker's words are saved as they type, and two markers never overwrite each other in silence."""

from __future__ import annotations

import pytest

from tests.marking.fields import form_of, new_comment_on
from tests.marking.test_marking import page_of
from trainer.models import Role


def test_a_level_is_saved_and_answered_with_its_revision_and_the_suggestion(place, lecturer) -> None:
    page_of(lecturer, place.page)
    answer = lecturer.put(f"{place.page}/marks/time", {"base": 0, "level": 1, "comment": ""})
    told = answer.get_json()
    assert answer.status_code == 200 and told["revision"] == 1 and told["saved_at"]
    assert "suggestion" in told and told["sum"] == "1"
    assert [(mark.level, mark.suggestion_seen) for mark in place.marking().marks] == [(1, False)]


def test_words_without_a_level_do_not_bring_the_suggestion(place, lecturer) -> None:
    page_of(lecturer, place.page)
    told = lecturer.put(f"{place.page}/marks/time", {"base": 0, "level": None, "comment": "Подумаю"}).get_json()
    assert "suggestion" not in told and "suggested" not in told


def test_a_second_marker_gets_both_texts(place, lecturer, browser) -> None:
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT)
    other = browser("assistant@example.org")
    other.put(f"{place.page}/marks/time", {"base": 0, "level": 2, "comment": "Чужое"})
    page_of(lecturer, place.page)
    answer = lecturer.put(f"{place.page}/marks/time", {"base": 0, "level": 1, "comment": "Моё"})
    assert answer.status_code == 409
    told = answer.get_json()
    assert told["theirs"] == {"level": 2, "comment": "Чужое"} and told["mine"] == {"level": 1, "comment": "Моё"}
    assert place.marking().marks[0].comment == "Чужое"


def test_a_save_whose_answer_was_lost_can_be_sent_again(place, lecturer) -> None:
    key = new_comment_on(form_of(page_of(lecturer, place.page)), "g1 s1")[2:]
    body = {"base": 0, "goal": "g1", "step": "s1", "cell": None, "text": "Верёвка есть?"}
    for _ in range(2):
        assert lecturer.put(f"{place.page}/comments/{key}", body).get_json()["revision"] == 1
    assert len(place.marking().comments) == 1


def test_a_comment_changed_by_another_is_not_overwritten(place, lecturer) -> None:
    key = new_comment_on(form_of(page_of(lecturer, place.page)), "g1")[2:]
    body = {"base": 0, "goal": "g1", "step": None, "cell": "goal", "text": "Один"}
    lecturer.put(f"{place.page}/comments/{key}", body)
    lecturer.put(f"{place.page}/comments/{key}", body | {"base": 1, "text": "Два"})
    answer = lecturer.put(f"{place.page}/comments/{key}", body | {"base": 1, "text": "Три"})
    assert answer.status_code == 409 and answer.get_json()["theirs"] == {"text": "Два", "cell": "goal"}
    assert place.marking().comments[0].text == "Два"


def test_overall_words_have_a_revision_of_their_own(place, lecturer) -> None:
    page_of(lecturer, place.page)
    lecturer.put(f"{place.page}/marks/time", {"base": 0, "level": 1, "comment": ""})
    assert lecturer.put(f"{place.page}/overall", {"base": 0, "text": "Первое"}).get_json()["revision"] == 1
    assert lecturer.put(f"{place.page}/overall", {"base": 0, "text": "Второе"}).status_code == 409


KEY = "comments/abcdefghijkl"


@pytest.mark.parametrize("path, body", [
    ("marks/time", {"base": 0, "level": 7}),
    ("marks/time", {"base": 0, "level": "1"}),
    ("marks/time", {"base": 0, "level": True}),
    ("marks/time", {"base": 0, "level": 1, "comment": 5}),
    ("marks/time", []),
    ("marks/x", {"base": 0, "level": 1}),
    ("comments/x", {"base": 0, "goal": "g1", "text": "?"}),
    (KEY, {"base": 0, "goal": "g9", "text": "?"}),
    (KEY, {"base": 0, "goal": ["g1"], "text": "?"}),
    (KEY, {"base": 0, "goal": "g1", "cell": "x", "text": "?"}),
    (KEY, {"base": 0, "goal": "", "cell": "problem", "text": "?"}),
    (KEY, {"base": 0, "goal": "", "step": "s1", "text": "?"}),
    ("overall", {"base": 0, "text": None}),
    ("overall", {"base": 0, "text": "x" * 20_001}),
])
def test_what_cannot_be_kept_gets_a_sentence(place, lecturer, path: str, body: object) -> None:
    page_of(lecturer, place.page)
    answer = lecturer.put(f"{place.page}/{path}", body)
    assert answer.status_code == 422 and answer.get_json()["error"]


def test_json_that_is_nested_without_end_gets_a_sentence(place, lecturer) -> None:
    page_of(lecturer, place.page)
    for deep in ("[" * 20_000, '{"a":' * 20_000, "[" * 20_000 + "]" * 20_000):
        answer = lecturer.client.put(
            f"{place.page}/overall", data=deep, content_type="application/json",
            headers={"X-CSRFToken": lecturer.token, "Accept": "application/json"},
        )
        assert answer.status_code == 422 and answer.get_json()["error"]


def test_words_on_the_whole_plan_and_on_its_parts_are_kept(place, lecturer) -> None:
    page_of(lecturer, place.page)
    body = {"base": 0, "goal": "", "step": None, "cell": "closure", "text": "По чему видно, что пора закончить?"}
    told = lecturer.put(f"{place.page}/{KEY}", body).get_json()
    assert told["revision"] == 1 and told["said_at"]
    comment = place.marking().comments[0]
    assert (comment.goal, comment.step, comment.cell) == (None, None, "closure")
    assert form_of(page_of(lecturer, place.page))["c:abcdefghijkl:cell"] == "closure"


def test_a_stranger_saves_nothing(place, browser) -> None:
    student = browser("daniyar@example.org")
    for path in ("marks/time", KEY, "overall"):
        body = {"base": 0, "level": 3, "goal": "g1", "text": "!"}
        assert student.put(f"{place.page}/{path}", body).status_code == 404
    assert place.marking() is None
