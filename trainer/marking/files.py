"""Marks as files: by criterion as CSV and XLSX, and as a CSV for Moodle's gradebook. Pure: rows in, bytes out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from xlsxwriter import Workbook

Cell = str | int | Decimal | None

# A spreadsheet runs a cell that begins with one of these; their full-width twins are read the same way.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula, also behind blanks; an apostrophe says that it is text."""
    return "'" + text if text.lstrip(" \u00a0\u200b\ufeff").startswith(_RUNS) or text.startswith(_RUNS) else text


def written(cell: Cell) -> str:
    """A cell of a CSV: numbers with a point, whatever the language, texts without harm."""
    if cell is None:
        return ""
    return harmless(cell) if isinstance(cell, str) else str(cell)


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV with the mark of UTF-8 in front, without which Excel reads Cyrillic as noise."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([harmless(name) for name in head])
    writer.writerows([written(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def as_xlsx(title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet: numbers are numbers, texts are texts, nothing is a formula or a link."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_sheet_name(title))
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for column, name in enumerate(head):
        sheet.write_string(0, column, name, bold)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell[:32_000])
            elif cell is not None:
                sheet.write_number(number, column, float(cell))
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 1, 26)
    sheet.set_column(2, max(2, len(head) - 1), 14)
    book.close()
    return file.getvalue()


def as_moodle(item: str, rows: Iterable[tuple[str, Decimal, str]]) -> bytes:
    """E-mail, mark and feedback of each student, under the column names that Moodle's import offers by itself."""
    head = ("Email address", item, f"{item} (feedback)")
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([harmless(name) for name in head])
    writer.writerows([written(email), written(mark), written(feedback)] for email, mark, feedback in rows)
    # Moodle reads UTF-8 and takes the mark in front of it for a part of the first name of a column.
    return text.getvalue().encode("utf-8", "replace")


def _sheet_name(title: str) -> str:
    plain = "".join(sign for sign in title if sign not in "[]:*?/\\'" and sign.isprintable()).strip()
    return plain[:31] or "1"
