"""A case as one file: taken along as it came, and brought in as a private version after a look at what is in it.

At run time the truth is the database: `case_version` has what pages and checker read. The folder that a version came
from is kept beside it (`case_archive`), because its comments, its order and its pictures stand in no document, and the
same version must give the same bytes wherever it is packed. A version that was written in the browser came from no
folder; it is written as one when somebody takes it along, and that too is the same each time.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.bank.cases import read_case
from trainer.bank.exemplars import exemplar_files
from trainer.bank.lint import Vocabularies, lint_read
from trainer.bank.pack import pack_case, unpack_case
from trainer.bank.problems import Problem
from trainer.checker.case import Case
from trainer.errors import Conflict
from trainer.models import CaseArchive, CaseVersion, Institution, Visibility
from trainer.web.case_files import version_from
from trainer.web.finding.index import index_cases

# The checker reads each worked plan in each language; a case has four, and a flood of them would hold up a server.
MOST_PLANS_READ, MOST_BYTES_READ = 12, 400_000


@dataclass(frozen=True, slots=True)
class Incoming:
    """A packed case that can be used: what is in it, what the lint says, and the row and file to store."""

    case: Case
    files: int
    plans: int
    problems: list[Problem]
    row: CaseVersion
    archive: bytes


def look_into(data: bytes, into: Institution, *, vocabularies: Vocabularies, now: dt.datetime) -> Incoming:
    """Unpack and lint a case without storing anything; BankError with every reason when it cannot be used."""
    with tempfile.TemporaryDirectory(prefix="case-") as room:
        unpacked = unpack_case(data, Path(room))
        found, plans = read_case(unpacked.folder), exemplar_files(unpacked.folder)
        readable = len(plans) <= MOST_PLANS_READ and sum(each.stat().st_size for each in plans) <= MOST_BYTES_READ
        return Incoming(
            case=found.case,
            files=unpacked.files,
            plans=len(plans),
            problems=lint_read(found, vocabularies if readable else None),
            row=version_from(unpacked.folder, into, now),
            archive=pack_case(unpacked.folder).data,
        )


def same_version(db: Session, row: CaseVersion) -> CaseVersion | None:
    """The version of this id and number that the institution has already, whosever it is."""
    return db.scalars(
        select(CaseVersion).where(
            CaseVersion.institution_id == row.institution_id,
            CaseVersion.slug == row.slug,
            CaseVersion.version == row.version,
        )
    ).first()


def bring_in(db: Session, incoming: Incoming, *, owner: int) -> CaseVersion:
    """Store the case as a version that only its owner sees; Conflict when the number is taken."""
    if same_version(db, incoming.row) is not None:
        raise Conflict("banktools.there_already")
    row = incoming.row
    row.visibility, row.owner_id = Visibility.PRIVATE, owner
    db.add(CaseArchive(case_version=row, data=incoming.archive))
    db.flush()  # the search needs its id
    index_cases(db, [row])
    return row
