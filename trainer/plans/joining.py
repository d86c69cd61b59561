"""Put two texts of one plan together, cell by cell, as their writer chose: the stored one, the other, or both."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from trainer.plans.service import Document

# Only words can stand one after the other; of two days or two owners one has to be chosen.
WORDS = ("problem", "goal", "client_words", "text", "why_formal", "closure")
WHOLE = ("language", "date", "closure", "reviews", "deferred")
Row = dict[str, Any]


class Side(StrEnum):
    """Which text a cell is taken from."""

    STORED = "stored"
    MINE = "mine"
    BOTH = "both"


def joined(stored: Document, mine: Document, chosen: Mapping[str, str]) -> Document:
    """The plan that the choices make: `<row>.<cell>` maps to a side, `<row>.row` where one text lacks the row.

    A cell without a choice stays as it is stored, and a row that only one text has stays in the plan: nothing is lost
    by leaving a choice open.
    """
    document = _cells(stored, mine, "plan", WHOLE, chosen)
    document["goals"] = _rows(stored["goals"], mine["goals"], chosen)
    return document


def _rows(stored: list[Row], mine: list[Row], chosen: Mapping[str, str]) -> list[Row]:
    theirs = {row["id"]: row for row in mine}
    ours = {row["id"] for row in stored}
    kept = [
        _joined_row(row, theirs[row["id"]], chosen) if row["id"] in theirs else row
        for row in stored
        if row["id"] in theirs or chosen.get(f"{row['id']}.row") != Side.MINE
    ]
    for place, row in enumerate(mine):
        if row["id"] not in ours and chosen.get(f"{row['id']}.row") != Side.STORED:
            kept.insert(_after(kept, mine[:place]), copy.deepcopy(row))
    return kept


def _after(rows: list[Row], before: list[Row]) -> int:
    """Where a row goes that stood behind `before` in its own text: behind the nearest of them that is here."""
    places = {row["id"]: place for place, row in enumerate(rows)}
    return next((places[row["id"]] + 1 for row in reversed(before) if row["id"] in places), 0)


def _joined_row(stored: Row, mine: Row, chosen: Mapping[str, str]) -> Row:
    row = _cells(stored, mine, stored["id"], [cell for cell in mine if cell not in ("id", "steps")], chosen)
    if "steps" in stored:
        row["steps"] = _rows(stored["steps"], mine.get("steps", []), chosen)
    return row


def _cells(stored: Row, mine: Row, row: str, cells: Iterable[str], chosen: Mapping[str, str]) -> Row:
    found = copy.deepcopy(stored)
    for cell in cells:
        side = chosen.get(f"{row}.{cell}", Side.STORED)
        if side == Side.MINE:
            found[cell] = copy.deepcopy(mine.get(cell))
        elif side == Side.BOTH and cell in WORDS:
            found[cell] = "\n".join(words for words in (stored.get(cell, ""), mine.get(cell, "")) if words)
    return found
