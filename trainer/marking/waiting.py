"""The queue of an assignment: which submissions wait, in what order, and what stands beside one.

The order is drawn by lot, once for each marker: neither a name nor the hour of handing in decides who is read when the
marker is fresh or tired, two markers begin at different plans, and nothing that happens reorders them. The statements
are built once: building them anew for each page takes as long as asking them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session, aliased

from trainer.checker.values import GateId
from trainer.marking.desk import HELD, TWO
from trainer.marking.queries import SEEN_BY_STUDENT
from trainer.models import CaseVersion, Marking, MarkingState, Person, Run, Slot, Submission, signature
from trainer.models.base import UtcDateTime

PAGE = 50
# The lot of a plan is worked out where the rows are, in whole numbers that SQLite and PostgreSQL count alike.
PRIME, SHIFT = 2**31 - 1, 2**31


class Waiting(NamedTuple):
    """One line of the queue. `safe` is the suggested level of the safety gate; 0 wants to be read first.

    `marker` is who began the marking, `case` the id of the case.

    `apart` and `both` count the markings of two markers, and those of them that are ready.
    """

    submission: Submission
    student: str
    marking: Marking | None
    safe: int | None
    apart: int
    both: int
    marker: str | None
    case: str


class Neighbours(NamedTuple):
    """Where a submission stands among those of its assignment in one state, and what stands beside it."""

    place: int
    of: int
    previous: str | None
    next: str | None


COUNTED = and_(Marking.submission_id == Submission.id, Marking.slot == Slot.COUNTS)
WAITING = or_(Marking.id.is_(None), Marking.state == MarkingState.DRAFT)
APART, MARKER = aliased(Marking), aliased(Person)


def _apart(*such: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many markings of two markers a submission has that are such."""
    of_two = APART.submission_id == Submission.id, APART.slot != Slot.COUNTS
    # Counted and not narrowed by: SQLite would else look through all that a marker has ever marked.
    counted = func.count(case((and_(*such), APART.id))) if such else func.count(APART.id)
    return select(counted).where(*of_two).correlate(Submission).scalar_subquery()


IS_READY = APART.state == MarkingState.READY
BY_MARKER = APART.marker_id == bindparam("marker")
# What a queue can be narrowed to, in the order of its tabs. Again, late and mine are still to be marked.
STATES: dict[str, ColumnElement[bool]] = {
    "waiting": WAITING,
    "mine": or_(
        and_(Marking.state == MarkingState.DRAFT, Marking.marker_id == bindparam("marker")),
        and_(Marking.id.is_(None), _apart(BY_MARKER, ~IS_READY) > 0),
    ),
    "settle": and_(Marking.id.is_(None), _apart(IS_READY) == len(TWO)),
    "again": and_(WAITING, Submission.attempt > 1),
    "late": and_(WAITING, Submission.late),
    "ready": Marking.state == MarkingState.READY,
    "returned": Marking.state.in_(SEEN_BY_STUDENT),
    "all": true(),
}
TO_MARK = ("waiting", "mine", "again", "late")
OF_ASSIGNMENT = Submission.assignment_id == bindparam("assignment")
OF_LOT = bindparam("lot", type_=BigInteger)


def lot_of(marker: int, criterion: str = "") -> int:
    """By what the order of one marker is drawn, and where they mark a single criterion, that of this criterion."""
    drawn = hashlib.sha256(f"{marker} {criterion}".encode()).digest()
    return int.from_bytes(drawn[:4]) % (PRIME - 2**16) + 2**16


def _drawn(id: Any, lot: Any) -> Any:
    """The place of a submission in the order of a lot: one number, no two alike, with the id in its lower half."""
    mixed = id * lot % PRIME
    return mixed * mixed % PRIME * SHIFT + id


ORDER = _drawn(cast(Submission.id, BigInteger), OF_LOT)


def _queue(narrowed: ColumnElement[bool]) -> Select[Any]:
    # The page is chosen from the index first: reports are long, and only those that are shown are looked into.
    page = (
        select(Submission.id)
        .outerjoin(Marking, COUNTED)
        .where(OF_ASSIGNMENT, narrowed)
        .order_by(ORDER)
        .offset(bindparam("skipped", type_=Integer))
        .limit(PAGE)
        .subquery()
    )
    # The safety gate stands first in every rubric of the house; another gate there says nothing here.
    first_gate, level = Submission.report[("gates", 0, "id")], Submission.report[("gates", 0, "level")]
    safe = case((first_gate.as_string() == GateId.SAFE.value, level.as_integer()))
    return (
        select(Submission, signature(), Marking, safe, _apart(), _apart(IS_READY), MARKER.name, CaseVersion.slug)
        .join(page, page.c.id == Submission.id)
        .join(Run, Run.id == Submission.run_id)
        .join(Person, Person.id == Run.owner_id)
        .join(CaseVersion, CaseVersion.id == Run.case_version_id)
        .outerjoin(Marking, COUNTED)
        .outerjoin(MARKER, MARKER.id == Marking.marker_id)
        .order_by(ORDER)
    )


QUEUES = {state: _queue(narrowed) for state, narrowed in STATES.items()}


def queue_of(db: Session, assignment: int, *, by: int, state: str, page: int) -> list[Waiting]:
    """One page of submissions in this state, in this marker's order."""
    values = {"assignment": assignment, "marker": by, "lot": lot_of(by), "skipped": (page - 1) * PAGE}
    return [Waiting(*row) for row in db.execute(QUEUES[state], values)]


COUNTS = (
    select(*(func.count(case((narrowed, Submission.id))) for narrowed in STATES.values()))
    .select_from(Submission)
    .outerjoin(Marking, COUNTED)
    .where(OF_ASSIGNMENT)
)


def counts_of(db: Session, assignment: int, *, by: int) -> dict[str, int]:
    """How many submissions each narrowing of the queue holds; one statement."""
    row = db.execute(COUNTS, {"assignment": assignment, "marker": by}).one()
    return dict(zip(STATES, row, strict=True))


# Of a plan that two people mark, neither has anything to do while the other is at it; a third has nothing before both
# are ready.
FOR_MARKER = or_(Marking.id.is_not(None), _apart() < len(TWO), _apart(BY_MARKER) > 0) & (
    or_(Marking.id.is_not(None), _apart(BY_MARKER, IS_READY) == 0)
)


def beside(narrowed: ColumnElement[bool]) -> Select[Any]:
    """One walk through an assignment: how many there are and stand before, and what is beside; the first of the others.

    A submission that is not in this state itself is counted as if it were.
    """
    at, itself = bindparam("at", type_=BigInteger), bindparam("id")
    # The limit is never reached: without it SQLite works the order out anew for each of the columns below.
    rows = (
        select(Submission.id, ORDER.label("drawn"))
        .outerjoin(Marking, COUNTED)
        .where(OF_ASSIGNMENT, narrowed)
        .limit(SHIFT)
        .subquery()
    )
    id, drawn = rows.c.id, rows.c.drawn
    walk = select(
        func.count(case((drawn < at, id))).label("place"),
        func.count(case((id != itself, id))).label("others"),
        func.max(case((drawn < at, drawn))).label("before"),
        func.min(case((drawn > at, drawn))).label("after"),
        func.min(case((id != itself, drawn))).label("first"),
    ).cte()
    named = aliased(Submission)
    found = (
        select(named.public_id).where(named.id == number % SHIFT).scalar_subquery()
        for number in (walk.c.before, walk.c.after, walk.c.first)
    )
    return select(walk.c.place + 1, walk.c.others + 1, *found)


# Where somebody else is at a plan just now, one is led to another; it may still be opened and marked.
_FREE = or_(
    Marking.id.is_(None),
    Marking.state != MarkingState.DRAFT,
    Marking.marker_id == bindparam("marker"),
    Marking.saved_at <= bindparam("lapsed", type_=UtcDateTime()),
)
BESIDE = {state: beside(narrowed) for state, narrowed in STATES.items()}
# What comes after one that was just marked: of those that wait, only what there is to do for this marker.
AFTER = {state: beside(narrowed if state not in TO_MARK else and_(narrowed, FOR_MARKER, _FREE))
         for state, narrowed in STATES.items()}  # fmt: skip


def neighbours_of(
    db: Session, submission: Submission, *, by: int, state: str, criterion: str = ""
) -> Neighbours:
    """What stands beside a submission among those in a state, in the order of a criterion; one statement."""
    return Neighbours(*db.execute(BESIDE[state], at(submission, by, criterion)).one()[:4])


def next_in(db: Session, submission: Submission, *, by: int, state: str, now: dt.datetime) -> str | None:
    """The next submission in a state that this person can mark after this one, else the first; None without any."""
    *_, after, first = db.execute(AFTER[state], at(submission, by) | {"lapsed": now - HELD}).one()
    found: str | None = after or first
    return found


def at(submission: Submission, by: int, criterion: str = "") -> dict[str, Any]:
    """The values of `beside` for a submission in one marker's order."""
    lot, id = lot_of(by, criterion), submission.id
    return {"assignment": submission.assignment_id, "marker": by, "lot": lot, "id": id, "at": _drawn(id, lot)}


def ready_in(db: Session, assignment: int) -> list[Marking]:
    """The markings of an assignment that may be released."""
    return list(
        db.scalars(
            select(Marking)
            .join(Submission, Submission.id == Marking.submission_id)
            .where(
                Submission.assignment_id == assignment,
                Marking.slot == Slot.COUNTS,
                Marking.state == MarkingState.READY,
            )
            .order_by(Marking.id)
        )
    )
