"""Check a plan: read it, ask every rule of the rubric, suggest levels, and report all of it with its evidence.

Pure: the same plan, rubric and case give the same report, byte for byte. No text makes it raise.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from functools import lru_cache

from trainer.checker import levels
from trainer.checker.asking import findings_of, informs, praise_of
from trainer.checker.attention import Group, first_three, grouped, holes, in_order, strongest, without_hints
from trainer.checker.case import Case
from trainer.checker.casebook import Casebook
from trainer.checker.context import Context, Row, row_of
from trainer.checker.plan import Goal, Plan
from trainer.checker.reading import read_plan
from trainer.checker.reading.values import UnitReading
from trainer.checker.reading.vocabulary import Vocabulary
from trainer.checker.report import Place, Report, Unit
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language

__all__ = [
    "CHECKER_VERSION",
    "Checker",
    "Group",
    "first_three",
    "grouped",
    "holes",
    "in_order",
    "report_json",
    "strongest",
    "without_hints",
]

# Raised whenever a change can alter the report of an unchanged plan.
CHECKER_VERSION = "1.2.0"

# Rows of a class that types at the same time; a row takes some thirty kilobytes.
_ROWS_KEPT = 512
# Whoever pastes a book into a row pays for reading it again.
_LONGEST_KEPT = 20_000


class Checker:
    """Checks plans with the vocabularies of a bank. One for a process.

    It keeps compiled cases, and in memory the rows it read last, so that a changed row costs one row and not ten.
    """

    def __init__(self, vocabularies: Mapping[Language, Vocabulary]) -> None:
        self.vocabularies = vocabularies
        self._casebooks: dict[tuple[str, Language, int], tuple[Case, Casebook]] = {}
        self._row = lru_cache(maxsize=_ROWS_KEPT)(self._read_row)

    def check(self, plan: Plan, *, rubric: Rubric, case: Case | None = None) -> Report:
        """The report of a plan. Without a case, or with a case without its key, what rests on them is not judged."""
        context = self.context(plan, case)
        judged = levels.suggest(context, rubric)
        return Report(
            checker=CHECKER_VERSION,
            language=plan.language,
            case=case.reference if case else plan.case,
            rubric=rubric.reference,
            units=tuple(unit for row in context.rows for unit in _units(row)),
            criteria=judged.criteria,
            gates=judged.gates,
            shares=judged.shares,
            findings=findings_of(context, informs(rubric)),
            praise=praise_of(context),
            cannot_judge=judged.cannot_judge,
        )

    def context(self, plan: Plan, case: Case | None = None) -> Context:
        """The plan as the rules see it."""
        book = self._casebook(case, plan.language) if case else None
        rows = tuple(self._row_at(index, plan, book) for index in range(len(plan.goals)))
        return Context(plan, rows, book, self.vocabularies.get(plan.language))

    def _row_at(self, index: int, plan: Plan, book: Casebook | None) -> Row:
        goal = plan.goals[index]
        read = self._row if _size(goal) <= _LONGEST_KEPT else self._read_row
        return read(goal, index, plan.language, plan.date, book)

    def _read_row(self, goal: Goal, index: int, language: Language, day: dt.date | None, book: Casebook | None) -> Row:
        alone = Plan.model_construct(language=language, date=day, goals=(goal,))
        reading = read_plan(alone, vocabularies=self.vocabularies, case=book.case if book else None)
        return row_of(index, goal, reading.goals[0])

    def _casebook(self, case: Case, language: Language) -> Casebook:
        """The compiled case; kept while the very same case value is asked for."""
        key = (case.reference, language, len(case.key.needs))
        kept = self._casebooks.get(key)
        if kept is None or kept[0] is not case:
            if len(self._casebooks) > 200:
                self._casebooks.clear()
            kept = self._casebooks[key] = (case, Casebook(case, language))
        return kept[1]


def _size(goal: Goal) -> int:
    texts = (goal.problem, goal.goal, goal.client_words, *(step.text + step.why_formal for step in goal.steps))
    return sum(map(len, texts))


def report_json(report: Report) -> bytes:
    """The report as JSON: sorted keys, UTF-8, the same bytes for the same report."""
    text = json.dumps(report.to_document(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def _units(row: Row) -> tuple[Unit, ...]:
    return row.once("units", lambda: _units_of(row))


def _units_of(row: Row) -> tuple[Unit, ...]:
    read = row.reading
    placed = [
        (f"{row.path}.problem", row.place("problem"), read.problem),
        (f"{row.path}.goal", row.place("goal"), read.goal),
        *((step.path, step.place("text"), step.reading) for step in row.steps),
    ]
    return tuple(_unit(path, at, unit) for path, at, unit in placed if unit.text.strip())


def _unit(path: str, at: Place, reading: UnitReading) -> Unit:
    return Unit.model_construct(
        path=path,
        at=at,
        time=None if reading.kind == "problem" else reading.time,
        due=reading.due.isoformat() if reading.due else None,
        measurable=reading.measurable,
        owner=reading.owner,
        kind=reading.outcome,
        actor=reading.actor,
        type=reading.type,
        concrete=reading.concrete,
        frame=reading.frame,
        respectful=reading.respectful,
    )
