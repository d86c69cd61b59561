"""Units of the plans of a course, taken out without names, of those students who agreed; one unit a line."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from typing import Any, NamedTuple

from flask import Response, render_template
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.checker.case import Case
from trainer.checker.plan import Plan
from trainer.checker.report import Place, Report, Unit
from trainer.documents.pseudonyms import Pseudonyms
from trainer.errors import NotFound
from trainer.marking import queries
from trainer.marking.blueprint import blueprint
from trainer.models import (
    Assignment,
    CaseVersion,
    Course,
    Mark,
    Marking,
    MarkingState,
    Membership,
    Person,
    Run,
    Submission,
)
from trainer.web import access
from trainer.web.documents import case_of
from trainer.web.parts import reading
from trainer.web.plan_view import people_of
from trainer.web.viewer import viewer

PREVIEW = 3
# With fewer students than this, whoever knows the class may recognise whose words they are.
FEW = 5
LABELS = ("time", "measurable", "owner", "kind", "actor", "type", "concrete", "frame", "respectful")
_SPOKEN = {True: "yes", False: "no"}
Line = dict[str, Any]


class HandedIn(NamedTuple):
    """The newest plan of somebody who agreed, with its case and the levels that it was given."""

    document: dict[str, Any]
    report: dict[str, Any]
    case: CaseVersion
    levels: dict[str, int]


class Willing(NamedTuple):
    """How many students have handed in a plan, and how many of them agreed; never which."""

    students: int
    agreed: int


@blueprint.get("/courses/<course>/units")
@access.member
def units(course: str) -> Any:
    """What can be taken out of a course, how many agreed, and a few units to look at first."""
    db = reading()
    found = queries.course_to_mark(db, course, by=viewer().id, leads=True)
    lines = units_of(db, found)
    return render_template(
        "marking/units.html", course=found, willing=willing_in(db, found.id), few=FEW, lines=lines[:PREVIEW],
        count=len(lines), sample=_written(lines[0]) if lines else "",
    )  # fmt: skip


@blueprint.get("/courses/<course>/units.jsonl")
@access.member
def units_file(course: str) -> Any:
    """The units as JSONL; NotFound while nobody agreed."""
    found = queries.course_to_mark(reading(), course, by=viewer().id, leads=True)
    lines = units_of(reading(), found)
    if not lines:
        raise NotFound("marking.no_units")
    head = {"Content-Disposition": 'attachment; filename="units.jsonl"'}
    return Response("".join(_written(line) + "\n" for line in lines), mimetype="application/x-ndjson", headers=head)


def _written(line: Line) -> str:
    return json.dumps(line, ensure_ascii=False)


def willing_in(db: Session, course: int) -> Willing:
    """How many students of a course handed in a plan, and how many of these agreed."""
    row = db.execute(
        select(func.count(Person.id.distinct()), func.count(Person.id.distinct()).filter(_AGREED))
        .join(Run, Run.owner_id == Person.id)
        .join(Submission, Submission.run_id == Run.id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .where(Assignment.course_id == course)
    ).one()
    return Willing(*row)


_AGREED = Person.units_agreed_at.is_not(None) & Person.left_at.is_(None)


def units_of(db: Session, course: Course) -> list[Line]:
    """Every unit of the newest plans of those who agreed, in an order that says nothing of the class."""
    people = db.scalars(
        select(Person.name).join(Membership, Membership.person_id == Person.id).where(Membership.course_id == course.id)
    ).all()
    lines = [line for plan in _handed_in(db, course.id) for line in _units(plan, list(people))]
    return sorted(lines, key=lambda line: str(line["id"]))


def _handed_in(db: Session, course: int) -> list[HandedIn]:
    newest = (
        select(func.max(Submission.id).label("id"))
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(Run, Run.id == Submission.run_id)
        .join(Person, Person.id == Run.owner_id)
        .where(Assignment.course_id == course, _AGREED)
        .group_by(Submission.run_id)
        .subquery()
    )
    given: dict[int, dict[str, int]] = {}
    marks = (
        select(Marking.submission_id, Mark.criterion, Mark.level)
        .join(newest, newest.c.id == Marking.submission_id)
        .join(Mark, Mark.marking_id == Marking.id)
        .where(Marking.state != MarkingState.DRAFT, Mark.level.is_not(None))
        .order_by(Mark.criterion)
    )
    for submission, criterion, level in db.execute(marks):
        given.setdefault(submission, {})[criterion] = level
    plans = (
        select(Submission.id, Submission.document, Submission.report, CaseVersion)
        .join(newest, newest.c.id == Submission.id)
        .join(Run, Run.id == Submission.run_id)
        .join(CaseVersion, CaseVersion.id == Run.case_version_id)
    )
    return [HandedIn(document, report, case, given.get(id, {})) for id, document, report, case in db.execute(plans)]


def _units(handed_in: HandedIn, people: list[str]) -> Iterator[Line]:
    plan, case = Plan.model_validate(handed_in.document), case_of(handed_in.case)
    names = Pseudonyms(people, case, plan.language)
    read = {unit.at: unit for unit in Report.model_validate(handed_in.report).units}
    for at, text, responsible, start, end in _rows(plan, case):
        if not text.strip():
            continue
        shown, first, last, *who = names.without([text, start or "", end or "", *responsible])
        yield {
            "id": secrets.token_hex(8),
            "lang": plan.language.value,
            "unit": {"problem": "problem", "goal": "goal"}.get(at.cell or "", "step"),
            "text": shown,
            "responsible": who,
            "start": first or None,
            "end": last or None,
            # Nobody has labelled these units: what a person judged are the levels of the whole plan.
            "labels": {},
            "read": _labels(read[at]) if at in read else {},
            "levels": handed_in.levels,
            "case": case.reference,
            "checker": handed_in.report.get("checker", ""),
        }


_Row = tuple[Place, str, tuple[str, ...], str | None, str | None]


def _rows(plan: Plan, case: Case) -> Iterator[_Row]:
    """Each problem, goal and step with the cells that count as part of it; people of the case by their names."""
    people = people_of(case, plan.language)

    def named(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(people[id].name if id in people else id for id in ids)

    for goal in plan.goals:
        yield Place(goal=goal.id, cell="problem"), goal.problem, (), None, None
        yield Place(goal=goal.id, cell="goal"), goal.goal, named(goal.responsible), goal.start, goal.end
        for step in goal.steps:
            at = Place(goal=goal.id, step=step.id, cell="text")
            who, start, end = step.responsible or goal.responsible, step.start, step.end
            yield at, step.text, named(who), start, end


def _labels(unit: Unit) -> dict[str, str]:
    """What the checker read in a unit, in the words of the codebook."""
    values = ((name, getattr(unit, name)) for name in LABELS)
    return {name: _SPOKEN[value] if isinstance(value, bool) else value for name, value in values if value is not None}
