"""The draft of a rubric before it is published: what it suggests for known plans, and the page that publishes it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import undefer

from trainer.authoring import draft_queries, rubric_publishing, rubric_shelf
from trainer.authoring.blueprint import blueprint
from trainer.authoring.draft_pages import frame
from trainer.authoring.publishing import STEPS, raised
from trainer.authoring.rubric_preview import try_rubric
from trainer.bank.exemplars import Exemplar
from trainer.checker.case import Status
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language
from trainer.errors import Invalid, NotAllowed
from trainer.models import CaseVersion, RubricDraft, Visibility
from trainer.web import access
from trainer.web.documents import case_of, default_rubric, open_cases, rubric_of
from trainer.web.parts import now, parts, reading, writing
from trainer.web.rubric_titles import rubric_titled
from trainer.web.viewer import viewer
from trainer.web.words import _, language

STATUSES = (Status.REVIEW.value, Status.PUBLISHED.value)
# Its exemplars begin with the plan that a real family had, so it is the first to try a rubric on.
SEED = "samira"


@blueprint.get("/workbench/rubrics/<draft>/levels")
@access.author
def rubric_levels(draft: str) -> Any:
    """The levels that the draft suggests for the worked plans of a case, beside those of the version before."""
    found = _draft(reading(), draft)
    page = frame(found, "levels")
    drafted: Rubric | None = page["lint"].rubric
    before = found.based_on or default_rubric(reading(), found.institution_id)
    cases = open_cases(reading(), viewer().institution_id)
    case = _case(cases, request.args.get("case", ""))
    tried = []
    if drafted is not None and case is not None:
        exemplars = [Exemplar.model_validate(each) for each in _taught(case.id).get("exemplars", ())]
        of_case = case_of(case)
        into = language() if language() in of_case.languages else next(iter(of_case.languages))
        tried = try_rubric(
            drafted.in_every_language(), rubric_of(before), of_case, exemplars, Language(into),
            checker=parts().checker,
        )  # fmt: skip
    return render_template(
        "authoring/rubric_levels.html",
        tried=tried, differing=sum(each.differing for each in tried),
        parts_tried=[row.part for row in tried[0].rows] if tried else [], cases=cases, case=case,
        before=rubric_titled(before), readable=drafted is not None, **page,
    )  # fmt: skip


def _case(cases: list[CaseVersion], slug: str) -> CaseVersion | None:
    known = {case.slug: case for case in cases}
    return known.get(slug) or known.get(SEED) or next(iter(cases), None)


def _taught(version: int) -> dict[str, Any]:
    query = select(CaseVersion).where(CaseVersion.id == version).options(undefer(CaseVersion.teaching))
    found: dict[str, Any] = reading().scalars(query).one().teaching
    return found


@blueprint.get("/workbench/rubrics/<draft>/publish")
@access.author
def publish_rubric(draft: str) -> Any:
    """What is still missing, which number it gets, who may see it, and whose marks would move if they were given it."""
    found = _draft(reading(), draft)
    before = rubric_publishing.newest_rubric(reading(), found.institution_id, found.slug)
    numbers = {step: raised(before.version, step) if before else "1.0.0" for step in (STEPS if before else STEPS[:1])}
    page = frame(found, "publish")
    return render_template(
        "authoring/publish_rubric.html",
        before=before, numbers=numbers, suggested=rubric_publishing.suggested_step(page["lint"].rubric, before),
        mine=found.owner_id == viewer().id, statuses=STATUSES, visibilities=[each.value for each in Visibility],
        open_for=[each for each in page["lint"].findings if each.problem.weight != "note"],
        led=rubric_shelf.led_assignments_on(
            reading(), found.institution_id, found.slug, found.document.get("adapts"), lecturer=viewer().id
        ),
        rubric_titled=rubric_titled, **page,
    )  # fmt: skip


@blueprint.post("/workbench/rubrics/<draft>/publish")
@access.author
def make_rubric_version(draft: str) -> Any:
    """Publish the draft when nothing is missing."""
    status, step = request.form.get("status", ""), request.form.get("step", "")
    chosen = request.form.get("visibility", "")
    with writing(draft) as db:
        found = _draft(db, draft)
        if found.owner_id != viewer().id:
            raise NotAllowed("workbench.not_yours_to_publish")
        if status not in STATUSES or step not in STEPS or chosen not in set(Visibility):
            raise Invalid("errors.invalid")
        missing = rubric_publishing.hindering_rubric(found.document)
        if not missing:
            made = rubric_publishing.publish_rubric(
                db, found, step=step, status=Status(status), visibility=Visibility(chosen), by=viewer().id, now=now()
            )
            told, public_id = made.reference, made.public_id
    if missing:
        flash(_("workbench.not_ready"), "must")
        return redirect(url_for("authoring.publish_rubric", draft=draft))
    flash(_("workbench.is_published", version=told), "success")
    return redirect(url_for("authoring.rubric", rubric=public_id))


def _draft(db: Any, public_id: str) -> RubricDraft:
    return draft_queries.rubric_draft_for(db, public_id, viewer().institution_id, author=viewer().id)
