"""The printed plan as a Word table, in the headings of four languages: every cell finds its place."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from trainer.bank.cases import load_case
from trainer.bank.exemplars import load_exemplars
from trainer.checker.plan import Plan
from trainer.checker.values import Language
from trainer.documents.plan_table import best_table, guess_columns, to_plan
from trainer.documents.tables import read_docx

FOLDER = Path(__file__).resolve().parents[2] / "casebank" / "cases" / "samira"
SAMIRA = load_case(FOLDER)
PRINTED = next(each for each in load_exemplars(FOLDER) if each.id == "as_printed")
HEADINGS = {
    "en": ("Problem statement", "Goals (expected outcomes)", "Action steps", "Responsibility", "Date"),
    "ru": ("Проблема", "Цели (ожидаемые результаты)", "Шаги действий", "Ответственность", "Дата"),
    "uk": ("Проблема", "Цілі (очікувані результати)", "Кроки дій", "Відповідальність", "Дата"),
    "kk": ("Мәселе", "Мақсаттар (күтілетін нәтижелер)", "Қадамдар", "Жауапкершілік", "Күні"),
}


def as_printed(plan: Plan) -> bytes:
    """The plan as its authors printed it: steps numbered in the cell, people and day for the whole row."""
    document = docx.Document()
    table = document.add_table(rows=1, cols=5)
    for cell, words in zip(table.rows[0].cells, HEADINGS[plan.language], strict=True):
        cell.text = words
    for goal in plan.goals:
        cells = table.add_row().cells
        steps = "\n".join(f"{number}. {step.text}" for number, step in enumerate(goal.steps, 1))
        for cell, words in zip(
            cells, (goal.problem, goal.goal, steps, "\n".join(goal.responsible), goal.end or ""), strict=True
        ):
            cell.text = words
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("language", list(Language))
def test_every_row_step_and_owner_of_the_printed_plan_comes_in(language: Language) -> None:
    plan = PRINTED.plan(language)
    tables = read_docx(as_printed(plan))
    table = tables[best_table(tables)]
    seen = to_plan(table, guess_columns(table), language=language, date=plan.date, case=SAMIRA)
    assert not seen.unread
    read = [(goal.problem, goal.goal, [step.text for step in goal.steps]) for goal in seen.plan.goals]
    assert read == [(goal.problem, goal.goal, [step.text for step in goal.steps]) for goal in plan.goals]
    assert all(goal.responsible for goal in seen.plan.goals)
