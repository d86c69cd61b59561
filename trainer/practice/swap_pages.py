"""Pages before a plan of an assignment: what its case speaks of, and which cases may be taken instead."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from trainer.errors import NotFound
from trainer.models import Assignment
from trainer.practice import queries, swapping
from trainer.practice.blueprint import blueprint
from trainer.web import access
from trainer.web.case_page import language_of, taxon
from trainer.web.documents import case_for_students
from trainer.web.other_cases import cases_instead
from trainer.web.parts import now, reading, writing
from trainer.web.viewer import viewer
from trainer.web.words import language, timezone


@blueprint.get("/assignments/<assignment>/begin")
@access.member
def before(assignment: str) -> Any:
    """What the assigned case speaks of, before its story; a plan that was begun is opened."""
    db = reading()
    found = _open_assignment(assignment)
    run = queries.run_for_assignment(db, found.id, owner=viewer().id)
    if run is not None:
        return redirect(url_for("plans.edit", run=run.public_id))
    case = case_for_students(found.case_version)
    into = language_of(case, language()).value
    return render_template("practice/before.html", assignment=found, case=case, into=into, taxon=taxon)


@blueprint.route("/assignments/<assignment>/other-cases", methods=["GET", "POST"])
@access.member
def other_cases(assignment: str) -> Any:
    """The cases that may be taken instead of the assigned one; taking one asks for no reason."""
    if request.method == "POST":
        return _swapped(assignment)
    db, found = reading(), _open_assignment(assignment)
    run = queries.run_for_assignment(db, found.id, owner=viewer().id)
    present = run.case_version if run else found.case_version
    return render_template(
        "practice/other_cases.html",
        assignment=found,
        run=run,
        present=present,
        may_swap=swapping.may_swap(db, run),
        cases=cases_instead(db, found, present, language()),
        lecturers=queries.lecturers_of(db, found.course_id),
        taxon=taxon,
    )


def _swapped(assignment: str) -> Any:
    team = queries.team_for(reading(), _open_assignment(assignment), person=viewer().id)
    # Two of a team who choose at once must get the same plan.
    with writing(team.public_id if team else viewer().public_id) as db:
        found = queries.assignment_for(db, assignment, person=viewer().id)
        run = swapping.swap(
            db, found, request.form.get("case", ""), owner=viewer().id, language=language(),
            today=now().astimezone(timezone()).date(), now=now(),
        )  # fmt: skip
    return redirect(url_for("plans.edit", run=run.public_id))


def _open_assignment(public_id: str) -> Assignment:
    """An assignment of this student that is open by now; NotFound for others and before its day."""
    found = queries.assignment_for(reading(), public_id, person=viewer().id)
    if found.opens_at and found.opens_at > now():
        raise NotFound("practice.not_open_yet")
    return found
