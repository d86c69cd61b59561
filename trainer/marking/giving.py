"""The marks of an assignment as a table and as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from flask import Response, g, render_template, request

from trainer.checker.rubric import Rubric
from trainer.errors import Conflict
from trainer.marking import gradebook, queries
from trainer.marking.blueprint import blueprint
from trainer.marking.files import Cell, as_csv, as_moodle, as_xlsx
from trainer.marking.pages import late_words
from trainer.marking.service import parts_by_id
from trainer.models import Assignment, MarkingState
from trainer.web import access
from trainer.web.documents import rubric_of
from trainer.web.lateness import days_late
from trainer.web.parts import reading
from trainer.web.scheme import Total, scheme_of, total_of
from trainer.web.viewer import viewer
from trainer.web.words import _, language, timezone

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Row(NamedTuple):
    """One student in the table of marks."""

    line: gradebook.Line
    levels: dict[str, int | None]
    total: Total


@blueprint.get("/assignments/<assignment>/marks")
@access.member
def table(assignment: str) -> Any:
    """The marks of a class, a page at a time."""
    found, rubric = _load(assignment)
    pages = max(1, -(-gradebook.length_of(reading(), found) // gradebook.PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    rows = list(_rows(found, rubric, gradebook.page_of(reading(), found, page)))
    return render_template(
        "marking/table.html",
        assignment=found, parts=parts_by_id(rubric), rows=rows, page=page, pages=pages, late_words=late_words,
        leads=found.hides_names and queries.is_lecturer(reading(), found.course_id, viewer().id),
    )


@blueprint.get("/assignments/<assignment>/marks.<any(csv, xlsx):kind>")
@access.member
def marks(assignment: str, kind: str) -> Any:
    """The marks by criterion as a file; the students' own levels, whether they see them already or not."""
    found, rubric = _load(assignment)
    head = _head(rubric)
    rows = (_cells(row, rubric) for row in _rows(found, rubric, gradebook.all_of(reading(), found)))
    if kind == "xlsx":
        return _file(as_xlsx(found.title, head, rows), f"marks-{assignment}.xlsx", XLSX)
    return _file(as_csv(head, rows), f"marks-{assignment}.csv", CSV)


@blueprint.get("/assignments/<assignment>/moodle.csv")
@access.member
def moodle(assignment: str) -> Any:
    """Released marks for Moodle's gradebook; what students may not see yet stays out of it."""
    found, rubric = _load(assignment)
    if found.hides_names:
        raise Conflict("desk.hidden_for_moodle")
    rows = (
        (line.email, counted.value, _feedback(line, rubric))
        for line, _levels, counted in _rows(found, rubric, gradebook.all_of(reading(), found))
        if line.state == MarkingState.RELEASED and line.email and counted.value is not None
    )
    return _file(as_moodle(found.title, rows), f"moodle-{assignment}.csv", CSV)


def _load(assignment: str) -> tuple[Assignment, Rubric]:
    found = queries.assignment_to_mark(reading(), assignment, by=viewer().id)
    g.timezone = found.course.timezone
    return found, rubric_of(found.rubric_version)


def _rows(found: Assignment, rubric: Rubric, lines: Iterable[gradebook.Line]) -> Iterator[Row]:
    scheme, rubrics = scheme_of(found.scheme), gradebook.rubrics_in(reading(), found)
    late = days_late(reading(), found)
    for line in lines:
        levels = {criterion: given.level for criterion, given in line.given.items()}
        # A marking is counted by the version that it used, which need not be the assignment's present one.
        own = rubric if line.rubric is None else rubrics[line.rubric]
        yield Row(line, levels, total_of(levels, own, scheme, late.get(line.submission or "", 0)))


def _head(rubric: Rubric) -> list[str]:
    first = [_("marking.student"), _("marking.email"), _("marking.attempt"), _("marking.handed_in")]
    first += [_("marking.late_col"), _("marking.state")]
    names = [part.name.get(language(), str(part.id)) for part in parts_by_id(rubric).values()]  # type: ignore[call-overload]
    last = [_("marking.mark"), _("marking.out_of"), _("marking.passed"), _("second.letter"), _("second.lost_late")]
    return [*first, *names, *last]


def _cells(row: Row, rubric: Rubric) -> list[Cell]:
    line, counted = row.line, row.total
    first: list[Cell] = [line.name, line.email or ""]
    if line.handed_in_at is None:
        first += [None, None, None, _("marking.state_none")]
    else:
        at = line.handed_in_at.astimezone(timezone()).strftime("%Y-%m-%d %H:%M")
        first += [line.attempt, at, _("marking.yes") if line.late else _("marking.no"), state_words(line.state)]
    passed = "" if counted.passed is None else _("marking.yes") if counted.passed else _("marking.no")
    last: list[Cell] = [counted.value, counted.top, passed, counted.grade.letter if counted.grade else ""]
    last.append(counted.taken_off if counted.days else None)
    return [*first, *(row.levels.get(id) for id in parts_by_id(rubric)), *last]


def state_words(state: MarkingState | None) -> str:
    """Where a marking stands, in words."""
    if state is None:
        return _("marking.state_new")
    return {
        MarkingState.DRAFT: _("marking.state_draft"),
        MarkingState.READY: _("marking.state_ready"),
        MarkingState.RELEASED: _("marking.state_released"),
        MarkingState.SENT_BACK: _("marking.state_sent_back"),
    }[MarkingState(state)]


def _feedback(line: gradebook.Line, rubric: Rubric) -> str:
    """The words to the student; the criteria are named in the language in which the plan was written."""
    said = {criterion: given.words for criterion, given in line.given.items() if given.words}
    parts = [f"{part.name.get(line.language or language(), id)}: {said[id]}"  # type: ignore[call-overload]
             for id, part in parts_by_id(rubric).items() if id in said]
    return "\n".join(part for part in (line.overall, *parts) if part)


def _file(data: bytes, name: str, kind: str) -> Response:
    return Response(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
