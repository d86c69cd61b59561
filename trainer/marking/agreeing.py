"""The page on which a lecturer sees how far their levels and the suggested ones agree, criterion by criterion."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import render_template, request
from sqlalchemy import Integer, Select, Subquery, func, select
from sqlalchemy.orm import Session

from trainer.checker.agreement import ENOUGH, Agreement, agreement
from trainer.checker.rubric import Criterion, Gate
from trainer.errors import NotAllowed, NotFound
from trainer.marking import queries
from trainer.marking.blueprint import blueprint
from trainer.marking.service import parts_by_id
from trainer.models import Assignment, Course, Marking, MarkingLog, Person, Run, Submission
from trainer.web import access, drawing
from trainer.web.documents import default_rubric, rubric_of
from trainer.web.drawing import Drawing
from trainer.web.parts import reading
from trainer.web.viewer import viewer
from trainer.web.words import _, language

MOST_APART = 3


class Apart(NamedTuple):
    """A plan to which the lecturer gave another level than was suggested."""

    submission: str
    student: str
    assignment: str
    level: int
    suggested: int


class Shown(NamedTuple):
    """One criterion or gate: its figures and its picture, or neither while there are too few pairs."""

    part: Criterion | Gate
    n: int
    figures: Agreement | None
    grid: Drawing | None
    apart: list[Apart]


@blueprint.get("/agreement")
@access.member
def agreement_page() -> Any:
    """Over the reader's own marking in the courses that they teach or assist now; `course` narrows to one of them."""
    db = reading()
    courses = queries.courses_marked(db, viewer().id)
    if not courses and not viewer().is_lecturer:
        raise NotAllowed()
    chosen = _chosen(courses, request.args.get("course"))
    kept = [chosen] if chosen else courses
    given = blind_levels(viewer().id, [course.id for course in kept])
    counts, apart = _counts(db, given), _apart(db, given)
    rubric = rubric_of(default_rubric(db, viewer().institution_id))
    shown = [_shown(part, counts.get(id, {}), apart.get(id, [])) for id, part in parts_by_id(rubric).items()]
    return render_template(
        "marking/agreement.html", courses=courses, chosen=chosen, shown=shown, enough=ENOUGH,
        any=any(one.n for one in shown),
    )  # fmt: skip


def _chosen(courses: list[Course], public_id: str | None) -> Course | None:
    if public_id is None:
        return None
    found = next((course for course in courses if course.public_id == public_id), None)
    if found is None:
        raise NotFound()
    return found


def blind_levels(person: int, courses: list[int]) -> Subquery:
    """The first level that a person gave on each criterion of each plan, where the suggestion was not seen before.

    From the record and not from the marks: who changes a level after seeing the suggestion has it changed in the mark,
    and leaving those out would leave out just the plans on which both differed.
    """
    criterion = MarkingLog.values["criterion"].as_string()
    first = (
        select(func.min(MarkingLog.id).label("id"))
        .join(Marking, Marking.id == MarkingLog.marking_id)
        .join(Submission, Submission.id == Marking.submission_id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .where(Assignment.course_id.in_(courses), MarkingLog.what == "level")
        .group_by(MarkingLog.marking_id, criterion)
        .subquery()
    )
    level, suggested = (MarkingLog.values[name].as_integer() for name in ("after", "suggested"))
    return (
        select(
            MarkingLog.id,
            MarkingLog.marking_id,
            criterion.label("criterion"),
            level.label("level"),
            suggested.label("suggested"),
            func.abs(level - suggested, type_=Integer).label("apart"),
        )
        .join(first, first.c.id == MarkingLog.id)
        .where(
            MarkingLog.by_id == person,
            MarkingLog.values["suggestion_seen"].as_boolean().is_(False),
            level.is_not(None),
            suggested.is_not(None),
        )
        .subquery()
    )


def _counts(db: Session, given: Subquery) -> dict[str, dict[tuple[int, int], int]]:
    """By criterion: how often each level was given where each was suggested."""
    pair = given.c.criterion, given.c.level, given.c.suggested
    found: dict[str, dict[tuple[int, int], int]] = {}
    for criterion, level, suggested, times in db.execute(select(*pair, func.count()).group_by(*pair)):
        found.setdefault(criterion, {})[level, suggested] = times
    return found


def _apart(db: Session, given: Subquery) -> dict[str, list[Apart]]:
    """By criterion: the plans whose levels lie furthest apart, the newest of them first."""
    place = func.row_number().over(
        partition_by=given.c.criterion, order_by=(given.c.apart.desc(), given.c.id.desc())
    )  # fmt: skip
    furthest = select(given, place.label("place")).where(given.c.apart > 0).subquery()
    query: Select[Any] = (
        select(furthest.c.criterion, Submission.public_id, Person.name, Assignment.title,
               furthest.c.level, furthest.c.suggested)
        .select_from(furthest)
        .join(Marking, Marking.id == furthest.c.marking_id)
        .join(Submission, Submission.id == Marking.submission_id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(Run, Run.id == Submission.run_id)
        .join(Person, Person.id == Run.owner_id)
        .where(furthest.c.place <= MOST_APART)
        .order_by(furthest.c.place)
    )  # fmt: skip
    found: dict[str, list[Apart]] = {}
    for criterion, *row in db.execute(query):
        found.setdefault(criterion, []).append(Apart(*row))
    return found


def _shown(part: Criterion | Gate, counts: dict[tuple[int, int], int], apart: list[Apart]) -> Shown:
    figures, n = agreement(counts), sum(counts.values())
    if figures is None:
        return Shown(part, n, None, None, [])
    title = part.name[language()]  # type: ignore[index]
    grid = drawing.agreement_grid(counts, _, title=title, name=f"agree-{part.id.value}")
    return Shown(part, n, figures, grid, apart)
