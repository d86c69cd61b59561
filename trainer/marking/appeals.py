"""Second looks that students ask for: which wait, and the answer that keeps a level or changes it with a sentence."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy import Integer, bindparam, func, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from trainer.errors import Conflict, Invalid, NotFound
from trainer.marking.changes import Why, standings_of, tell
from trainer.marking.service import mark_in, words
from trainer.marking.versions import log
from trainer.models import (
    Appeal,
    Assignment,
    MailKind,
    Marking,
    MarkingState,
    Person,
    Run,
    Submission,
    is_taught_by,
    signature,
)
from trainer.web.outbox import tell_writers
from trainer.web.veil import cover, veils_of

PAGE = 50


class Asked(NamedTuple):
    """A second look in the list of an assignment, with the plan, its student, and whoever answered."""

    appeal: Appeal
    submission: str
    student: str
    by: str | None


_OPEN = Appeal.answered_at.is_(None)
_LECTURER = aliased(Person)
ASKED = (
    select(Appeal, Submission.public_id, signature(), _LECTURER.name, Submission.run_id)
    .join(Marking, Marking.id == Appeal.marking_id)
    .join(Submission, Submission.id == Marking.submission_id)
    .join(Run, Run.id == Submission.run_id)
    .join(Person, Person.id == Run.owner_id)
    .outerjoin(_LECTURER, _LECTURER.id == Appeal.answered_by_id)
    .where(Submission.assignment_id == bindparam("assignment"))
    .order_by(Appeal.answered_at.is_not(None), Appeal.asked_at, Appeal.id)
    .offset(bindparam("skipped", type_=Integer))
    .limit(PAGE)
)
COUNT = (
    select(func.count(Appeal.id), func.count(Appeal.id).filter(_OPEN))
    .join(Marking, Marking.id == Appeal.marking_id)
    .join(Submission, Submission.id == Marking.submission_id)
    .where(Submission.assignment_id == bindparam("assignment"))
)


def how_many(db: Session, assignment: int) -> tuple[int, int]:
    """How many second looks an assignment has, and how many of them wait for an answer."""
    found, waiting = db.execute(COUNT, {"assignment": assignment}).one()
    return found, waiting


def asked_in(db: Session, assignment: int, page: int) -> list[Asked]:
    """One page of the second looks of an assignment; those that wait stand first, the oldest on top.

    A student's reason names nobody while names are hidden.
    """
    rows = db.execute(ASKED, {"assignment": assignment, "skipped": (page - 1) * PAGE}).all()
    veils = veils_of(db, {run for *_asked, run in rows})
    for appeal, *_more, run in rows:
        if run in veils:
            cover(veils[run], appeal, "reason")
    return [Asked(*asked) for *asked, _run in rows]


def appeal_to_answer(db: Session, public_id: str, *, by: int) -> Appeal:
    """A second look in a course in which this person teaches or assists; NotFound for everybody else."""
    found = db.scalars(
        select(Appeal)
        .join(Marking, Marking.id == Appeal.marking_id)
        .join(Submission, Submission.id == Marking.submission_id)
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .where(Appeal.public_id == public_id, is_taught_by(Assignment.course_id, by))
        .options(
            joinedload(Appeal.marking).options(
                selectinload(Marking.marks),
                joinedload(Marking.submission).joinedload(Submission.run).joinedload(Run.assignment),
            )
        )
    ).first()
    if found is None:
        raise NotFound()
    return found


def answer(db: Session, appeal: Appeal, level: int, sentence: str, *, by: int, now: dt.datetime) -> bool:
    """Keep the level or change it, with a sentence; True when the level moved, which the record then tells.

    Conflict when it is answered already, or while the marking is taken back from its student.
    """
    if appeal.answered_at is not None:
        raise Conflict("second.answered_already")
    marking = appeal.marking
    if marking.state != MarkingState.RELEASED:
        raise Conflict("second.taken_back_meanwhile")
    mark, said = mark_in(marking, appeal.criterion), words(sentence)
    if not said:
        raise Invalid("second.sentence_lacking")
    if mark is None:
        raise NotFound()
    appeal.before, appeal.after, appeal.answer = mark.level, level, said
    appeal.answered_at, appeal.answered_by_id = now, by
    tell_writers(db, MailKind.ANSWERED, [marking.id], now=now, about=appeal.public_id)
    if level == mark.level:
        return False
    before = standings_of(db, [marking.id])
    log(db, marking, "level", by=by, now=now, criterion=mark.criterion, before=mark.level, after=level,
        suggested=mark.suggested, suggestion_seen=True)
    mark.level, mark.saved_at, marking.saved_at = level, now, now
    mark.revision += 1
    db.flush()  # the mark is counted from what is stored
    tell(db, before, standings_of(db, [marking.id]), why=Why.APPEAL, by=by, now=now, reason=said)
    return True
