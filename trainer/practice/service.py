"""Begin to work on a case: alone, as a visitor, or for an assignment."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.checker.plan import Goal, Plan, Step
from trainer.errors import Conflict, NotFound
from trainer.models import Assignment, CaseVersion, Draft, Institution, Person, Run
from trainer.practice.queries import run_for_assignment, team_for
from trainer.web.case_page import language_of
from trainer.web.documents import case_of, default_rubric


def welcome_visitor(db: Session, *, name: str, language: str, now: dt.datetime) -> Person:
    """A place for somebody without an account; only their own browser can open it."""
    institution = db.scalars(select(Institution).order_by(Institution.id).limit(1)).first()
    if institution is None:
        raise NotFound()
    visitor = Person(institution_id=institution.id, name=name, language=language, visitor=True, created_at=now)
    db.add(visitor)
    db.flush()  # the run and the sign-in need its id
    return visitor


def begin_practice(
    db: Session, version: CaseVersion, *, owner: int, institution: int, language: str, today: dt.date, now: dt.datetime
) -> Run:
    """A new run on an open case, with an empty plan in the language of the writer."""
    rubric = default_rubric(db, institution)
    return _begin(db, version, rubric.id, owner=owner, assignment=None, language=language, today=today, now=now)


def begin_assignment(
    db: Session, assignment: Assignment, *, owner: int, language: str, today: dt.date, now: dt.datetime,
    case: CaseVersion | None = None,
) -> Run:  # fmt: skip
    """The run of a student or their team for an assignment: made once, opened ever after; `case`: not the assigned one.

    Where teams write, somebody who is in none gets Conflict: their lecturer has to put them into one.
    """
    found = run_for_assignment(db, assignment.id, owner=owner)
    if found is not None:
        return found
    if assignment.opens_at and assignment.opens_at > now:
        raise NotFound("practice.not_open_yet")
    team = team_for(db, assignment, person=owner)
    if assignment.team_set_id is not None and team is None:
        raise Conflict("practice.no_team")
    return _begin(
        db, case or assignment.case_version, assignment.rubric_version_id,
        owner=owner, assignment=assignment.id, language=language, today=today, now=now,
        team=team.id if team else None,
    )  # fmt: skip


def _begin(
    db: Session,
    version: CaseVersion,
    rubric: int,
    *,
    owner: int,
    assignment: int | None,
    language: str,
    today: dt.date,
    now: dt.datetime,
    team: int | None = None,
) -> Run:
    case = case_of(version)
    # One empty row stands ready: to write the first word nobody has to find a button.
    first = Goal(id="g1", steps=(Step(id="s1"),))
    plan = Plan(language=language_of(case, language), case=case.reference, date=today, goals=(first,))
    run = Run(
        owner_id=owner, case_version_id=version.id, rubric_version_id=rubric, assignment_id=assignment,
        team_id=team, pathway=case.pathway, begun_at=now,
    )
    run.draft = Draft(document=plan.to_document(), saved_at=now, revision=0)
    db.add(run)
    db.flush()  # the answer names the run's address
    return run
