"""Understand a plan that somebody brings, as a file or as pasted words: what was read, and what was not.

Nothing is kept: a page that asks before storing carries the file itself.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from dataclasses import dataclass, replace

from trainer.checker.case import Case
from trainer.checker.plan import Plan
from trainer.checker.values import Language
from trainer.documents import json_plan, yaml_plan
from trainer.documents.around_table import read_around
from trainer.documents.docx_tables import read_docx_lines
from trainer.documents.errors import Unreadable
from trainer.documents.fitting import doubtful_dates, fitted
from trainer.documents.headings import Column
from trainer.documents.notes import Note
from trainer.documents.pasted import pasted_table, plan_of_lines
from trainer.documents.plan_table import (
    ImportPreview,
    Mapping,
    best_table,
    guess_columns,
    likely_personal_data,
    to_plan,
)
from trainer.documents.raw_table import RawTable
from trainer.documents.tables import read_table_file


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as it was understood. `table` and `mapping` are None for YAML and JSON, which need no guess."""

    name: str
    file: str
    preview: ImportPreview
    table: RawTable | None = None
    mapping: Mapping | None = None


def understand(data: bytes, name: str, before: Plan, case: Case | None, columns: list[str] | None = None) -> Brought:
    """Read a file as a plan of this run: its own case, language and day hold. Raises Unreadable with its sentences."""
    carried = base64.b64encode(data).decode("ascii")
    if name.lower().endswith((".yaml", ".yml", ".json")):
        reader = json_plan if name.lower().endswith(".json") else yaml_plan
        plan = reader.read(data, language=before.language)
        return Brought(name, carried, _preview(plan, case))
    tables = read_table_file(data, name)
    chosen_table = best_table(tables)
    table = tables[chosen_table]
    mapping = guess_columns(table)
    if columns is not None:
        chosen = tuple(Column(held) if held in set(Column) else None for held in columns[: table.width])
        mapping = Mapping(chosen + (None,) * (table.width - len(chosen)), mapping.header_rows)
    preview = read_whole(data, name, table, mapping, language=before.language, day=before.date, case=case)
    plan = preview.plan
    left = [_left(other) for number, other in enumerate(tables) if number != chosen_table]
    doubts = (*preview.doubts, *doubtful_dates(plan.model_copy(update={"goals": ()})))
    preview = replace(preview, plan=plan, unread=(*preview.unread, *left), doubts=doubts)
    return Brought(name, carried, preview, table, mapping)


def read_whole(
    data: bytes, name: str, table: RawTable, mapping: Mapping, *, language: Language, day: dt.date | None,
    case: Case | None,
) -> ImportPreview:
    """The plan of a table with what the file says around it; its own day counts before `day`."""
    lines = [] if name.lower().endswith(".xlsx") else read_docx_lines(data)
    around = read_around(lines, language=language, case=case)
    preview = to_plan(table, mapping, language=language, date=around.date or day, case=case)
    parts = {"reviews": around.reviews, "deferred": around.deferred, "closure": around.closure}
    return replace(preview, plan=preview.plan.model_copy(update=parts))


def _left(table: RawTable) -> Note:
    words = " · ".join(cell.text for row in table.rows for cell in row if cell.text)
    return Note(0, 0, words, "documents.unread_table")


def understand_words(text: str, before: Plan, case: Case | None) -> ImportPreview:
    """Read pasted words as a plan: a table out of Word or Excel, or lines with labels. Raises Unreadable."""
    table = pasted_table(text)
    if table is None:
        plan = plan_of_lines(text, before)
        doubts = tuple(doubtful_dates(plan))
        return ImportPreview(plan, doubts=doubts, personal=tuple(likely_personal_data(text)))
    return to_plan(table, guess_columns(table), language=before.language, date=before.date, case=case)


def unpacked(carried: str) -> bytes:
    """The file that the page carried; Unreadable when the page's field was damaged."""
    try:
        return base64.b64decode(carried, validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable.because("documents.damaged", part="Base64") from None


def placed(brought: Plan, before: Plan) -> Plan:
    """The brought plan in the place of this run's: the run's case, and its day where the file gives none."""
    return brought.model_copy(update={"case": before.case, "date": brought.date or before.date})


def _preview(plan: Plan, case: Case | None) -> ImportPreview:
    """A plan of fields, with what of it belongs to another case."""
    fits, unread = fitted(plan, case) if case else (plan, [])
    personal = likely_personal_data(_words(plan))
    return ImportPreview(fits, unread=tuple(unread), doubts=tuple(doubtful_dates(plan)), personal=tuple(personal))


def _words(plan: Plan) -> str:
    cells = [
        text
        for goal in plan.goals
        for text in (goal.problem, goal.goal, goal.client_words, *(s.text for s in goal.steps))
    ]
    return "\n".join(cells)
