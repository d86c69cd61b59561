"""How often a case was used and how hard it proved: counted for each case now and then, never for each reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, distinct, func, select
from sqlalchemy.orm import Session

from trainer.checker.values import Language
from trainer.models import (
    Assignment,
    CaseVersion,
    Mark,
    Marking,
    MarkingState,
    RubricVersion,
    Run,
    Submission,
)
from trainer.web.documents import rubric_of
from trainer.web.parts import parts

KEPT = dt.timedelta(minutes=10)
# Of fewer students one might guess who they were.
ENOUGH = 5
# The newest are enough to tell how hard a case is, and cost the same however often it was used.
NEWEST = 500
# A level that meets what the rubric asks.
REACHED = 2
_SHOWN = (MarkingState.RELEASED, MarkingState.SENT_BACK)
_HARDEST = 2


class Hard(NamedTuple):
    """A criterion with the share of first plans that reached it, and its names by language."""

    name: Mapping[Language, str]
    share: float


class Use(NamedTuple):
    """How a case was used: plans begun, classes that it was given to, students whose first plan was marked and shown.

    `share` is the part of all their levels that reached what is asked, `hardest` the criteria that fewest reached; both
    are empty where there are not ENOUGH students.
    """

    begun: int
    classes: int
    students: int
    share: float | None = None
    hardest: tuple[Hard, ...] = ()


def use_of(db: Session, version: CaseVersion, now: dt.datetime) -> Use:
    """How all versions of a case were used; at most ten minutes old."""
    cache, key = parts().cache, ("case use", version.institution_id, version.slug)
    kept: tuple[dt.datetime, Use] | None = cache.get(key)
    if kept is None or now >= kept[0]:
        kept = cache[key] = (now + KEPT, _counted(db, version))
    return kept[1]


def _counted(db: Session, version: CaseVersion) -> Use:
    versions = select(CaseVersion.id).where(
        CaseVersion.slug == version.slug, CaseVersion.institution_id == version.institution_id
    )
    begun, classes = db.execute(
        select(
            select(func.count()).select_from(Run).where(Run.case_version_id.in_(versions)).scalar_subquery(),
            select(func.count(distinct(Assignment.course_id)))
            .where(Assignment.case_version_id.in_(versions))
            .scalar_subquery(),
        )
    ).one()
    rows = _levels(db, Run.case_version_id.in_(versions))
    students = max((row.students for row in rows), default=0)
    if students < ENOUGH:
        return Use(begun, classes, students)
    given, reached = sum(row.given for row in rows), sum(row.reached for row in rows)
    names = {str(part.id): part.name for part in rubric_of(db.get_one(RubricVersion, rows[0].rubric)).criteria}
    by_share = sorted(
        (Hard(names[row.criterion], row.reached / row.given) for row in rows
         if row.criterion in names and row.students >= ENOUGH),
        key=lambda each: each.share,
    )  # fmt: skip
    return Use(begun, classes, students, reached / given, tuple(by_share[:_HARDEST]))


def _levels(db: Session, on_case: ColumnElement[bool]) -> list[Any]:
    """For each criterion how many levels were given to first plans, how many reached what is asked, to whom."""
    newest = (
        select(Run.id, Run.owner_id)
        .where(on_case, Run.assignment_id.is_not(None))
        .order_by(Run.id.desc())
        .limit(NEWEST)
        .subquery()
    )
    return list(
        db.execute(
            select(
                Mark.criterion,
                func.max(Marking.rubric_version_id).label("rubric"),
                func.count(Mark.level).label("given"),
                func.sum(case((Mark.level >= REACHED, 1), else_=0)).label("reached"),
                func.count(distinct(newest.c.owner_id)).label("students"),
            )
            .join(Marking, Marking.id == Mark.marking_id)
            .join(Submission, Submission.id == Marking.submission_id)
            .join(newest, newest.c.id == Submission.run_id)
            .where(Submission.attempt == 1, Marking.state.in_(_SHOWN), Mark.level.is_not(None))
            .group_by(Mark.criterion)
            .order_by(Mark.criterion)
        )
    )
