"""What changed between two texts of a plan: row by row by their ids, then cell by cell, then word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Document = Mapping[str, Any]
WORDS = re.compile(r"\s+|[^\s]+")
# difflib is quadratic: 3,000 equal words take over a second. Longer middles are shown as replaced whole.
MOST_WORDS = 600

Piece = tuple[str, str]
"""(`same`, `old` or `new`, the words)."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell whose text changed."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One goal or step: `kind` is added, removed or changed; `number` is its place in the newer text that has it."""

    id: str
    number: str
    kind: str
    cells: tuple[CellChange, ...]


def changes(old: Document, new: Document, names: Mapping[str, str] | None = None) -> list[RowChange]:
    """Every row that differs, in the order of the new text; removed rows last. Moving a row is no change.

    `names` gives the words for the ids of people and services that a cell may hold.
    """
    before, after = dict(_rows(old, names or {})), dict(_rows(new, names or {}))
    found = [_change(id, before.get(id), row) for id, row in after.items()]
    found += [_change(id, row, None) for id, row in before.items() if id not in after]
    return [change for change in found if change is not None]


Row = tuple[str, dict[str, str]]


def choices(stored: Document, mine: Document, names: Mapping[str, str]) -> list[RowChange]:
    """The rows between which a writer must choose: the steps of a goal that only one text has go with their goal."""
    found = changes(stored, mine, names)
    whole = {goal["id"] for document in (stored, mine) for goal in document["goals"]}
    gone = {change.id for change in found if change.kind != "changed" and change.id in whole}
    goals = [goal for document in (stored, mine) for goal in document["goals"] if goal["id"] in gone]
    follow = {step["id"] for goal in goals for step in goal["steps"]}
    return [change for change in found if change.id not in follow]


def _rows(document: Document, names: Mapping[str, str]) -> Iterator[tuple[str, Row]]:
    whole = {
        "language": document.get("language"),
        "date": document.get("date"),
        "closure": document.get("closure"),
        "reviews": document.get("reviews"),
        "deferred": document.get("deferred"),
    }
    yield "plan", ("", {name: _text(value, names) for name, value in whole.items()})
    for number, goal in enumerate(document["goals"], 1):
        cells = {name: _text(goal[name], names) for name in goal if name not in ("id", "steps")}
        yield goal["id"], (str(number), cells)
        for place, step in enumerate(goal["steps"], 1):
            yield step["id"], (f"{number}.{place}", {name: _text(step[name], names) for name in step if name != "id"})


def _text(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(names.get(item, item) if isinstance(item, str) else _text(item, names) for item in value)
    if isinstance(value, dict):
        return ": ".join(_text(item, names) for item in value.values() if item)
    return "" if value is None else str(value)


def _change(id: str, old: Row | None, new: Row | None) -> RowChange | None:
    number = (new or old or ("", {}))[0]
    left, right = (old or ("", {}))[1], (new or ("", {}))[1]
    cells = tuple(
        CellChange(name, pieces(left.get(name, ""), right.get(name, "")))
        for name in {**left, **right}
        if left.get(name, "") != right.get(name, "")
    )
    kind = "added" if old is None else "removed" if new is None else "changed"
    return RowChange(id, number, kind, cells) if cells else None


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The words of two texts as same, old and new: without the new ones they are the old text, and so on."""
    left, right = WORDS.findall(old), WORDS.findall(new)
    head = _common(left, right)
    tail = _common(left[head:][::-1], right[head:][::-1])
    middle_left, middle_right = left[head : len(left) - tail], right[head : len(right) - tail]
    found = [
        ("same", "".join(left[:head])),
        *_middle(middle_left, middle_right),
        ("same", "".join(left[len(left) - tail :])),
    ]
    return tuple(piece for piece in found if piece[1])


def _common(left: list[str], right: list[str]) -> int:
    count = 0
    while count < min(len(left), len(right)) and left[count] == right[count]:
        count += 1
    return count


def _middle(left: list[str], right: list[str]) -> Iterator[Piece]:
    if len(left) + len(right) > MOST_WORDS:
        yield "old", "".join(left)
        yield "new", "".join(right)
        return
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(left[a:b])
            continue
        yield "old", "".join(left[a:b])
        yield "new", "".join(right[c:d])
