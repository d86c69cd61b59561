"""A lecturer marks a plan without a script: reads, sets levels, comments on rows, gives it back."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from tests.marking.fields import form_of, new_comment_on
from trainer.models import Marking, MarkingLog, MarkingState, Role, ShowSuggestion

CRITERIA = ("need", "own", "measure", "time", "step", "who", "strength", "resource", "cover", "review")
ALL_TWO = {f"m:{criterion}:level": "2" for criterion in CRITERIA}


def page_of(browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:800]
    return answer.get_data(as_text=True)


def logged(place) -> list[str]:
    with place.database.read() as db:
        return list(db.scalars(select(MarkingLog.what).order_by(MarkingLog.id)))


def test_the_queue_shows_who_handed_in_and_opening_it_writes_nothing(place, lecturer) -> None:
    page = page_of(lecturer, f"/assignments/{place.assignment}/queue")
    assert "Daniyar Seitov" in page and place.page in page
    page_of(lecturer, place.page)
    assert place.marking() is None


def test_the_plan_stands_with_findings_on_its_words_beside_the_four_descriptions(place, lecturer) -> None:
    page = page_of(lecturer, place.page)
    assert "Улучшить здоровье детей" in page
    assert '<mark class="f f-' in page and 'id="f-1"' in page
    assert "Дат нет или слова расплывчаты" in page, "the rubric speaks the lecturer's language"


def test_levels_and_words_are_kept_and_come_back(place, lecturer) -> None:
    fields = form_of(page_of(lecturer, place.page))
    row = new_comment_on(fields, "g2 s3")
    fields |= {"m:time:level": "1", "m:time:words": "Когда пойдёт мать?", "o::text": "Хорошее начало",
               f"{row}:text": "Кто записывает?", f"{row}:cell": "responsible"}
    assert lecturer.post(place.page, fields).status_code == 302
    marking = place.marking()
    assert [(mark.criterion, mark.level, mark.comment) for mark in marking.marks] == [("time", 1, "Когда пойдёт мать?")]
    said = [(each.goal, each.step, each.cell, each.text) for each in marking.comments]
    assert said == [("g2", "s3", "responsible", "Кто записывает?")]
    assert marking.overall == "Хорошее начало" and marking.state == MarkingState.DRAFT
    again = form_of(page_of(lecturer, place.page))
    assert again["m:time:level"] == "1" and again["o::text"] == "Хорошее начало"
    assert again[f"{row}:text"] == "Кто записывает?" and again[f"{row}:cell"] == "responsible"


def test_the_same_form_sent_twice_keeps_one_comment(place, lecturer) -> None:
    fields = form_of(page_of(lecturer, place.page))
    fields[new_comment_on(fields, "g1") + ":text"] = "Сначала это"
    lecturer.post(place.page, fields)
    assert lecturer.post(place.page, fields).status_code == 302
    assert len(place.marking().comments) == 1


def test_empty_words_take_a_comment_away(place, lecturer) -> None:
    fields = form_of(page_of(lecturer, place.page))
    row = new_comment_on(fields, "g1")
    lecturer.post(place.page, fields | {f"{row}:text": "Сначала это"})
    lecturer.post(place.page, form_of(page_of(lecturer, place.page)) | {f"{row}:text": "  "})
    assert place.marking().comments == []


def test_the_suggested_level_is_hidden_until_the_lecturer_has_set_one(place, lecturer) -> None:
    before = page_of(lecturer, place.page)
    assert 'class="suggestion"' not in before and 'class="sug"' not in before
    lecturer.post(place.page, form_of(before) | {"m:time:level": "1"})
    after = page_of(lecturer, place.page)
    assert after.count('class="suggestion"') == 1
    mark = place.marking().marks[0]
    assert mark.suggestion_seen is False and mark.suggested is not None


def test_a_level_changed_after_the_suggestion_was_seen_says_so(place, lecturer) -> None:
    lecturer.post(place.page, form_of(page_of(lecturer, place.page)) | {"m:time:level": "1"})
    lecturer.post(place.page, form_of(page_of(lecturer, place.page)) | {"m:time:level": "2"})
    assert place.marking().marks[0].suggestion_seen is True
    with place.database.read() as db:
        rows = list(db.scalars(select(MarkingLog.values).where(MarkingLog.what == "level").order_by(MarkingLog.id)))
    assert [(row["after"], row["suggestion_seen"]) for row in rows] == [(1, False), (2, True)]


def test_an_assignment_may_show_the_suggestion_at_once_and_that_is_kept(place, lecturer) -> None:
    place.change_assignment(show_suggestion=ShowSuggestion.AT_ONCE)
    page = page_of(lecturer, place.page)
    assert page.count('class="suggestion"') == 12
    lecturer.post(place.page, form_of(page) | {"m:time:level": "1"})
    assert place.marking().marks[0].suggestion_seen is True


def test_ready_wants_a_level_for_each_criterion_and_loses_nothing_typed(place, lecturer) -> None:
    fields = form_of(page_of(lecturer, place.page)) | {"m:time:level": "1", "o::text": "Половина сделана"}
    lecturer.post(place.page + "/ready", fields)
    marking = place.marking()
    assert marking.state == MarkingState.DRAFT and marking.overall == "Половина сделана"
    assert "9 критериев" in page_of(lecturer, place.page)


def test_ready_then_released_and_each_step_is_logged(place, lecturer) -> None:
    lecturer.post(place.page + "/ready", form_of(page_of(lecturer, place.page)) | ALL_TWO)
    assert place.marking().state == MarkingState.READY
    lecturer.post(place.page + "/release")
    marking = place.marking()
    assert marking.state == MarkingState.RELEASED and marking.released_at and marking.released_by_id
    assert [what for what in logged(place) if what != "level"] == ["ready", "released"]


def test_what_is_not_ready_is_not_released(place, lecturer) -> None:
    lecturer.post(place.page, form_of(page_of(lecturer, place.page)) | {"m:time:level": "1"})
    lecturer.post(place.page + "/release")
    lecturer.post(f"/assignments/{place.assignment}/release")
    assert place.marking().state == MarkingState.DRAFT


def test_all_that_are_ready_are_released_at_once(place, lecturer) -> None:
    lecturer.post(place.page + "/ready", form_of(page_of(lecturer, place.page)) | ALL_TWO)
    lecturer.post(f"/assignments/{place.assignment}/release")
    assert place.marking().state == MarkingState.RELEASED


def test_sending_back_wants_words_and_shows_them_to_the_student(place, lecturer, browser) -> None:
    lecturer.post(place.page + "/send-back", form_of(page_of(lecturer, place.page)))
    assert place.marking().state == MarkingState.DRAFT
    fields = form_of(page_of(lecturer, place.page)) | {"o::text": "Добавьте даты к цели 2"}
    lecturer.post(place.page + "/send-back", fields)
    assert place.marking().state == MarkingState.SENT_BACK
    assert "sent_back" in logged(place)


def test_what_the_student_sees_is_closed_until_it_is_taken_back(place, lecturer) -> None:
    lecturer.post(place.page + "/ready", form_of(page_of(lecturer, place.page)) | ALL_TWO)
    lecturer.post(place.page + "/release")
    fields = form_of(page_of(lecturer, place.page)) | {"m:time:level": "0"}
    assert lecturer.post(place.page, fields).status_code == 422
    lecturer.post(place.page + "/take-back")
    marking = place.marking()
    assert marking.state == MarkingState.DRAFT and marking.released_at is None
    assert lecturer.post(place.page, fields).status_code == 302
    assert {m.criterion: m.level for m in place.marking().marks}["time"] == 0


def test_two_markers_lose_neither_text(place, lecturer, browser) -> None:
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT)
    other = browser("assistant@example.org")
    mine = form_of(page_of(lecturer, place.page)) | {"m:time:words": "Моё", "m:own:words": "И это"}
    theirs = form_of(page_of(other, place.page)) | {"m:time:words": "Чужое"}
    assert other.post(place.page, theirs).status_code == 302
    answer = lecturer.post(place.page, mine)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409 and "Чужое" in page and form_of(page)["m:time:words"] == "Моё"
    stored = {mark.criterion: mark.comment for mark in place.marking().marks}
    assert stored == {"time": "Чужое", "own": "И это"}
    assert lecturer.post(place.page, form_of(page)).status_code == 409, "sent again without a choice"
    assert {mark.criterion: mark.comment for mark in place.marking().marks}["time"] == "Чужое"


def test_a_field_that_nobody_touched_does_not_undo_another_markers_words(place, lecturer, browser) -> None:
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT)
    other = browser("assistant@example.org")
    mine = form_of(page_of(lecturer, place.page)) | {"m:own:level": "2"}
    other.post(place.page, form_of(page_of(other, place.page)) | {"m:time:words": "Чужое", "o::text": "Общее"})
    assert lecturer.post(place.page, mine).status_code == 302
    marking = place.marking()
    assert {mark.criterion: mark.comment for mark in marking.marks} == {"time": "Чужое", "own": ""}
    assert marking.overall == "Общее"


@pytest.mark.parametrize("name, value", [("m:time:level", "4"), ("m:time:level", "x"), ("m:nothing:base", "0")])
def test_what_no_page_would_send_is_refused_with_a_sentence(place, lecturer, name: str, value: str) -> None:
    fields = form_of(page_of(lecturer, place.page)) | {name: value}
    assert lecturer.post(place.page, fields).status_code == 422 or place.marking().marks == []


def test_a_comment_on_a_row_that_the_plan_does_not_have_is_refused(place, lecturer) -> None:
    fields = form_of(page_of(lecturer, place.page))
    row = new_comment_on(fields, "g1")
    assert lecturer.post(place.page, fields | {f"{row}:text": "?", f"{row}:at": "g99"}).status_code == 422


@pytest.mark.parametrize("words", ["\x00 ноль", "\ud83d половина", "🙂" * 50, "<script>alert(1)</script>", "[" * 5000],
                         ids=["nul", "half a pair", "faces", "markup", "brackets"])
def test_no_words_break_the_page(place, lecturer, words: str) -> None:
    fields = form_of(page_of(lecturer, place.page))
    sent = {"o::text": words, "o::base": fields["o::base"], "o::was": "x"}
    data = {key: value.encode("utf-8", "surrogatepass") for key, value in sent.items()}
    assert lecturer.post(place.page, data).status_code in (302, 422)
    assert "<script>alert" not in page_of(lecturer, place.page)


def test_the_marking_is_made_once(place, lecturer) -> None:
    for _ in range(2):
        lecturer.post(place.page, form_of(page_of(lecturer, place.page)) | {"o::text": "раз"})
    with place.database.read() as db:
        assert db.scalar(select(func.count(Marking.id))) == 1


def test_a_level_is_kept_as_itself_and_not_as_what_it_is_worth(place, lecturer) -> None:
    """The gates weigh nothing, so all their levels are worth the same; which was chosen is still remembered."""
    fields = form_of(page_of(lecturer, place.page))
    lecturer.post(place.page, fields | {"m:safe:level": "1", "m:language:level": "2"})
    again = form_of(page_of(lecturer, place.page))
    assert again["m:safe:level"] == "1" and again["m:language:level"] == "2"
