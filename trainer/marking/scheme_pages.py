"""The page of a marking scheme: tried on the class before it is saved, and what it moves told to the students."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from trainer.checker.rubric import Rubric
from trainer.marking import gradebook, queries
from trainer.marking.blueprint import blueprint
from trainer.marking.changes import Why, shown_in, standings_of, tell
from trainer.marking.forms import SchemeForm, fields_of
from trainer.marking.rubric_changes import Move, moved_lines
from trainer.models import Assignment
from trainer.web import access
from trainer.web.documents import rubric_of
from trainer.web.lateness import days_late
from trainer.web.parts import now, reading, writing
from trainer.web.scales import SCALES
from trainer.web.scheme import Total, scheme_of, total_of
from trainer.web.viewer import viewer
from trainer.web.words import ngettext


@blueprint.get("/assignments/<assignment>/scheme")
@access.member
def scheme(assignment: str) -> Any:
    """The scheme; with `look` what another one would make of the marks of the class, before it is saved."""
    found, rubric = _load(assignment)
    if "look" not in request.args:
        return _page(found, SchemeForm(formdata=None, data=fields_of(scheme_of(found.scheme))).offer())
    form = SchemeForm(formdata=request.args, meta={"csrf": False}).offer()
    if not (form.validate() and form.fits(rubric)):
        return _page(found, form), 422
    return _page(found, form, moves=_moves(found, form.document()))


@blueprint.post("/assignments/<assignment>/scheme")
@access.member
def save_scheme(assignment: str) -> Any:
    """Save the scheme; a mark that a student has seen and that moves is told to them. A lecturer of the course does."""
    found, rubric = _load(assignment)
    form = SchemeForm().offer()
    if not (form.validate_on_submit() and form.fits(rubric)):
        return _page(found, form), 422
    with writing(assignment) as db:
        led = queries.assignment_to_mark(db, assignment, by=viewer().id, leads=True)
        shown = shown_in(db, led.id)
        stood = standings_of(db, shown)
        led.scheme = form.document()
        db.flush()  # the marks are counted anew by what is stored
        moved = tell(db, stood, standings_of(db, shown), why=Why.SCHEME, by=viewer().id, now=now())
    flash(ngettext("second.scheme_saved", "second.scheme_saved", moved), "success")
    return redirect(url_for("marking.table", assignment=assignment))


def _load(assignment: str) -> tuple[Assignment, Rubric]:
    found = queries.assignment_to_mark(reading(), assignment, by=viewer().id)
    g.timezone = found.course.timezone
    return found, rubric_of(found.rubric_version)


def _moves(found: Assignment, document: Mapping[str, Any]) -> list[Move]:
    """Every mark of the class that would be another one; as many statements for two thousand as for ten."""
    db = reading()
    present, tried = scheme_of(found.scheme), scheme_of(document)
    late = days_late(db, found, scheme=tried if tried.penalty else present)
    rubrics = gradebook.rubrics_in(db, found)

    def both(line: gradebook.Line, levels: Mapping[str, int | None], days: int) -> tuple[Total, Total]:
        rubric = rubrics[line.rubric or found.rubric_version_id]
        return total_of(levels, rubric, present, days), total_of(levels, rubric, tried, days)

    return moved_lines(gradebook.all_of(db, found), both, late)


def _page(found: Assignment, form: SchemeForm, *, moves: list[Move] | None = None) -> str:
    pages = max(1, -(-len(moves or ()) // gradebook.PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return render_template(
        "marking/scheme.html",
        assignment=found, form=form, looked=moves is not None, moved=len(moves or ()), page=page, pages=pages,
        crossing=sum(move.crosses for move in moves or ()),
        moves=(moves or [])[(page - 1) * gradebook.PAGE : page * gradebook.PAGE],
        scales=SCALES.values(), leads=queries.is_lecturer(reading(), found.course_id, viewer().id),
        asked={name: value for name, value in request.args.items() if name not in ("page", "look")},
    )  # fmt: skip
