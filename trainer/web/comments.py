"""Words on a plan: on which row or cell they stand, and how they are stored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trainer.checker.plan import storable
from trainer.errors import Invalid
from trainer.web.plan_view import CELLS, STEP_CELLS, WHOLE_CELLS
from trainer.web.words import _

MAX_WORDS = 20_000
# A comment's key is made by the page, so that a comment that is sent twice is one.
KEY = re.compile(r"[A-Za-z0-9_-]{8,16}")
_ABOUT = {"whole": WHOLE_CELLS, "goal": CELLS[:3] + CELLS[5:], "step": STEP_CELLS[:4]}


def cells_of_rows() -> dict[str, list[tuple[str, str]]]:
    """The cells that a comment may be about, with their names, by the kind of row: whole, goal, step."""
    return {kind: [(cell, _("marking.cell_" + cell)) for cell in cells] for kind, cells in _ABOUT.items()}


@dataclass(frozen=True, slots=True)
class At:
    """The row or cell of the plan that a comment is about; an empty goal is the whole plan."""

    goal: str
    step: str | None = None
    cell: str | None = None


def words(text: Any) -> str:
    """Typed words as they are stored: one kind of line end, nothing that a database cannot keep, of a sane length."""
    if not isinstance(text, str):
        raise Invalid("marking.not_words")
    plain: str = storable(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(plain) > MAX_WORDS:
        raise Invalid("marking.too_long", most=MAX_WORDS)
    return plain


def must_be_in(document: Mapping[str, Any], at: At) -> None:
    """Raise Invalid unless the plan has this row and this cell."""
    goals = {goal["id"]: {step["id"] for step in goal["steps"]} for goal in document["goals"]}
    cells = STEP_CELLS if at.step else CELLS if at.goal else WHOLE_CELLS
    steps = goals.get(at.goal, set())
    if (at.goal and at.goal not in goals) or (at.step and at.step not in steps) or (at.cell and at.cell not in cells):
        raise Invalid("marking.no_such_row")
