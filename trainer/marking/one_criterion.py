"""One criterion across all plans: by which to begin, which plan comes next, and how far one has come.

A marker who stays with one question measures every plan by the same rod. Each criterion has an order of its own, so
that nobody is the first or the last one read for all of them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import flash, g, redirect, render_template, url_for
from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from trainer.checker.rubric import Criterion, Gate
from trainer.errors import NotFound
from trainer.marking import queries, waiting
from trainer.marking.blueprint import blueprint
from trainer.marking.service import parts_by_id
from trainer.models import Mark, Marking, Slot, Submission
from trainer.web import access
from trainer.web.documents import rubric_of
from trainer.web.parts import reading
from trainer.web.viewer import viewer
from trainer.web.words import _, language

_OWN = aliased(Marking)
# The levels that count for somebody: those of the marking that counts, and of two markers their own.
_ON_OWN = and_(
    _OWN.submission_id == Submission.id, or_(_OWN.slot == Slot.COUNTS, _OWN.marker_id == bindparam("marker"))
)
_OPEN = and_(waiting.WAITING, waiting.FOR_MARKER)
_HAS_LEVEL = (
    select(Mark.id)
    .join(_OWN, and_(_OWN.id == Mark.marking_id, _ON_OWN))
    .where(Mark.criterion == bindparam("criterion"), Mark.level.is_not(None))
    .correlate(Submission)
    .exists()
)
NEXT = waiting.beside(and_(_OPEN, ~_HAS_LEVEL))
FIRST = (
    select(Submission.public_id)
    .outerjoin(Marking, waiting.COUNTED)
    .where(waiting.OF_ASSIGNMENT, _OPEN, ~_HAS_LEVEL)
    .order_by(waiting.ORDER)
    .limit(1)
)
GIVEN = (
    select(Mark.criterion, func.count(Submission.id.distinct()))
    .select_from(Submission)
    .outerjoin(Marking, waiting.COUNTED)
    .join(_OWN, _ON_OWN)
    .join(Mark, and_(Mark.marking_id == _OWN.id, Mark.level.is_not(None)))
    .where(waiting.OF_ASSIGNMENT, _OPEN)
    .group_by(Mark.criterion)
)
WAITING = select(func.count(Submission.id)).outerjoin(Marking, waiting.COUNTED).where(waiting.OF_ASSIGNMENT, _OPEN)


class Line(NamedTuple):
    """One criterion or gate in the list, and in how many of the plans that wait it has a level."""

    id: str
    part: Criterion | Gate
    given: int


@blueprint.get("/assignments/<assignment>/criteria")
@access.member
def criteria(assignment: str) -> Any:
    """The criteria of an assignment, each with how many plans it was marked in; two statements of any class."""
    db = reading()
    found = queries.assignment_to_mark(db, assignment, by=viewer().id)
    g.timezone = found.course.timezone
    values = {"assignment": found.id, "marker": viewer().id}
    given = {criterion: count for criterion, count in db.execute(GIVEN, values)}
    parts = parts_by_id(rubric_of(found.rubric_version))
    lines = [Line(id, part, given.get(id, 0)) for id, part in parts.items()]
    return render_template(
        "marking/criteria.html", assignment=found, lines=lines, of=db.scalar(WAITING, values), language=language()
    )


@blueprint.get("/assignments/<assignment>/criteria/<criterion>")
@access.member
def criterion_begin(assignment: str, criterion: str) -> Any:
    """Go to the first plan that has no level on this criterion yet. It writes nothing."""
    found = queries.assignment_to_mark(reading(), assignment, by=viewer().id)
    if criterion not in parts_by_id(rubric_of(found.rubric_version)):
        raise NotFound()
    values = {"assignment": found.id, "marker": viewer().id, "criterion": criterion}
    lot = waiting.lot_of(viewer().id, criterion)
    return onwards(assignment, criterion, reading().scalars(FIRST, values | {"lot": lot}).first())


def next_open(db: Session, submission: Submission, criterion: str, *, by: int) -> str | None:
    """The next plan without a level on a criterion after this one, else the first of them; None without any."""
    values = waiting.at(submission, by, criterion) | {"criterion": criterion}
    *_rest, after, first = db.execute(NEXT, values).one()
    found: str | None = after or first
    return found


def onwards(assignment: str, criterion: str, submission: str | None) -> Any:
    """To this plan; without one to the list of criteria, with a sentence."""
    if submission is not None:
        return redirect(url_for("marking.mark", submission=submission, criterion=criterion))
    flash(_("desk.criterion_done"), "success")
    return redirect(url_for("marking.criteria", assignment=assignment))
