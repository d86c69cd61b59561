"""A student asks for a second look at one criterion; what moves is told to them and stands in the record."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from sqlalchemy import select

from tests.marking.fields import form_of
from tests.marking.test_marking import ALL_TWO, page_of
from tests.marking.test_rules_set_aside import statements
from trainer.models import Appeal, Marking, Role

REASON = "Шаги 1.1 и 1.2 имеют даты"


@pytest.fixture
def student(place, browser, lecturer):
    """The student of a released marking, who may ask for a week."""
    place.change_assignment(appeal_days=7)
    lecturer.post(place.page + "/ready", form_of(page_of(lecturer, place.page)) | ALL_TWO)
    lecturer.post(place.page + "/release")
    return browser("daniyar@example.org")


def attempt_of(student) -> str:
    return re.search(r'"(/plans/[^"]*/attempts/[^"]*)"', page_of(student, "/home"))[1]


def asks(student, criterion: str = "time", reason: str = REASON):
    return student.post(f"{attempt_of(student)}/second-look/{criterion}", {"reason": reason})


def appeal(place) -> str:
    with place.database.read() as db:
        return db.scalars(select(Appeal.public_id)).one()


def text_of(made, path: str) -> str:
    return html.unescape(page_of(made, path))


def answers(place, lecturer, level: str, sentence: str):
    lecturer.get(f"/assignments/{place.assignment}/second-looks")
    return lecturer.post(f"/second-looks/{appeal(place)}", {"level": level, "sentence": sentence})


def test_the_reason_reaches_the_lecturer_and_the_sentence_the_student(place, student, lecturer) -> None:
    assert "Попросить рассмотреть ещё раз" in text_of(student, attempt_of(student))
    asks(student)
    assert "Повторное рассмотрение · 1" in text_of(lecturer, f"/assignments/{place.assignment}/queue")
    assert REASON in text_of(lecturer, f"/assignments/{place.assignment}/second-looks")
    answers(place, lecturer, "2", "Даты есть, но только у двух шагов")
    page = text_of(student, attempt_of(student))
    assert "Уровень остаётся" in page and "Даты есть, но только у двух шагов" in page
    assert "Что изменилось" not in page


def test_a_level_that_changes_is_told_with_the_mark_before_and_after(place, student, lecturer) -> None:
    asks(student)
    answers(place, lecturer, "3", "Верно, даты есть у всех шагов цели 1")
    page = text_of(student, attempt_of(student))
    assert "Уровень изменён с 2 на 3" in page and "Оценка: с 20 на 21" in page
    assert "Сроки: с 2 на 3" in page and "после повторного рассмотрения" in page
    assert "оценка изменена" in text_of(student, "/home")
    record = text_of(lecturer, f"/assignments/{place.assignment}/changes")
    assert "с 20 на 21" in record and "Gulnara Akhmetova" in record and "Верно, даты есть" in record
    assert place.marking().state == "released", "the student never loses sight of the marks"


def test_one_may_ask_once_and_only_until_the_day(place, student, lecturer) -> None:
    assert asks(student).status_code == 302
    assert asks(student).status_code == 409
    with place.database.write() as db:
        marking = db.scalars(select(Marking)).one()
        marking.released_at -= dt.timedelta(days=8)
    assert asks(student, "need").status_code == 409
    page = text_of(student, attempt_of(student))
    assert "Время для просьбы о повторном рассмотрении закончилось" in page and "<textarea" not in page


def test_without_the_setting_nobody_is_offered_a_second_look(place, student) -> None:
    place.change_assignment(appeal_days=0)
    assert "рассмотреть ещё раз" not in text_of(student, attempt_of(student))
    assert asks(student).status_code == 409


def test_a_reason_is_needed_and_a_level_that_was_given(place, student) -> None:
    assert asks(student, reason="  ").status_code == 422
    assert asks(student, "no-such").status_code == 404
    assert asks(student, "safe").status_code == 404, "no level was given on the gate"


def test_an_answer_needs_a_sentence_and_keeps_what_was_chosen(place, student, lecturer) -> None:
    asks(student)
    answer = answers(place, lecturer, "3", "  ")
    page = html.unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422 and "Напишите студенту фразу" in page
    assert re.search(r'name="level" value="3" checked', page)
    assert answers(place, lecturer, "3", "Да").status_code == 302
    assert answers(place, lecturer, "0", "Нет").status_code == 409


def test_only_a_lecturer_of_the_course_answers(place, student, browser, lecturer) -> None:
    asks(student)
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT)
    place.add_person("elsewhere@example.org")
    path, form = f"/second-looks/{appeal(place)}", {"level": "3", "sentence": "x"}
    for email, status in (("assistant@example.org", 403), ("elsewhere@example.org", 404), ("daniyar@example.org", 404)):
        assert browser(email).post(path, form).status_code == status, email
    other = browser("sofia@example.org")
    assert other.post(f"{attempt_of(student)}/second-look/need", {"reason": "x"}).status_code == 404


def test_a_corrected_marking_that_is_released_again_says_what_changed(place, student, lecturer) -> None:
    lecturer.post(place.page + "/take-back")
    assert "Что изменилось" not in text_of(student, attempt_of(student))
    fields = form_of(page_of(lecturer, place.page)) | {"m:who:level": "0"}
    lecturer.post(place.page + "/ready", fields)
    lecturer.post(f"/assignments/{place.assignment}/release")
    page = text_of(student, attempt_of(student))
    assert "исправлено преподавателем" in page and "Ответственные: с 2 на 0" in page and "Оценка: с 20 на 18" in page


def test_a_marking_released_again_unchanged_tells_nothing(place, student, lecturer) -> None:
    lecturer.post(place.page + "/take-back")
    lecturer.post(place.page + "/ready", form_of(page_of(lecturer, place.page)))
    lecturer.post(place.page + "/release")
    assert "Что изменилось" not in text_of(student, attempt_of(student))


def test_more_second_looks_cost_no_more_statements(place, student, lecturer) -> None:
    asks(student)
    page = f"/assignments/{place.assignment}/second-looks"
    lecturer.get(page)
    few = statements(place, lambda: lecturer.get(page))
    for criterion in ("need", "own", "step", "who"):
        asks(student, criterion)
    assert statements(place, lambda: lecturer.get(page)) == few <= 9
