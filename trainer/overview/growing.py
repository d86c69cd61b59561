"""How a student's plans grew: levels from plan to plan, what was asked most of late, and what to practise next."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from trainer.checker.rubric import Criterion, Gate
from trainer.checker.rules import CATALOGUE
from trainer.models import CaseVersion, ShowFindings
from trainer.overview.pictures import parts_of, rule_title
from trainer.overview.queries import Grown
from trainer.web.documents import default_rubric, open_cases, rubric_of
from trainer.web.viewer import viewer
from trainer.web.words import language

# What a student did long ago says little of what to practise next.
LATELY = 3
NEXT_CRITERIA, NEXT_QUESTIONS, NEXT_CASES = 2, 3, 3


class Cell(NamedTuple):
    """A level, and whether a person gave it; an empty cell has none."""

    level: int | None
    given: bool


class Column(NamedTuple):
    """One plan: where it can be read, of which case, when, with its cells by criterion."""

    run: str
    submission: str
    attempt: int
    case: CaseVersion
    assignment: str
    at: dt.datetime
    cells: dict[str, Cell]
    rules: tuple[str, ...]


class Line(NamedTuple):
    """One criterion over all plans."""

    part: Gate | Criterion
    cells: list[Cell]


def growth_page(db: Session, rows: list[Grown], *, own: bool = True) -> dict[str, Any]:
    """The grid of levels and what follows from it. `own`: for the student, who sees only what was shown to them."""
    rubric = rubric_of(default_rubric(db, viewer().institution_id))
    columns = [_column(row, own) for row in rows]
    lines = [Line(part, [column.cells.get(part.id, Cell(None, False)) for column in columns])
             for part in parts_of(rubric)]  # fmt: skip
    late = columns[-LATELY:]
    asked = Counter(rule for column in late for rule in column.rules)
    questions = [(rule, rule_title(rule), count) for rule, count in asked.most_common(NEXT_QUESTIONS)]
    tried = {column.case.slug for column in columns}
    cases = [case for case in open_cases(db, viewer().institution_id)
             if case.slug not in tried and language() in case.summary["languages"]] if own else []  # fmt: skip
    return {
        "columns": columns, "lines": [line for line in lines if any(cell.level is not None for cell in line.cells)],
        "weakest": _weakest(lines), "questions": questions, "cases": _next_cases(cases, columns),
    }  # fmt: skip


def _column(row: Grown, own: bool) -> Column:
    marks = {mark.criterion: mark.level for mark in row.marking.marks} if row.marking else {}
    figures = row.figures if row.figures and (not own or _may_see(row)) else None
    levels: dict[str, Any] = dict(figures["levels"]) if figures else {}  # type: ignore[call-overload]
    cells = {id: Cell(level, False) for id, level in levels.items()}
    cells |= {id: Cell(level, True) for id, level in marks.items() if level is not None}
    rules: Any = figures["rules"] if figures else ()
    return Column(
        row.run.public_id, row.submission.public_id, row.submission.attempt, row.run.case_version,
        row.run.assignment.title if row.run.assignment else "", row.submission.handed_in_at, cells,
        tuple(rule for rule in rules if not own or rule not in _OF_THE_KEY),
    )  # fmt: skip


# What rests on the hidden key is a hint, to be asked for in the plan itself.
_OF_THE_KEY = frozenset(rule.id for rule in CATALOGUE if rule.needs_key)


def _may_see(row: Grown) -> bool:
    return row.run.assignment is None or row.run.assignment.show_findings != ShowFindings.NEVER


def _weakest(lines: list[Line]) -> list[Gate | Criterion]:
    """The criteria that stood lowest of late, the lowest first; none where all stand at the top."""
    found = []
    for place, line in enumerate(lines):
        late = [cell.level for cell in line.cells if cell.level is not None][-LATELY:]
        if late and (mean := sum(late) / len(late)) < 2.5:
            found.append((mean, place, line.part))
    return [part for _mean, _place, part in sorted(found, key=lambda each: each[:2])[:NEXT_CRITERIA]]


def _next_cases(cases: list[CaseVersion], columns: list[Column]) -> list[CaseVersion]:
    """Cases not met yet, those nearest to the level of the last one first."""
    last = columns[-1].case.summary["level"] if columns else 1
    return sorted(cases, key=lambda case: (abs(case.summary["level"] - last), case.slug))[:NEXT_CASES]
