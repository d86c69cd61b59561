"""Read a plan from whatever file somebody keeps it in: YAML, JSON, a Word table or an Excel sheet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from trainer.checker.case import Case
from trainer.checker.plan import Plan
from trainer.checker.reading.letters import likely_language
from trainer.checker.values import Language
from trainer.documents import json_plan, yaml_plan
from trainer.documents.columns import best_table, guess_columns
from trainer.documents.errors import Unreadable
from trainer.documents.incoming import read_whole
from trainer.documents.plan_table import Note
from trainer.documents.raw_table import RawTable
from trainer.documents.tables import read_table_file


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan as it was read, and the cells of its table that did not find a place in it."""

    plan: Plan
    unread: tuple[Note, ...] = ()


def read_plan_file(path: Path, *, language: str | None, day: dt.date | None, case: Case | None) -> PlanFile:
    """The plan in a file, by the ending of its name; Unreadable says what is wrong with it.

    A table does not say its language: without `language` its letters decide. `day` counts where the file names none.
    """
    data = path.read_bytes()
    ending = path.suffix.lower()
    if ending in (".yaml", ".yml"):
        return PlanFile(_dated(yaml_plan.read(data, language=language), day))
    if ending == ".json":
        return PlanFile(_dated(json_plan.read(data, language=language), day))
    tables = read_table_file(data, path.name)
    if not tables:
        raise Unreadable.because("documents.no_table")
    table = tables[best_table(tables)]
    spoken = Language(language) if language else likely_language(_words(table))
    preview = read_whole(data, path.name, table, guess_columns(table), language=spoken, day=day, case=case)
    return PlanFile(preview.plan, preview.unread)


def _words(table: RawTable) -> str:
    return "\n".join(text for row in table.texts() for text in row)


def _dated(plan: Plan, day: dt.date | None) -> Plan:
    return plan.model_copy(update={"date": day}) if day and plan.date is None else plan
