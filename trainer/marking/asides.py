"""What is set aside: by students one finding at a time with a reason, by a lecturer a whole rule for a class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, Subquery, func, select
from sqlalchemy.orm import Session, joinedload

from trainer.models import (
    Assignment,
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
    """How one rule fares in a class: in how many plans it fired, and in which of them a student set it aside."""

    rule: str
    fired: int
    aside: int
    reasons: tuple[Reason, ...]


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


def standings(db: Session, where: ColumnElement[bool]) -> list[Standing]:
    """The rules that students set aside, the most set aside first; `where` narrows to an assignment or a course.

    Five statements at most, however large the class. Counted is the newest plan that each student handed in: what
    stands in a draft is the student's own. Only of plans with something set aside are the reports read; the others
    are counted. Where names are hidden, no quote and no reason has one.
    """
    given = _reasons(db, where)
    if not given:
        return []
    fired, veils = _fired(db, where), veils_of(db, given)
    meant: dict[str, dict[int, list[Reason]]] = {}
    for plan in _newest_plans(db, where, given):
        keys = {finding["key"]: finding["rule"] for finding in plan.findings}
        for key, quote, reason in given.get(plan.run, ()):
            if key in keys:
                by_run = meant.setdefault(keys[key], {})
                words = veils[plan.run]([quote, reason]) if plan.run in veils else [quote, reason]
                by_run.setdefault(plan.run, []).append(Reason(plan.submission, plan.student, *words))
    found = [
        Standing(rule, fired[rule], len(by_run), tuple(reason for reasons in by_run.values() for reason in reasons))
        for rule, by_run in meant.items()
    ]
    return sorted(found, key=lambda one: (-one.aside, -one.aside / one.fired, one.rule))


class _Plan(NamedTuple):
    run: int
    submission: str
    student: str
    findings: Sequence[dict[str, str]]


def _newest(where: ColumnElement[bool]) -> Subquery:
    return (
        select(func.max(Submission.id).label("id"))
        .join(Assignment, Assignment.id == Submission.assignment_id)
        .where(where)
        .group_by(Submission.run_id)
        .subquery()
    )


def _fired(db: Session, where: ColumnElement[bool]) -> Counter[str]:
    """In how many newest plans each rule fired."""
    newest = _newest(where)
    rows = db.scalars(
        select(SubmissionFigures.document["rules"]).join(newest, newest.c.id == SubmissionFigures.submission_id)
    )
    return Counter(rule for rules in rows for rule in rules or ())


def _newest_plans(db: Session, where: ColumnElement[bool], runs: Collection[int]) -> list[_Plan]:
    newest = _newest(where & Submission.run_id.in_(runs))
    rows = db.execute(
        select(Submission.run_id, Submission.public_id, signature(), Submission.report["findings"])
        .join(newest, newest.c.id == Submission.id)
        .join(Run, Run.id == Submission.run_id)
        .join(Person, Person.id == Run.owner_id)
        .order_by(Submission.handed_in_at, Submission.id)
    )
    return [_Plan(run, submission, student, findings or ()) for run, submission, student, findings in rows]


def _reasons(db: Session, where: ColumnElement[bool]) -> dict[int, list[tuple[str, str, str]]]:
    """Key, quote and reason of everything that was set aside, by run."""
    rows = db.execute(
        select(SetAside.run_id, SetAside.key, SetAside.quote, SetAside.reason)
        .join(Run, Run.id == SetAside.run_id)
        .join(Assignment, Assignment.id == Run.assignment_id)
        .where(where)
        .order_by(SetAside.id)
    )
    found: dict[int, list[tuple[str, str, str]]] = {}
    for run, key, quote, reason in rows:
        found.setdefault(run, []).append((key, quote, reason))
    return found
