"""What a rule is: a name for one flaw (or one strength) of a plan, and the function that finds it.

A rule sees the plan, its reading and the case; it holds no weight and no sentence. Its page (`x.md` beside `x.py`)
says in four languages what it means, and the examples on the page are its tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from trainer.checker.context import Context, Row, StepRow, whole
from trainer.checker.reading.values import Span
from trainer.checker.report import Place, place_of
from trainer.checker.values import CriterionId, GateId, Severity


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a rule holds. `text` is the cell's whole text; without a span the place as a whole is meant."""

    at: Place
    path: str
    text: str = ""
    span: Span | None = None
    values: dict[str, Any] = field(default_factory=dict)
    severity: Severity | None = None

    @property
    def quote(self) -> str:
        return self.text[self.span.start : self.span.end] if self.span else ""


Find = Callable[[Context], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A flaw. `needs_case` and `needs_key` keep it silent where there is none; a rule on the key gives only hints.

    A rule asks about each row by itself unless it says `whole`: then it is asked again after every change of the plan.
    One that `protects` a person comes before every question of resources. `mistakes` are the numbers of the student
    mistakes that it detects; `source` says where the idea comes from.
    """

    id: str
    criterion: CriterionId | GateId
    severity: Severity
    source: str
    find: Find
    needs_case: bool = False
    needs_key: bool = False
    hint: bool = False
    praise: bool = False
    whole: bool = False
    protects: bool = False
    mistakes: tuple[int, ...] = ()

    def hears(self, context: Context) -> bool:
        """Whether the rule has what it needs to speak at all."""
        if not (self.needs_case or self.needs_key):
            return True
        book = context.casebook
        return book is not None and (not self.needs_key or book.has_key)


def on_problem(row: Row, span: Span | None = None, **values: Any) -> Found:
    """On the words of the problem; without a span, on all of them."""
    text = row.goal.problem
    return Found(row.place("problem"), f"{row.path}.problem", text, span or whole(text), values)


def on_goal(row: Row, span: Span | None = None, **values: Any) -> Found:
    """On the words of the goal; without a span, on all of them."""
    text = row.goal.goal
    return Found(row.place("goal"), f"{row.path}.goal", text, span or whole(text), values)


def on_step(step: StepRow, span: Span | None = None, **values: Any) -> Found:
    """On the words of the step; without a span, on all of them."""
    return Found(step.place("text"), step.path, step.text, span or whole(step.text), values)


def on_step_cell(step: StepRow, cell: str, text: str = "", **values: Any) -> Found:
    """On another cell of the step: `responsible`, `start`, `end`, `why_formal`."""
    return Found(step.place(cell), f"{step.path}.{cell}", text, whole(text), values)


def on_row(row: Row, cell: str | None = None, text: str = "", **values: Any) -> Found:
    """On the row as a whole, or on one of its own cells."""
    path = f"{row.path}.{cell}" if cell else row.path
    return Found(row.place(cell), path, text, whole(text), values)


def on_plan(cell: str | None = None, text: str = "", **values: Any) -> Found:
    """On the plan as a whole, or on one of its own parts (`reviews`, `closure`)."""
    return Found(place_of(cell=cell), cell or "plan", text, whole(text), values)
