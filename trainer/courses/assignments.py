"""Give a case to a course: what is assigned, until when, by which rules, and a later day for one student."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from trainer.courses.queries import is_begun
from trainer.errors import Conflict, Invalid
from trainer.models import (
    AfterDue,
    Assignment,
    CalibrationMarking,
    CalibrationRound,
    CaseVersion,
    Course,
    CourseGroup,
    Extension,
    GroupSet,
    Mail,
    OtherCase,
    PeerRound,
    Person,
    RubricChange,
    RubricVersion,
    RuleSetAside,
    ShowFindings,
    ShowSuggestion,
)
from trainer.web.markdown import to_html


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an assignment says, as its form gives it; the times are moments, not clock faces."""

    case: CaseVersion
    rubric: RubricVersion
    teams: GroupSet | None
    title: str
    instructions: str
    opens_at: dt.datetime | None
    due_at: dt.datetime | None
    after_due: AfterDue
    attempts: int
    show_findings: ShowFindings
    show_suggestion: ShowSuggestion
    draws_first: bool


def assign(db: Session, course: Course, terms: Terms, *, now: dt.datetime) -> Assignment:
    """A new assignment; its case and rubric stay the versions they are today."""
    assignment = Assignment(course_id=course.id, scheme={}, made_at=now)
    _write(assignment, terms)
    db.add(assignment)
    return assignment


def change_assignment(db: Session, assignment: Assignment, terms: Terms) -> None:
    """Other terms. Once somebody has begun, case, rubric and teams stay: their plan was written for and by these."""
    present = assignment.case_version_id, assignment.rubric_version_id, assignment.team_set_id
    changed = (terms.case.id, terms.rubric.id, terms.teams.id if terms.teams else None) != present
    if changed and is_begun(db, assignment.id):
        raise Conflict("courses.case_is_fixed")
    _write(assignment, terms)


def withdraw_assignment(db: Session, assignment: Assignment) -> None:
    """Take an assignment back, as long as nobody has begun a plan for it."""
    if is_begun(db, assignment.id):
        raise Conflict("courses.assignment_begun")
    db.execute(delete(Extension).where(Extension.assignment_id == assignment.id))
    rounds = select(CalibrationRound.id).where(CalibrationRound.assignment_id == assignment.id)
    db.execute(delete(CalibrationMarking).where(CalibrationMarking.round_id.in_(rounds)))
    for about in (RuleSetAside, CalibrationRound, RubricChange, PeerRound, OtherCase, Mail):
        db.execute(delete(about).where(about.assignment_id == assignment.id))
    db.delete(assignment)


def offer_instead(db: Session, assignment: Assignment, cases: Sequence[CaseVersion]) -> None:
    """Which cases a student may take instead of the assigned one; none: those most like it."""
    db.execute(delete(OtherCase).where(OtherCase.assignment_id == assignment.id))
    db.add_all(OtherCase(assignment_id=assignment.id, case_version_id=case.id) for case in cases)


def extend(
    db: Session, assignment: Assignment, whom: Person | CourseGroup, *,
    due_at: dt.datetime, reason: str, by: int, now: dt.datetime,
) -> None:  # fmt: skip
    """A later due date for one student or group; a second one takes the place of the first."""
    if assignment.due_at is None or due_at <= assignment.due_at:
        raise Invalid("courses.not_later")
    column = "person_id" if isinstance(whom, Person) else "group_id"
    found = db.scalars(
        select(Extension).where(Extension.assignment_id == assignment.id, getattr(Extension, column) == whom.id)
    ).first()
    if found is None:
        found = Extension(assignment_id=assignment.id, **{column: whom.id})
        db.add(found)
    found.due_at, found.reason, found.given_by_id, found.given_at = due_at, reason, by, now


def take_extension_back(db: Session, extension: Extension) -> None:
    """The common due date holds for this student or group again."""
    db.delete(extension)


def _write(assignment: Assignment, terms: Terms) -> None:
    assignment.case_version_id, assignment.rubric_version_id = terms.case.id, terms.rubric.id
    assignment.team_set_id = terms.teams.id if terms.teams else None
    assignment.title = terms.title
    assignment.instructions = terms.instructions
    assignment.instructions_html = str(to_html(terms.instructions)) if terms.instructions.strip() else ""
    assignment.opens_at, assignment.due_at, assignment.after_due = terms.opens_at, terms.due_at, terms.after_due
    assignment.attempts = terms.attempts
    assignment.show_findings, assignment.show_suggestion = terms.show_findings, terms.show_suggestion
    assignment.draws_first = terms.draws_first
