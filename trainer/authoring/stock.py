"""Bring folders of the bank into the database: each version once, never changed afterwards."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.bank.cases import CASE_FILE, find_cases, load_case
from trainer.bank.exemplars import load_exemplars
from trainer.bank.pack import pack_case
from trainer.bank.problems import BankError
from trainer.bank.rubrics import load_rubrics
from trainer.bank.teaching import load_notes
from trainer.checker.rubric import Rubric
from trainer.models import CaseArchive, CaseVersion, Institution, RubricVersion, Visibility


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


def version_from(folder: Path, into: Institution, now: dt.datetime) -> CaseVersion:
    """The row of a case folder, as every version of a case is made; BankError when the folder cannot be used."""
    case = load_case(folder)
    document = case.to_document()
    return CaseVersion(
        institution_id=into.id,
        slug=case.id,
        version=case.version,
        status=case.status.value,
        visibility=Visibility.OPEN,
        document=document,
        teaching=_teaching(folder),
        summary=_summary(document),
        digest=_digest(document),
        imported_at=now,
    )


def _summary(document: dict[str, Any]) -> dict[str, Any]:
    # What lists of cases show, so that they need not read whole cases.
    shown = "title blurb languages client model level minutes setting source reviewed content_notes"
    return {name: document[name] for name in shown.split()}


def rubric_version_from(rubric: Rubric, into: Institution, now: dt.datetime) -> RubricVersion:
    """The row of a rubric, as every version of a rubric is made."""
    document = rubric.to_document()
    return RubricVersion(
        institution_id=into.id,
        slug=rubric.id,
        version=rubric.version,
        document=document,
        summary={
            "title": document["title"],
            "model": document["model"],
            "adapts": document["adapts"],
            "languages": [each.value for each in rubric.written_in],
        },
        digest=_digest(document),
        imported_at=now,
    )


def _teaching(folder: Path) -> dict[str, Any]:
    exemplars = [exemplar.model_dump(mode="json") for exemplar in load_exemplars(folder)]
    return {"exemplars": exemplars, "notes": {into.value: note for into, note in load_notes(folder).items()}}


def _digest(document: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(document, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
