"""Which cases a student may write about instead of the assigned one: the lecturer's choice, else the most alike."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.models import Assignment, CaseVersion, OtherCase
from trainer.web.documents import USABLE, usable_in


def chosen_cases(db: Session, assignment: int) -> list[CaseVersion]:
    """What the lecturer has chosen for an assignment; empty where the cases most like it are offered."""
    return list(
        db.scalars(
            select(CaseVersion)
            .join(OtherCase, OtherCase.case_version_id == CaseVersion.id)
            .where(OtherCase.assignment_id == assignment, CaseVersion.status.in_(USABLE))
            .order_by(CaseVersion.slug)
        )
    )


def alike_cases(db: Session, assigned: CaseVersion, institution: int) -> list[CaseVersion]:
    """The newest usable versions of other cases with the same client group and level that share a language."""
    rows = db.scalars(
        select(CaseVersion)
        .where(
            usable_in(institution),
            CaseVersion.slug != assigned.slug,
            CaseVersion.summary["client"].as_string() == assigned.summary["client"],
            CaseVersion.summary["level"].as_integer() == assigned.summary["level"],
        )
        .order_by(CaseVersion.slug, CaseVersion.id)
    )
    newest = {row.slug: row for row in rows}.values()
    return [row for row in newest if set(row.summary["languages"]) & set(assigned.summary["languages"])]


def cases_instead(db: Session, assignment: Assignment, present: CaseVersion, into: str) -> list[CaseVersion]:
    """What a student who writes about `present` may take instead, in their language where nobody has chosen.

    Whoever has taken another case may come back to the assigned one.
    """
    assigned = assignment.case_version
    found = chosen_cases(db, assignment.id)
    if not found:
        spoken = into if into in assigned.summary["languages"] else next(iter(assigned.summary["languages"]))
        alike = alike_cases(db, assigned, assignment.course.institution_id)
        found = [case for case in alike if spoken in case.summary["languages"]]
    return [case for case in [assigned, *found] if case.slug != present.slug]
