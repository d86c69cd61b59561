"""How far two markers of the same plans agree, and the plans on which they differ. Only pairs that are both ready."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from trainer.models import Mark, Marking, MarkingState, Person, Run, Slot, Submission, signature

PAGE = 50


class Pairs(NamedTuple):
    """How many plans of an assignment have two markers, both ready, levels that differ, and are settled."""

    begun: int
    ready: int
    differ: int
    settled: int


class Levels(NamedTuple):
    """The levels of two markers on one criterion, and the one that counts once it is settled."""

    criterion: str
    first: int
    second: int
    settled: int | None


class Differing(NamedTuple):
    """A plan on which two markers differ."""

    submission: str
    student: str
    settled: bool
    levels: tuple[Levels, ...]


FIRST, SECOND, COUNTED = aliased(Marking), aliased(Marking), aliased(Marking)
GIVEN_FIRST, GIVEN_SECOND, GIVEN_COUNTED = aliased(Mark), aliased(Mark), aliased(Mark)
OF_ASSIGNMENT = Submission.assignment_id == bindparam("assignment")
_DIFFER = GIVEN_FIRST.level != GIVEN_SECOND.level


def _with_pairs(query: Select[Any]) -> Select[Any]:
    """Joined to both markings of a plan, where both are ready."""
    ready = MarkingState.READY
    return query.join(
        FIRST, and_(FIRST.submission_id == Submission.id, FIRST.slot == Slot.FIRST, FIRST.state == ready)
    ).join(SECOND, and_(SECOND.submission_id == Submission.id, SECOND.slot == Slot.SECOND, SECOND.state == ready))


def _with_levels(query: Select[Any]) -> Select[Any]:
    """Joined to what both gave on each criterion; a level that one left open is no pair."""
    return (
        _with_pairs(query)
        .join(GIVEN_FIRST, GIVEN_FIRST.marking_id == FIRST.id)
        .join(
            GIVEN_SECOND,
            and_(GIVEN_SECOND.marking_id == SECOND.id, GIVEN_SECOND.criterion == GIVEN_FIRST.criterion),
        )
        .where(OF_ASSIGNMENT, GIVEN_FIRST.level.is_not(None), GIVEN_SECOND.level.is_not(None))
    )


def _with_counted(query: Select[Any]) -> Select[Any]:
    return query.outerjoin(COUNTED, and_(COUNTED.submission_id == Submission.id, COUNTED.slot == Slot.COUNTS))


_PAIR = GIVEN_FIRST.criterion, GIVEN_FIRST.level, GIVEN_SECOND.level
LEVELS = _with_levels(select(*_PAIR, func.count()).select_from(Submission)).group_by(*_PAIR)
_DIFFERING = _with_levels(select(Submission.id).select_from(Submission)).where(_DIFFER).distinct().subquery()
COUNT = select(
    select(func.count(Submission.id))
    .join(FIRST, and_(FIRST.submission_id == Submission.id, FIRST.slot == Slot.FIRST))
    .where(OF_ASSIGNMENT)
    .scalar_subquery(),
    _with_pairs(select(func.count(Submission.id))).where(OF_ASSIGNMENT).scalar_subquery(),
    select(func.count()).select_from(_DIFFERING).scalar_subquery(),
    _with_counted(_with_pairs(select(func.count(COUNTED.id)).select_from(Submission))).where(OF_ASSIGNMENT).scalar_subquery(),
)
_ON_PAGE = (
    select(_DIFFERING.c.id)
    .order_by(_DIFFERING.c.id.desc())
    .offset(bindparam("skipped", type_=Integer))
    .limit(PAGE)
    .subquery()
)
DIFFERING = (
    _with_counted(
        _with_levels(
            select(Submission.public_id, signature(), COUNTED.id, *_PAIR, GIVEN_COUNTED.level)
            .select_from(Submission)
            .join(_ON_PAGE, _ON_PAGE.c.id == Submission.id)
            .join(Run, Run.id == Submission.run_id)
            .join(Person, Person.id == Run.owner_id)
        )
    )
    .outerjoin(
        GIVEN_COUNTED,
        and_(GIVEN_COUNTED.marking_id == COUNTED.id, GIVEN_COUNTED.criterion == GIVEN_FIRST.criterion),
    )
    .where(_DIFFER)
    .order_by(COUNTED.id.is_not(None), Submission.id.desc(), GIVEN_FIRST.id)
)


def pairs_in(db: Session, assignment: int) -> Pairs:
    """The plans of an assignment that two people mark, counted; one statement."""
    return Pairs(*db.execute(COUNT, {"assignment": assignment}).one())


def counts_between(db: Session, assignment: int) -> dict[str, dict[tuple[int, int], int]]:
    """By criterion: how often the first marker gave one level where the second gave another."""
    found: dict[str, dict[tuple[int, int], int]] = {}
    for criterion, first, second, times in db.execute(LEVELS, {"assignment": assignment}):
        found.setdefault(criterion, {})[first, second] = times
    return found


def differing_in(db: Session, assignment: int, page: int) -> list[Differing]:
    """One page of the plans on which two markers differ; those to be settled stand first on their page."""
    rows = db.execute(DIFFERING, {"assignment": assignment, "skipped": (page - 1) * PAGE})
    found: dict[str, Differing] = {}
    for submission, student, counted, *levels in rows:
        here = found.get(submission) or Differing(submission, student, counted is not None, ())
        found[submission] = here._replace(levels=(*here.levels, Levels(*levels)))
    return list(found.values())
