"""Pages that look at many plans together: a class in pictures, the plans behind one, the seminar, growth."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, render_template, request

from trainer.errors import NotFound
from trainer.overview import queries
from trainer.overview.behind import behind_page
from trainer.overview.growing import growth_page
from trainer.overview.pictures import class_page
from trainer.overview.seminar import seminar_page
from trainer.web import access
from trainer.web.parts import reading
from trainer.web.viewer import viewer

blueprint = Blueprint("overview", __name__)


@blueprint.get("/assignments/<assignment>/class")
@access.member
def class_(assignment: str) -> Any:
    """A class in pictures: levels over attempts, questions that vanish, whose resources, what nobody found."""
    found = queries.assignment_taught(reading(), assignment, by=viewer().id)
    g.timezone = found.course.timezone
    return render_template("overview/class.html", assignment=found, **class_page(reading(), found, _chosen_levels()))


@blueprint.get("/assignments/<assignment>/class/plans")
@access.member
def behind(assignment: str) -> Any:
    """The plans behind one figure of a picture."""
    found = queries.assignment_taught(reading(), assignment, by=viewer().id)
    g.timezone = found.course.timezone
    page = behind_page(
        reading(), found, what=request.args.get("what", ""), id=request.args.get("id", "")[:80],
        of=request.args.get("of", "")[:80],
        level=request.args.get("level", type=int), attempt=request.args.get("attempt", type=int),
        page=max(1, request.args.get("page", 1, type=int)),
    )  # fmt: skip
    return render_template("overview/behind.html", assignment=found, **page)


@blueprint.get("/assignments/<assignment>/seminar")
@access.member
def seminar(assignment: str) -> Any:
    """Two plans of the class side by side, without names."""
    found = queries.assignment_taught(reading(), assignment, by=viewer().id)
    chosen = (request.args.get("left", type=int), request.args.get("right", type=int))
    return render_template("overview/seminar.html", assignment=found, **seminar_page(reading(), found, chosen))


@blueprint.get("/growth")
@access.practising
def growth() -> Any:
    """One's own levels from plan to plan, and what to practise next."""
    rows = queries.grown(reading(), viewer().id)
    if viewer().is_lecturer and not rows:
        raise NotFound()
    return render_template("overview/growth.html", own=True, student=None, course=None, **growth_page(reading(), rows))


@blueprint.get("/courses/<course>/people/<person>/growth")
@access.member
def student_growth(course: str, person: str) -> Any:
    """How one student's plans grew in a course, for those who teach it."""
    found, student = queries.student_taught(reading(), course, person, by=viewer().id)
    g.timezone = found.timezone
    rows = queries.grown(reading(), student.id, course=found.id)
    page = growth_page(reading(), rows, own=False)
    return render_template("overview/growth.html", own=False, student=student, course=found, **page)


def _chosen_levels() -> str | None:
    asked = request.args.get("levels")
    return asked if asked in ("given", "suggested") else None
