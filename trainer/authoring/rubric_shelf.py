"""The rubrics that a lecturer or designer may read, and where their own classes use an earlier version of one."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, undefer

from trainer.errors import NotFound
from trainer.models import Assignment, Course, Membership, Role, RubricVersion
from trainer.web.documents import rubrics_for


class Shelved(NamedTuple):
    """One rubric: its newest version, and the earlier ones."""

    newest: RubricVersion
    earlier: list[RubricVersion]


def rubric_shelf(db: Session, institution: int, *, reader: int) -> list[Shelved]:
    """Every rubric that this person may use by its newest version, the general one first."""
    versions = defaultdict(list)
    rows = select(RubricVersion).where(rubrics_for(institution, reader)).order_by(RubricVersion.id.desc())
    for version in db.scalars(rows):
        versions[version.institution_id, version.slug].append(version)
    found = [Shelved(of_slug[0], of_slug[1:]) for of_slug in versions.values()]
    return sorted(found, key=lambda each: (each.newest.owner_id is not None, each.newest.slug))


def rubric_version_for(db: Session, public_id: str, institution: int, *, reader: int) -> RubricVersion:
    """One version with its document; NotFound when this person may not use it."""
    found = db.scalars(
        select(RubricVersion)
        .where(RubricVersion.public_id == public_id, rubrics_for(institution, reader))
        .options(undefer(RubricVersion.document), undefer(RubricVersion.made_from))
    ).first()
    if found is None:
        raise NotFound()
    return found


def versions_like(db: Session, version: RubricVersion, institution: int, *, reader: int) -> list[RubricVersion]:
    """All versions of the same rubric that this person may use, the newest first."""
    return list(
        db.scalars(
            select(RubricVersion)
            .where(
                RubricVersion.institution_id == version.institution_id, RubricVersion.slug == version.slug,
                rubrics_for(institution, reader),
            )
            .order_by(RubricVersion.id.desc())
        )
    )  # fmt: skip


def led_assignments_on(
    db: Session, institution: int, slug: str, adapts: str | None, *, lecturer: int
) -> list[Assignment]:
    """The assignments of one's own open courses that are marked by a version of this rubric, or of what it adapts."""
    slugs = {slug, (adapts or slug).partition("@")[0]}
    return list(
        db.scalars(
            select(Assignment)
            .join(Assignment.course)
            .join(Membership, (Membership.course_id == Course.id) & (Membership.person_id == lecturer))
            .join(RubricVersion, RubricVersion.id == Assignment.rubric_version_id)
            .where(
                Membership.role == Role.LECTURER, Membership.left_at.is_(None), Course.archived_at.is_(None),
                RubricVersion.institution_id == institution, RubricVersion.slug.in_(slugs),
            )
            .options(joinedload(Assignment.course), joinedload(Assignment.rubric_version))
            .order_by(Assignment.id.desc())
            .limit(100)
        )
    )  # fmt: skip
