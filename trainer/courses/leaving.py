"""Pages around the end of a course: copying it to the next term, and leaving it."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from trainer.courses import copying, queries, service
from trainer.courses.blueprint import blueprint
from trainer.courses.forms import CopyForm
from trainer.errors import NotAllowed
from trainer.models import Course, Role
from trainer.web import access
from trainer.web.parts import now, reading, writing
from trainer.web.viewer import viewer
from trainer.web.words import _


@blueprint.route("/courses/<course>/copy", methods=["GET", "POST"])
@access.member
def copy(course: str) -> Any:
    """A course for the next term: first the days that its assignments would have, made only when told to."""
    found = queries.led_course(reading(), course, by=viewer().id)
    form = CopyForm(data={"title": found.title, "weeks": 26})
    if not form.validate_on_submit():
        return _copy_page(found, form), 200 if request.method == "GET" else 422
    if request.form.get("act") != "copy":
        return _copy_page(found, form, weeks=form.weeks.data)
    with writing() as db:
        led = queries.led_course(db, course, by=viewer().id)
        made = copying.copy_course(
            db, led, title=form.title.data, weeks=form.weeks.data, by=viewer().id, now=now()
        )
    flash(_("copying.copied"), "success")
    return redirect(url_for("courses.course", course=made.public_id))


@blueprint.post("/courses/<course>/leave")
@access.member
def leave(course: str) -> Any:
    """End one's own place as a student; the plans stay with the one who wrote them."""
    with writing() as db:
        found, role = queries.joined_course(db, course, by=viewer().id)
        if role != Role.STUDENT:
            raise NotAllowed()
        service.take_out(db, queries.member_of(db, found.id, viewer().public_id), now=now())
        title = found.title
    flash(_("copying.you_left", course=title), "success")
    return redirect(url_for("courses.index"))


def _copy_page(found: Course, form: CopyForm, *, weeks: int | None = None) -> str:
    g.timezone = found.timezone
    given = [line.assignment for line in queries.assignments_of(reading(), found.id)]
    rows = [(each, copying.shifted(each.due_at, weeks or 0, found.timezone)) for each in given]
    return render_template("courses/copy.html", course=found, form=form, rows=rows, looked=weeks is not None)
