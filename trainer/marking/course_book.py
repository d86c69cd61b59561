"""The gradebook of a whole course: every student, every plan that was handed in, its levels and its mark.

A fixed number of statements however large the class: 80,000 plans are read row by row and kept as short values. The
texts of plans stay where they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, or_, select
from sqlalchemy.orm import Session, undefer

from trainer.checker.rubric import Criterion, Gate, Rubric
from trainer.marking.service import parts_by_id
from trainer.models import (
    Assignment,
    Course,
    Mark,
    Marking,
    MarkingState,
    Membership,
    Person,
    Role,
    RubricVersion,
    Run,
    Slot,
    Submission,
    coded,
    writers,
)
from trainer.web.documents import rubric_of
from trainer.web.lateness import days_late_by_id
from trainer.web.scheme import Scheme, scheme_of, total_of

# So many rows come from the database at once, and so often is told how far it is.
AT_ONCE = 2_000
Tell = Callable[[int, int], None]
_LEVELS = {"-": None, "0": 0, "1": 1, "2": 2, "3": 3}


class Figure(NamedTuple):
    """A mark, None until every criterion has a level, and what the highest would be."""

    value: Decimal | None
    top: Decimal


@dataclass(slots=True)
class Attempt:
    """One plan as it was handed in. `given` holds its levels in one short text, `time2,own-`: a `-` is none."""

    number: int
    at: dt.datetime
    late: bool
    state: MarkingState | None
    rubric: int | None
    days: int = 0
    given: str | None = None
    mark: Figure | None = None

    @property
    def levels(self) -> dict[str, int | None]:
        """The levels that were given, by criterion."""
        return {pair[:-1]: _LEVELS[pair[-1]] for pair in self.given.split(",")} if self.given else {}


class Student(NamedTuple):
    """Somebody of the table. While names are hidden a plan stands in a row of its own, under its code."""

    id: int
    name: str
    email: str | None
    coded: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """An assignment as a group of columns."""

    assignment: Assignment
    parts: Mapping[str, Criterion | Gate]
    scheme: Scheme

    def name_of(self, part: str, language: str) -> str:
        """What a criterion is called; its id where this rubric does not have it."""
        found = self.parts.get(part)
        return found.name.get(language, part) if found else part  # type: ignore[call-overload]


@dataclass(slots=True)
class Book:
    """Marks of a course. `attempts[person][assignment]` are their plans, the newest last; a team's are each one's."""

    tasks: Sequence[Task]
    students: list[Student]
    rubrics: Mapping[int, Rubric] = field(default_factory=dict)
    attempts: dict[int, dict[int, list[Attempt]]] = field(default_factory=dict)

    def of(self, student: Student, task: Task) -> list[Attempt] | None:
        """The plans of one student for one assignment, the newest last; None where it is not told who has some."""
        if student.coded != task.assignment.hides_names:
            return None
        return self.attempts.get(student.id, {}).get(task.assignment.id, [])

    def mark_of(self, attempt: Attempt, task: Task, levels: Mapping[str, int | None]) -> Figure | None:
        """The mark of a plan with these levels, counted once by the rubric version that it was marked by.

        None while nobody has begun to mark it.
        """
        if attempt.mark is None and attempt.rubric is not None:
            total = total_of(levels, self.rubrics[attempt.rubric], task.scheme, attempt.days)
            attempt.mark = Figure(total.value, total.top)
        return attempt.mark


def _given(course: int, *, hidden: bool) -> Select[Any]:
    """The assignments of a course whose names are hidden now, or the others."""
    hides = and_(Assignment.blind, Assignment.revealed_at.is_(None))
    return select(Assignment.id).where(Assignment.course_id == course, hides if hidden else ~hides)


def _open_runs(course: int) -> ColumnElement[bool]:
    return Run.assignment_id.in_(_given(course, hidden=False))


def _in_table(course: int) -> Select[Any]:
    """The people of the table: the students, and who has left as long as there is something of theirs to show.

    Nobody where the names of all assignments are hidden.
    """
    wrote = writers(_open_runs(course)).subquery()
    handed_in = select(wrote.c.person).join(Submission, Submission.run_id == wrote.c.run)
    return select(Membership.person_id).where(
        Membership.course_id == course,
        Membership.role == Role.STUDENT,
        or_(Membership.left_at.is_(None), Membership.person_id.in_(handed_in)),
        or_(_given(course, hidden=False).exists(), ~_given(course, hidden=True).exists()),
    )


def _codes(course: int) -> Select[Any]:
    """The plans of hidden names with their codes."""
    handed_in = select(Submission.id).where(Submission.run_id == Run.id).correlate(Run).exists()
    return select(Run.id, coded().label("code")).where(Run.assignment_id.in_(_given(course, hidden=True)), handed_in)


def length_of(db: Session, course: Course) -> int:
    """How many lines the table has: students, and below them codes."""
    return _count(db, _in_table(course.id)) + _count(db, _codes(course.id))


def size_of(db: Session, course: Course) -> int:
    """How many plans were handed in."""
    given = select(Assignment.id).where(Assignment.course_id == course.id)
    return db.scalar(select(func.count(Submission.id)).where(Submission.assignment_id.in_(given))) or 0


def _count(db: Session, rows: Select[Any]) -> int:
    return db.scalar(select(func.count()).select_from(rows.subquery())) or 0


def page_of(db: Session, course: Course, *, skip: int, most: int) -> Book:
    """The lines of one page."""
    people = select(Person.id).where(Person.id.in_(_in_table(course.id))).order_by(Person.name, Person.id)
    codes = _codes(course.id).order_by("code", Run.id).offset(max(0, skip - _count(db, _in_table(course.id))))
    book, whose = _begun(db, course, people.offset(skip).limit(most), codes.limit(most))
    del book.students[most:]
    shown = {student.id for student in book.students}
    whose = {run: people for run, people in whose.items() if not shown.isdisjoint(people)}
    of_page = _attempts(course.id).where(Submission.run_id.in_(list(whose)))
    _read_attempts(db, book, of_page, whose, lambda _done: None)
    return book


def all_of(db: Session, course: Course, tell: Tell) -> Book:
    """The whole table; `tell` hears how many of how many plans were read."""
    codes = _codes(course.id).order_by("code", Run.id)
    book, whose = _begun(db, course, _in_table(course.id), codes)
    of = size_of(db, course)
    # Not narrowed to the people: all that is asked for stands in the index of the queue.
    _read_attempts(db, book, _attempts(course.id), whose, lambda done: tell(done, of))
    return book


def _begun(
    db: Session, course: Course, people: Select[Any], codes: Select[Any]
) -> tuple[Book, dict[int, list[int]]]:
    """The book of these people and codes without their plans, and in whose row the plans of each run stand.

    A row of a code has the id of its run, below zero; codes stand by themselves, in their own order, for a place
    beside somebody's other plans would tell as much as a name.
    """
    chosen = people.subquery()
    rows = db.execute(
        select(Person.id, Person.name, Person.email)
        .join(chosen, chosen.c[0] == Person.id)
        .order_by(Person.name, Person.id)
    )
    tasks = _tasks(db, course)
    book = Book(tasks, [Student(*row) for row in rows])
    wrote = writers(_open_runs(course.id)).subquery()
    whose: dict[int, list[int]] = {}
    mine = select(wrote.c.run, wrote.c.person).where(wrote.c.person.in_(select(chosen.c[0])))
    for run, person in db.execute(mine):
        whose.setdefault(run, []).append(person)
    if any(task.assignment.hides_names for task in tasks):
        for run, code in db.execute(codes):
            whose[run] = [-run]
            book.students.append(Student(-run, code, None, coded=True))
    return book, whose


def _tasks(db: Session, course: Course) -> list[Task]:
    rows = db.execute(
        select(Assignment, RubricVersion)
        .join(RubricVersion, RubricVersion.id == Assignment.rubric_version_id)
        .where(Assignment.course_id == course.id)
        .options(undefer(RubricVersion.document))
        .order_by(Assignment.due_at.is_(None), Assignment.due_at, Assignment.id)
    )
    found = []
    for assignment, version in rows:
        found.append(Task(assignment, parts_by_id(rubric_of(version)), scheme_of(assignment.scheme)))
    return found


def _rubrics(db: Session, used: Collection[int]) -> dict[int, Rubric]:
    """The rubrics of these versions."""
    whole = select(RubricVersion).options(undefer(RubricVersion.document))
    return {version.id: rubric_of(version) for version in db.scalars(whole.where(RubricVersion.id.in_(used)))}


def _read_attempts(
    db: Session, book: Book, attempts: Select[Any], whose: Mapping[int, list[int]], tell: Callable[[int], None]
) -> None:
    """Put every plan to those who wrote it, and read the rubrics by which they were marked."""
    used: set[int] = set()
    late = {id: days for task in book.tasks for id, days in days_late_by_id(db, task.assignment).items()}
    for done, row in enumerate(_rows(db, attempts), 1):
        submission, assignment, run, number, at, was_late, state, rubric, given = row
        attempt = Attempt(number, at, was_late, state and MarkingState(state), rubric, late.get(submission, 0), given)
        if rubric is not None:
            used.add(rubric)
        for person in whose.get(run, ()):
            book.attempts.setdefault(person, {}).setdefault(assignment, []).append(attempt)
        if not done % AT_ONCE:
            tell(done)
    book.rubrics = _rubrics(db, used)
    for tasks in book.attempts.values():
        for each in tasks.values():
            each.sort(key=lambda one: one.number)


def _attempts(course: int) -> Select[Any]:
    # The database joins the levels of a plan into one text: a tenth of the rows, and a third of the time.
    level = Mark.criterion + func.coalesce(cast(Mark.level, String), "-")
    given = select(func.aggregate_strings(level, ",")).where(Mark.marking_id == Marking.id).correlate(Marking)
    return (
        select(
            Submission.id, Submission.assignment_id, Submission.run_id, Submission.attempt, Submission.handed_in_at,
            Submission.late, Marking.state, Marking.rubric_version_id, given.scalar_subquery(),
        )
        .outerjoin(Marking, and_(Marking.submission_id == Submission.id, Marking.slot == Slot.COUNTS))
        .where(Submission.assignment_id.in_(select(Assignment.id).where(Assignment.course_id == course)))
    )  # fmt: skip


def _rows(db: Session, statement: Select[Any]) -> Iterator[Any]:
    """The rows of a statement as they arrive, without all of them being kept."""
    return iter(db.execute(statement.execution_options(yield_per=AT_ONCE)))
