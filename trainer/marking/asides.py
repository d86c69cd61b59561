"""What is set aside: by students one finding at a time with a reason, by a lecturer a whole rule for a class."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from trainer.models import (
    Person,
    RuleSetAside,
    Run,
    SetAside,
    Submission,
    SubmissionFigures,
    signature,
)
from trainer.web.veil import veils_of


class Reason(NamedTuple):
    """Why one student meant one finding: the student's words, and the plan that was handed in with it."""

    submission: str
    student: str
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How one rule fares: in how many plans it fired, in which of them a student set it aside.

    `reasons` are the newest of the reasons first; `more` is how many others there are.
    """

    rule: str
    fired: int
    aside: int
    reasons: tuple[Reason, ...]
    more: int = 0


@dataclass(slots=True)
class Tally:
    """The same counts in one assignment; `reasons` are ids of SetAside."""

    fired: int = 0
    aside: int = 0
    reasons: list[int] = field(default_factory=list)


# What was counted in an assignment, and what it rested on then. Plans never change once they are handed in.
Kept = dict[int, tuple[tuple[Any, ...], dict[str, Tally]]]


def set_aside_for_class(db: Session, assignment: int) -> list[RuleSetAside]:
    """The rules that an assignment does not ask, the first that was set aside first, each with who did it."""
    return list(
        db.scalars(
            select(RuleSetAside)
            .where(RuleSetAside.assignment_id == assignment)
            .options(joinedload(RuleSetAside.by))
            .order_by(RuleSetAside.at, RuleSetAside.id)
        )
    )


def standings(db: Session, assignments: Collection[int], kept: Kept, *, most: int | None = None) -> list[Standing]:
    """The rules that students set aside in these assignments, the most set aside first, with at most `most` reasons.

    Counted is the newest plan that each student handed in: what stands in a draft is the student's own. `kept` holds
    what was counted before; only assignments are counted anew where something was handed in or set aside since.
    """
    stamps = _stamps(db, assignments)
    stale = [id for id, stamp in stamps.items() if id not in kept or kept[id][0] != stamp]
    if stale:
        counted = _counted(db, stale)
        kept.update({id: (stamps[id], counted.get(id, {})) for id in stale})
    whole: dict[str, Tally] = {}
    for id in stamps:
        for rule, tally in kept[id][1].items():
            one = whole.setdefault(rule, Tally())
            one.fired, one.aside = one.fired + tally.fired, one.aside + tally.aside
            one.reasons += tally.reasons
    return _read(db, {rule: tally for rule, tally in whole.items() if tally.aside}, most)


def _read(db: Session, tallies: Mapping[str, Tally], most: int | None) -> list[Standing]:
    """The counts with the students' words."""
    shown = {rule: sorted(tally.reasons, reverse=True)[:most] for rule, tally in tallies.items()}
    words = _words(db, [id for ids in shown.values() for id in ids])
    found = [
        Standing(rule, tally.fired, tally.aside, tuple(words[id] for id in shown[rule] if id in words),
                 len(tally.reasons) - len(shown[rule]))
        for rule, tally in tallies.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one.aside, -one.aside / one.fired, one.rule))


def _stamps(db: Session, assignments: Collection[int]) -> dict[int, tuple[Any, ...]]:
    """What the counts of an assignment rest on; nothing where nothing was set aside."""
    aside = db.execute(
        select(Run.assignment_id, func.count(SetAside.id), func.max(SetAside.id), func.max(SetAside.at))
        .join(SetAside, SetAside.run_id == Run.id)
        .where(Run.assignment_id.in_(assignments))
        .group_by(Run.assignment_id)
    )
    found = {id: tuple(rest) for id, *rest in aside}
    handed_in = db.execute(
        select(Submission.assignment_id, func.count(), func.max(Submission.id))
        .where(Submission.assignment_id.in_(list(found)))
        .group_by(Submission.assignment_id)
    )
    return {id: (*found[id], *rest) for id, *rest in handed_in}


def _counted(db: Session, assignments: Collection[int]) -> dict[int, dict[str, Tally]]:
    """The counts of assignments by rule. Only of plans with something set aside are the reports read."""
    found: dict[int, dict[str, Tally]] = {}
    newest = _newest(assignments)
    fired = select(newest.c.assignment, SubmissionFigures.document["rules"])
    for assignment, rules in db.execute(fired.join(SubmissionFigures, SubmissionFigures.submission_id == newest.c.id)):
        tallies = found.setdefault(assignment, {})
        for rule in rules or ():
            tallies.setdefault(rule, Tally()).fired += 1
    given = _given(db, assignments)
    plans = select(newest.c.assignment, Submission.run_id, Submission.report["findings"])
    plans = plans.join(Submission, Submission.id == newest.c.id).where(Submission.run_id.in_(list(given)))
    for assignment, run, findings in db.execute(plans):
        rules = {finding["key"]: finding["rule"] for finding in findings or ()}
        meant = [(rules[key], id) for id, key in given[run] if key in rules]
        for rule, id in meant:
            found[assignment][rule].reasons.append(id)
        for rule in {rule for rule, _id in meant}:
            found[assignment][rule].aside += 1
    return found


def _newest(assignments: Collection[int]) -> Subquery:
    return (
        select(func.max(Submission.id).label("id"), func.max(Submission.assignment_id).label("assignment"))
        .where(Submission.assignment_id.in_(assignments))
        .group_by(Submission.run_id)
        .subquery()
    )


def _given(db: Session, assignments: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    """Id and key of everything that was set aside, by run."""
    rows = db.execute(
        select(SetAside.run_id, SetAside.id, SetAside.key)
        .join(Run, Run.id == SetAside.run_id)
        .where(Run.assignment_id.in_(assignments))
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for run, id, key in rows:
        found.setdefault(run, []).append((id, key))
    return found


def _words(db: Session, chosen: Collection[int]) -> dict[int, Reason]:
    """What students wrote, by the id of SetAside, each with the newest plan of its run; no names that are hidden."""
    each = aliased(Submission)
    newest = select(func.max(each.id)).where(each.run_id == SetAside.run_id).scalar_subquery()
    rows = db.execute(
        select(SetAside.id, Run.id, Submission.public_id, signature(), SetAside.quote, SetAside.reason)
        .join(Run, Run.id == SetAside.run_id)
        .join(Person, Person.id == Run.owner_id)
        .join(Submission, Submission.id == newest)
        .where(SetAside.id.in_(chosen))
    ).all()
    veils = veils_of(db, {run for _id, run, *_rest in rows})
    found = {}
    for id, run, submission, student, *words in rows:
        found[id] = Reason(submission, student, *(veils[run](words) if run in veils else words))
    return found
