"""A Word file of ours comes in again as the plan it was, above, in and below the table."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.drawing.words import words_in
from trainer.bank.cases import load_case
from trainer.bank.exemplars import load_exemplars
from trainer.checker.plan import Deferred, Goal, Plan, Review, Step
from trainer.checker.values import Language
from trainer.cli.plan_file import read_plan_file
from trainer.documents import docx_plan
from trainer.documents.incoming import understand

FOLDER = Path(__file__).resolve().parents[2] / "casebank" / "cases" / "samira"
SAMIRA = load_case(FOLDER)
DAY = dt.date(2026, 9, 1)
PLAN = Plan(
    case=SAMIRA.reference, language="ru", date=DAY, closure="Самира ходит в школу.\nВсе спокойны.",
    reviews=(
        Review(date="2026-10-01", who=("mo", "мастер из мебельного цеха"), checks="что прочитано · и что нет"),
        Review(date="через месяц", checks="что изменилось"), Review(who=("fa",)), Review(date="2026-12-01"),
    ),
    deferred=(Deferred(need="ремонт", reason="до весны: дороги нет"),),
    goals=(
        Goal(id="g1", problem="Нет книг", goal="Саша читает", client_words="хочу сама", responsible=("mo",),
             end="2026-12-01", steps=tuple(Step(id=f"s{n}", text=f"Шаг {n}") for n in range(1, 8))),
        Goal(id="g2", problem="Далеко", goal="Дети ездят", strengths=("рядом тётя",), steps=(
            Step(id="s8", text="Купить билет", responsible=("fa",), start="2026-09-02", end="2026-09-05"),)),
        Goal(id="g3", problem="Болеет", goal="Осмотрен", steps=tuple(
            Step(id=f"s{n}", text=f"Шаг {n}", responsible=("mo", "fa"), end=f"2026-10-{n}") for n in range(10, 17))),
    ),
)


def again(plan: Plan) -> Plan:
    data = docx_plan.write(plan, case=SAMIRA, language=plan.language, words=words_in(plan.language, "documents"))
    before = Plan(case=SAMIRA.reference, language=plan.language)
    brought = understand(data, "plan.docx", before, SAMIRA.without_key()).preview
    assert not brought.unread
    return brought.plan


def told(plan: Plan) -> dict[str, object]:
    """What the paper shows, without the ids of rows, which it does not."""
    document = plan.to_document()
    for goal in document["goals"]:  # type: ignore[attr-defined]
        del goal["id"]
        for step in goal["steps"]:
            del step["id"]
    return document


def test_every_part_of_a_plan_comes_back() -> None:
    assert told(again(PLAN)) == told(PLAN)


@pytest.mark.parametrize("language", list(Language))
def test_the_good_plan_of_the_case_comes_back(language: Language) -> None:
    plan = next(each for each in load_exemplars(FOLDER) if each.id == "proficient").plan(language)
    read = again(plan)
    assert [review.checks for review in read.reviews] == [review.checks for review in plan.reviews]
    assert [review.who for review in read.reviews] == [review.who for review in plan.reviews]
    assert read.closure == plan.closure.strip() and len(read.deferred) == len(plan.deferred)
    for mine, theirs in zip(read.goals, plan.goals, strict=True):
        assert (mine.goal, mine.responsible) == (theirs.goal, theirs.responsible)
        assert [(step.text, step.responsible) for step in mine.steps] == [
            (" ".join(step.text.split()), step.responsible) for step in theirs.steps
        ]


def test_the_terminal_reads_the_day_and_what_stands_below_the_table_too(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(docx_plan.write(PLAN, case=SAMIRA, language=PLAN.language, words=words_in("ru", "documents")))
    read = read_plan_file(path, language=None, day=dt.date(2027, 1, 1), case=SAMIRA).plan
    assert (read.date, read.closure) == (DAY, PLAN.closure)
    assert len(read.reviews) == len(PLAN.reviews)
