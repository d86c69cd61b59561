"""Bring folders of the bank into the database: each version once, never changed afterwards."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.bank.cases import CASE_FILE, find_cases
from trainer.bank.pack import pack_case
from trainer.bank.problems import BankError
from trainer.bank.rubrics import load_rubrics
from trainer.models import CaseArchive, CaseVersion, Institution, RubricVersion
from trainer.web.case_files import rubric_version_from, version_from


class Left(NamedTuple):
    """A folder of the bank that could not be used, and why; the rest of the bank goes on without it."""

    folder: Path
    error: BankError

    def __str__(self) -> str:
        return "\n".join(f"{self.folder.name}/{problem}" for problem in self.error.problems)


def stock_bank(db: Session, root: Path, *, into: Institution, now: dt.datetime) -> list[Left]:
    """Import every case and rubric below `root` that the institution does not have yet; return what was left out."""
    left: list[Left] = []
    try:
        rubrics = load_rubrics(root / "rubrics").values()
        _add_new(db, RubricVersion, (rubric_version_from(each, into, now) for each in rubrics))
    except BankError as error:
        left.append(Left(root / "rubrics", error))
    stored = select(CaseVersion, CaseArchive.case_version_id).outerjoin(CaseArchive)
    known = {
        (version.slug, version.version): (version, kept)
        for version, kept in db.execute(stored.where(CaseVersion.institution_id == into.id))
    }
    for folder in find_cases(root / "cases"):
        version, kept = known.get(_named(folder), (None, None))
        # A version never changes: what is there need not be read again, which takes most of a start.
        if kept is not None:
            continue
        try:
            _keep(db, folder, version, version_from(folder, into, now))
        except BankError as error:
            left.append(Left(folder, error))
    return left


def _keep(db: Session, folder: Path, stored: CaseVersion | None, row: CaseVersion) -> None:
    """Add a version with its folder. One that was stored before folders were kept gets it, if it is this very one."""
    if stored is not None and stored.digest != row.digest:
        return
    db.add(CaseArchive(case_version=stored or row, data=pack_case(folder).data))


_ID = re.compile(r"^id:\s*[\"']?([\w-]+)", re.MULTILINE)
_VERSION = re.compile(r"^version:\s*[\"']?([\w.-]+)", re.MULTILINE)


def _named(folder: Path) -> tuple[str, str]:
    """Id and version as the head of the case's file says them; empty where it does not."""
    text = (folder / CASE_FILE).read_text("utf-8", "replace")
    found = [pattern.search(text) for pattern in (_ID, _VERSION)]
    return found[0][1] if found[0] else "", found[1][1] if found[1] else ""


def _add_new(db: Session, table: type[Any], rows: Iterable[Any]) -> None:
    known = {tuple(row) for row in db.execute(select(table.institution_id, table.slug, table.version))}
    db.add_all([row for row in rows if (row.institution_id, row.slug, row.version) not in known])
