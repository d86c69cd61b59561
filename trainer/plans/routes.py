"""Pages of a plan while it is written: the editor, its saving, its check, and two texts of one plan."""

from __future__ import annotations

from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for

from trainer.errors import NotFound
from trainer.models import Run
from trainer.plans import (  # noqa: F401 - their pages hang on the same blueprint
    handed_in,
    papers,
    queries,
    second_look,
    service,
    sketch_pages,
    team,
    together,
)
from trainer.plans.asking import check_page, hints_of
from trainer.plans.blueprint import blueprint
from trainer.plans.joining import WORDS, joined
from trainer.plans.pages import editor_page, names_of, timeline_page
from trainer.plans.team import writer_of
from trainer.web import access
from trainer.web.difference import choices
from trainer.web.documents import case_of, rubric_of
from trainer.web.parts import now, reading, writing
from trainer.web.plan_editor import named_in
from trainer.web.rubric_titles import read_in
from trainer.web.small_numbers import small_number
from trainer.web.typed_plan import changed, plan_from
from trainer.web.viewer import viewer
from trainer.web.words import _, clock

CHANGES_ROWS = ("add-goal", "add-step", "remove", "up", "down", "place")


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
    kept, _joined, _found = _save_typed(run)
    if kept is not None:
        return redirect(url_for("plans.conflict", run=run, revision=kept))
    what, _space, row = request.form.get("do", "").partition(" ")
    if what in CHANGES_ROWS:
        with writing(run) as db:
            own = queries.own_run(db, run, of=viewer().id)
            document, place = changed(service.as_plan(own.draft.document), what, row)
            before = service.change_rows(db, own, document, removes=what == "remove", by=viewer().id, now=now())
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
    kept, joined, found = _save_typed(run)
    if kept is not None:
        return jsonify(conflict=url_for("plans.conflict", run=run, revision=kept), error=_("plans.conflict")), 409
    if joined:
        # The page lacks what somebody else of the team wrote: it is shown anew, with both.
        flash(_("teams.joined", name=joined), "info")
        return jsonify(conflict=url_for("plans.edit", run=run), error=_("teams.joined", name=joined)), 409
    return jsonify(revision=found.draft.revision, saved_at=clock(found.draft.saved_at))


def _save_typed(run: str) -> tuple[int | None, str, Run]:
    """The id of a text that was kept beside, whose words were joined with these (a name, or nothing), and the run."""
    base = request.form.get("base", -1, small_number)
    with writing(run) as db:
        found = queries.own_run(db, run, of=viewer().id)
        named = named_in(case_of(found.case_version))
        document = plan_from(request.form, found.draft.document, named).to_document()
        other = found.draft.saved_by.name if found.team_id and found.draft.saved_by else ""
        saved = together.save(db, found, document, base=base, by=viewer().id, now=now())
    return (saved.kept.id if saved.kept else None), (other if saved.joined else ""), found


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
    with writing(run) as db:
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
    with writing(run) as db:
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
        names = {"stored_by": writer_of(found, found.draft.saved_by), "kept_by": writer_of(found, kept.by)}
        return render_template("plans/conflict.html", run=found, kept=kept, rows=rows, words=WORDS, **names)
    with writing(run) as db:
        found = queries.own_run(db, run, of=viewer().id)
        kept = queries.kept_revision(db, found.id, revision)
        if request.form.get("take") == "removed":
            # Only the row comes back: what was written since its removal stays.
            document = joined(found.draft.document, kept.document, {})
            service.join_revision(db, found, document, by=viewer().id, now=now())
        elif request.form.get("take") == "mine":
            service.take_revision(db, found, kept, by=viewer().id, now=now())
        elif request.form.get("take") == "chosen":
            document = joined(found.draft.document, kept.document, request.form)
            service.join_revision(
                db, found, service.as_plan(document).to_document(), by=viewer().id, now=now()
            )
    return redirect(url_for("plans.edit", run=run))


@blueprint.get("/<run>/rubric")
@access.practising
def rubric(run: str) -> Any:
    """By what the plan is judged: each criterion with its question and the description of every level."""
    found = queries.own_run(reading(), run, of=viewer().id)
    shown = rubric_of(found.rubric_version)
    return render_template(
        "plans/rubric.html", run=found, rubric=shown, into=read_in(shown).value, weighs=found.assignment is not None,
        weights=sum(part.weight for part in shown.criteria),
    )  # fmt: skip


@blueprint.get("/<run>/history")
@access.practising
def history(run: str) -> Any:
    """Earlier texts of the plan that were kept."""
    found = queries.own_run(reading(), run, of=viewer().id)
    kept = queries.history_of(reading(), found.id)
    return render_template("plans/history.html", run=found, revisions=kept, writer_of=writer_of)
