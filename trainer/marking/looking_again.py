"""Pages of marks that move: the second looks that students asked for, and the record of what moved."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from trainer.errors import Invalid
from trainer.marking import appeals, changes, queries
from trainer.marking.blueprint import blueprint
from trainer.marking.service import parts_by_id
from trainer.marking.typed import level_of
from trainer.web import access
from trainer.web.documents import rubric_of
from trainer.web.parts import now, reading, writing
from trainer.web.viewer import viewer
from trainer.web.words import _


@blueprint.get("/assignments/<assignment>/second-looks")
@access.member
def second_looks(assignment: str) -> Any:
    """What students asked to be looked at again, those that wait first."""
    return _looks_page(assignment)


@blueprint.post("/second-looks/<appeal>")
@access.member
def answer_appeal(appeal: str) -> Any:
    """Keep a level or change it, with a sentence to the student; a lecturer of the course does."""
    sentence, level = request.form.get("sentence", ""), request.form.get("level", "")
    where = ""
    try:
        with writing(appeal) as db:
            found = appeals.appeal_to_answer(db, appeal, by=viewer().id)
            assignment = found.marking.submission.run.assignment
            where = assignment.public_id if assignment else ""
            queries.assignment_to_mark(db, where, by=viewer().id, leads=True)
            chosen = level_of(level)
            if chosen is None:
                raise Invalid("second.level_lacking")
            moved = appeals.answer(db, found, chosen, sentence, by=viewer().id, now=now())
    except Invalid as error:
        return _looks_page(where, wrong={appeal: (level, sentence, _(error.key, **error.values))}), 422
    flash(_("second.level_moved") if moved else _("second.level_kept"), "success")
    return redirect(url_for("marking.second_looks", assignment=where))


@blueprint.get("/assignments/<assignment>/changes")
@access.member
def moved(assignment: str) -> Any:
    """Every mark that moved after its student had seen it: what, by whom, why."""
    db = reading()
    found = queries.assignment_to_mark(db, assignment, by=viewer().id)
    g.timezone = found.course.timezone
    pages = max(1, -(-changes.how_many_moved(db, found.id) // changes.PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return render_template(
        "marking/moved.html",
        assignment=found, rows=changes.moved_in(db, found.id, page), page=page, pages=pages,
        parts=parts_by_id(rubric_of(found.rubric_version)),
    )  # fmt: skip


def _looks_page(assignment: str, *, wrong: dict[str, tuple[str, str, str]] | None = None) -> str:
    db = reading()
    found = queries.assignment_to_mark(db, assignment, by=viewer().id)
    g.timezone = found.course.timezone
    whole, waiting = appeals.how_many(db, found.id)
    pages = max(1, -(-whole // appeals.PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    return render_template(
        "marking/second_looks.html",
        assignment=found, rows=appeals.asked_in(db, found.id, page), page=page, pages=pages, waiting=waiting,
        parts=parts_by_id(rubric_of(found.rubric_version)), wrong=wrong or {},
        leads=queries.is_lecturer(db, found.course_id, viewer().id),
    )  # fmt: skip
