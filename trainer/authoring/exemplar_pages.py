"""An exemplar of a draft in the editor that students write in: its saving, rows and check, and its proof beside."""

from __future__ import annotations

import json
from typing import Any

from flask import jsonify, redirect, render_template, request, url_for

from trainer.authoring import draft_queries, exemplar_rows
from trainer.authoring.blueprint import blueprint
from trainer.authoring.cells import languages_of
from trainer.authoring.draft_pages import frame
from trainer.authoring.exemplar_plan import (
    Cells,
    Names,
    cells_of,
    exemplar_in,
    new_row,
    plan_in,
    stored_lines,
    title_of,
    typed_lines,
)
from trainer.authoring.findings import read_draft
from trainer.authoring.picture_rows import address_in
from trainer.authoring.proof import Proof, prove
from trainer.bank.casedraft import source_of
from trainer.checker.attention import on_cells
from trainer.checker.case import Case
from trainer.checker.plan import Plan
from trainer.checker.values import Language
from trainer.errors import Invalid, NotFound
from trainer.models import AnyKept, CaseDraft, KeptReason
from trainer.web import access
from trainer.web.asked import asked_of, holes_by_kind
from trainer.web.dials import dials_of
from trainer.web.documents import default_rubric, rubric_of
from trainer.web.parts import now, parts, reading, writing
from trainer.web.plan_editor import draft_beside, goal_forms, goals_by_fact, pickable, review_forms
from trainer.web.plan_timeline import timeline_of
from trainer.web.plan_view import people_of
from trainer.web.small_numbers import small_number
from trainer.web.typed_plan import deferred_lines, plan_from, review_lines
from trainer.web.viewer import viewer
from trainer.web.words import clock

MOST_SEEN = 400_000


@blueprint.get("/workbench/<draft>/exemplar/<exemplar>/edit")
@access.designer
def edit_exemplar(draft: str, exemplar: str) -> Any:
    """The editor with one exemplar in one language; where the case cannot be read yet, what keeps it from that."""
    found = _draft(reading(), draft)
    into, item = _into(found), exemplar_in(found.document, exemplar)
    case, written = read_draft(found)[0], plan_in(found.document, exemplar, _into(found))
    page = {"item": item, "exemplar": exemplar, "title": title_of(found.document, exemplar), "into": into}
    if case is None or written is None:
        return render_template("authoring/exemplar_unread.html", **page, **frame(found, "plans"))
    checked = _checked(found, exemplar, whole=True) if "check" in request.args else None
    undo = request.args.get("undo", type=small_number)
    page |= _editor(found, exemplar, written, case) | {"check": checked, "undo": undo, **_days(written, case)}
    return render_template("authoring/exemplar_edit.html", draft=found, **page)


def _editor(draft: CaseDraft, id: str, plan: Plan, case: Case) -> dict[str, Any]:
    names, source = Names(draft.document, plan.language), source_of(draft.document)
    lines = stored_lines(draft.document, id, plan.language)
    rows = {name: [row for row, _line in found] + [new_row()] for name, found in lines.items()}
    used, pick = goals_by_fact(plan), pickable(case, plan.language)
    return {
        "source": source,
        "spoken": languages_of(draft.document),
        "seen": json.dumps(cells_of(plan, id, names, lines), ensure_ascii=False),
        "rows": rows,
        "called": names.shown,
        "goals": goal_forms(plan, case),
        "reviews": review_forms(plan, case),
        "facts": {fact.id: fact for fact in case.facts},
        "used": used,
        "case": case,
        "beside": draft_beside(case, plan.language, used, address_in(draft)),
        "lists": render_template("plans/_people.html", into=plan.language.value, pick=pick),
    }


def _days(plan: Plan, case: Case) -> dict[str, Any]:
    return {"plan": plan, "run": None, "timeline": timeline_of(plan, people_of(case, plan.language))}


@blueprint.post("/workbench/<draft>/exemplar/<exemplar>/edit")
@access.designer
def write_exemplar(draft: str, exemplar: str) -> Any:
    """Save the whole form without a script; its buttons change rows or check."""
    what, _space, row = request.form.get("do", "").partition(" ")
    kept, anchor = None, None
    with writing(draft) as db:
        found = _draft(db, draft)
        into = _into(found)
        late, _seen = _save(db, found, exemplar)
        if late is None and what in exemplar_rows.CHANGES:
            kept, anchor = exemplar_rows.change(db, found, exemplar, what, row, by=viewer().id, now=now())
    if late is not None:
        return redirect(url_for("authoring.draft_conflict", draft=draft, kept=late.id))
    place: dict[str, Any] = {"draft": draft, "exemplar": exemplar, "in": into}
    if what == "check":
        return redirect(url_for("authoring.edit_exemplar", **place, check=1, _anchor="check"))
    undo = kept.id if kept else None
    return redirect(url_for("authoring.edit_exemplar", **place, undo=undo, _anchor=None if kept else anchor or None))


@blueprint.put("/workbench/<draft>/exemplar/<exemplar>/edit")
@access.designer
def save_exemplar(draft: str, exemplar: str) -> Any:
    """Save what is typed; the answer names the stored revision, and what the page shows from now on."""
    with writing(draft) as db:
        found = _draft(db, draft)
        late, seen = _save(db, found, exemplar)
    if late is not None:
        return jsonify(conflict=url_for("authoring.draft_conflict", draft=draft, kept=late.id)), 409
    return jsonify(revision=found.revision, saved_at=clock(found.saved_at), seen=json.dumps(seen, ensure_ascii=False))


def _save(db: Any, draft: CaseDraft, id: str) -> tuple[AnyKept | None, Cells]:
    """What was kept beside because somebody else had changed it, and every cell as it was typed."""
    into = _into(draft)
    before = plan_in(draft.document, id, into)
    if before is None:
        raise Invalid("exemplars.unread")
    names, form = Names(draft.document, into), request.form
    typed = plan_from(form, {**before.to_document(), "reviews": [], "deferred": []}, names.named, names.of_key)
    lines = {
        "reviews": list(typed_lines(form.getlist("review.row"), review_lines(form, names.named))),
        "deferred": list(typed_lines(form.getlist("deferred.row"), deferred_lines(form, names.of_key))),
    }
    cells = cells_of(typed, id, names, lines)
    late = exemplar_rows.save(db, draft, id, _seen(form.get("seen", "")), cells, by=viewer().id, now=now())
    return late, cells


def _seen(sent: str) -> Cells:
    """What the page had shown when it was typed in: a text or a list of texts for each cell."""
    try:
        found = json.loads(sent) if len(sent) <= MOST_SEEN else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Invalid("errors.invalid")
    return {name: each for name, each in found.items() if isinstance(each, str) or _is_list(each)}


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


@blueprint.post("/workbench/<draft>/exemplar/<exemplar>/undo/<int:kept>")
@access.designer
def undo_exemplar(draft: str, exemplar: str, kept: int) -> Any:
    """Put a goal or a step back that was taken out."""
    with writing(draft) as db:
        found = _draft(db, draft)
        gone = draft_queries.kept_of(db, found, kept, KeptReason.REMOVED)
        anchor = exemplar_rows.put_in(found, gone, by=viewer().id, now=now())
        into = _into(found)
    return redirect(url_for("authoring.edit_exemplar", draft=draft, exemplar=exemplar, **{"in": into}, _anchor=anchor))


@blueprint.get("/workbench/<draft>/exemplar/<exemplar>/check")
@access.designer
def check_exemplar(draft: str, exemplar: str) -> Any:
    """What a student would be asked of this plan, as parts of the page, and how its expectations stand."""
    found = _draft(reading(), draft)
    case, written = read_draft(found)[0], plan_in(found.document, exemplar, _into(found))
    if case is None or written is None:
        raise Invalid("exemplars.unread")
    asked = _checked(found, exemplar, whole="cells" not in request.args)
    return render_template(
        "authoring/exemplar_check.html", draft=found, exemplar=exemplar, read_at=now(), **_days(written, case), **asked
    )


def _checked(draft: CaseDraft, id: str, *, whole: bool) -> dict[str, Any]:
    """The check of the stored exemplar as the students' page shows it; hints are theirs alone."""
    case, exemplars = read_draft(draft)
    plan = plan_in(draft.document, id, _into(draft))
    if case is None or plan is None:
        return {}
    rubric, checker = rubric_of(default_rubric(reading(), draft.institution_id)), parts().checker
    report = checker.check(plan, rubric=rubric, case=case)
    page = asked_of(report if whole else on_cells(report), plan, rubric, {})
    proofs = [prove(each, case, plan.language, checker=checker, rubric=rubric) for each in exemplars if each.id == id]
    return page | {
        "whole": whole,
        "hints": [],
        "dials": dials_of(report, rubric) if whole else [],
        "empty": {} if page["first"] else holes_by_kind(plan),
        "proof": _first(proofs),
    }


def _first(proofs: list[Proof]) -> Proof | None:
    return proofs[0] if proofs else None


def _into(draft: CaseDraft) -> Language:
    """The language that is written: the one asked for, else the case's own; NotFound for one that it does not have."""
    wanted = request.args.get("in") or source_of(draft.document)
    if wanted not in languages_of(draft.document):
        raise NotFound()
    return Language(wanted)


def _draft(db: Any, public_id: str) -> CaseDraft:
    return draft_queries.case_draft_for(db, public_id, viewer().institution_id, designer=viewer().id)
