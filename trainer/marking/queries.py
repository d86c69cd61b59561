"""What a marker can open: submissions of courses in which they teach or assist. Everybody else finds nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, case, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, joinedload, selectinload, undefer

from trainer.checker.values import GateId
from trainer.errors import NotAllowed, NotFound
from trainer.marking.versions import COMMENT_BY, NOT_CHOSEN
from trainer.models import (
    Addressed,
    Assignment,
    Course,
    HintShown,
    Marking,
    MarkingLog,
    MarkingState,
    Membership,
    Person,
    Role,
    Run,
    SetAside,
    Submission,
)
from trainer.models.base import UtcDateTime

MARKERS = (Role.LECTURER, Role.ASSISTANT)
PAGE = 50


class Waiting(NamedTuple):
    """One line of the queue. `safe` is the suggested level of the safety gate; 0 wants to be read first."""

    submission: Submission
    student: str
    marking: Marking | None
    safe: int | None


class Neighbours(NamedTuple):
    """Where a submission stands in the queue of its assignment, and what stands beside it."""

    place: int
    of: int
    previous: str | None
    next: str | None


def _marker_of(
    course: InstrumentedAttribute[int] | int, person: int | BindParameter[int], roles: Sequence[Role] = MARKERS
) -> ColumnElement[bool]:
    """The one condition that opens a course's work to somebody."""
    return (
        select(Membership.id)
        .where(
            Membership.course_id == course,
            Membership.person_id == person,
            Membership.role.in_(roles),
            Membership.left_at.is_(None),
        )
        .exists()
    )


def assignment_to_mark(db: Session, public_id: str, *, by: int, leads: bool = False) -> Assignment:
    """An assignment of a course in which this person teaches or assists; NotFound for everybody else.

    With `leads` an assistant, who sees the assignment but does not rule it, gets NotAllowed.
    """
    found = db.scalars(
        select(Assignment)
        .where(Assignment.public_id == public_id, _marker_of(Assignment.course_id, by))
        .options(joinedload(Assignment.course), joinedload(Assignment.rubric_version))
    ).first()
    if found is None:
        raise NotFound()
    if leads and not is_lecturer(db, found.course_id, by):
        raise NotAllowed()
    return found


def course_to_mark(db: Session, public_id: str, *, by: int, leads: bool = False) -> Course:
    """A course in which this person teaches or assists; NotFound and NotAllowed as for an assignment of it."""
    found = db.scalars(select(Course).where(Course.public_id == public_id, _marker_of(Course.id, by))).first()
    if found is None:
        raise NotFound()
    if leads and not is_lecturer(db, found.id, by):
        raise NotAllowed()
    return found


def courses_marked(db: Session, person: int) -> list[Course]:
    """The courses in which somebody teaches or assists now, the newest first."""
    return list(db.scalars(select(Course).where(_marker_of(Course.id, person)).order_by(Course.id.desc())))


def is_lecturer(db: Session, course: int, person: int) -> bool:
    """Whether this person is a lecturer of the course, not only an assistant."""
    return bool(db.scalar(select(_marker_of(course, person, (Role.LECTURER,)))))


# The statements of the marking page are built once: building them anew for each page takes as long as asking them.
TO_MARK = (
    select(Submission)
    .join(Assignment, Assignment.id == Submission.assignment_id)
    .where(Submission.public_id == bindparam("submission"), _marker_of(Assignment.course_id, bindparam("marker")))
    .options(
        joinedload(Submission.run).options(
            joinedload(Run.owner),
            joinedload(Run.rubric_version),
            joinedload(Run.case_version),
            joinedload(Run.assignment).joinedload(Assignment.course),
        )
    )
)
WHOLE_TO_MARK = TO_MARK.options(undefer(Submission.document), undefer(Submission.report))
MARKS = select(Marking).where(Marking.submission_id == bindparam("submission")).options(joinedload(Marking.marks))
MARKING = MARKS.options(selectinload(Marking.comments))


def submission_to_mark(db: Session, public_id: str, *, by: int, whole: bool = True) -> Submission:
    """A submission with its student, assignment and versions; `whole` brings the plan and its report along."""
    found = db.scalars(WHOLE_TO_MARK if whole else TO_MARK, {"submission": public_id, "marker": by}).first()
    if found is None:
        raise NotFound()
    return found


def marking_of(db: Session, submission: int, *, comments: bool = True) -> Marking | None:
    """The marking of a submission with its marks and, unless told otherwise, comments; None before the first save."""
    return db.scalars(MARKING if comments else MARKS, {"submission": submission}).unique().first()


SEEN_BY_STUDENT = (MarkingState.RELEASED, MarkingState.SENT_BACK)
WAITING = or_(Marking.id.is_(None), Marking.state == MarkingState.DRAFT)


def states_of(by: int) -> dict[str, ColumnElement[bool]]:
    """What a queue can be narrowed to, in the order of its tabs. Again, late and mine are still to be marked."""
    return {
        "waiting": WAITING,
        "mine": and_(Marking.state == MarkingState.DRAFT, Marking.marker_id == by),
        "again": and_(WAITING, Submission.attempt > 1),
        "late": and_(WAITING, Submission.late),
        "ready": Marking.state == MarkingState.READY,
        "returned": Marking.state.in_(SEEN_BY_STUDENT),
        "all": true(),
    }


def queue_of(db: Session, assignment: int, *, by: int, state: str, page: int) -> list[Waiting]:
    """One page of submissions in this state. The oldest stands first, and nothing that happens reorders them."""
    query = (
        select(
            Submission,
            Person.name,
            Marking,
            # The safety gate stands first in every rubric of the house; another gate there says nothing here.
            case(
                (Submission.report[("gates", 0, "id")].as_string() == GateId.SAFE.value,
                 Submission.report[("gates", 0, "level")].as_integer()),
            ),
        )
        .join(Run, Run.id == Submission.run_id)
        .join(Person, Person.id == Run.owner_id)
        .outerjoin(Marking, Marking.submission_id == Submission.id)
        .where(Submission.assignment_id == assignment, states_of(by)[state])
        .order_by(Submission.handed_in_at, Submission.id)
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    )
    return [Waiting(*row) for row in db.execute(query)]


def counts_of(db: Session, assignment: int, *, by: int) -> dict[str, int]:
    """How many submissions each narrowing of the queue holds; one statement."""
    states = states_of(by)
    row = db.execute(
        select(*(func.count(case((narrowed, Submission.id))) for narrowed in states.values()))
        .select_from(Submission)
        .outerjoin(Marking, Marking.submission_id == Submission.id)
        .where(Submission.assignment_id == assignment)
    ).one()
    return dict(zip(states, row, strict=True))


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


def next_waiting(db: Session, submission: Submission) -> str | None:
    """The next submission to mark after this one, else the oldest one left; None when all are done."""
    at, id = submission.handed_in_at, submission.id
    later = or_(Submission.handed_in_at > at, and_(Submission.handed_in_at == at, Submission.id > id))
    query = (
        select(Submission.public_id)
        .outerjoin(Marking, Marking.submission_id == Submission.id)
        .where(Submission.assignment_id == submission.assignment_id, Submission.id != id, WAITING)
        .order_by(Submission.handed_in_at, Submission.id)
        .limit(1)
    )
    return db.scalars(query.where(later)).first() or db.scalars(query).first()


def ready_in(db: Session, assignment: int) -> list[Marking]:
    """The markings of an assignment that may be released."""
    return list(
        db.scalars(
            select(Marking)
            .join(Submission, Submission.id == Marking.submission_id)
            .where(Submission.assignment_id == assignment, Marking.state == MarkingState.READY)
            .order_by(Marking.id)
        )
    )


MEANT = select(SetAside).where(SetAside.run_id == bindparam("run"))


def meant_by_student(db: Session, run: int) -> dict[str, SetAside]:
    """What the student meant, "intended, because…", by the finding's key."""
    return {row.key: row for row in db.scalars(MEANT, {"run": run})}


HINTS = (
    select(HintShown.key, func.max(HintShown.grade)).where(HintShown.run_id == bindparam("run")).group_by(HintShown.key)
)


def hints_asked(db: Session, run: int) -> dict[str, int]:
    """The highest grade of each hint that the student asked for, by the finding's key."""
    return {key: grade for key, grade in db.execute(HINTS, {"run": run})}


class Before(NamedTuple):
    """What was said of the attempt before: its number, its marking, and the comments ticked as addressed since."""

    attempt: int
    marking: Marking
    addressed: frozenset[str]


def said_before(db: Session, submission: Submission) -> Before | None:
    """The newest marking that the student has seen of an earlier attempt; None where there is none."""
    if submission.attempt == 1:
        return None
    row = db.execute(
        select(Submission.attempt, Marking)
        .join(Marking, Marking.submission_id == Submission.id)
        .where(
            Submission.run_id == submission.run_id,
            Submission.attempt < submission.attempt,
            Marking.state.in_(SEEN_BY_STUDENT),
        )
        .order_by(Submission.attempt.desc())
        .limit(1)
        .options(selectinload(Marking.marks), selectinload(Marking.comments))
    ).first()
    if row is None:
        return None
    ticked = db.scalars(select(Addressed.about).where(Addressed.run_id == submission.run_id))
    return Before(row[0], row[1], frozenset(ticked))


class Noted(NamedTuple):
    """A row of the record that the marking page shows: what was done, by whom."""

    entry: MarkingLog
    by: str


RECORD = (
    select(MarkingLog, Person.name)
    .join(Person, Person.id == MarkingLog.by_id)
    .where(MarkingLog.marking_id == bindparam("marking"), MarkingLog.what.in_((NOT_CHOSEN, COMMENT_BY)))
    .order_by(MarkingLog.id)
)


def record_of(db: Session, marking: int, *, field: str | None = None) -> list[Noted]:
    """Who wrote which comment and what was not chosen, the oldest first; of one field what was not chosen only."""
    found = [Noted(*row) for row in db.execute(RECORD, {"marking": marking})]
    if field is None:
        return found
    return [row for row in found if row.entry.what == NOT_CHOSEN and row.entry.values.get("field") == field]


class Line(NamedTuple):
    """One student of the course in the table of marks, with the newest submission that there is and its language."""

    person: Person
    submission: Submission | None
    marking: Marking | None
    language: str | None


def marks_of(db: Session, assignment: Assignment) -> Sequence[Line]:
    """Every student of the course, by name, with the newest attempt and its marking."""
    newest = (
        select(func.max(Submission.id))
        .join(Run, Run.id == Submission.run_id)
        .where(Submission.assignment_id == assignment.id, Run.owner_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
    )
    here = select(Membership.id).where(
        Membership.course_id == assignment.course_id, Membership.person_id == Person.id, Membership.role == Role.STUDENT
    )
    rows = db.execute(
        select(Person, Submission, Marking, Submission.document["language"].as_string())
        .select_from(Person)
        .outerjoin(Submission, Submission.id == newest)
        .outerjoin(Marking, Marking.submission_id == Submission.id)
        .where(or_(here.where(Membership.left_at.is_(None)).exists(), and_(here.exists(), Submission.id.is_not(None))))
        .options(selectinload(Marking.marks))
        .order_by(Person.name, Person.id)
    )
    return [Line(*row) for row in rows]
