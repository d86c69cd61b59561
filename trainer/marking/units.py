"""Units of the plans of a course, without names, of those students who agreed: each a problem, a goal or a step."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from trainer.checker.case import Case
from trainer.checker.plan import Plan
from trainer.checker.report import Place, Report, Unit
from trainer.documents.pseudonyms import Pseudonyms
from trainer.models import (
    Assignment,
    CaseVersion,
    GroupMember,
    Mark,
    Marking,
    MarkingState,
    Membership,
    Person,
    Run,
    Slot,
    Submission,
)
from trainer.web.documents import case_of
from trainer.web.plan_view import people_of

LABELS = ("time", "measurable", "owner", "kind", "actor", "type", "concrete", "frame", "respectful")
_SPOKEN = {True: "yes", False: "no"}
_AGREED = Person.units_agreed_at.is_not(None) & Person.left_at.is_(None)
# Rows of a team's plan are everybody's: one who has not agreed keeps them here.
_ALL_AGREED = or_(
    Run.team_id.is_(None),
    ~select(GroupMember.id)
    .join(GroupMember.person)
    .where(GroupMember.group_id == Run.team_id, ~_AGREED)
    .correlate(Run)
    .exists(),
)


class Willing(NamedTuple):
    """How many students have handed in a plan, and how many of them agreed; never which."""

    students: int
    agreed: int


def willing_in(db: Session, course: int) -> Willing:
    """The students of a course who handed in a plan, counted."""
    row = db.execute(
        select(func.count(Person.id.distinct()), func.count(Person.id.distinct()).filter(_AGREED))
        .join(Run, Run.owner_id == Person.id)
        .join(Submission, Submission.run_id == Run.id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .where(Assignment.course_id == course)
    ).one()
    return Willing(*row)


@dataclass(frozen=True)
class HandedIn:
    """The newest plan of somebody who agreed, with its report, its case and the levels that a person gave it."""

    plan: Plan
    report: Report
    case: Case
    levels: dict[str, int]
    people: Sequence[str]

    @cached_property
    def names(self) -> Pseudonyms:
        """What takes the names out of this plan: those of the class, of the case, and whatever looks like one."""
        return Pseudonyms(self.people, self.case, self.plan.language)

    @cached_property
    def read(self) -> dict[Place, Unit]:
        """What the checker read, by place."""
        return {unit.at: unit for unit in self.report.units}


class Bare(NamedTuple):
    """A unit as it stands in its plan, names and all, with the cells that count as part of it."""

    plan: HandedIn
    at: Place
    text: str
    responsible: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None


def units_in(db: Session, course: int) -> list[Bare]:
    """Every unit of the newest plans of those who agreed, shuffled: their order would be that of handing in."""
    found = [unit for plan in _handed_in(db, course) for unit in _units(plan)]
    random.SystemRandom().shuffle(found)
    return found


def line_of(unit: Bare) -> dict[str, Any]:
    """A unit as it leaves the trainer. Its id is made anew each time and leads nowhere."""
    plan = unit.plan
    text, start, end, *who = plan.names.without([unit.text, unit.start or "", unit.end or "", *unit.responsible])
    return {
        "id": secrets.token_hex(8),
        "lang": plan.plan.language.value,
        "unit": {"problem": "problem", "goal": "goal"}.get(unit.at.cell or "", "step"),
        "text": text,
        "responsible": who,
        "start": start or None,
        "end": end or None,
        # Nobody has labelled these units: what a person judged are the levels of the whole plan.
        "labels": {},
        "read": _labels(plan.read[unit.at]) if unit.at in plan.read else {},
        "levels": plan.levels,
        "case": plan.case.reference,
        "checker": plan.report.checker,
    }


def _handed_in(db: Session, course: int) -> list[HandedIn]:
    newest = (
        select(func.max(Submission.id).label("id"))
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(Run, Run.id == Submission.run_id)
        .join(Person, Person.id == Run.owner_id)
        .where(Assignment.course_id == course, _AGREED, _ALL_AGREED)
        .group_by(Submission.run_id)
        .subquery()
    )
    marks = (
        select(Marking.submission_id, Mark.criterion, Mark.level)
        .join(newest, newest.c.id == Marking.submission_id)
        .join(Mark, Mark.marking_id == Marking.id)
        .where(Marking.slot == Slot.COUNTS, Marking.state != MarkingState.DRAFT, Mark.level.is_not(None))
        .order_by(Mark.criterion)
    )
    levels: dict[int, dict[str, int]] = {}
    for submission, criterion, level in db.execute(marks):
        levels.setdefault(submission, {})[criterion] = level
    members = select(Person.name).join(Membership, Membership.person_id == Person.id)
    people = db.scalars(members.where(Membership.course_id == course)).all()
    plans = (
        select(Submission.id, Submission.document, Submission.report, CaseVersion)
        .join(newest, newest.c.id == Submission.id)
        .join(Run, Run.id == Submission.run_id)
        .join(CaseVersion, CaseVersion.id == Run.case_version_id)
    )
    return [
        HandedIn(
            Plan.model_validate(document), Report.model_validate(report), case_of(case), levels.get(id, {}), people
        )
        for id, document, report, case in db.execute(plans)
    ]


def _units(handed_in: HandedIn) -> Iterator[Bare]:
    """Each problem, goal and step that says something; people of the case by their names."""
    plan = handed_in.plan
    people = people_of(handed_in.case, plan.language)

    def named(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(people[id].name if id in people else id for id in ids)

    for goal in plan.goals:
        units = [
            Bare(handed_in, Place(goal=goal.id, cell="problem"), goal.problem),
            Bare(handed_in, Place(goal=goal.id, cell="goal"), goal.goal, named(goal.responsible), goal.start, goal.end),
        ]
        for step in goal.steps:
            at, who = Place(goal=goal.id, step=step.id, cell="text"), step.responsible or goal.responsible
            units.append(Bare(handed_in, at, step.text, named(who), step.start, step.end))
        yield from (unit for unit in units if unit.text.strip())


def _labels(unit: Unit) -> dict[str, str]:
    """What the checker read in a unit, in the words of the codebook."""
    values = ((name, getattr(unit, name)) for name in LABELS)
    return {name: _SPOKEN[value] if isinstance(value, bool) else value for name, value in values if value is not None}
