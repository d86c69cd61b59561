"""Lay the rows of a plan out for a terminal, with what is asked under the very words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trainer.checker.values import Severity
from trainer.cli.rows import Asked, Cell, Row

WIDTH = 88
_SPACE = "    "


@dataclass(frozen=True, slots=True)
class Shown:
    """One line for the terminal: `kind` is `head`, `words`, `marks`, `asked` or `mend`; `asked` has its severity."""

    kind: str
    text: str
    severity: Severity | None = None


def lines_of(rows: Iterable[Row]) -> Iterator[Shown]:
    """The rows line by line."""
    for row in rows:
        yield Shown("head", row.title)
        for cell in row.cells:
            yield from _cell(cell)
        yield from _asked(row.beside)


def _cell(cell: Cell) -> Iterator[Shown]:
    """The cell's words in lines of the terminal; a question follows the line on which its words end."""
    indent = " " * len(cell.mark)
    for number, (start, line) in enumerate(_lines(_plain(cell.text))):
        yield Shown("words", _SPACE + (indent if number else cell.mark) + line)
        marks = _marks(cell.pointed, start, line)
        if marks:
            yield Shown("marks", _SPACE + indent + marks)
        yield from _asked(one for one in cell.pointed if start < (one.end or 0) <= start + len(line) + 1)
    yield from _asked(cell.beside)


def _marks(found: Iterable[Asked], start: int, line: str) -> str:
    """Carets under the words that are meant."""
    carets = [" "] * len(line)
    for one in found:
        for place in range(max((one.start or 0) - start, 0), min((one.end or 0) - start, len(line))):
            carets[place] = "^"
    return "".join(carets).rstrip()


def _asked(found: Iterable[Asked]) -> Iterator[Shown]:
    for one in found:
        question = f"{'' if one.title.endswith('?') else ':'} {_plain(one.question)}" if one.question else ""
        yield Shown("asked", f"{_SPACE}  └ {one.title}{question}  [{one.rule}]", one.severity)
        if one.mend:
            yield Shown("mend", f"{_SPACE}    → {_plain(one.mend)}")


def _plain(text: str) -> str:
    """One line, and nothing that could steer a terminal; the same length, so that places stay."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines of the terminal's width, cut at blanks where there are any, each with where it begins in the text."""
    start = 0
    while start < len(text):
        cut = len(text) if len(text) - start <= WIDTH else text.rfind(" ", start + 1, start + WIDTH)
        cut = cut if cut > start else min(start + WIDTH, len(text))
        yield start, text[start:cut]
        start = cut + 1 if cut < len(text) and text[cut] == " " else cut
