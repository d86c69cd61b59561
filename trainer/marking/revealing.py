"""Names of an assignment that are hidden from those who mark, and showing them: once, when all is given back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import flash, redirect, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.errors import Conflict
from trainer.marking import queries, waiting
from trainer.marking.blueprint import blueprint
from trainer.models import Assignment, Submission
from trainer.web import access
from trainer.web.parts import now, writing
from trainer.web.viewer import viewer
from trainer.web.words import _


@blueprint.post("/assignments/<assignment>/reveal")
@access.member
def reveal_names(assignment: str) -> Any:
    """Show whose plans these are; kept with who did it and when."""
    with writing(assignment) as db:
        found = queries.assignment_to_mark(db, assignment, by=viewer().id, leads=True)
        reveal(db, found, by=viewer().id, now=now())
    flash(_("desk.now_revealed"), "success")
    return redirect(url_for("marking.table", assignment=assignment))


def hide(db: Session, assignment: Assignment, blind: bool) -> None:
    """Hide names or not. Conflict where this would show the names of plans that are there already."""
    if assignment.hides_names and not blind and _handed_in(db, assignment.id):
        raise Conflict("desk.only_revealed")
    assignment.blind = blind


def reveal(db: Session, assignment: Assignment, *, by: int, now: dt.datetime) -> None:
    """Show the names for good. Conflict while a plan is still to be marked or released."""
    if not assignment.hides_names:
        return
    counts = waiting.counts_of(db, assignment.id, by=by)
    if counts["waiting"] or counts["ready"]:
        raise Conflict("desk.reveal_later")
    assignment.revealed_at, assignment.revealed_by_id = now, by


def _handed_in(db: Session, assignment: int) -> bool:
    return db.scalar(select(Submission.id).where(Submission.assignment_id == assignment).limit(1)) is not None
