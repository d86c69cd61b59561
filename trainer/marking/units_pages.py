"""The page from which units of a course's plans are taken out without names, and the file: one unit a line."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, render_template

from trainer.errors import NotFound
from trainer.marking import queries
from trainer.marking.blueprint import blueprint
from trainer.marking.units import line_of, units_in, willing_in
from trainer.web import access
from trainer.web.parts import reading
from trainer.web.viewer import viewer

PREVIEW = 3
# With fewer students than this, whoever knows the class may recognise whose words they are.
FEW = 5


@blueprint.get("/courses/<course>/units")
@access.member
def units(course: str) -> Any:
    """What can be taken out of a course, how many agreed, and a few units to look at first."""
    db = reading()
    found = queries.course_to_mark(db, course, by=viewer().id, leads=True)
    inside = units_in(db, found.id)
    lines = [line_of(unit) for unit in inside[:PREVIEW]]
    return render_template(
        "marking/units.html", course=found, willing=willing_in(db, found.id), few=FEW, count=len(inside), lines=lines,
        sample=_written(lines[0]) if lines else "",
    )  # fmt: skip


@blueprint.get("/courses/<course>/units.jsonl")
@access.member
def units_file(course: str) -> Any:
    """The units as JSONL; NotFound while nobody agreed."""
    found = queries.course_to_mark(reading(), course, by=viewer().id, leads=True)
    inside = units_in(reading(), found.id)
    if not inside:
        raise NotFound("marking.no_units")
    head = {"Content-Disposition": 'attachment; filename="units.jsonl"'}
    lines = (_written(line_of(unit)) + "\n" for unit in inside)
    return Response("".join(lines), mimetype="application/x-ndjson", headers=head)


def _written(line: dict[str, Any]) -> str:
    return json.dumps(line, ensure_ascii=False)
