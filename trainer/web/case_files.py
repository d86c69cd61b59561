"""Rows of cases and rubrics from what the bank holds, and a stored case as the file in which it travels."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.bank.casedraft import document_of, files_of
from trainer.bank.cases import load_case
from trainer.bank.exemplars import Exemplar, load_exemplars
from trainer.bank.pack import pack_files, without_teaching
from trainer.bank.pictures import Picture, pictures_in
from trainer.bank.teaching import load_notes
from trainer.checker.case import Case
from trainer.checker.rubric import Rubric
from trainer.models import CaseArchive, CasePicture, CaseVersion, Institution, RubricVersion, Visibility


def version_from(folder: Path, into: Institution, now: dt.datetime) -> CaseVersion:
    """The row of a case folder, as every version of a case is made; BankError when the folder cannot be used."""
    case = load_case(folder)
    document, named = case.to_document(), {each.file for paper in case.exhibits for each in paper.pictures}
    return CaseVersion(
        institution_id=into.id,
        slug=case.id,
        version=case.version,
        status=case.status.value,
        visibility=Visibility.OPEN,
        document=document,
        teaching=_teaching(folder),
        summary=_summary(document),
        digest=digest_of(document),
        imported_at=now,
        pictures=[CasePicture(**stored(name, each)) for name, each in pictures_in(folder).items() if name in named],
    )


def stored(name: str, picture: Picture) -> dict[str, Any]:
    """The columns of a picture that has been looked at, for a version or a draft."""
    size = {"width": picture.width, "height": picture.height}
    return {"name": name, "media_type": picture.media_type, "data": picture.data, **size}


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
        digest=digest_of(document),
        imported_at=now,
    )


def _teaching(folder: Path) -> dict[str, Any]:
    exemplars = [exemplar.model_dump(mode="json") for exemplar in load_exemplars(folder)]
    return {"exemplars": exemplars, "notes": {into.value: note for into, note in load_notes(folder).items()}}


def digest_of(document: dict[str, Any]) -> str:
    """What tells two documents apart, whatever the order of their fields."""
    return hashlib.sha256(json.dumps(document, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def packed(db: Session, version: CaseVersion, *, teaching: bool) -> bytes:
    """The version as one file, with or without its teaching part."""
    kept = db.scalar(select(CaseArchive.data).where(CaseArchive.case_version_id == version.id))
    data = kept or _written(version)
    return data if teaching else without_teaching(data).data


def _written(version: CaseVersion) -> bytes:
    taught = version.teaching
    exemplars = [Exemplar.model_validate(each) for each in taught.get("exemplars", ())]
    document = document_of(Case.model_validate(version.document), taught.get("notes", {}), exemplars, {})
    pictures = {each.name: each.data for each in version.pictures}
    return pack_files(version.slug, files_of(document, pictures)).data
