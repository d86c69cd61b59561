"""A table as it stands in a document, before anybody has said which column holds the goals."""

from __future__ import annotations

from dataclasses import dataclass

MAX_ROWS = 600
MAX_COLUMNS = 40
MAX_TABLES = 40
# Of one cell. A plan's field holds 20,000; a little more is kept so that the preview can show what is left out.
MAX_CELL = 40_000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a cell. `listed`: the program numbered or bulleted it, so that its text carries no number.

    `soft`: it begins after a line break inside a paragraph, which may be no more than the end of a narrow column.
    """

    text: str
    listed: bool = False
    soft: bool = False


@dataclass(frozen=True, slots=True)
class RawCell:
    """One place of the table's grid. `merged`: it belongs to the cell above it."""

    paragraphs: tuple[Paragraph, ...] = ()
    merged: bool = False

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs).strip()


@dataclass(frozen=True, slots=True)
class RawTable:
    """A rectangle of cells; a cell that spans columns stands in the first of them. `rows[0]` is the top row."""

    rows: tuple[tuple[RawCell, ...], ...]
    name: str = ""

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def texts(self) -> list[list[str]]:
        """The words of every cell, for a preview."""
        return [[cell.text for cell in row] for row in self.rows]


def rectangle(rows: list[list[RawCell]], name: str = "") -> RawTable:
    """The table with short rows filled up, and without empty columns at the right."""
    width = max((len(row) for row in rows), default=0)
    filled = [row + [RawCell()] * (width - len(row)) for row in rows]
    while width and all(not row[width - 1].text and not row[width - 1].merged for row in filled):
        width -= 1
    return RawTable(tuple(tuple(row[:width]) for row in filled), name)
