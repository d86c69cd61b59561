"""Two markings of one plan beside each other once both are ready, and the one marking that comes of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from trainer.checker.rubric import Criterion, Gate, Rubric
from trainer.errors import Conflict, Invalid
from trainer.marking.queries import Noted, counted_marking
from trainer.marking.service import parts_by_id, words
from trainer.marking.typed_on import LEVELS, revision_of, stored_in
from trainer.marking.versions import COMMENT_BY, Seen, Version, decided, log
from trainer.models import (
    Assignment,
    Comment,
    Mark,
    Marking,
    MarkingLog,
    MarkingState,
    Person,
    SettledBy,
    Slot,
    Submission,
)
from trainer.models.base import new_public_id

SETTLED = "settled"
MOST_REASON = 1000


@dataclass(frozen=True, slots=True)
class Side:
    """What one of two markers gave on a criterion."""

    level: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One criterion or gate with both sides; `level` and `reason` are what was settled, or typed to settle it."""

    id: str
    part: Criterion | Gate
    first: Side
    second: Side
    level: int | None = None
    reason: str = ""
    lacking: str = ""
    base: int = 0

    @property
    def differ(self) -> bool:
        """Whether both gave a level, and not the same."""
        return None not in (self.first.level, self.second.level) and self.first.level != self.second.level

    @property
    def given(self) -> int | None:
        """The level where nothing is to be settled; what one left open is the other's."""
        return self.first.level if self.first.level is not None else self.second.level


PAIR = (
    select(Marking)
    .where(Marking.submission_id == bindparam("submission"), Marking.slot != Slot.COUNTS)
    .options(
        undefer(Marking.settling), joinedload(Marking.marker),
        selectinload(Marking.marks), selectinload(Marking.comments),
    )
    .order_by(Marking.slot)
)
RECORD = (
    select(MarkingLog, Person.name)
    .join(Person, Person.id == MarkingLog.by_id)
    .join(Marking, Marking.id == MarkingLog.marking_id)
    .where(
        Marking.submission_id == bindparam("submission"), Marking.slot == Slot.COUNTS, MarkingLog.what == SETTLED
    )
    .order_by(MarkingLog.id)
)  # fmt: skip


def pair_of(db: Session, submission: int) -> list[Marking]:
    """Both markings of a plan, each with its marker; empty until both are ready, so that neither sees the other's."""
    found = list(db.scalars(PAIR, {"submission": submission}))
    ready = len(found) == len(Slot) - 1 and all(marking.state == MarkingState.READY for marking in found)
    return found if ready else []


def record_of(db: Session, submission: int) -> list[Noted]:
    """What was settled where both differed, with the reasons and who said so."""
    return [Noted(*row) for row in db.execute(RECORD, {"submission": submission})]


def compared(
    rubric: Rubric, pair: Sequence[Marking], typed: Mapping[str, tuple[str, str]], *, sent: bool = False
) -> list[Compared]:
    """Both sides of each criterion, first those that differ.

    `typed` holds level and reason by criterion, else stands what was kept as it was typed; when `sent`, what lacks is
    named.
    """
    first, second = ({mark.criterion: Side(mark.level, mark.comment) for mark in one.marks} for one in pair)
    found = []
    for id, part in parts_by_id(rubric).items():
        one = Compared(id, part, first.get(id, Side()), second.get(id, Side()))
        if not one.differ:
            found.append(replace(one, level=one.given))
            continue
        kept = stored_in(pair[0].settling, id)
        level, reason = typed.get(id) or ("" if kept["level"] is None else str(kept["level"]), kept["comment"])
        chosen = int(level) if level in ("0", "1", "2", "3") else None
        lacking = "level" if chosen is None else "" if reason.strip() else "reason"
        found.append(replace(one, level=chosen, reason=reason, lacking=lacking if sent else "",
                             base=revision_of(kept)))
    return sorted(found, key=lambda row: not row.differ)


def may_settle(assignment: Assignment, pair: Sequence[Marking], *, by: int, leads: bool) -> bool:
    """One of both where they settle it themselves; else somebody who is neither. A lecturer may always be the third."""
    if by in {marking.marker_id for marking in pair}:
        return assignment.settled_by == SettledBy.MARKERS
    return leads or assignment.settled_by == SettledBy.THIRD


def save_one(
    db: Session, pair: Sequence[Marking], criterion: str, sent: Version, seen: Seen, *, by: int, now: dt.datetime
) -> Version:
    """Keep what is typed on one criterion to settle it. Changed when somebody else stored something meanwhile."""
    if sent["level"] not in LEVELS:
        raise Invalid("marking.no_such_level")
    first = pair[0]
    stored = stored_in(first.settling, criterion)
    kept = decided(db, first, f"s:{criterion}", sent, stored, revision_of(stored), seen, by=by, now=now)
    first.settling = (first.settling or {}) | {criterion: kept}
    return kept


def settle(
    db: Session, submission: Submission, pair: Sequence[Marking], rows: Sequence[Compared], *, by: int, now: dt.datetime
) -> Marking:
    """Make the marking that counts: the levels as settled, the words and comments of both. It is read once more.

    Conflict when somebody has settled it already; Invalid while a level or a reason lacks.
    """
    if counted_marking(db, submission.id) is not None:
        raise Conflict("second.settled_already")
    if any(row.lacking for row in rows):
        raise Invalid("second.reasons_lacking")
    first, second = pair
    settled = Marking(
        submission_id=submission.id, slot=Slot.COUNTS, marker_id=by, rubric_version_id=first.rubric_version_id,
        state=MarkingState.DRAFT, overall=_both(first.overall, second.overall), revision=1, saved_at=now,
    )
    suggested = {mark.criterion: mark.suggested for mark in first.marks}
    settled.marks = [
        Mark(criterion=row.id, level=row.level, comment=_both(row.first.words, row.second.words), revision=1,
             suggested=suggested.get(row.id), suggestion_seen=True, saved_at=now)
        for row in rows if row.level is not None or row.first.words or row.second.words
    ]
    db.add(settled)
    db.flush()  # comments and the log need its id
    for row in rows:
        if row.differ:
            log(db, settled, SETTLED, by=by, now=now, criterion=row.id, first=row.first.level,
                second=row.second.level, after=row.level, reason=words(row.reason)[:MOST_REASON])
    _bring_comments(db, settled, pair, now=now)
    return settled


def _bring_comments(db: Session, settled: Marking, pair: Sequence[Marking], *, now: dt.datetime) -> None:
    for marking in pair:
        for comment in marking.comments:
            key = new_public_id()
            db.add(Comment(public_id=key, marking_id=settled.id, goal=comment.goal, step=comment.step,
                           cell=comment.cell, text=comment.text, revision=1, saved_at=now))
            log(db, settled, COMMENT_BY, by=marking.marker_id, now=now, key=key)


def _both(first: str, second: str) -> str:
    """The words of both, one after the other; the same words once."""
    return "\n\n".join(dict.fromkeys(text for text in (first, second) if text))
