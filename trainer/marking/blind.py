"""Levels that a person gave before seeing the suggested one, beside it: what agreement can honestly be told from."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, Subquery, func, select
from sqlalchemy.orm import Session

from trainer.models import (
    Assignment,
    Marking,
    MarkingLog,
    Person,
    Run,
    Submission,
    signature,
)

MOST_APART = 3


class Apart(NamedTuple):
    """A plan to which the lecturer gave another level than was suggested."""

    submission: str
    student: str
    assignment: str
    level: int
    suggested: int


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


def counts_of(db: Session, given: Subquery) -> dict[str, dict[tuple[int, int], int]]:
    """By criterion: how often each level was given where each was suggested."""
    pair = given.c.criterion, given.c.level, given.c.suggested
    found: dict[str, dict[tuple[int, int], int]] = {}
    for criterion, level, suggested, times in db.execute(select(*pair, func.count()).group_by(*pair)):
        found.setdefault(criterion, {})[level, suggested] = times
    return found


def furthest_apart(db: Session, given: Subquery) -> dict[str, list[Apart]]:
    """By criterion: the plans whose levels lie furthest apart, the newest of them first."""
    place = func.row_number().over(
        partition_by=given.c.criterion, order_by=(given.c.apart.desc(), given.c.id.desc())
    )  # fmt: skip
    furthest = select(given, place.label("place")).where(given.c.apart > 0).subquery()
    query: Select[Any] = (
        select(furthest.c.criterion, Submission.public_id, signature(), Assignment.title,
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
