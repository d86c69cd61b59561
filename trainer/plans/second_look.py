"""A student asks for a second look at one criterion, until a day after the marks were released."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import flash, redirect, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.checker.plan import storable
from trainer.errors import Conflict, Invalid, NotFound
from trainer.models import Appeal, Marking, MarkingLog, MarkingState, Run
from trainer.plans import queries
from trainer.plans.blueprint import blueprint
from trainer.web import access
from trainer.web.parts import now, writing
from trainer.web.viewer import viewer
from trainer.web.words import _

MOST_WORDS = 2000


def until(run: Run, marking: Marking | None) -> dt.datetime | None:
    """Until when the student of a released marking may ask; None where the assignment has no second looks."""
    if run.assignment is None or not run.assignment.appeal_days or marking is None or marking.released_at is None:
        return None
    if marking.state != MarkingState.RELEASED:
        return None
    return marking.released_at + dt.timedelta(days=run.assignment.appeal_days)


def asked_of(db: Session, marking: int) -> dict[str, Appeal]:
    """What the student asked of a marking, by criterion, with the answers that there are."""
    return {row.criterion: row for row in db.scalars(select(Appeal).where(Appeal.marking_id == marking))}


def changes_of(db: Session, marking: int) -> list[MarkingLog]:
    """What moved of a marking after its student had seen it, the newest first."""
    return list(
        db.scalars(
            select(MarkingLog)
            .where(MarkingLog.marking_id == marking, MarkingLog.what == "changed")
            .order_by(MarkingLog.id.desc())
        )
    )


def ask(db: Session, run: Run, marking: Marking, criterion: str, reason: str, *, now: dt.datetime) -> Appeal:
    """Ask for a second look at one criterion, once; Conflict when it is too late or was asked already."""
    last = until(run, marking)
    if last is None or now > last:
        raise Conflict("second.too_late_to_ask")
    level = next((mark.level for mark in marking.marks if mark.criterion == criterion), None)
    if level is None:
        raise NotFound()
    words = storable(reason.replace("\r\n", "\n")).strip()
    if not words:
        raise Invalid("second.say_why")
    if len(words) > MOST_WORDS:
        raise Invalid("second.too_long")
    if criterion in asked_of(db, marking.id):
        raise Conflict("second.asked_already")
    appeal = Appeal(marking_id=marking.id, criterion=criterion, reason=words, before=level, asked_at=now)
    db.add(appeal)
    return appeal


@blueprint.post("/<run>/attempts/<int:attempt>/second-look/<criterion>")
@access.practising
def second_look(run: str, attempt: int, criterion: str) -> Any:
    """Ask the lecturer to look once more at one criterion."""
    with writing(run) as db:
        found = queries.own_run(db, run, of=viewer().id)
        marking = queries.released_marking(db, queries.submission_of(db, found.id, attempt).id)
        if marking is None:
            raise NotFound()
        ask(db, found, marking, criterion, request.form.get("reason", ""), now=now())
    flash(_("second.asked"), "success")
    return redirect(url_for("plans.attempt", run=run, attempt=attempt, _anchor=f"m-{criterion}"))
