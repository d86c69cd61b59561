"""What changed between two texts of a plan: row by row by their ids, then cell by cell, then word by word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trainer.web.changed_words import Piece, pieces

Document = Mapping[str, Any]


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
