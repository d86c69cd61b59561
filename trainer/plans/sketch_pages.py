"""Pages of the family's drawing beside a plan: the form with what it draws, its saving, two drawings of one run."""

from __future__ import annotations

from typing import Any

from flask import jsonify, redirect, render_template, request, url_for

from trainer.checker.case import Case
from trainer.checker.sketch import Bond, Descent, Sketch
from trainer.checker.sketching import Learnt
from trainer.checker.values import Language
from trainer.models import Revision, Run, SketchDraft
from trainer.plans import queries, sketches
from trainer.plans.blueprint import blueprint
from trainer.plans.sketch_rows import rows_that_differ
from trainer.plans.team import writer_of
from trainer.web import access
from trainer.web.case_page import language_of
from trainer.web.documents import case_for_students
from trainer.web.drawing.family_words import TIES, UNION_WORDS
from trainer.web.parts import now, reading, writing
from trainer.web.sketch_view import known_facts, sketch_read, sketch_view
from trainer.web.small_numbers import small_number
from trainer.web.viewer import viewer
from trainer.web.words import _, clock


@blueprint.get("/<run>/sketch")
@access.practising
def sketch(run: str) -> Any:
    """The form and what it draws; with `compare`, what the facts that are known say of it."""
    found = queries.own_run(reading(), run, of=viewer().id)
    if not found.draft.open:
        return redirect(url_for("plans.attempt", run=run, attempt=found.draft.attempt))
    drawn = queries.sketch_of(reading(), found.id)
    page = _page(found, drawn, compares="compare" in request.args)
    return render_template("plans/sketch.html", **page, **_choices(found, page["sketch"], page["into"]))


@blueprint.get("/<run>/sketch/drawn")
@access.practising
def sketch_drawn(run: str) -> Any:
    """The drawing as it is saved, and the questions where they were asked for, as parts of the page."""
    found = queries.own_run(reading(), run, of=viewer().id)
    drawn = queries.sketch_of(reading(), found.id)
    return render_template("plans/sketch_drawn.html", **_page(found, drawn, compares="compare" in request.args))


@blueprint.post("/<run>/sketch")
@access.practising
def sketch_write(run: str) -> Any:
    """Save the whole form without a script; its buttons add and remove rows, begin from the facts, or compare."""
    kept, _drawn = _save_typed(run)
    if kept is not None:
        return redirect(url_for("plans.sketch_conflict", run=run, revision=kept.id))
    what, _space, row = request.form.get("do", "").partition(" ")
    place = _changed(run, what, row) if what in ("add", "remove", "learnt") else ""
    if what == "compare":
        return redirect(url_for("plans.sketch", run=run, compare=1, _anchor="asked"))
    compares = request.form.get("compares") or None
    return redirect(url_for("plans.sketch", run=run, compare=compares, _anchor=place or None))


@blueprint.put("/<run>/sketch")
@access.practising
def sketch_save(run: str) -> Any:
    """Save what is drawn; the answer names the revision that is now on disk."""
    kept, drawn = _save_typed(run)
    if kept is not None:
        where = url_for("plans.sketch_conflict", run=run, revision=kept.id)
        return jsonify(conflict=where, error=_("sketch.conflict")), 409
    return jsonify(revision=drawn.revision if drawn else 0, saved_at=clock(drawn.saved_at if drawn else now()))


@blueprint.route("/<run>/sketch/conflict/<int:revision>", methods=["GET", "POST"])
@access.practising
def sketch_conflict(run: str, revision: int) -> Any:
    """Two drawings of one run: both are shown, and for each row that differs the writer chooses."""
    found = queries.own_run(reading(), run, of=viewer().id)
    kept = queries.kept_sketch(reading(), found.id, revision)
    drawn = queries.sketch_of(reading(), found.id)
    if request.method == "POST":
        with writing(run) as db:
            own = queries.own_run(db, run, of=viewer().id)
            kept = queries.kept_sketch(db, own.id, revision)
            sketches.settle(db, own, kept, request.form, by=viewer().id, now=now())
        return redirect(url_for("plans.sketch", run=run))
    case, into = _case_of(found)
    stored, mine = (Sketch.model_validate(each.document) for each in (drawn or kept, kept))
    return render_template(
        "plans/sketch_conflict.html", run=found, case=case, into=into.value, kept=kept,
        rows=rows_that_differ(stored, mine), stored_by=writer_of(found, drawn.saved_by if drawn else None),
        stored=sketch_view(stored, case, into, "stored"), mine=sketch_view(mine, case, into, "mine"),
    )  # fmt: skip


def _save_typed(run: str) -> tuple[Revision | None, SketchDraft | None]:
    base = request.form.get("base", -1, small_number)
    document = sketches.sketch_from(request.form).to_document()
    with writing(run) as db:
        found = queries.own_run(db, run, of=viewer().id)
        kept = sketches.save(db, found, document, base=base, by=viewer().id, now=now())
        return kept, queries.sketch_of(db, found.id)


def _changed(run: str, what: str, row: str) -> str:
    """Add or remove a row, or begin from the facts, on what was just saved; returns the place to go to."""
    with writing(run) as db:
        found = queries.own_run(db, run, of=viewer().id)
        drawn = queries.sketch_of(db, found.id)
        before = Sketch.model_validate(drawn.document) if drawn else Sketch()
        case, into = _case_of(found)
        if what == "learnt":
            document, place = sketches.with_learnt(before, case, known_facts(found, case), into).to_document(), "people"
        else:
            document, place = sketches.changed(before, what, row)
        base = drawn.revision if drawn else 0
        sketches.save(db, found, document, base=base, by=viewer().id, now=now())
    return place


def _case_of(run: Run) -> tuple[Case, Language]:
    case = case_for_students(run.case_version)
    return case, language_of(case, run.draft.document["language"])


def _page(run: Run, drawn: SketchDraft | None, *, compares: bool) -> dict[str, Any]:
    case, into = _case_of(run)
    found = Sketch.model_validate(drawn.document) if drawn else Sketch()
    may_compare = queries.may_see_findings(run)
    read = sketch_read(found, case, known_facts(run, case) if compares and may_compare else (), into)
    return {
        "run": run,
        "case": case,
        "into": into.value,
        "sketch": found,
        "drawn": drawn,
        "read": read,
        "compared": compares and may_compare,
        "may_compare": may_compare,
        "last_by": writer_of(run, drawn.saved_by if drawn else None),
    }


def _choices(run: Run, drawn: Sketch, into: str) -> dict[str, Any]:
    """What the lists of the form offer: the drawn people and couples, the kinds, and whom the facts have named."""
    case = case_for_students(run.case_version)
    learnt = Learnt(case, known_facts(run, case))
    tied = {who for tie, _facts in learnt.ties() for who in (tie.a, tie.b)}
    names = {member.id: member.name.strip() or "?" for member in drawn.people}
    around = (*case.network, *case.services)
    return {
        "members": names,
        "pairs": {each.id: f"{names.get(each.a, '?')} – {names.get(each.b, '?')}" for each in drawn.couples},
        "bonds": {bond.value: _(UNION_WORDS[bond.value]) for bond in Bond},
        "descents": {by.value: _(f"sketch.by_{by.value}") for by in Descent},
        "kinds": {kind.value: _(key) for kind, key in TIES.items()},
        "flows": {flow: _(f"drawing.flow_{flow}") for flow in ("in", "out", "both")},
        "near": [entry.name.get(Language(into), entry.id) for entry in around if entry.id in learnt.met | tied],
    }
