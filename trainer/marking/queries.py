"""What a marker can open: submissions of courses in which they teach or assist. Everybody else finds nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from trainer.errors import NotAllowed
from trainer.marking.versions import COMMENT_BY, NOT_CHOSEN
from trainer.models import (
    Addressed,
    Assignment,
    CaseVersion,
    Course,
    GroupMember,
    HintShown,
    Marking,
    MarkingLog,
    MarkingState,
    Person,
    Role,
    RubricVersion,
    Run,
    SetAside,
    Slot,
    Submission,
    TeamRole,
    is_taught_by,
)
from trainer.web.left import not_found
from trainer.web.veil import cover, draw_over, veil_of


def assignment_to_mark(db: Session, public_id: str, *, by: int, leads: bool = False) -> Assignment:
    """An assignment of a course in which this person teaches or assists; NotFound for everybody else.

    With `leads` an assistant, who sees the assignment but does not rule it, gets NotAllowed.
    """
    found = db.scalars(
        select(Assignment)
        .where(Assignment.public_id == public_id, is_taught_by(Assignment.course_id, by))
        .options(
            joinedload(Assignment.course), joinedload(Assignment.rubric_version),
            joinedload(Assignment.case_version).load_only(CaseVersion.id, CaseVersion.slug),
        )
    ).first()  # fmt: skip
    if found is None:
        raise not_found(db, by, select(Assignment.course_id).where(Assignment.public_id == public_id))
    if leads and not is_lecturer(db, found.course_id, by):
        raise NotAllowed()
    return found


def course_to_mark(db: Session, public_id: str, *, by: int, leads: bool = False) -> Course:
    """A course in which this person teaches or assists; NotFound and NotAllowed as for an assignment of it."""
    found = db.scalars(select(Course).where(Course.public_id == public_id, is_taught_by(Course.id, by))).first()
    if found is None:
        raise not_found(db, by, select(Course.id).where(Course.public_id == public_id))
    if leads and not is_lecturer(db, found.id, by):
        raise NotAllowed()
    return found


def courses_marked(db: Session, person: int) -> list[Course]:
    """The courses in which somebody teaches or assists now, the newest first."""
    return list(db.scalars(select(Course).where(is_taught_by(Course.id, person)).order_by(Course.id.desc())))


def is_lecturer(db: Session, course: int, person: int) -> bool:
    """Whether this person is a lecturer of the course, not only an assistant."""
    return bool(db.scalar(select(is_taught_by(course, person, (Role.LECTURER,)))))


# The statements of the marking page are built once: building them anew for each page takes as long as asking them.
TO_MARK = (
    select(Submission)
    .join(Assignment, Assignment.id == Submission.assignment_id)
    .where(Submission.public_id == bindparam("submission"), is_taught_by(Assignment.course_id, bindparam("marker")))
    .options(
        joinedload(Submission.run).options(
            joinedload(Run.owner),
            joinedload(Run.team),
            # Both are known by their ids and kept as values; their summaries are for lists.
            joinedload(Run.rubric_version).load_only(RubricVersion.id, RubricVersion.public_id),
            joinedload(Run.case_version).load_only(CaseVersion.id),
            joinedload(Run.assignment).joinedload(Assignment.course),
        )
    )
)
WHOLE_TO_MARK = TO_MARK.options(
    undefer(Submission.document), undefer(Submission.report), joinedload(Submission.sketch)
)
# All markings of a plan, the one that counts before those of two markers: `desk` says who works on which.
MARKS = (
    select(Marking)
    .where(Marking.submission_id == bindparam("submission"))
    .options(joinedload(Marking.marks))
    .order_by(Marking.slot)
)
MARKING = MARKS.options(selectinload(Marking.comments))
# To be changed: a release that is under way meanwhile waits for the save, or the save for the release. SQLite has one
# writer at a time anyway.
MARKS_TO_CHANGE = MARKS.with_for_update(of=Marking)
COUNTED = select(Marking).where(Marking.submission_id == bindparam("submission"), Marking.slot == Slot.COUNTS)


def _course_of(submission: str) -> Select[tuple[int]]:
    """The id of the course in which a plan was handed in."""
    handed_in = select(Submission.assignment_id).where(Submission.public_id == submission)
    return select(Assignment.course_id).where(Assignment.id.in_(handed_in))


def submission_to_mark(db: Session, public_id: str, *, by: int, whole: bool = True) -> Submission:
    """A submission with its student, assignment and versions; `whole` brings the plan and its report along."""
    found = db.scalars(WHOLE_TO_MARK if whole else TO_MARK, {"submission": public_id, "marker": by}).first()
    if found is None:
        raise not_found(db, by, _course_of(public_id))
    if whole:
        draw_over(db, found)
    return found


def mates_of(db: Session, run: Run) -> list[tuple[str, str | None]]:
    """The names of a team's members with the parts they take; nobody of one student, or of hidden names."""
    if run.team_id is None or (run.assignment is not None and run.assignment.hides_names):
        return []
    rows = db.execute(
        select(Person.name, TeamRole.part)
        .join(GroupMember, GroupMember.person_id == Person.id)
        .outerjoin(TeamRole, (TeamRole.person_id == Person.id) & (TeamRole.run_id == run.id))
        .where(GroupMember.group_id == run.team_id)
        .order_by(Person.name)
    )
    return [(name, part) for name, part in rows]


def markings_of(
    db: Session, submission: int, *, comments: bool = True, to_change: bool = False
) -> list[Marking]:
    """All markings of a submission with their marks and, unless told otherwise, comments."""
    statement = MARKS_TO_CHANGE if to_change else MARKING if comments else MARKS
    return list(db.scalars(statement, {"submission": submission}).unique())


def counted_marking(db: Session, submission: int) -> Marking | None:
    """The marking that counts, which is released and which the student sees; None while there is none."""
    return db.scalars(COUNTED, {"submission": submission}).first()


SEEN_BY_STUDENT = (MarkingState.RELEASED, MarkingState.SENT_BACK)
MEANT = select(SetAside).where(SetAside.run_id == bindparam("run"))


def meant_by_student(db: Session, run: Run) -> dict[str, SetAside]:
    """What the student meant, "intended, because…", by the finding's key; without names while they are hidden."""
    found = {row.key: row for row in db.scalars(MEANT, {"run": run.id})}
    veil = veil_of(db, run) if found else None
    for row in found.values() if veil else ():
        cover(veil, row, "quote", "reason")
    return found


HINTS = (
    select(HintShown.key, func.max(HintShown.grade)).where(HintShown.run_id == bindparam("run")).group_by(HintShown.key)
)


def hints_asked(db: Session, run: int) -> dict[str, int]:
    """The highest grade of each hint that the student asked for, by the finding's key."""
    return {key: grade for key, grade in db.execute(HINTS, {"run": run})}


class Before(NamedTuple):
    """The attempt before: its number, its plan, its marking, and the comments ticked as addressed since."""

    attempt: int
    document: Mapping[str, Any]
    marking: Marking
    addressed: frozenset[str]


def said_before(db: Session, submission: Submission) -> Before | None:
    """The newest marking that the student has seen of an earlier attempt; None where there is none."""
    if submission.attempt == 1:
        return None
    row = db.execute(
        select(Submission, Marking)
        .join(Marking, Marking.submission_id == Submission.id)
        .where(
            Submission.run_id == submission.run_id,
            Submission.attempt < submission.attempt,
            Marking.slot == Slot.COUNTS,
            Marking.state.in_(SEEN_BY_STUDENT),
        )
        .order_by(Submission.attempt.desc())
        .limit(1)
        .options(selectinload(Marking.marks), selectinload(Marking.comments), undefer(Submission.document))
    ).first()
    if row is None:
        return None
    earlier, marking = row
    draw_over(db, earlier)
    ticked = db.scalars(select(Addressed.about).where(Addressed.run_id == submission.run_id))
    return Before(earlier.attempt, earlier.document, marking, frozenset(ticked))


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
