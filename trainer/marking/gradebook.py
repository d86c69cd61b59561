"""The table of marks: a line for every student of the course, by name or code, with the newest attempt and its levels.

Lines are plain columns, and the statements are built once: a class of two thousand is asked for as quickly as one of
ten. The texts of plans stay where they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, and_, bindparam, func, null, or_, select
from sqlalchemy.orm import Session

from trainer.checker.rubric import Rubric
from trainer.models import (
    Assignment,
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

PAGE = 50
# Who has handed nothing in has no code, and stands below those who have.
NOBODY, AFTER_CODES = "–", "~"


class Given(NamedTuple):
    """What a marker gave on one criterion."""

    level: int | None
    words: str


class Line(NamedTuple):
    """One student with the newest submission that there is; without one everything from `submission` on is None."""

    name: str
    email: str | None
    submission: str | None
    attempt: int | None
    handed_in_at: dt.datetime | None
    late: bool | None
    state: MarkingState | None
    overall: str | None
    language: str | None
    rubric: int | None
    given: Mapping[str, Given]


_NEWEST = select(func.max(Submission.id)).where(Submission.run_id == Run.id).correlate(Run).scalar_subquery()
# The mark of a team's plan reaches each of its members.
_WRITERS = writers(Run.assignment_id == bindparam("assignment")).subquery()
# Who has left stays in the table as long as there is something of theirs to show.
_IN_TABLE = and_(
    Membership.course_id == bindparam("course"),
    Membership.role == Role.STUDENT,
    or_(
        Membership.left_at.is_(None),
        select(Submission.id)
        .join(_WRITERS, _WRITERS.c.run == Submission.run_id)
        .where(_WRITERS.c.person == Membership.person_id)
        .exists(),
    ),
)
COUNT = select(func.count(Membership.id)).where(_IN_TABLE)


def _lines(people: Select[Any], *, hidden: bool = False) -> Select[Any]:
    chosen = people.subquery()
    name, email = (func.coalesce(coded(), NOBODY), null()) if hidden else (Person.name, Person.email)
    return (
        select(
            name, email, Submission.public_id, Submission.attempt, Submission.handed_in_at,
            Submission.late, Marking.state, Marking.overall, Submission.document["language"].as_string(),
            Marking.rubric_version_id, Marking.id,
        )
        .select_from(Person)
        .join(chosen, chosen.c.id == Person.id)
        .outerjoin(_WRITERS, _WRITERS.c.person == Person.id)
        .outerjoin(Run, Run.id == _WRITERS.c.run)
        .outerjoin(Submission, Submission.id == _NEWEST)
        .outerjoin(Marking, and_(Marking.submission_id == Submission.id, Marking.slot == Slot.COUNTS))
        .order_by(chosen.c.code if hidden else Person.name, Person.id)
    )  # fmt: skip


_PEOPLE = select(Person.id).join(Membership, Membership.person_id == Person.id).where(_IN_TABLE)
_ON_PAGE = _PEOPLE.order_by(Person.name, Person.id).offset(bindparam("skipped", type_=Integer)).limit(PAGE)
LINES, LINES_ON_PAGE = _lines(_PEOPLE), _lines(_ON_PAGE)
# Where names are hidden the lines stand by their codes, for the order of names would tell as much as the names.
_CODE = func.min(func.coalesce(coded(), AFTER_CODES)).label("code")
_CODED = (
    _PEOPLE.add_columns(_CODE)
    .outerjoin(_WRITERS, _WRITERS.c.person == Person.id)
    .outerjoin(Run, Run.id == _WRITERS.c.run)
    .group_by(Person.id)
)
_CODED_ON_PAGE = _CODED.order_by(_CODE, Person.id).offset(bindparam("skipped", type_=Integer)).limit(PAGE)
CODED, CODED_ON_PAGE = _lines(_CODED, hidden=True), _lines(_CODED_ON_PAGE, hidden=True)
_GIVEN = select(Mark.marking_id, Mark.criterion, Mark.level, Mark.comment)
GIVEN_ON_PAGE = _GIVEN.where(Mark.marking_id.in_(bindparam("markings", expanding=True)))
GIVEN = (
    _GIVEN.join(Marking, Marking.id == Mark.marking_id)
    .join(Submission, Submission.id == Marking.submission_id)
    .where(Submission.assignment_id == bindparam("assignment"), Marking.slot == Slot.COUNTS)
)


def length_of(db: Session, assignment: Assignment) -> int:
    """How many lines the table has."""
    return db.scalar(COUNT, _values(assignment)) or 0


def page_of(db: Session, assignment: Assignment, page: int) -> list[Line]:
    """One page of the table; two statements."""
    lines = CODED_ON_PAGE if assignment.hides_names else LINES_ON_PAGE
    rows = db.execute(lines, _values(assignment) | {"skipped": (page - 1) * PAGE}).all()
    markings = [row[-1] for row in rows if row[-1] is not None]
    given = _by_marking(db.execute(GIVEN_ON_PAGE, {"markings": markings})) if markings else {}
    return [Line(*row[:-1], given.get(row[-1], {})) for row in rows]


def all_of(db: Session, assignment: Assignment) -> Iterator[Line]:
    """The whole table, line by line, for a file; two statements however large the class."""
    given = _by_marking(db.execute(GIVEN, {"assignment": assignment.id}))
    for row in db.execute(CODED if assignment.hides_names else LINES, _values(assignment)):
        yield Line(*row[:-1], given.get(row[-1], {}))


def by_plan(db: Session, assignment: Assignment) -> list[Line]:
    """The lines of the table that have a plan, each plan once: the line of a team's plan names all of its members."""
    found: dict[str, Line] = {}
    for line in all_of(db, assignment):
        if line.submission:
            before = found.get(line.submission)
            together = before and not assignment.hides_names
            found[line.submission] = line._replace(name=f"{before.name}, {line.name}") if before and together else line
    return list(found.values())


def rubrics_in(db: Session, assignment: Assignment) -> dict[int, Rubric]:
    """The rubrics by which the plans of an assignment are or were marked, by their versions; one statement."""
    used = (
        select(Marking.rubric_version_id)
        .join(Submission, Submission.id == Marking.submission_id)
        .where(Submission.assignment_id == assignment.id)
    )
    kept = or_(RubricVersion.id == assignment.rubric_version_id, RubricVersion.id.in_(used))
    return {version.id: rubric_of(version) for version in db.scalars(select(RubricVersion).where(kept))}


def _values(assignment: Assignment) -> dict[str, int]:
    return {"assignment": assignment.id, "course": assignment.course_id}


def _by_marking(rows: Any) -> dict[int, dict[str, Given]]:
    found: dict[int, dict[str, Given]] = {}
    for marking, criterion, level, words in rows:
        found.setdefault(marking, {})[criterion] = Given(level, words)
    return found
