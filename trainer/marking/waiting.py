"""The queue of an assignment: which submissions wait, in an order that nothing changes, and what stands beside one.

The statements are built once: building them anew for each page takes as long as asking them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, ScalarSelect, Select, and_, bindparam, case, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from trainer.checker.values import GateId
from trainer.marking.desk import TWO
from trainer.marking.queries import SEEN_BY_STUDENT
from trainer.models import CaseVersion, Marking, MarkingState, Person, Run, Slot, Submission, signature
from trainer.models.base import UtcDateTime

PAGE = 50


class Waiting(NamedTuple):
    """One line of the queue. `safe` is the suggested level of the safety gate; 0 wants to be read first.

    `apart` and `both` count the markings of two markers, and those of them that are ready; `case` is the case's id.
    """

    submission: Submission
    student: str
    marking: Marking | None
    safe: int | None
    apart: int
    both: int
    case: str


class Neighbours(NamedTuple):
    """Where a submission stands in the queue of its assignment, and what stands beside it."""

    place: int
    of: int
    previous: str | None
    next: str | None


COUNTED = and_(Marking.submission_id == Submission.id, Marking.slot == Slot.COUNTS)
WAITING = or_(Marking.id.is_(None), Marking.state == MarkingState.DRAFT)
APART = aliased(Marking)


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
OF_ASSIGNMENT = Submission.assignment_id == bindparam("assignment")


def _queue(narrowed: ColumnElement[bool]) -> Select[Any]:
    # The page is chosen from the index first: reports are long, and only those that are shown are looked into.
    page = (
        select(Submission.id)
        .outerjoin(Marking, COUNTED)
        .where(OF_ASSIGNMENT, narrowed)
        .order_by(Submission.handed_in_at, Submission.id)
        .offset(bindparam("skipped", type_=Integer))
        .limit(PAGE)
        .subquery()
    )
    # The safety gate stands first in every rubric of the house; another gate there says nothing here.
    first_gate, level = Submission.report[("gates", 0, "id")], Submission.report[("gates", 0, "level")]
    safe = case((first_gate.as_string() == GateId.SAFE.value, level.as_integer()))
    return (
        select(Submission, signature(), Marking, safe, _apart(), _apart(IS_READY), CaseVersion.slug)
        .join(page, page.c.id == Submission.id)
        .join(Run, Run.id == Submission.run_id)
        .join(Person, Person.id == Run.owner_id)
        .join(CaseVersion, CaseVersion.id == Run.case_version_id)
        .outerjoin(Marking, COUNTED)
        .order_by(Submission.handed_in_at, Submission.id)
    )


QUEUES = {state: _queue(narrowed) for state, narrowed in STATES.items()}


def queue_of(db: Session, assignment: int, *, by: int, state: str, page: int) -> list[Waiting]:
    """One page of submissions in this state. The oldest stands first, and nothing that happens reorders them."""
    values = {"assignment": assignment, "marker": by, "skipped": (page - 1) * PAGE}
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


def _beside() -> Select[tuple[int, int, str | None, str | None]]:
    """The place among the submissions of an assignment, how many there are, and what stands before and after."""
    other, at, id = aliased(Submission), bindparam("at", type_=UtcDateTime()), bindparam("id")
    same = other.assignment_id == bindparam("assignment")
    before = or_(other.handed_in_at < at, and_(other.handed_in_at == at, other.id < id))
    after = or_(other.handed_in_at > at, and_(other.handed_in_at == at, other.id > id))
    newest_before = select(other.public_id).where(same, before).order_by(other.handed_in_at.desc(), other.id.desc())
    oldest_after = select(other.public_id).where(same, after).order_by(other.handed_in_at, other.id)
    return select(
        select(func.count(other.id)).where(same, before).scalar_subquery(),
        select(func.count(other.id)).where(same).scalar_subquery(),
        newest_before.limit(1).scalar_subquery(),
        oldest_after.limit(1).scalar_subquery(),
    )


BESIDE = _beside()


def neighbours_of(db: Session, submission: Submission) -> Neighbours:
    """The place of a submission among those of its assignment, in the order of handing in; one statement."""
    values = {"assignment": submission.assignment_id, "at": submission.handed_in_at, "id": submission.id}
    row = db.execute(BESIDE, values).one()
    return Neighbours(row[0] + 1, row[1], row[2], row[3])


# Of a plan that two people mark, neither has anything to do while the other is at it; a third has nothing before both
# are ready.
_FOR_MARKER = or_(Marking.id.is_not(None), _apart() < len(TWO), _apart(BY_MARKER) > 0) & (
    or_(Marking.id.is_not(None), _apart(BY_MARKER, IS_READY) == 0)
)


def next_waiting(db: Session, submission: Submission, *, by: int) -> str | None:
    """The next submission that this person can mark after this one, else the oldest one left; None without any."""
    at, id = submission.handed_in_at, submission.id
    later = or_(Submission.handed_in_at > at, and_(Submission.handed_in_at == at, Submission.id > id))
    query = (
        select(Submission.public_id)
        .outerjoin(Marking, COUNTED)
        .where(Submission.assignment_id == submission.assignment_id, Submission.id != id, WAITING, _FOR_MARKER)
        .order_by(Submission.handed_in_at, Submission.id)
        .limit(1)
    )
    values = {"marker": by}
    return db.scalars(query.where(later), values).first() or db.scalars(query, values).first()


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
