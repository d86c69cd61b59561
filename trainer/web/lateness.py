"""How many days late a plan was handed in: counted anew from the day that counts for its writer, not kept."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.models import Assignment, Extension, Run, Submission, counting_extension, due_for, who_wrote
from trainer.web.scheme import Scheme, late_days, scheme_of


def days_late(
    db: Session, assignment: Assignment | None, *, only: str = "", scheme: Scheme | None = None
) -> dict[str, int]:
    """The days late by a submission's public id; those handed in in time are left out.

    One statement for a class, and none where the assignment takes nothing off for late plans. An extension that was
    given afterwards counts. `only` narrows to one submission; `scheme` is one that is tried, not the present one.
    """
    return _late(db, assignment, Submission.public_id, only=only, scheme=scheme)


def days_late_by_id(db: Session, assignment: Assignment) -> dict[int, int]:
    """The same by the submission's own id, which the index of the queue holds: for files of a whole course."""
    return _late(db, assignment, Submission.id)


def _late(
    db: Session, assignment: Assignment | None, key: Any, *, only: str = "", scheme: Scheme | None = None
) -> dict[Any, int]:
    if assignment is None or assignment.due_at is None:
        return {}
    if not (scheme or scheme_of(assignment.scheme)).penalty:
        return {}
    query = (
        select(key, Submission.handed_in_at, Extension)
        .select_from(Submission)
        .join(Run, Run.id == Submission.run_id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .outerjoin(Extension, Extension.id == counting_extension(Assignment.id, who_wrote()))
        .where(Submission.assignment_id == assignment.id, Submission.handed_in_at > assignment.due_at)
    )
    rows = db.execute(query.where(Submission.public_id == only) if only else query)
    found = {id: late_days(due_for(assignment, extension), at) for id, at, extension in rows}
    return {id: days for id, days in found.items() if days}
