"""A round on one plan: who marks begin it, each marks alone, and see the spread when they are done or it is closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, undefer

from trainer.bank.exemplars import Exemplar
from trainer.checker.case import Case
from trainer.checker.engine import Checker
from trainer.checker.plan import Plan
from trainer.checker.rubric import Criterion, Gate, Rubric
from trainer.checker.values import Language
from trainer.documents.without_names import NamesOfClass, plan_without_names
from trainer.errors import Conflict, Invalid, NotFound
from trainer.marking.service import parts_by_id, words
from trainer.marking.typed_on import LEVELS, revision_of
from trainer.models import (
    TEACHING,
    Assignment,
    CalibrationMarking,
    CalibrationRound,
    Membership,
    Person,
    Run,
    Submission,
    is_taught_by,
    signature,
)
from trainer.web.plan_view import people_of
from trainer.web.versions import Seen, Version, settled

OFFERED = 30


class Begun(NamedTuple):
    """A round of an assignment in a list: how many are done, and whether the reader is."""

    round: CalibrationRound
    done: int
    own: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """The levels that people gave on one criterion; `said` are their words, without names."""

    part: Criterion | Gate
    counts: Mapping[int, int]
    own: int | None
    expected: int | None
    said: tuple[tuple[int | None, str], ...]

    @property
    def apart(self) -> int:
        """How many levels lie between the lowest and the highest."""
        return max(self.counts) - min(self.counts) if self.counts else 0


def rounds_of(db: Session, assignment: int, *, reader: int) -> list[Begun]:
    """The rounds of an assignment, the newest first; one statement."""
    done = CalibrationMarking.finished_at.is_not(None)
    of_round = CalibrationMarking.round_id == CalibrationRound.id
    query = (
        select(
            CalibrationRound,
            select(func.count(CalibrationMarking.id)).where(of_round, done).scalar_subquery(),
            select(CalibrationMarking.id).where(of_round, done, CalibrationMarking.person_id == reader).exists(),
        )
        .where(CalibrationRound.assignment_id == assignment)
        .options(joinedload(CalibrationRound.begun_by))
        .order_by(CalibrationRound.id.desc())
    )
    return [Begun(*row) for row in db.execute(query)]


def round_to_mark(db: Session, public_id: str, *, by: int) -> CalibrationRound:
    """A round of a course in which this person teaches or assists; NotFound for everybody else."""
    found = db.scalars(
        select(CalibrationRound)
        .join(Assignment, Assignment.id == CalibrationRound.assignment_id)
        .where(CalibrationRound.public_id == public_id, is_taught_by(Assignment.course_id, by))
        .options(
            joinedload(CalibrationRound.assignment).options(
                joinedload(Assignment.course), joinedload(Assignment.case_version)
            ),
            joinedload(CalibrationRound.rubric_version),
            undefer(CalibrationRound.document),
        )
    ).first()
    if found is None:
        raise NotFound()
    return found


def how_many_mark(db: Session, course: int) -> int:
    """How many people mark in a course now."""
    here = Membership.course_id == course, Membership.role.in_(TEACHING), Membership.left_at.is_(None)
    return db.scalar(select(func.count(Membership.id)).where(*here)) or 0


def own_marking(db: Session, round_id: int, person: int) -> CalibrationMarking | None:
    """What this person gave in a round so far."""
    return db.scalars(
        select(CalibrationMarking).where(
            CalibrationMarking.round_id == round_id, CalibrationMarking.person_id == person
        )
    ).first()


def handed_in_lately(db: Session, assignment: int) -> list[tuple[str, str, dt.datetime]]:
    """The newest plans that were handed in, to choose one from: public id, student, when."""
    return [
        (public_id, name, at)
        for public_id, name, at in db.execute(
            select(Submission.public_id, signature(), Submission.handed_in_at)
            .join(Run, Run.id == Submission.run_id)
            .join(Person, Person.id == Run.owner_id)
            # Everybody marks one plan beside the key of its case: that of the assignment.
            .join(Assignment, Assignment.id == Run.assignment_id)
            .where(Submission.assignment_id == assignment, Run.case_version_id == Assignment.case_version_id)
            .order_by(Submission.handed_in_at.desc(), Submission.id.desc())
            .limit(OFFERED)
        )
    ]


def exemplars_of(assignment: Assignment) -> list[Exemplar]:
    """The worked plans of an assignment's case."""
    return [Exemplar.model_validate(each) for each in assignment.case_version.teaching.get("exemplars", ())]


def exemplar_plan(assignment: Assignment, id: str, into: Language) -> Plan:
    """A worked plan in one language; Invalid when the case has none of this id."""
    found = next((each for each in exemplars_of(assignment) if each.id == id), None)
    if found is None:
        raise Invalid("second.no_such_plan")
    return found.plan(into)


def nameless_plan(db: Session, assignment: Assignment, submission: str, case: Case) -> Plan:
    """A plan that was handed in for this assignment, without the names of the class or anything that looks like one."""
    document = db.scalars(
        select(Submission.document)
        .join(Run, Run.id == Submission.run_id)
        .where(
            Submission.public_id == submission,
            Submission.assignment_id == assignment.id,
            Run.case_version_id == assignment.case_version_id,
        )
    ).first()
    if document is None:
        raise Invalid("second.no_such_plan")
    language = Language(document["language"])
    members = select(Person.name).join(Membership, Membership.person_id == Person.id)
    people = db.scalars(members.where(Membership.course_id == assignment.course_id)).all()
    known = {*people_of(case, language), *(strength.id for strength in case.key.strengths)}
    return Plan.model_validate(plan_without_names(document, NamesOfClass(people, case, language), known=known))


def begin(
    db: Session, assignment: Assignment, plan: Plan, *, exemplar: str, rubric: Rubric, case: Case, checker: Checker,
    expected: Mapping[str, int], by: int, now: dt.datetime,
) -> CalibrationRound:
    """Begin a round on a plan with the assignment's rubric as it is now."""
    report = checker.check(plan, rubric=rubric, case=case)
    begun = CalibrationRound(
        assignment_id=assignment.id, rubric_version_id=assignment.rubric_version_id, exemplar=exemplar,
        document=plan.to_document(), report=report.to_document(), expected=dict(expected), begun_by_id=by, begun_at=now,
    )  # fmt: skip
    db.add(begun)
    return begun


def save(
    db: Session, found: CalibrationRound, levels: Mapping[str, int], said: Mapping[str, str], *,
    finished: bool, by: int, now: dt.datetime,
) -> CalibrationMarking:
    """Keep what somebody gave. Whoever has finished has seen the spread and changes nothing any more."""
    if found.closed_at is not None:
        raise Conflict("second.round_closed")
    own = own_marking(db, found.id, by)
    if own is None:
        own = CalibrationMarking(round_id=found.id, person_id=by)
        db.add(own)
    elif own.finished_at is not None:
        raise Conflict("second.round_done")
    own.levels, own.words, own.saved_at = dict(levels), {id: words(text) for id, text in said.items() if text}, now
    own.finished_at = now if finished else None
    return own


def save_one(
    db: Session, found: CalibrationRound, criterion: str, sent: Version, seen: Seen, *, by: int, now: dt.datetime
) -> tuple[CalibrationMarking, Version]:
    """Keep one criterion as it is typed. Changed when another window of the same marker stored something else."""
    if sent["level"] not in LEVELS:
        raise Invalid("marking.no_such_level")
    own = own_marking(db, found.id, by)
    levels, said = (dict(own.levels), dict(own.words)) if own else ({}, {})
    stored: Version = {"level": levels.get(criterion), "comment": said.get(criterion, "")}
    kept = settled(sent, stored, revision_of(stored), seen).kept
    levels[criterion], said[criterion] = kept["level"], kept["comment"]
    levels = {id: level for id, level in levels.items() if level is not None}
    return save(db, found, levels, said, finished=False, by=by, now=now), kept


def close(found: CalibrationRound, *, now: dt.datetime) -> None:
    """End a round: everybody who marks in the course sees the spread."""
    found.closed_at = found.closed_at or now


def lacking(rubric: Rubric, levels: Mapping[str, int]) -> list[str]:
    """The criteria that count and have no level yet."""
    return [str(part.id) for part in rubric.criteria if part.weight > 0 and str(part.id) not in levels]


def spread_of(db: Session, found: CalibrationRound, rubric: Rubric, *, reader: int) -> tuple[int, list[Spread]]:
    """How many are done, and the spread of each criterion; what was not finished does not count."""
    done = db.scalars(
        select(CalibrationMarking)
        .where(CalibrationMarking.round_id == found.id, CalibrationMarking.finished_at.is_not(None))
        .order_by(CalibrationMarking.finished_at, CalibrationMarking.id)
    ).all()
    return len(done), [_spread(id, part, done, found.expected, reader) for id, part in parts_by_id(rubric).items()]


def _spread(
    id: str, part: Criterion | Gate, done: Sequence[CalibrationMarking], expected: Mapping[str, Any], reader: int
) -> Spread:
    counts: dict[int, int] = {}
    for one in done:
        if (level := one.levels.get(id)) is not None:
            counts[level] = counts.get(level, 0) + 1
    own = next((one.levels.get(id) for one in done if one.person_id == reader), None)
    said = tuple((one.levels.get(id), one.words[id]) for one in done if one.words.get(id))
    return Spread(part, counts, own, expected.get(id), said)
