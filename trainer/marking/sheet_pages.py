"""The marking sheet on the web: taken out, looked at when it comes back, applied only when told to."""

from __future__ import annotations

import base64
from typing import Any, NamedTuple

from flask import Response, flash, g, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from trainer.checker.rubric import Rubric
from trainer.documents.errors import Unreadable
from trainer.documents.incoming import unpacked
from trainer.documents.xlsx_tables import read_xlsx
from trainer.errors import Invalid, NotFound
from trainer.marking import gradebook, queries, service, sheet
from trainer.marking.blueprint import blueprint
from trainer.marking.giving import XLSX, state_words
from trainer.marking.service import parts_by_id
from trainer.marking.sheet import OVERALL, Back, Heads, Line, Outcome, Typed
from trainer.marking.versions import Changed, Seen
from trainer.models import Assignment
from trainer.web import access
from trainer.web.documents import rubric_of
from trainer.web.parts import now, reading, writing
from trainer.web.troubles import say_trouble
from trainer.web.viewer import viewer
from trainer.web.words import _, language, ngettext

# Of a file, and of lines in it: a class of thousands fits.
MOST_BYTES, MOST_LINES = 3_000_000, 6_000


class Shown(NamedTuple):
    """One field that came back: what is stored, what was typed, what that does. `key` names it in the form."""

    key: str
    part: str
    stored: tuple[int | None, str]
    typed: Typed
    outcome: Outcome


class ShownLine(NamedTuple):
    """One plan with what came back for it, or why none of it can be taken."""

    back: Back
    student: str
    fields: list[Shown]
    trouble: str


@blueprint.get("/assignments/<assignment>/sheet.xlsx")
@access.member
def sheet_file(assignment: str) -> Response:
    """The sheet for work without a network: a line for each newest plan."""
    found, rubric = _load(assignment)
    lines = [
        Line(line.submission or "", line.name, line.attempt or 1, state_words(line.state), _stored(line))
        for line in gradebook.by_plan(reading(), found)
    ]  # fmt: skip
    parts = {id: part.name[language()] for id, part in parts_by_id(rubric).items()}  # type: ignore[index]
    heads = Heads(
        ("ID", _("marking.student"), _("marking.attempt"), _("marking.state")), parts, _("inout.words"),
        _("inout.overall"), _("inout.level_help"),
    )  # fmt: skip
    data = sheet.write(assignment, heads, lines)
    head = {"Content-Disposition": f'attachment; filename="marking-sheet-{assignment}.xlsx"'}
    return Response(data, content_type=XLSX, headers=head)


@blueprint.route("/assignments/<assignment>/sheet", methods=["GET", "POST"])
@access.member
def marking_sheet(assignment: str) -> Any:
    """Bring a sheet back: first everything that it would change, then what was looked at."""
    found, rubric = _load(assignment)
    if request.method == "GET":
        return _page(found)
    try:
        data = _sent()
        lines = sheet.read(read_xlsx(data, rows=MOST_LINES), assignment, list(parts_by_id(rubric)))
    except Unreadable as error:
        return _page(found, troubles=[say_trouble(trouble) for trouble in error.troubles], status=422)
    shown = _foreseen(reading(), found, rubric, lines)
    if request.form.get("act") != "apply":
        return _page(found, lines=shown, carried=base64.b64encode(data).decode())
    return _applied(found, shown, set(request.form.getlist("over")))


def _load(assignment: str) -> tuple[Assignment, Rubric]:
    found = queries.assignment_to_mark(reading(), assignment, by=viewer().id)
    g.timezone = found.course.timezone
    return found, rubric_of(found.rubric_version)


def _sent() -> bytes:
    upload = request.files.get("file")
    if upload and upload.filename:
        data = upload.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise Unreadable.because("inout.too_large", limit=MOST_BYTES // 1_000_000)
        return data
    if not request.form.get("carried"):
        raise Unreadable.because("inout.no_file")
    return unpacked(request.form["carried"])


def _page(
    found: Assignment, *, lines: list[ShownLine] | None = None, carried: str = "", troubles: Any = (), status: int = 200
) -> Any:
    fields = [field for line in lines or () for field in line.fields if not line.trouble]
    counts = {each.value: sum(field.outcome is each for field in fields) for each in Outcome}
    return render_template(
        "marking/sheet.html", assignment=found, lines=lines, carried=carried, troubles=troubles, counts=counts,
        refused=[line for line in lines or () if line.trouble],
    ), status  # fmt: skip


def _stored(line: gradebook.Line) -> dict[str, tuple[int | None, str]]:
    found = {criterion: (given.level, given.words) for criterion, given in line.given.items()}
    return found | {OVERALL: (None, line.overall or "")}


def _foreseen(db: Session, found: Assignment, rubric: Rubric, lines: list[Back]) -> list[ShownLine]:
    """What each line would do, by what is stored now; lines in which nothing was typed are left out."""
    now_stored = {line.submission: line for line in gradebook.by_plan(db, found)}
    names = {id: part.name[language()] for id, part in parts_by_id(rubric).items()}  # type: ignore[index]
    names[OVERALL] = _("inout.overall")
    shown = []
    for back in lines:
        line = now_stored.get(back.submission)
        if not back.fields:
            continue
        if line is None:
            shown.append(ShownLine(back, back.student, [], _("inout.unknown_plan")))
            continue
        stored = _stored(line)
        fields = [
            Shown(f"{back.submission}:{typed.part}", names.get(typed.part, typed.part), before, typed, does)
            for typed in back.fields
            if (does := sheet.outcome(typed, before := stored.get(typed.part, (None, "")))) is not None
        ]
        closed = line.state is not None and line.state not in service.EDITABLE
        if fields:
            shown.append(ShownLine(back, line.name, fields, _("inout.is_closed") if closed else ""))
    return shown


def _applied(found: Assignment, lines: list[ShownLine], over: set[str]) -> Any:
    """Store what changes and what was chosen over something newer; a plan that fails keeps the others going."""
    plans = fields = 0
    left = []
    for line in lines:
        wanted = [] if line.trouble else [
            field for field in line.fields
            if field.outcome is Outcome.CHANGES or field.outcome is Outcome.DIFFERS and field.key in over
        ]  # fmt: skip
        try:
            fields += _store(line.back.submission, found.id, wanted)
            plans += bool(wanted)
        except (Changed, Invalid, NotFound):
            left.append(line.student)
    flash(
        ngettext("inout.applied", "inout.applied", fields, plans=plans) if fields else _("inout.nothing_applied"),
        "success" if fields else "should",
    )
    if left:
        flash(_("inout.left_out", students=", ".join(left)), "should")
    return redirect(url_for("marking.table", assignment=found.public_id))


def _store(submission: str, assignment: int, wanted: list[Shown]) -> int:
    """Store some fields of one plan, each over the very version that the page showed."""
    if not wanted:
        return 0
    with writing(submission) as db:
        found = queries.submission_to_mark(db, submission, by=viewer().id, whole=False)
        if found.assignment_id != assignment:
            raise NotFound()
        marking = service.open_marking(db, found, by=viewer().id, now=now())
        rubric = rubric_of(found.run.rubric_version)
        for field in wanted:
            level, words = sheet.wanted_of(field.typed, field.stored)
            if field.typed.part == OVERALL:
                if marking.overall != field.stored[1]:
                    raise Invalid("marking.changed")
                seen = Seen(base=marking.revision)
                service.save_overall(db, marking, text=words, seen=seen, by=viewer().id, now=now())
                continue
            mark = service.mark_in(marking, field.typed.part)
            if ((mark.level, mark.comment) if mark else (None, "")) != field.stored:
                raise Invalid("marking.changed")
            service.save_mark(
                db, marking, found, rubric, field.typed.part, level=level, comment=words,
                seen=Seen(base=mark.revision if mark else 0), by=viewer().id, now=now(),
            )  # fmt: skip
    return len(wanted)
