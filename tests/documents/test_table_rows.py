"""A table of several rows for one goal: every cell stands in the plan or is named as left out."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest

from trainer.documents.plan_table import ImportPreview, guess_columns, to_plan
from trainer.documents.tables import read_docx

HEADINGS = ("Проблема", "Цель", "Шаги", "Ответственные", "Сроки")


def brought(*rows: tuple[str, ...], merged: tuple[int, ...] = (), heads: bool = True) -> ImportPreview:
    """What a Word table of these rows gives; the columns of `merged` are one cell from the first row to the last."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=5)
    for words in ((HEADINGS,) if heads else ()) + rows:
        for cell, text in zip(table.add_row().cells, words, strict=True):
            cell.text = text
    first = 1 if heads else 0
    for column in merged:
        table.cell(first, column).merge(table.cell(len(table.rows) - 1, column))
    stream = io.BytesIO()
    document.save(stream)
    read = read_docx(stream.getvalue())[0]
    return to_plan(read, guess_columns(read), language="ru", date=dt.date(2026, 9, 1))


def test_a_row_of_one_step_keeps_its_person_and_day_beside_a_row_of_three() -> None:
    seen = brought(
        ("Нет книг", "Саша читает", "1. Записаться\n2. Выбрать книгу\n3. Прочитать", "Мама", "до 1 октября 2026"),
        ("", "", "4. Вернуть книгу", "Бабушка", "до 15 декабря 2026"),
        merged=(0, 1),
    )
    (goal,) = seen.plan.goals
    assert [step.text for step in goal.steps] == ["Записаться", "Выбрать книгу", "Прочитать", "Вернуть книгу"]
    assert [step.responsible for step in goal.steps] == [("Мама",)] * 3 + [("Бабушка",)]
    assert [step.end for step in goal.steps] == ["2026-10-01"] * 3 + ["2026-12-15"]
    assert not goal.responsible and not goal.end and not seen.unread


def test_one_cell_of_people_beside_all_the_steps_is_the_goals_and_the_days_are_the_steps() -> None:
    seen = brought(
        ("Нет книг", "Саша читает", "1. Записаться", "Мама", "01.10.2026"),
        ("", "", "2. Прочитать", "", "15.12.2026"),
        merged=(0, 1, 3),
    )
    (goal,) = seen.plan.goals
    assert goal.responsible == ("Мама",) and not any(step.responsible for step in goal.steps)
    assert [step.end for step in goal.steps] == ["2026-10-01", "2026-12-15"]


def test_rows_that_only_go_on_with_steps_leave_the_people_to_the_goal() -> None:
    seen = brought(
        ("Нет книг", "Саша читает", "1. Записаться\n2. Выбрать", "Мама", "01.10.2026"), ("", "", "3. Прочитать", "", "")
    )
    (goal,) = seen.plan.goals
    assert goal.responsible == ("Мама",) and goal.end == "2026-10-01" and len(goal.steps) == 3


def test_a_second_day_of_the_goal_is_named_as_left_out() -> None:
    seen = brought(("Нет книг", "Саша читает", "", "", "01.10.2026"), ("", "", "", "", "15.12.2026"))
    assert seen.plan.goals[0].end == "2026-10-01"
    assert [(note.row, note.text, note.reason) for note in seen.unread] == [
        (3, "15.12.2026", "documents.unread_dates")
    ]


@pytest.mark.parametrize("heads", [True, False])
def test_a_row_that_says_problem_and_goal_before_its_words_is_no_heading(heads: bool) -> None:
    seen = brought(
        ("Дом далеко", "Дети ездят", "Купить билет", "Папа", "01.10.2026"),
        ("Проблема: нет книг", "Цель: читать", "Шаг без людей", "–", "к Новому году"),
        heads=heads,
    )
    assert len(seen.plan.goals) == 2 and seen.plan.goals[1].steps[0].text == "Шаг без людей"


def test_headings_that_stand_again_on_the_next_page_are_named_as_left_out() -> None:
    seen = brought(("Дом далеко", "Дети ездят", "Купить билет", "Папа", "01.10.2026"), HEADINGS)
    assert len(seen.plan.goals) == 1
    assert [(note.row, note.reason) for note in seen.unread] == [(3, "documents.unread_heading")]


@pytest.mark.parametrize("cell", [
    "1.1 Записаться\n1.2 Пойти", "1.1. Записаться\n1.2. Пойти", "1) Записаться\n2) Пойти", "(1) Записаться\n(2) Пойти",
    "a) Записаться\nb) Пойти", "а) Записаться\nб) Пойти", "2.1) Записаться\n2.2) Пойти", "1.1 Записаться\n2.1 Пойти",
])
def test_numbers_that_follow_each_other_are_taken_off_the_steps(cell: str) -> None:
    (goal,) = brought(("Болеет", "Осмотрен", cell, "Мама", "")).plan.goals
    assert [step.text for step in goal.steps] == ["Записаться", "Пойти"]


def test_numbers_go_on_in_the_rows_below() -> None:
    rows = [("", "", f"3.{number} Шаг", "Мама", "") for number in range(2, 7)]
    (goal,) = brought(("Болеет", "Осмотрен", "3.1 Шаг", "Мама", ""), *rows).plan.goals
    assert [step.text for step in goal.steps] == ["Шаг"] * 6


def test_a_day_before_a_step_stays() -> None:
    (goal,) = brought(("Болеет", "Осмотрен", "5.10 позвонить\n7.10 Пойти", "Мама", "")).plan.goals
    assert "5.10" in goal.steps[0].text
