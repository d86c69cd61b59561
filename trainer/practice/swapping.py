"""Write about another case than the assigned one: no reason is asked, and what was written stays readable."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.errors import Conflict, Invalid
from trainer.models import Assignment, CaseVersion, Run, Submission, written_by
from trainer.practice.queries import run_for_assignment
from trainer.practice.service import begin_assignment
from trainer.web.other_cases import cases_instead


def may_swap(db: Session, run: Run | None) -> bool:
    """Whether another case may still be taken: as long as nothing was handed in."""
    return run is None or db.scalar(select(Submission.id).where(Submission.run_id == run.id).limit(1)) is None


def swap(
    db: Session, assignment: Assignment, wanted: str, *, owner: int, language: str, today: dt.date, now: dt.datetime
) -> Run:
    """The run on another case, which is from now on the one of this assignment; it costs no attempt.

    A plan that was begun becomes one of practice: it stays with its writers and is no part of the assignment, and comes
    back when they come back to its case. Conflict once something was handed in, Invalid for a case that is not offered.
    """
    present = run_for_assignment(db, assignment.id, owner=owner)
    if not may_swap(db, present):
        raise Conflict("swap.handed_in")
    offered = cases_instead(db, assignment, present.case_version if present else assignment.case_version, language)
    case = next((each for each in offered if each.public_id == wanted), None)
    if case is None:
        raise Invalid("swap.not_offered")
    if present is not None:
        present.put_aside_for_id, present.assignment_id = assignment.id, None
        db.flush()  # one plan for an assignment: the old one makes room before the new one comes
    earlier = _put_aside(db, assignment, case, present, owner=owner)
    if earlier is not None:
        earlier.put_aside_for_id, earlier.assignment_id = None, assignment.id
        return earlier
    return begin_assignment(db, assignment, owner=owner, language=language, today=today, now=now, case=case)


def _put_aside(
    db: Session, assignment: Assignment, case: CaseVersion, present: Run | None, *, owner: int
) -> Run | None:
    """The plan that these writers once put aside on this case."""
    team = present.team_id if present else None
    return db.scalars(
        select(Run)
        .where(
            Run.put_aside_for_id == assignment.id,
            Run.case_version_id == case.id,
            Run.team_id == team if team else Run.team_id.is_(None),
            written_by(owner),
            ~select(Submission.id).where(Submission.run_id == Run.id).exists(),
        )
        .order_by(Run.id.desc())
        .limit(1)
    ).first()
