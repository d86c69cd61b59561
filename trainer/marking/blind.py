"""Levels that a person gave before seeing the suggested one, beside it: what agreement can honestly be told from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Integer, Subquery, bindparam, func, select
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


class Agreed(NamedTuple):
    """By criterion: how often each level was given where each was suggested, and the plans furthest apart."""

    counts: Mapping[str, Mapping[tuple[int, int], int]]
    apart: Mapping[str, Sequence[Apart]]


# The newest level that a person had given when it was counted, the counts, and the rows furthest apart by criterion.
_Counted = tuple[int | None, dict[str, dict[tuple[int, int], int]], dict[str, list[int]]]
Kept = dict[tuple[int, tuple[int, ...]], _Counted]


def agreed(db: Session, person: int, courses: Sequence[int], kept: Kept) -> Agreed:
    """What a person gave before seeing the suggestion, in these courses.

    `kept` holds what was counted before. The record only grows, and the first level of a plan stays the first, so it
    is counted anew only after this person gave another one.
    """
    key, newest = (person, tuple(courses)), db.scalar(_NEWEST, {"person": person})
    if key not in kept or kept[key][0] != newest:
        given = _blind_levels(person, list(courses))
        kept[key] = (newest, _counts_of(db, given), _furthest_apart(db, given))
    _stamp, counts, furthest = kept[key]
    return Agreed(counts, _plans_of(db, furthest))


_NEWEST = (
    select(MarkingLog.id)
    .where(MarkingLog.by_id == bindparam("person"), MarkingLog.what == "level")
    .order_by(MarkingLog.id.desc())
    .limit(1)
)


def _blind_levels(person: int, courses: list[int]) -> Subquery:
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


def _counts_of(db: Session, given: Subquery) -> dict[str, dict[tuple[int, int], int]]:
    """By criterion: how often each level was given where each was suggested."""
    pair = given.c.criterion, given.c.level, given.c.suggested
    found: dict[str, dict[tuple[int, int], int]] = {}
    for criterion, level, suggested, times in db.execute(select(*pair, func.count()).group_by(*pair)):
        found.setdefault(criterion, {})[level, suggested] = times
    return found


def _furthest_apart(db: Session, given: Subquery) -> dict[str, list[int]]:
    """By criterion: the rows of the record whose levels lie furthest apart, the newest of them first."""
    place = func.row_number().over(
        partition_by=given.c.criterion, order_by=(given.c.apart.desc(), given.c.id.desc())
    )  # fmt: skip
    furthest = select(given, place.label("place")).where(given.c.apart > 0).subquery()
    query = select(furthest.c.criterion, furthest.c.id).where(furthest.c.place <= MOST_APART).order_by(furthest.c.place)
    found: dict[str, list[int]] = {}
    for criterion, id in db.execute(query):
        found.setdefault(criterion, []).append(id)
    return found


def _plans_of(db: Session, furthest: Mapping[str, Sequence[int]]) -> dict[str, list[Apart]]:
    """The plans of these rows, by criterion and in their order."""
    level, suggested = (MarkingLog.values[name].as_integer() for name in ("after", "suggested"))
    rows = db.execute(
        select(MarkingLog.id, Submission.public_id, signature(), Assignment.title, level, suggested)
        .join(Marking, Marking.id == MarkingLog.marking_id)
        .join(Submission, Submission.id == Marking.submission_id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .join(Run, Run.id == Submission.run_id)
        .join(Person, Person.id == Run.owner_id)
        .where(MarkingLog.id.in_([id for ids in furthest.values() for id in ids]))
    )
    plans = {id: Apart(*row) for id, *row in rows}
    return {criterion: [plans[id] for id in ids if id in plans] for criterion, ids in furthest.items()}
