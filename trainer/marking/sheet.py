"""The marking sheet for work without a network: a workbook out, and back in with every change looked at. Pure.

The workbook keeps, on a hidden sheet, what was stored when it was written. So three texts of a field meet when it
comes back: what was stored then, what is typed now, and what is stored now. Only what was typed changes anything;
an empty cell changes nothing; what somebody else changed meanwhile waits for a choice.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from trainer.documents.errors import Unreadable
from trainer.documents.raw_table import RawCell, RawTable

FORMAT = "marking-sheet/1"
OVERALL = "overall"
MARKS_SHEET, BASE_SHEET = "Marks", "Base"
_KEYS = 4  # id, student, attempt, state
_MOST_LETTERS = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """One submission on the sheet; `stored` holds level and words by criterion, and the words on the whole plan."""

    submission: str
    student: str
    attempt: int
    state: str
    stored: Mapping[str, tuple[int | None, str]]


@dataclass(frozen=True, slots=True)
class Heads:
    """The headings of the sheet in the reader's language; `parts` by criterion id, in the rubric's order."""

    first: tuple[str, str, str, str]
    parts: Mapping[str, str]
    words: str
    overall: str
    help: str


def write(assignment: str, heads: Heads, lines: Sequence[Line]) -> bytes:
    """The workbook: levels and words can be typed, everything else is locked."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    locked = book.add_format({"locked": True, "font_color": "#5F6964"})
    open_ = book.add_format({"locked": False, "text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "locked": True})
    sheet = book.add_worksheet(MARKS_SHEET)
    columns = [*heads.first]
    for name in heads.parts.values():
        columns += [name, f"{name}: {heads.words}"]
    columns.append(heads.overall)
    for place, name in enumerate(columns):
        sheet.write_string(0, place, name, bold)
    for number, line in enumerate(lines, 1):
        for place, text in enumerate((line.submission, line.student, str(line.attempt), line.state)):
            sheet.write_string(number, place, text, locked)
        for place, part in enumerate(heads.parts):
            level, words = line.stored.get(part, (None, ""))
            column = _KEYS + 2 * place
            if level is None:
                sheet.write_blank(number, column, None, open_)
            else:
                sheet.write_number(number, column, level, open_)
            sheet.write_string(number, column + 1, words, open_)
        sheet.write_string(number, len(columns) - 1, line.stored.get(OVERALL, (None, ""))[1], open_)
    _dress(sheet, heads, len(columns), len(lines))
    _write_base(book, assignment, heads, lines)
    book.close()
    return file.getvalue()


def _dress(sheet: Worksheet, heads: Heads, columns: int, rows: int) -> None:
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True})
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, columns - 1, 14)
    for place in range(len(heads.parts)):
        rule = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 3, "error_message": heads.help}
        sheet.data_validation(1, _KEYS + 2 * place, max(1, rows), _KEYS + 2 * place, rule)


def _write_base(book: Workbook, assignment: str, heads: Heads, lines: Sequence[Line]) -> None:
    """What was stored when the sheet was written, and which assignment and columns it is about."""
    sheet = book.add_worksheet(BASE_SHEET)
    for place, text in enumerate((FORMAT, assignment, *heads.parts)):
        sheet.write_string(0, place, text)
    for number, line in enumerate(lines, 1):
        sheet.write_string(number, 0, line.submission)
        for place, part in enumerate(heads.parts):
            level, words = line.stored.get(part, (None, ""))
            sheet.write_string(number, 1 + 2 * place, "" if level is None else str(level))
            sheet.write_string(number, 2 + 2 * place, words)
        sheet.write_string(number, 1 + 2 * len(heads.parts), line.stored.get(OVERALL, (None, ""))[1])
    sheet.very_hidden()


class Outcome(StrEnum):
    """What a typed field does: it changes, it waits for a choice, or it cannot be taken."""

    CHANGES = "changes"
    DIFFERS = "differs"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Typed:
    """One field of a line as it came back; `level` None = left as it is, words "" = left as they are."""

    part: str
    level: int | None
    words: str
    base: tuple[int | None, str]
    bad: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """A line that came back: the submission's id and the fields in which something was typed."""

    number: int
    submission: str
    student: str
    fields: tuple[Typed, ...]


def read(tables: Sequence[RawTable], assignment: str, parts: Sequence[str]) -> list[Back]:
    """The lines of a sheet that came back; Unreadable when it is none, or one of another assignment."""
    marks, base = _sheets(tables)
    head = [cell.text.strip() for cell in base.rows[0]]
    if head[:1] != [FORMAT]:
        raise Unreadable.because("inout.no_sheet")
    if head[1:2] != [assignment]:
        raise Unreadable.because("inout.other_assignment")
    columns = [part for part in head[2:] if part]
    stored = {row[0].text.strip(): row for row in base.rows[1:] if row[0].text.strip()}
    found = []
    for number, row in enumerate(marks.rows[1:], 2):
        id = _at(row, 0)
        if id:
            fields = _fields(row, stored.get(id), columns, parts)
            found.append(Back(number, id, _at(row, 1), fields))
    return found


def _sheets(tables: Sequence[RawTable]) -> tuple[RawTable, RawTable]:
    named = {table.name: table for table in tables}
    if MARKS_SHEET not in named or BASE_SHEET not in named:
        raise Unreadable.because("inout.no_sheet")
    return named[MARKS_SHEET], named[BASE_SHEET]


Cells = Sequence[RawCell]


def _fields(row: Cells, base: Cells | None, columns: Sequence[str], parts: Sequence[str]) -> tuple[Typed, ...]:
    found = []
    for place, part in enumerate(columns):
        level, words = _at(row, _KEYS + 2 * place), _at(row, _KEYS + 2 * place + 1)
        before = (_level(_at(base, 1 + 2 * place)), _at(base, 2 + 2 * place))
        number = _level(level)
        if level and number is None:
            found.append(Typed(part, None, words, before, bad=level[:40]))
            continue
        typed = Typed(
            part, None if number == before[0] else number, "" if words == before[1] else words[:_MOST_LETTERS], before
        )
        if typed.level is not None or typed.words:
            found.append(typed if part in parts else Typed(part, typed.level, typed.words, before, bad=part))
    words, before_words = _at(row, _KEYS + 2 * len(columns)), _at(base, 1 + 2 * len(columns))
    if words and words != before_words:
        found.append(Typed(OVERALL, None, words[:_MOST_LETTERS], (None, before_words)))
    return tuple(found)


def _at(row: Cells | None, column: int) -> str:
    return "" if row is None or column >= len(row) else row[column].text


def plain(words: str) -> str:
    """Words as a cell gives them back: without empty lines and blanks at their ends."""
    return "\n".join(line.strip() for line in words.splitlines() if line.strip())


def _level(text: str) -> int | None:
    return int(text) if text in ("0", "1", "2", "3") else None


def outcome(typed: Typed, stored: tuple[int | None, str]) -> Outcome | None:
    """What a field does to what is stored now; None where that already says it."""
    if typed.bad:
        return Outcome.REFUSED
    level, words = wanted_of(typed, stored)
    if (level, plain(words)) == (stored[0], plain(stored[1])):
        return None
    return Outcome.CHANGES if (stored[0], plain(stored[1])) == typed.base else Outcome.DIFFERS


def wanted_of(typed: Typed, stored: tuple[int | None, str]) -> tuple[int | None, str]:
    """Level and words as they would be stored: what was left empty stays as it is."""
    return (stored[0] if typed.level is None else typed.level, typed.words or stored[1])
