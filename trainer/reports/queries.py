"""Which case somebody may report on, and what they have reported."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from trainer.errors import NotFound
from trainer.models import CaseVersion, ReportState, Run, WordingReport, written_by
from trainer.web.documents import usable_in

MOST_SHOWN = 200


def case_read(db: Session, slug: str, version: str, *, person: int, institution: int) -> CaseVersion:
    """A case version that this person can read: an open one, one of their own, or one of a plan of theirs.

    NotFound otherwise. `person` and `institution` are 0 for somebody who is nobody here.
    """
    planned = select(Run.id).where(Run.case_version_id == CaseVersion.id, written_by(person)).exists()
    found = db.scalars(
        select(CaseVersion)
        .where(
            CaseVersion.slug == slug,
            CaseVersion.version == version,
            or_(usable_in(institution), CaseVersion.owner_id == person, planned),
        )
        # Two institutions may have given one number to their own versions of a case.
        .order_by((CaseVersion.institution_id == institution).desc(), CaseVersion.id.desc())
        .limit(1)
    ).first()
    if found is None:
        raise NotFound()
    return found


def reported_by(db: Session, person: int) -> list[WordingReport]:
    """What this person has reported, the newest first."""
    return list(
        db.scalars(
            select(WordingReport)
            .where(WordingReport.reporter_id == person)
            .options(joinedload(WordingReport.case_version))
            .order_by(WordingReport.made_at.desc(), WordingReport.id.desc())
            .limit(MOST_SHOWN)
        )
    )


def open_report(
    db: Session, version: CaseVersion, place: str, language: str, *, reporter: int
) -> WordingReport | None:
    """What this person reported about this wording and nobody has answered yet."""
    return db.scalars(
        select(WordingReport)
        .where(
            WordingReport.case_version_id == version.id,
            WordingReport.place == place,
            WordingReport.language == language,
            WordingReport.reporter_id == reporter,
            WordingReport.state == ReportState.OPEN,
        )
        .limit(1)
    ).first()


def plans_on(db: Session, versions: Collection[int], *, person: int) -> dict[int, str]:
    """The newest plan of a person on each of these case versions, by the version's id: the way back to it."""
    rows = db.execute(
        select(Run.case_version_id, Run.public_id)
        .where(Run.case_version_id.in_(versions), written_by(person))
        .order_by(Run.id)
    )
    return {version: public_id for version, public_id in rows}
