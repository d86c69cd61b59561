"""Publish a draft: an immutable version with a true record of who has reviewed what; later it may be deprecated."""

from __future__ import annotations

import copy
import datetime as dt
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from trainer.authoring import drafting
from trainer.authoring.cells import clean, languages_of
from trainer.authoring.findings import lint_document, pictures_of
from trainer.bank.casedraft import Document, pictures_named, write_folder
from trainer.bank.lint import stopping
from trainer.bank.problems import Problem
from trainer.checker.case import Status
from trainer.errors import Conflict, Invalid, NotAllowed
from trainer.models import CaseDraft, CaseVersion, Institution, Visibility
from trainer.web.case_files import version_from
from trainer.web.finding.index import index_cases
from trainer.web.parts import parts

STEPS = ("major", "minor", "patch")
REVIEWED = ("content", "people")


def newest_of(db: Session, draft: CaseDraft) -> CaseVersion | None:
    """The version that was published last under the id of this draft, with its document."""
    return db.scalars(
        select(CaseVersion)
        .where(CaseVersion.institution_id == draft.institution_id, CaseVersion.slug == draft.slug)
        .order_by(CaseVersion.id.desc())
        .options(undefer(CaseVersion.document))
        .limit(1)
    ).first()


def raised(version: str, step: str) -> str:
    """The next number: 1.2.3 by a minor step is 1.3.0."""
    major, minor, patch = (int(each) for each in version.split("."))
    return {"major": f"{major + 1}.0.0", "minor": f"{major}.{minor + 1}.0"}.get(step, f"{major}.{minor}.{patch + 1}")


def suggested(document: Document, before: CaseVersion | None) -> str:
    """How far the number has to rise: major when a plan is judged otherwise, minor when more is told, else patch."""
    if before is None:
        return "major"
    old, key = before.document, document.get("key", {})
    old_key = old.get("key") or {}
    if _ids(key.get("needs")) != _ids(old_key.get("needs")) or _cover(key) != _cover(old_key):
        return "major"
    told = any(_ids(document.get(name)) != _ids(old.get(name)) for name in ("facts", "events", "exhibits"))
    told = told or pictures_named(document) != pictures_named(old)
    return "minor" if told or set(document.get("languages", {})) != set(old["languages"]) else "patch"


def _ids(items: Any) -> set[str]:
    return {item["id"] for item in items or ()}


def _cover(key: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    coverage = key.get("coverage") or {}
    return set(coverage.get("must") or ()), set(coverage.get("should") or ())


def record_reviews(draft: CaseDraft, fields: Mapping[str, str], *, by: int, now: dt.datetime) -> None:
    """Keep the names of whoever has reviewed a part; an empty one says that nobody has."""
    document = copy.deepcopy(draft.document)
    found: dict[str, Any] = {name: _name(fields.get(name, "")) for name in REVIEWED}
    named = {code: _name(fields.get(f"language.{code}", "")) for code in languages_of(document)}
    document["reviewed"] = {
        **{name: value for name, value in found.items() if value},
        "languages": {code: value for code, value in named.items() if value},
    }
    drafting.store(draft, document, by=by, now=now)


def _name(typed: str) -> str:
    return " ".join(clean(typed)[:200].split())


def as_version(draft: CaseDraft, version: str, status: Status) -> Document:
    """The document as it will be published."""
    return {**draft.document, "version": version, "status": status.value}


def hindering(document: Document, pictures: Mapping[str, bytes]) -> list[Problem]:
    """What keeps this document from being published with the status that it has."""
    problems = [each.problem for each in lint_document(document, pictures).findings]
    return stopping(problems, Status(document["status"]))


def publish(
    db: Session, draft: CaseDraft, *, step: str, status: Status, visibility: Visibility, by: int, now: dt.datetime
) -> CaseVersion:
    """Make the next version of the case from its draft; it is never changed afterwards.

    NotAllowed for a colleague who only writes on it, Conflict when somebody published meanwhile, Invalid while
    something is missing.
    """
    if draft.owner_id != by:
        raise NotAllowed("workbench.not_yours")
    before = newest_of(db, draft)
    number = raised(before.version, step) if before else "1.0.0"
    document = as_version(draft, number, status)
    pictures = pictures_of(draft)
    if hindering(document, pictures):
        raise Invalid("workbench.not_ready")
    with tempfile.TemporaryDirectory(prefix="case-") as room:
        folder = write_folder(document, Path(room), pictures)
        made = version_from(folder, db.get_one(Institution, draft.institution_id), now)
    if db.scalars(_like(made)).first():
        raise Conflict("workbench.number_taken", version=number)
    made.owner_id, made.visibility = by, visibility
    # What a translation was made from goes on with the case, so that the next draft still knows what is old.
    made.teaching = {**made.teaching, "made_from": draft.document.get("made_from", {})}
    db.add(made)
    db.flush()  # the draft goes on from it, and so does the search
    index_cases(db, [made])
    draft.based_on_id = made.id
    drafting.store(draft, {**draft.document, "version": number}, by=by, now=now)
    return made


def _like(version: CaseVersion) -> Any:
    return select(CaseVersion.id).where(
        CaseVersion.institution_id == version.institution_id,
        CaseVersion.slug == version.slug,
        CaseVersion.version == version.version,
    )


def deprecate(version: CaseVersion, *, by: int) -> None:
    """Recommend a version no longer. What is assigned stays on it; its words do not change."""
    _own(version, by)
    version.status = Status.DEPRECATED.value
    version.document = {**version.document, "status": Status.DEPRECATED.value}
    for name in ("case", "open case"):
        parts().cache.pop((name, version.id), None)


def show_to(version: CaseVersion, visibility: Visibility, *, by: int) -> None:
    """Say who may use a version: its author, the institution, or everybody."""
    _own(version, by)
    version.visibility = visibility


def _own(version: CaseVersion, by: int) -> None:
    if version.owner_id != by:
        raise NotAllowed("workbench.not_yours")
