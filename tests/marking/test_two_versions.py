"""Two markers wrote into one field: nothing is overwritten before one of them chooses, and no text is lost then."""

from __future__ import annotations

import html

import pytest
from sqlalchemy import select

from tests.marking.fields import form_of, new_comment_on
from tests.marking.test_marking import ALL_TWO, page_of
from trainer.models import Membership, Person, Role, Run, Submission

MINE, THEIRS = "Моё слово", "Чужое слово"


@pytest.fixture
def other(place, browser):
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT)
    return browser("assistant@example.org")


def time_of(place) -> tuple[int | None, str]:
    mark = next(mark for mark in place.marking().marks if mark.criterion == "time")
    return mark.level, mark.comment


def both_wrote(place, lecturer, other) -> int:
    """The other marker saved first; the revision that stands now."""
    page_of(lecturer, place.page)
    page_of(other, place.page)
    other.put(f"{place.page}/marks/time", {"base": 0, "level": 2, "comment": THEIRS})
    answer = lecturer.put(f"{place.page}/marks/time", {"base": 0, "level": 1, "comment": MINE})
    assert answer.status_code == 409
    return answer.get_json()["revision"]


@pytest.mark.parametrize("keep, stored, not_chosen", [
    ("mine", (1, MINE), THEIRS),
    ("theirs", (2, THEIRS), MINE),
    ("both", (1, f"{THEIRS}\n\n{MINE}"), THEIRS),
])
def test_the_choice_is_stored_and_the_other_text_can_be_read_again(
    place, lecturer, other, keep: str, stored: tuple[int, str], not_chosen: str
) -> None:
    over = both_wrote(place, lecturer, other)
    body = {"base": 0, "level": 1, "comment": MINE, "keep": keep, "over": over}
    told = lecturer.put(f"{place.page}/marks/time", body).get_json()
    assert (told["level"], told["comment"]) == stored == time_of(place)
    assert not_chosen in told["history"]
    page = page_of(lecturer, place.page)
    assert 'class="history"' in page and not_chosen in page.split('class="history"')[1]


def test_a_choice_over_a_version_that_was_not_shown_is_asked_again(place, lecturer, other) -> None:
    over = both_wrote(place, lecturer, other)
    other.put(f"{place.page}/marks/time", {"base": over, "level": 2, "comment": "Ещё одно"})
    body = {"base": 0, "level": 1, "comment": MINE, "keep": "mine", "over": over}
    answer = lecturer.put(f"{place.page}/marks/time", body)
    assert answer.status_code == 409 and answer.get_json()["theirs"]["comment"] == "Ещё одно"
    assert time_of(place) == (2, "Ещё одно")


def test_the_form_asks_until_a_button_says_which(place, lecturer, other) -> None:
    mine = form_of(page_of(lecturer, place.page)) | {"m:time:words": MINE, "o::text": MINE}
    other.post(place.page, form_of(page_of(other, place.page)) | {"m:time:words": THEIRS, "o::text": THEIRS})
    page = lecturer.post(place.page, mine).get_data(as_text=True)
    for field in ("m:time", "o:"):
        assert f'name="{field}:keep" value="theirs"' in page
    again = lecturer.post(place.page, form_of(page) | {"m:time:keep": "mine"})
    assert again.status_code == 409, "the words on the whole still wait"
    assert time_of(place) == (None, MINE) and place.marking().overall == THEIRS
    last = form_of(again.get_data(as_text=True)) | {"o::keep": "both"}
    assert lecturer.post(place.page, last).status_code == 302
    assert place.marking().overall == f"{THEIRS}\n\n{MINE}"


def test_words_on_a_comment_that_somebody_took_away_stay_with_their_row(place, lecturer, other) -> None:
    fields = form_of(page_of(lecturer, place.page))
    row = new_comment_on(fields, "g1")
    lecturer.post(place.page, fields | {f"{row}:text": "Сначала это"})
    mine = form_of(page_of(lecturer, place.page)) | {f"{row}:text": MINE}
    other.post(place.page, form_of(page_of(other, place.page)) | {f"{row}:text": ""})
    answer = lecturer.post(place.page, mine)
    again = form_of(answer.get_data(as_text=True))
    assert answer.status_code == 409 and again[f"{row}:text"] == MINE
    assert lecturer.post(place.page, again | {f"{row}:keep": "theirs"}).status_code == 302
    assert place.marking().comments == []
    assert MINE in page_of(lecturer, place.page)


def test_each_mistake_has_a_sentence_and_nothing_typed_is_lost(place, lecturer) -> None:
    fields = form_of(page_of(lecturer, place.page))
    row, long = new_comment_on(fields, "g2 s3"), "ы" * 20_001
    sent = fields | {f"{row}:text": long, "m:time:level": "9", "m:time:words": MINE, "m:own:level": "2"}
    answer = lecturer.post(place.page + "/ready", sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and page.count('class="err"') == 2
    again = form_of(page)
    assert again[f"{row}:text"] == long and again["m:time:words"] == MINE
    assert {mark.criterion: mark.level for mark in place.marking().marks} == {"own": 2}
    mended = again | {f"{row}:text": "Короче", "m:time:level": "1"}
    assert lecturer.post(place.page, mended).status_code == 302
    assert time_of(place) == (1, MINE) and place.marking().comments[0].text == "Короче"


def test_what_was_typed_on_a_marking_that_was_released_meanwhile_is_shown(place, lecturer, other) -> None:
    levels = {f"m:{id}:level": "2" for id in
              ("need", "own", "measure", "time", "step", "who", "strength", "resource", "cover", "review")}
    mine = form_of(page_of(lecturer, place.page))
    other.post(place.page + "/ready", form_of(page_of(other, place.page)) | levels)
    other.post(place.page + "/release")
    answer = lecturer.post(place.page, mine | {"o::text": MINE, f"{new_comment_on(mine, 'g1')}:text": THEIRS})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and MINE in page and THEIRS in page


def test_a_comment_names_its_writer(place, lecturer, other) -> None:
    fields = form_of(page_of(other, place.page))
    other.post(place.page, fields | {new_comment_on(fields, "g1") + ":text": THEIRS})
    fields = form_of(page_of(lecturer, place.page))
    lecturer.post(place.page, fields | {new_comment_on(fields, "g2") + ":text": MINE})
    page = page_of(lecturer, place.page)
    assert "<b>assistant</b> · к цели 1" in page and "<b>Вы</b> · к цели 2" in page


def test_who_was_taken_out_of_the_course_while_marking_gets_the_words_back(place, lecturer, browser) -> None:
    """The script keeps them in the browser and shows the sentence; without one the answer gives them back."""
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT)
    assistant = browser("assistant@example.org")
    fields = form_of(page_of(assistant, place.page))
    assistant.put(f"{place.page}/marks/time", {"base": 0, "level": 1, "comment": "Сохранено до того"})
    with place.database.write() as db:
        person = db.scalars(select(Person).where(Person.email == "assistant@example.org")).one()
        member = db.scalars(select(Membership).where(Membership.person_id == person.id)).one()
        member.left_at = person.created_at
    typed = assistant.put(f"{place.page}/marks/step", {"base": 0, "level": 1, "comment": "x"})
    assert typed.status_code == 404 and "no longer" in typed.json["error"]
    sent = assistant.post(place.page, fields | {"m:step:words": "Слова, которых нигде больше нет"})
    text = html.unescape(sent.get_data(as_text=True))
    assert sent.status_code == 404 and "no longer" in text and "Слова, которых нигде больше нет" in text
    kept = page_of(lecturer, place.page)
    assert "Сохранено до того" in kept, "what was saved stays with the plan, for whoever goes on"


def test_a_student_who_leaves_keeps_the_plan_on_the_desk_and_what_was_said(place, lecturer, browser) -> None:
    lecturer.get(place.page)
    lecturer.put(f"{place.page}/marks/time", {"base": 0, "level": 1, "comment": "До ухода"})
    with place.database.write() as db:
        person = db.scalars(select(Person).where(Person.email == "daniyar@example.org")).one()
        member = db.scalars(select(Membership).where(Membership.person_id == person.id)).one()
        member.left_at = person.created_at
    assert "Daniyar Seitov" in page_of(lecturer, f"/assignments/{place.assignment}/queue")
    assert lecturer.post(place.page + "/ready", form_of(page_of(lecturer, place.page)) | ALL_TWO).status_code == 302
    assert lecturer.post(place.page + "/release").status_code == 302
    with place.database.read() as db:
        run = db.scalars(select(Run.public_id).join(Submission)).one()
    assert "До ухода" in page_of(browser("daniyar@example.org"), f"/plans/{run}/attempts/1")
