"""What a designer can open: the case versions of their own institution, with keys, notes and exemplars."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, undefer

from trainer.errors import NotFound
from trainer.models import CaseVersion, Visibility


class Shelved(NamedTuple):
    """One case of the bank: its newest version, and the earlier ones."""

    newest: CaseVersion
    earlier: list[CaseVersion]


def shelf(db: Session, institution: int, *, designer: int) -> list[Shelved]:
    """Every case of the institution by its newest version; the private ones of other people are left out."""
    versions = defaultdict(list)
    rows = select(CaseVersion).where(_open_to(institution, designer)).order_by(CaseVersion.slug, CaseVersion.id.desc())
    for version in db.scalars(rows):
        versions[version.slug].append(version)
    return [Shelved(found[0], found[1:]) for found in versions.values()]


def version_of(db: Session, institution: int, slug: str, version: str, *, designer: int) -> CaseVersion:
    """One version of a case with its teaching part; NotFound for another institution's or another's private case."""
    found = db.scalars(
        select(CaseVersion)
        .where(_open_to(institution, designer), CaseVersion.slug == slug, CaseVersion.version == version)
        .options(undefer(CaseVersion.document), undefer(CaseVersion.teaching))
    ).first()
    if found is None:
        raise NotFound()
    return found


def versions_of(db: Session, institution: int, slug: str, *, designer: int) -> list[str]:
    """The version numbers of a case, the newest first."""
    return list(
        db.scalars(
            select(CaseVersion.version)
            .where(_open_to(institution, designer), CaseVersion.slug == slug)
            .order_by(CaseVersion.id.desc())
        )
    )


def _open_to(institution: int, designer: int) -> ColumnElement[bool]:
    return (CaseVersion.institution_id == institution) & or_(
        CaseVersion.visibility != Visibility.PRIVATE, CaseVersion.owner_id == designer
    )
