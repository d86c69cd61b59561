"""Pasted words as a plan: a table's cells parted by tabs, lines with labels, or a goal with its steps beneath."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field

from pydantic import ValidationError

from trainer.checker.examples import CELLS
from trainer.checker.plan import Deferred, Goal, Plan, Review, Step
from trainer.documents.errors import Unreadable
from trainer.documents.raw_table import MAX_ROWS, Paragraph, RawCell, RawTable, rectangle

_LABEL = re.compile(r"([^:\n]{2,40}):\s*(.*)", re.DOTALL)
_BULLET = re.compile(r"\s*(?:[-–—•*]|\d{1,2}(?:\.\d{1,2})?[.)])\s+")
_COMMAS = re.compile(r"\s*[,;]\s*")
_NAMES = {name.casefold(): cell for cell, names in CELLS.items() for name in names.values()}


def pasted_table(text: str) -> RawTable | None:
    """The table that a word processor puts on the clipboard; None when the words have no tabs."""
    if "\t" not in text:
        return None
    lines = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\x00", "")), delimiter="\t")
    try:
        rows = [[_cell(words) for words in line] for line in lines]
    except csv.Error:
        raise Unreadable.because("documents.too_long_paste") from None
    if len(rows) > MAX_ROWS:
        raise Unreadable.because("documents.too_long_paste")
    return rectangle(rows)


def _cell(words: str) -> RawCell:
    return RawCell(tuple(Paragraph(line) for line in words.split("\n")))


def plan_of_lines(text: str, before: Plan) -> Plan:
    """A plan from lines such as `Goal: ...` and `Step: ...` in any of the four languages; Unreadable without any.

    A line without a label is the goal when there is none yet, else a step of the last goal. Language, day and case are
    those of `before`.
    """
    reader = _Lines()
    for line in text.splitlines():
        if line.strip():
            reader.take(line)
    goals = [goal for goal in reader.goals if goal.steps or goal.cells.get("goal") or goal.cells.get("problem")]
    if not goals:
        raise Unreadable.because("documents.nothing_pasted")
    try:
        return Plan(
            case=before.case,
            language=before.language,
            date=before.date,
            goals=tuple(goal.value(number) for number, goal in enumerate(goals, 1)),
            reviews=tuple(Review(checks=words) for words in reader.reviews),
            closure=" ".join(reader.closure),
            deferred=tuple(Deferred(need=words) for words in reader.deferred),
        )
    except ValidationError:
        raise Unreadable.because("documents.too_long_paste") from None


@dataclass
class _Row:
    """A goal in the making."""

    cells: dict[str, str] = field(default_factory=dict)
    steps: list[dict[str, str]] = field(default_factory=list)

    def value(self, number: int) -> Goal:
        return Goal(
            id=f"g{number}",
            problem=self.cells.get("problem", ""),
            goal=self.cells.get("goal", ""),
            client_words=self.cells.get("words", ""),
            responsible=_listed(self.cells.get("who", "")),
            strengths=_listed(self.cells.get("strengths", "")),
            end=self.cells.get("end") or None,
            steps=tuple(_step(f"g{number}s{place}", step) for place, step in enumerate(self.steps, 1)),
        )


class _Lines:
    """Reads one line after the other; what belongs to a row goes to the row that was begun last."""

    def __init__(self) -> None:
        self.goals: list[_Row] = []
        self.reviews: list[str] = []
        self.closure: list[str] = []
        self.deferred: list[str] = []

    def take(self, line: str) -> None:
        words = _BULLET.sub("", line, count=1).strip()
        labelled = _LABEL.fullmatch(words)
        cell = _NAMES.get(labelled[1].strip().casefold(), "") if labelled else ""
        self._put(cell, labelled[2].strip() if labelled and cell else words)

    def _put(self, cell: str, words: str) -> None:
        if cell == "review":
            self.reviews.append(words)
        elif cell == "closure":
            self.closure.append(words)
        elif cell == "deferred":
            self.deferred.append(words)
        elif cell in ("problem", "goal"):
            self._row(cell).cells[cell] = words
        elif cell == "step" or (not cell and self.goals and self.goals[-1].cells.get("goal")):
            self._last().steps.append({"text": words})
        elif not cell:
            self._row("goal").cells["goal"] = words
        elif cell in ("who", "start", "end", "why") and self._last().steps:
            self._last().steps[-1][cell] = words
        else:
            self._last().cells[cell] = words

    def _row(self, cell: str) -> _Row:
        """The row that a problem or a goal begins: a new one when the last has it already, or has steps."""
        last = self.goals[-1] if self.goals else None
        if last is None or cell in last.cells or last.steps or (cell == "problem" and last.cells.get("goal")):
            self.goals.append(_Row())
        return self.goals[-1]

    def _last(self) -> _Row:
        if not self.goals:
            self.goals.append(_Row())
        return self.goals[-1]


def _step(id: str, cells: dict[str, str]) -> Step:
    return Step(
        id=id,
        text=cells["text"],
        responsible=_listed(cells.get("who", "")),
        start=cells.get("start") or None,
        end=cells.get("end") or None,
        why_formal=cells.get("why", ""),
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in _COMMAS.split(text.strip()) if part)
