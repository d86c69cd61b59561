"""Cases and rubrics as values, made once per version: a version never changes, so neither does its value."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from trainer.checker.case import Case
from trainer.checker.rubric import Rubric
from trainer.models import CaseVersion, RubricVersion, Visibility
from trainer.web.parts import parts

USABLE = ("review", "published")


def case_of(version: CaseVersion) -> Case:
    """The case of a version, with its key: templates for students get `case_for_students`."""
    cache = parts().cache
    found = cache.get(("case", version.id))
    if found is None:
        found = cache[("case", version.id)] = Case.model_validate(version.document)
    return found  # type: ignore[no-any-return]


def case_for_students(version: CaseVersion) -> Case:
    """The case of a version without its key: what a student may see."""
    cache = parts().cache
    found = cache.get(("open case", version.id))
    if found is None:
        found = cache[("open case", version.id)] = case_of(version).without_key()
    return found  # type: ignore[no-any-return]


def rubric_of(version: RubricVersion) -> Rubric:
    """The rubric of a version; where it lacks a language, the words of its source stand in their place."""
    cache = parts().cache
    found = cache.get(("rubric", version.id))
    if found is None:
        found = cache[("rubric", version.id)] = Rubric.model_validate(version.document).in_every_language()
    return found  # type: ignore[no-any-return]


def usable_in(institution_id: int) -> ColumnElement[bool]:
    """The condition under which students of an institution may use a case version; 0 for people of none."""
    return CaseVersion.status.in_(USABLE) & or_(
        CaseVersion.visibility == Visibility.OPEN,
        (CaseVersion.visibility == Visibility.INSTITUTION) & (CaseVersion.institution_id == institution_id),
    )


def open_cases(db: Session, institution_id: int) -> list[CaseVersion]:
    """The newest usable version of every case that is open to all or to the institution, by slug."""
    rows = db.scalars(
        select(CaseVersion)
        .where(usable_in(institution_id))
        .order_by(CaseVersion.slug, CaseVersion.id)
    )
    return list({row.slug: row for row in rows}.values())


def rubrics_for(institution_id: int, person_id: int) -> ColumnElement[bool]:
    """The condition under which somebody may use a rubric version: their own, their institution's, and open ones.

    What came with the product stands in each institution's own list, so another's copy of it is not shown twice.
    """
    seen = RubricVersion.visibility != Visibility.PRIVATE
    open_ = (RubricVersion.visibility == Visibility.OPEN) & RubricVersion.owner_id.is_not(None)
    return or_(
        RubricVersion.owner_id == person_id, (RubricVersion.institution_id == institution_id) & seen, open_
    )


def default_rubric(db: Session, institution_id: int, slug: str = "service-plan") -> RubricVersion:
    """The newest version of a rubric that came with the product; the general one unless another is named."""
    return db.scalars(
        select(RubricVersion)
        .where(
            RubricVersion.slug == slug, RubricVersion.institution_id == institution_id, RubricVersion.owner_id.is_(None)
        )
        .order_by(RubricVersion.id.desc())
        .limit(1)
    ).one()
