"""The page on which a lecturer gives an assignment another rubric version, with every mark that would move."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from trainer.bank.rubricdraft import rubric_document
from trainer.bank.rubriclint import readable
from trainer.checker.rubric import Rubric
from trainer.errors import Conflict, Invalid
from trainer.marking import gradebook, queries, rubric_changes
from trainer.marking.blueprint import blueprint
from trainer.marking.service import parts_by_id
from trainer.models import Assignment
from trainer.web import access
from trainer.web.documents import rubric_of
from trainer.web.lateness import days_late
from trainer.web.parts import now, reading, writing
from trainer.web.rubric_titles import rubric_titled
from trainer.web.scheme import scheme_of
from trainer.web.viewer import viewer
from trainer.web.words import _, ngettext


@blueprint.get("/assignments/<assignment>/rubric")
@access.member
def rubric(assignment: str) -> Any:
    """The rubric of an assignment, the versions it had, and with `to` what another one would change."""
    found = queries.assignment_to_mark(reading(), assignment, by=viewer().id, leads=True)
    return _page(found, request.args.get("to", ""))


@blueprint.post("/assignments/<assignment>/rubric")
@access.member
def give_rubric(assignment: str) -> Any:
    """Give the assignment this version: to all its plans, or to those that nobody marks yet."""
    to, whole = request.form.get("to", ""), request.form.get("scope") == "all"
    try:
        with writing(assignment) as db:
            led = queries.assignment_to_mark(db, assignment, by=viewer().id, leads=True)
            version = rubric_changes.version_by(db, led, to, by=viewer().id)
            reason = request.form.get("reason", "")
            change = rubric_changes.give(db, led, version, whole=whole, reason=reason, by=viewer().id, now=now())
            moved = change.moved
    except Invalid as error:
        led = queries.assignment_to_mark(reading(), assignment, by=viewer().id, leads=True)
        return _page(led, to, error=_(error.key, **error.values)), 422
    flash(ngettext("second.rubric_given", "second.rubric_given", moved), "success")
    return redirect(url_for("marking.rubric", assignment=assignment))


@blueprint.post("/assignments/<assignment>/rubric/undo")
@access.member
def take_rubric_back(assignment: str) -> Any:
    """Undo the newest change of the rubric."""
    with writing(assignment) as db:
        led = queries.assignment_to_mark(db, assignment, by=viewer().id, leads=True)
        reason = _("rubrics.undone_reason", version=rubric_titled(led.rubric_version))
        moved = rubric_changes.take_back(db, led, reason=reason, by=viewer().id, now=now()).moved
    flash(ngettext("second.rubric_given", "second.rubric_given", moved), "success")
    return redirect(url_for("marking.rubric", assignment=assignment))


@blueprint.get("/assignments/<assignment>/rubric/draft/<draft>")
@access.member
def rubric_of_draft(assignment: str, draft: str) -> Any:
    """Every mark that the draft of a rubric would move, before it is published."""
    db = reading()
    found = queries.assignment_to_mark(db, assignment, by=viewer().id, leads=True)
    drafted = rubric_changes.draft_by(db, viewer().institution_id, draft, by=viewer().id)
    after = readable(rubric_document(drafted.document))
    if after is None:
        raise Conflict("rubrics.not_readable")
    g.timezone = found.course.timezone
    preview = _preview(found, after.in_every_language())
    return render_template("marking/rubric.html", assignment=found, titled=rubric_titled, draft=drafted, **preview)


def _page(found: Assignment, to: str, *, error: str = "") -> str:
    db = reading()
    g.timezone = found.course.timezone
    preview = {}
    if to:
        version = rubric_changes.version_by(db, found, to, by=viewer().id)
        preview = _preview(found, rubric_of(version))
    versions = rubric_changes.versions_of(db, found.course.institution_id, by=viewer().id)
    present = found.rubric_version
    newer = next((one for one in versions if one.slug == present.slug and one.id > present.id), None)
    return render_template(
        "marking/rubric.html",
        assignment=found, to=to, newer=newer if newer and newer.public_id != to else None,
        error=error, form=request.form, titled=rubric_titled, draft=None,
        versions=[one for one in versions if one.id != found.rubric_version_id],
        history=rubric_changes.changes_of(db, found.id), **preview,
    )  # fmt: skip


def _preview(found: Assignment, after: Rubric) -> dict[str, Any]:
    """What the change is, and one page of the marks that would move; three statements however large the class."""
    db = reading()
    before = rubric_of(found.rubric_version)
    rubrics = gradebook.rubrics_in(db, found)
    late, scheme = days_late(db, found), scheme_of(found.scheme)
    moves = rubric_changes.moves(gradebook.all_of(db, found), rubrics, after, scheme, late)
    pages = max(1, -(-len(moves) // gradebook.PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return {
        "kinds": rubric_changes.kinds_of(before, after),
        "old": parts_by_id(before),
        "new": parts_by_id(after),
        "unjudged": rubric_changes.unjudged(before, after),
        "moved": len(moves),
        "crossing": sum(move.crosses for move in moves),
        "moves": moves[(page - 1) * gradebook.PAGE : page * gradebook.PAGE],
        "page": page,
        "pages": pages,
    }
