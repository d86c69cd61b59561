"""The page on which a lecturer brings in a list: look first, then add, with one line of report for each line."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from trainer.courses import queries, roster
from trainer.courses.blueprint import blueprint
from trainer.courses.enrolling import STAYS, Row, enrol, foresee, put_into_groups
from trainer.courses.forms import RosterForm
from trainer.errors import Invalid
from trainer.models import Course
from trainer.web import access
from trainer.web.one_time import address
from trainer.web.parts import now, reading, writing
from trainer.web.viewer import viewer
from trainer.web.words import _, language


@blueprint.route("/courses/<course>/roster", methods=["GET", "POST"], endpoint="roster")
@access.member
def roster_of(course: str) -> Any:
    """Students from a list. "Look" changes nothing and keeps the text; "add" adds what was looked at."""
    found = queries.led_course(reading(), course, by=viewer().id)
    form = RosterForm()
    if not form.validate_on_submit():
        return _page(form, found, status=200 if request.method == "GET" else 422)
    try:
        text = _text_of(form)
        lines = roster.read(text)
    except Invalid as error:
        form.people.errors = [_(error.key, **error.values)]
        return _page(form, found, status=422)
    form.people.data, form.people.raw_data = text, [text]
    # A file that was chosen after the look has not been looked at.
    if request.form.get("act") != "add" or form.file.data:
        return _page(form, found, rows=foresee(reading(), found, lines), heading=roster.group_heading(text))
    with writing() as db:
        led = queries.led_course(db, course, by=viewer().id)
        rows = enrol(db, led, lines, language=language(), by=viewer().id, now=now())
        if "groups" in request.form:
            put_into_groups(db, led, lines, roster.group_heading(text))
    return _report(found, rows)


def _text_of(form: RosterForm) -> str:
    sent = form.file.data
    data = sent.read(roster.MOST_BYTES + 1) if sent else b""
    # A file just chosen counts before the text of an earlier look.
    return (roster.decode(data) if data else form.people.data or "").replace("\0", "")


def _page(
    form: RosterForm, course: Course, *, rows: list[Row] | None = None, heading: str = "", status: int = 200
) -> Any:
    coming = sum(row.comes_in for row in rows or [])
    return render_template(
        "courses/roster.html", form=form, course=course, rows=rows, coming=coming, heading=heading,
        grouped=heading and any(row.fate in STAYS and row.line.group for row in rows or []),
    ), status  # fmt: skip


def _report(course: Course, rows: list[Row]) -> Any:
    links = {row.line.number: address("accounts.reset", token=row.token) for row in rows if row.token}
    # To be pasted into a spreadsheet or a mail; names have lost every sign that a spreadsheet would run.
    to_copy = "\n".join(
        f"{row.line.name}\t{row.line.email}\t{links[row.line.number]}" for row in rows if row.line.number in links
    )
    return render_template(
        "courses/roster_done.html", course=course, rows=rows, links=links, to_copy=to_copy,
        added=sum(row.comes_in for row in rows),
    )  # fmt: skip
