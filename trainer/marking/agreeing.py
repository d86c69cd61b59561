"""The page on which a lecturer sees how far their levels and the suggested ones agree, criterion by criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import render_template, request

from trainer.checker.agreement import ENOUGH, Agreement, agreement
from trainer.checker.rubric import Criterion, Gate
from trainer.errors import NotAllowed, NotFound
from trainer.marking import queries
from trainer.marking.blind import Apart, Kept, agreed
from trainer.marking.blueprint import blueprint
from trainer.marking.service import parts_by_id
from trainer.models import Course
from trainer.web import access, drawing
from trainer.web.documents import default_rubric, rubric_of
from trainer.web.drawing import Drawing
from trainer.web.parts import parts, reading
from trainer.web.viewer import viewer
from trainer.web.words import _, language


class Shown(NamedTuple):
    """One criterion or gate: its figures and its picture, or neither while there are too few pairs."""

    part: Criterion | Gate
    n: int
    figures: Agreement | None
    grid: Drawing | None
    apart: Sequence[Apart]


@blueprint.get("/agreement")
@access.member
def agreement_page() -> Any:
    """Over the reader's own marking in the courses that they teach or assist now; `course` narrows to one of them."""
    db = reading()
    courses = queries.courses_marked(db, viewer().id)
    if not courses and not viewer().is_lecturer:
        raise NotAllowed()
    chosen = _chosen(courses, request.args.get("course"))
    kept: Kept = parts().cache.setdefault("marking.agreed", {})
    found = agreed(db, viewer().id, [course.id for course in ([chosen] if chosen else courses)], kept)
    rubric = rubric_of(default_rubric(db, viewer().institution_id))
    asked = parts_by_id(rubric).items()
    shown = [_shown(part, found.counts.get(id, {}), found.apart.get(id, [])) for id, part in asked]
    return render_template(
        "marking/agreement.html", courses=courses, chosen=chosen, shown=shown, enough=ENOUGH,
        any=any(one.n for one in shown),
    )  # fmt: skip


def _chosen(courses: list[Course], public_id: str | None) -> Course | None:
    if public_id is None:
        return None
    found = next((course for course in courses if course.public_id == public_id), None)
    if found is None:
        raise NotFound()
    return found


def _shown(part: Criterion | Gate, counts: Mapping[tuple[int, int], int], apart: Sequence[Apart]) -> Shown:
    figures, n = agreement(counts), sum(counts.values())
    if figures is None:
        return Shown(part, n, None, None, [])
    title = part.name[language()]  # type: ignore[index]
    grid = drawing.agreement_grid(counts, _, title=title, name=f"agree-{part.id}")
    return Shown(part, n, figures, grid, apart)
