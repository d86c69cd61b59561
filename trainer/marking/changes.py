"""What a student sees of a marking, and the record of every change of it: which levels and which mark, by whom, why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from trainer.models import (
    Assignment,
    MailKind,
    Mark,
    Marking,
    MarkingLog,
    MarkingState,
    Person,
    RubricVersion,
    Run,
    Slot,
    Submission,
    signature,
)
from trainer.web.documents import rubric_of
from trainer.web.lateness import days_late
from trainer.web.outbox import tell_writers
from trainer.web.scheme import scheme_of, total_of

CHANGED, TAKEN_BACK = "changed", "draft"
PAGE = 50


class Why(StrEnum):
    """What made a mark move that its student had seen."""

    APPEAL = "appeal"
    CORRECTION = "correction"
    RUBRIC = "rubric"
    SCHEME = "scheme"


class Standing(NamedTuple):
    """The levels of a marking and the mark they make; None while a level lacks."""

    levels: Mapping[str, int | None]
    mark: Decimal | None

    def kept(self) -> dict[str, Any]:
        """As the record keeps it."""
        return {"levels": dict(self.levels), "mark": None if self.mark is None else str(self.mark)}


def standings_of(db: Session, markings: Collection[int]) -> dict[int, Standing]:
    """How these markings stand now; as many statements for a class as for one student."""
    rows = db.execute(
        select(Marking.id, Marking.rubric_version_id, Submission.public_id, Assignment)
        .join(Submission, Submission.id == Marking.submission_id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .where(Marking.id.in_(markings))
    ).all()
    levels: dict[int, dict[str, int | None]] = {}
    for marking, criterion, level in db.execute(
        select(Mark.marking_id, Mark.criterion, Mark.level).where(Mark.marking_id.in_(markings))
    ):
        levels.setdefault(marking, {})[criterion] = level
    rubrics = {id: rubric_of(db.get_one(RubricVersion, id)) for id in {row[1] for row in rows}}
    # All are of one assignment wherever many are asked for, so this is one statement.
    late = {}
    for assignment in {row[3] for row in rows}:
        late |= days_late(db, assignment, only=rows[0][2] if len(rows) == 1 else "")
    found = {}
    for marking, version, submission, assignment in rows:
        given, days = levels.get(marking, {}), late.get(submission, 0)
        found[marking] = Standing(given, total_of(given, rubrics[version], scheme_of(assignment.scheme), days).value)
    return found


def shown_in(db: Session, assignment: int) -> list[int]:
    """The markings of an assignment that their students have seen."""
    return list(
        db.scalars(
            select(Marking.id)
            .join(Submission, Submission.id == Marking.submission_id)
            .where(
                Submission.assignment_id == assignment,
                Marking.slot == Slot.COUNTS,
                Marking.state.in_((MarkingState.RELEASED, MarkingState.SENT_BACK)),
            )
        )
    )


def taken_back(db: Session, markings: Collection[int]) -> dict[int, Standing]:
    """How markings stood when they were last taken back from their students; those that never were are left out."""
    last = (
        select(func.max(MarkingLog.id))
        .where(MarkingLog.marking_id.in_(markings), MarkingLog.what == TAKEN_BACK)
        .group_by(MarkingLog.marking_id)
    )
    found = {}
    for marking, values in db.execute(
        select(MarkingLog.marking_id, MarkingLog.values).where(MarkingLog.id.in_(last))
    ):
        if "shown" in values:
            shown = values["shown"]
            found[marking] = Standing(shown["levels"], None if shown["mark"] is None else Decimal(shown["mark"]))
    return found


def tell(
    db: Session, before: Mapping[int, Standing], after: Mapping[int, Standing], *,
    why: Why, by: int, now: dt.datetime, reason: str = "",
) -> int:
    """Record what moved, for the students to read; what stands as it stood is left out. Returns how many moved."""
    moved = []
    for marking, stood in before.items():
        stands = after[marking]
        levels = {
            id: [stood.levels.get(id), stands.levels.get(id)]
            for id in {**stood.levels, **stands.levels}
            if stood.levels.get(id) != stands.levels.get(id)
        }
        if not levels and stood.mark == stands.mark:
            continue
        moved.append(marking)
        mark = [None if one.mark is None else str(one.mark) for one in (stood, stands)]
        values = {"why": why.value, "levels": levels, "mark": mark, "reason": reason}
        db.add(MarkingLog(marking_id=marking, by_id=by, what=CHANGED, values=values, at=now))
    # Whoever asked for a second look hears of its answer.
    if why != Why.APPEAL:
        tell_writers(db, MailKind.CHANGED, moved, now=now, about=now.isoformat())
    return len(moved)


class Moved(NamedTuple):
    """A row of the record of an assignment: whose mark moved, by whom, when, and what moved."""

    submission: str
    student: str
    by: str
    at: dt.datetime
    change: Mapping[str, Any]


def _of_assignment(what: Any) -> Select[Any]:
    return (
        select(*what)
        .select_from(MarkingLog)
        .join(Marking, Marking.id == MarkingLog.marking_id)
        .join(Submission, Submission.id == Marking.submission_id)
        .where(Submission.assignment_id == bindparam("assignment"), MarkingLog.what == CHANGED)
    )


COUNT = _of_assignment([func.count(MarkingLog.id)])
_BY = aliased(Person)
MOVED = (
    _of_assignment([Submission.public_id, signature(), _BY.name, MarkingLog.at, MarkingLog.values])
    .join(Run, Run.id == Submission.run_id)
    .join(Person, Person.id == Run.owner_id)
    .join(_BY, _BY.id == MarkingLog.by_id)
    .order_by(MarkingLog.id.desc())
    .offset(bindparam("skipped", type_=Integer))
    .limit(PAGE)
)


def how_many_moved(db: Session, assignment: int) -> int:
    """How many changes the record of an assignment holds."""
    return db.scalar(COUNT, {"assignment": assignment}) or 0


def moved_in(db: Session, assignment: int, page: int) -> list[Moved]:
    """One page of the record, the newest change first."""
    rows = db.execute(MOVED, {"assignment": assignment, "skipped": (page - 1) * PAGE})
    return [Moved(*row) for row in rows]
