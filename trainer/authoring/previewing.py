"""Look at a draft before it is published: the page a student will see at any stage, and what its exemplars prove."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from trainer.authoring import draft_queries
from trainer.authoring.blueprint import blueprint
from trainer.authoring.draft_pages import frame
from trainer.authoring.findings import lint_of
from trainer.authoring.pages import rule_title
from trainer.authoring.picture_rows import address_in
from trainer.authoring.proof import Proof, prove
from trainer.checker.case import Case
from trainer.models import CaseDraft
from trainer.web import access
from trainer.web.case_page import case_page
from trainer.web.documents import default_rubric, rubric_of
from trainer.web.parts import parts, reading
from trainer.web.plan_view import places_of
from trainer.web.viewer import viewer
from trainer.web.words import language


@blueprint.get("/workbench/<draft>/preview")
@access.designer
def preview(draft: str) -> Any:
    """The page of the case as a student sees it at a stage of the story, or after an event."""
    found = _draft(draft)
    page = frame(found, "preview")
    case, at = page["lint"].case, request.args.get("at", "")
    if case is None:
        return render_template("authoring/preview.html", shown=None, at="", **page)
    shown = case_page(seen(case, at), request.args.get("in") or page["source"], address=address_in(found))
    events = [event for event in case.events if event.reveals]
    return render_template("authoring/preview.html", shown=shown, at=at, stages=case.stages, events=events, **page)


def seen(case: Case, at: str) -> Case:
    """The case as far as a student has come: until the end of stage `at`, or until the event `at` has happened.

    Anything else is the whole case as it is known when the plan is written, before the first event.
    """
    later = {fact for event in case.events for fact in event.reveals}
    stages = [stage.id for stage in case.stages]
    told: set[str] = set()
    if at in stages:
        stages = stages[: stages.index(at) + 1]
    for event in case.events:
        if event.id == at:
            told = {fact for each in case.events if each.at_week <= event.at_week for fact in each.reveals}
    facts = tuple(fact for fact in case.facts if fact.at in stages and (fact.id not in later or fact.id in told))
    exhibits = tuple(
        exhibit
        for exhibit in case.exhibits
        if exhibit.at in stages and (not set(exhibit.carries) & later or set(exhibit.carries) & told)
    )
    # Without its events, because these would take the facts away that have been told by now.
    return case.model_copy(update={"facts": facts, "exhibits": exhibits, "events": ()})


@blueprint.get("/workbench/<draft>/proof")
@access.designer
def proof(draft: str) -> Any:
    """What the checker says of each exemplar beside what is expected of it, in every language of the case."""
    found = _draft(draft)
    proofs = _proofs(found)
    numbers = {row[0].exemplar.id: places_of(row[0].plan) for row in proofs}
    return render_template(
        "authoring/proof.html", proofs=proofs, rule_title=rule_title, row_numbers=numbers, **frame(found, "proof")
    )


def _proofs(draft: CaseDraft) -> list[list[Proof]]:
    lint = lint_of(draft)
    if lint.case is None:
        return []
    case, rubric = lint.case, rubric_of(default_rubric(reading(), draft.institution_id))
    # The reader's language first where the case has it.
    languages = sorted(case.languages, key=lambda each: each != language())
    return [
        [prove(each, case, into, checker=parts().checker, rubric=rubric) for into in languages]
        for each in lint.exemplars
    ]


def _draft(public_id: str) -> CaseDraft:
    return draft_queries.case_draft_for(reading(), public_id, viewer().institution_id, designer=viewer().id)
