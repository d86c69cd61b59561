"""Read the sheets of an Excel workbook as tables: words, numbers and dates as a person sees them."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

from trainer.documents.archive import MAX_PART, Archive, open_archive
from trainer.documents.errors import Unreadable
from trainer.documents.plan_document import keepable
from trainer.documents.raw_table import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TABLES,
    Paragraph,
    RawCell,
    RawTable,
    rectangle,
)

# The library keeps all shared words in memory, several times over; a plan has a few hundred of them.
_MAX_WORDS = 4_000_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_MAX_MERGED = 5_000


def read_xlsx(data: bytes, *, rows: int = MAX_ROWS) -> list[RawTable]:
    """Every sheet that holds words, in the workbook's order, of at most so many rows.

    Formulas give the value that was last computed.
    """
    archive = open_archive(data)
    if "xl/workbook.xml" not in archive.names:
        raise Unreadable.because("documents.not_xlsx")
    _check_parts(archive)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        tables = [_table(archive, sheet, rows) for sheet in book.worksheets[:MAX_TABLES]]
    except Unreadable:
        raise
    except Exception:
        # The library raises whatever its parsers meet in a broken file: key, value, type and XML errors alike.
        raise Unreadable.because("documents.damaged", part="xl/workbook.xml") from None
    tables = [table for table in tables if table.width]
    if not tables:
        raise Unreadable.because("documents.no_table")
    return tables


def _check_parts(archive: Archive) -> None:
    for name in sorted(archive.names):
        if name.endswith((".xml", ".rels")):
            archive.refuse_definitions(name)
    if "xl/sharedStrings.xml" in archive.names and len(archive.read("xl/sharedStrings.xml")) > _MAX_WORDS:
        raise Unreadable.because("documents.unpacks_too_large", limit=_MAX_WORDS // 1_000_000)


def _table(archive: Archive, sheet: Any, most: int) -> RawTable:
    rows: list[list[RawCell]] = []
    blank = 0
    # A sheet may claim a million rows of which ten are filled; only what is read counts.
    for row in sheet.iter_rows(max_row=most + 1, max_col=MAX_COLUMNS + 1, values_only=True):
        cells = [RawCell(_paragraphs(value)) for value in row]
        blank = 0 if any(cell.text for cell in cells) else blank + 1
        rows.append(cells)
    rows = rows[: len(rows) - blank]
    if len(rows) > most or any(cell.text for row in rows for cell in row[MAX_COLUMNS:]):
        raise Unreadable.because("documents.table_too_large", limit=MAX_COLUMNS if len(rows) <= most else most)
    _mark_merged(archive, sheet, rows)
    return rectangle(rows, name=keepable(str(sheet.title)))


def _mark_merged(archive: Archive, sheet: Any, rows: list[list[RawCell]]) -> None:
    part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    if part not in archive.names:
        return
    for reference in _MERGED.findall(archive.read(part)[-MAX_PART:])[:_MAX_MERGED]:
        left, top, right, bottom = range_boundaries(reference.decode("ascii"))
        for number in range(top, min(bottom, len(rows))):
            row = rows[number]
            for column in range(left - 1, min(right, len(row))):
                row[column] = RawCell(row[column].paragraphs, merged=True)


def _paragraphs(value: Any) -> tuple[Paragraph, ...]:
    words = _words(value)[:MAX_CELL]
    return tuple(Paragraph(line.strip()) for line in words.splitlines() if line.strip())


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = value.date() if value.time() == dt.time() else value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return keepable(str(value))
