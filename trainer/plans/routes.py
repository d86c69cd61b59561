"""Pages of a plan: write it, have it checked, hand it in, read what came back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for

from trainer.checker.case import Case
from trainer.checker.plan import Plan
from trainer.checker.values import Language
from trainer.documents import docx_plan, yaml_plan
from trainer.documents.errors import Unreadable
from trainer.documents.headings import Column
from trainer.documents.incoming import Brought, placed, understand, unpacked
from trainer.errors import NotFound
from trainer.models import Run
from trainer.plans import queries, service
from trainer.plans.answers import words_of
from trainer.plans.asking import check_page, hints_of
from trainer.plans.difference import changes, choices
from trainer.plans.editor import named_in
from trainer.plans.joining import WORDS, joined
from trainer.plans.pages import (
    editor_page,
    exemplar_of,
    frozen_page,
    hand_in_page,
    may_see_exemplar,
    names_of,
    timeline_page,
    total_shown,
)
from trainer.plans.typed import changed, plan_from
from trainer.web import access
from trainer.web.documents import case_of, rubric_of
from trainer.web.parts import now, parts, reading, writing
from trainer.web.plan_view import plan_read
from trainer.web.small_numbers import small_number
from trainer.web.troubles import say_trouble
from trainer.web.viewer import viewer
from trainer.web.words import _, clock, language

CHANGES_ROWS = ("add-goal", "add-step", "remove", "up", "down", "place")
blueprint = Blueprint("plans", __name__, url_prefix="/plans")


@blueprint.get("/<run>")
@access.practising
def edit(run: str) -> Any:
    """The editor: the plan, the case beside it, and the check when it was asked for."""
    found = queries.own_run(reading(), run, of=viewer().id)
    if not found.draft.open:
        return redirect(url_for("plans.attempt", run=run, attempt=found.draft.attempt))
    page = editor_page(reading(), found, now(), checked="check" in request.args and queries.may_see_findings(found))
    undo = request.args.get("undo", type=small_number)
    return render_template("plans/edit.html", undo=undo, **page)


@blueprint.post("/<run>")
@access.practising
def write(run: str) -> Any:
    """Save the whole form without a script; its buttons change rows, check, or go on to hand in."""
    kept, found = _save_typed(run)
    if kept is not None:
        return redirect(url_for("plans.conflict", run=run, revision=kept))
    what, _space, row = request.form.get("do", "").partition(" ")
    if what in CHANGES_ROWS:
        with writing() as db:
            own = queries.own_run(db, run, of=viewer().id)
            document, place = changed(service.as_plan(own.draft.document), what, row)
            before = service.change_rows(db, own, document, removes=what == "remove", now=now())
        return redirect(url_for("plans.edit", run=run, undo=before, _anchor=None if before else place or None))
    if what == "hand-in":
        return redirect(url_for("plans.hand_in", run=run))
    return redirect(
        url_for("plans.edit", run=run, check=1, _anchor="check") if what == "check" else url_for("plans.edit", run=run)
    )


@blueprint.put("/<run>/draft")
@access.practising
def save(run: str) -> Any:
    """Save what is typed; the answer names the revision that is now on disk."""
    kept, found = _save_typed(run)
    if kept is not None:
        return jsonify(conflict=url_for("plans.conflict", run=run, revision=kept), error=_("plans.conflict")), 409
    return jsonify(revision=found.draft.revision, saved_at=clock(found.draft.saved_at))


def _save_typed(run: str) -> tuple[int | None, Run]:
    base = request.form.get("base", -1, small_number)
    with writing() as db:
        found = queries.own_run(db, run, of=viewer().id)
        named = named_in(case_of(found.case_version), Language(found.draft.document["language"]))
        document = plan_from(request.form, found.draft.document, named).to_document()
        kept = service.save(db, found, document, base=base, now=now())
    return (kept.id if kept else None), found


@blueprint.get("/<run>/check")
@access.practising
def check(run: str) -> Any:
    """What the checker asks of the saved draft, as parts of the page; `cells` asks only about the words of cells."""
    found = queries.own_run(reading(), run, of=viewer().id)
    asked = check_page(reading(), found, whole="cells" not in request.args)
    return render_template("plans/check.html", read_at=now(), **timeline_page(found), **asked)


@blueprint.post("/<run>/set-aside")
@access.practising
def set_aside(run: str) -> Any:
    """Say that a finding was meant, and why."""
    with writing() as db:
        found = queries.own_run(db, run, of=viewer().id)
        if request.form.get("reason", "").strip():
            service.set_aside(
                db,
                found,
                key=request.form.get("key", ""),
                rule=request.form.get("rule", ""),
                quote=request.form.get("quote", ""),
                reason=request.form["reason"].strip(),
                now=now(),
            )
    return redirect(url_for("plans.edit", run=run, check=1, _anchor="check"))


@blueprint.post("/<run>/hint")
@access.practising
def hint(run: str) -> Any:
    """Give the next grade of a hint on what the plan does not touch; each is asked for and logged."""
    found = queries.own_run(reading(), run, of=viewer().id)
    key = request.form.get("key", "")
    if key not in {each.key for each in hints_of(reading(), found)}:
        raise NotFound()
    with writing() as db:
        service.give_hint(db, found.id, key, now=now())
    return redirect(url_for("plans.edit", run=run, check=1, _anchor="hints"))


@blueprint.route("/<run>/conflict/<int:revision>", methods=["GET", "POST"])
@access.practising
def conflict(run: str, revision: int) -> Any:
    """Two texts of one plan: both are shown, nothing wins by itself, and the other stays in the history."""
    if request.method == "GET":
        found = queries.own_run(reading(), run, of=viewer().id)
        kept = queries.kept_revision(reading(), found.id, revision)
        rows = choices(found.draft.document, kept.document, names_of(found))
        return render_template("plans/conflict.html", run=found, kept=kept, rows=rows, words=WORDS)
    with writing() as db:
        found = queries.own_run(db, run, of=viewer().id)
        kept = queries.kept_revision(db, found.id, revision)
        if request.form.get("take") == "mine":
            service.take_revision(db, found, kept, now=now())
        elif request.form.get("take") == "chosen":
            document = joined(found.draft.document, kept.document, request.form)
            service.join_revision(db, found, service.as_plan(document).to_document(), now=now())
    return redirect(url_for("plans.edit", run=run))


@blueprint.get("/<run>/history")
@access.practising
def history(run: str) -> Any:
    """Earlier texts of the plan that were kept."""
    found = queries.own_run(reading(), run, of=viewer().id)
    return render_template("plans/history.html", run=found, revisions=queries.history_of(reading(), found.id))


@blueprint.route("/<run>/hand-in", methods=["GET", "POST"])
@access.practising
def hand_in(run: str) -> Any:
    """Say what goes and what stays open; then freeze the plan with its report."""
    found = queries.own_run(reading(), run, of=viewer().id)
    if request.method == "GET":
        return render_template("plans/hand_in.html", **hand_in_page(reading(), found, now()))
    report = parts().checker.check(
        service.as_plan(found.draft.document), rubric=rubric_of(found.rubric_version), case=case_of(found.case_version)
    )
    revision = found.draft.revision
    with writing() as db:
        found = queries.own_run(db, run, of=viewer().id)
        if found.draft.revision != revision:
            flash(_("plans.changed_meanwhile"), "should")
            return redirect(url_for("plans.hand_in", run=run))
        submission = service.submit(db, found, report, extension=queries.extension_of(db, found), now=now())
    return redirect(url_for("plans.receipt", run=run, attempt=submission.attempt))


@blueprint.get("/<run>/receipt/<int:attempt>")
@access.practising
def receipt(run: str, attempt: int) -> Any:
    """The proof that a plan was handed in."""
    found = queries.own_run(reading(), run, of=viewer().id)
    return render_template(
        "plans/receipt.html", run=found, submission=queries.submission_of(reading(), found.id, attempt)
    )


@blueprint.get("/<run>/attempts/<int:attempt>")
@access.practising
def attempt(run: str, attempt: int) -> Any:
    """A plan as it was handed in, with the lecturer's levels and comments once they are released."""
    db = reading()
    found = queries.own_run(db, run, of=viewer().id)
    submission = queries.submission_of(db, found.id, attempt)
    marking = queries.released_marking(db, submission.id)
    page = frozen_page(submission.document, found)
    newest = submission.attempt == found.draft.attempt
    may_revise = newest and service.may_begin_attempt(found, submission, marking is not None)
    return render_template(
        "plans/attempt.html",
        submission=submission,
        marking=marking,
        total=total_shown(marking, found),
        may_revise=may_revise,
        may_see_exemplar=exemplar_of(found) is not None and may_see_exemplar(found, submission, marking),
        **page,
    )


@blueprint.get("/<run>/attempts/<int:attempt>/exemplar")
@access.practising
def exemplar(run: str, attempt: int) -> Any:
    """The approved exemplar of the case: after the release of an assignment that is over, or when practice is done."""
    db = reading()
    found = queries.own_run(db, run, of=viewer().id)
    submission = queries.submission_of(db, found.id, attempt)
    plan = exemplar_of(found)
    if plan is None or not may_see_exemplar(found, submission, queries.released_marking(db, submission.id)):
        raise NotFound("plans.exemplar_waits")
    page = frozen_page(submission.document, found)
    read = plan_read(plan, case_of(found.case_version))
    return render_template("plans/exemplar.html", **(page | {"read": read, "attempt": attempt}))


@blueprint.get("/<run>/difference/<int:old>/<int:new>")
@access.practising
def difference(run: str, old: int, new: int) -> Any:
    """What changed between two attempts, row by row."""
    db = reading()
    found = queries.own_run(db, run, of=viewer().id)
    left, right = (queries.submission_of(db, found.id, number) for number in (old, new))
    rows = changes(left.document, right.document, names_of(found))
    return render_template("plans/difference.html", run=found, old=left, new=right, rows=rows)


@blueprint.get("/<run>/print")
@access.practising
def print_page(run: str) -> Any:
    """The plan as the profession prints it."""
    found = queries.own_run(reading(), run, of=viewer().id)
    return render_template("plans/print_page.html", **frozen_page(found.draft.document, found))


@blueprint.post("/<run>/addressed/<about>")
@access.practising
def address(run: str, about: str) -> Any:
    """Tick words of the lecturer as addressed, or take the tick back."""
    with writing() as db:
        found = queries.own_run(db, run, of=viewer().id)
        said = [each for marking in queries.released_markings(db, found.id) for each in words_of(marking, set())]
        row = next((each.row for each in said if each.about == about), None)
        if row is None:
            raise NotFound()
        service.address(db, found, about, now=now())
    return redirect(url_for("plans.edit", run=run, _anchor=row or "answer"))


@blueprint.post("/<run>/attempts")
@access.practising
def begin_attempt(run: str) -> Any:
    """Open a new attempt with the text of the last one."""
    with writing() as db:
        found = queries.own_run(db, run, of=viewer().id)
        last = queries.attempts_of(db, found.id)[-1]
        answered = queries.released_marking(db, last.id) is not None
        service.begin_attempt(db, found, last, answered=answered, now=now())
    return redirect(url_for("plans.edit", run=run))


@blueprint.route("/<run>/import", methods=["GET", "POST"])
@access.practising
def bring_in(run: str) -> Any:
    """Bring a plan in from a Word, Excel, YAML or JSON file: first a preview, stored only when told to."""
    found = queries.own_run(reading(), run, of=viewer().id)
    page = frozen_page(found.draft.document, found)
    if request.method == "GET":
        return render_template("plans/bring_in.html", brought=None, troubles=(), **page)
    try:
        brought = _brought(page["plan"], case_of(found.case_version).without_key())
    except Unreadable as error:
        troubles = [say_trouble(trouble) for trouble in error.troubles]
        return render_template("plans/bring_in.html", brought=None, troubles=troubles, **page), 422
    if not request.form.get("take"):
        case = case_of(found.case_version).without_key()
        page |= {"plan": brought.preview.plan, "read": plan_read(brought.preview.plan, case)}
        return render_template("plans/bring_in.html", brought=brought, troubles=(), fields=Column, **page)
    with writing() as db:
        own = queries.own_run(db, run, of=viewer().id)
        document = placed(brought.preview.plan, service.as_plan(own.draft.document)).to_document()
        service.bring_in(db, own, document, now=now())
    flash(_("plans.brought"), "success")
    return redirect(url_for("plans.edit", run=run, check=1))


def _brought(before: Plan, case: Case) -> Brought:
    upload = request.files.get("file")
    if upload and upload.filename:
        return understand(upload.read(), upload.filename, before, case)
    data = unpacked(request.form.get("carried", ""))
    return understand(data, request.form.get("name", ""), before, case, request.form.getlist("column") or None)


@blueprint.get("/<run>/plan.<kind>")
@access.practising
def download(run: str, kind: str) -> Any:
    """The plan as a Word file or as YAML: the draft, or one attempt as it was handed in."""
    found = queries.own_run(reading(), run, of=viewer().id)
    attempt = request.args.get("attempt", type=small_number)
    handed_in = queries.submission_of(reading(), found.id, attempt) if attempt else None
    plan = service.as_plan((handed_in or found.draft).document)
    if kind == "yaml":
        return _file(yaml_plan.write(plan).encode(), "plan.yaml", "application/yaml")
    data = docx_plan.write(plan, case=case_of(found.case_version), language=language(), words=_)
    return _file(data, "plan.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


def _file(data: bytes, name: str, kind: str) -> Response:
    return Response(data, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
