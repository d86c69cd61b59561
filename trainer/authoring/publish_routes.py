"""The page on which a draft becomes a version, and what the author of a version may still decide about it."""

from __future__ import annotations

from typing import Any, TypeVar

from flask import flash, redirect, render_template, request, url_for

from trainer.authoring import draft_queries, publishing, queries
from trainer.authoring.blueprint import blueprint
from trainer.authoring.draft_pages import frame
from trainer.authoring.findings import pictures_of
from trainer.authoring.publishing import REVIEWED, STEPS, raised
from trainer.checker.case import Status
from trainer.errors import Invalid, NotAllowed
from trainer.models import AnyDraft, CaseDraft, CaseVersion, Visibility
from trainer.web import access
from trainer.web.parts import now, reading, writing
from trainer.web.viewer import viewer
from trainer.web.words import _

Written = TypeVar("Written", bound=AnyDraft)
STATUSES = (Status.REVIEW.value, Status.PUBLISHED.value)


@blueprint.get("/workbench/<draft>/publish")
@access.designer
def publish(draft: str) -> Any:
    """What is still missing, who has reviewed what, which number it gets, and who may see it."""
    found = _draft(reading(), draft)
    before = publishing.newest_of(reading(), found)
    numbers = {step: raised(before.version, step) if before else "1.0.0" for step in (STEPS if before else STEPS[:1])}
    page = frame(found, "publish")
    return render_template(
        "authoring/publish.html",
        reviewed=found.document.get("reviewed", {}),
        before=before,
        numbers=numbers,
        suggested=publishing.suggested(found.document, before),
        mine=found.owner_id == viewer().id,
        open_for=[each for each in page["lint"].findings if each.problem.weight != "note"],
        asked=REVIEWED,
        statuses=STATUSES,
        visibilities=[each.value for each in Visibility],
        **page,
    )


@blueprint.post("/workbench/<draft>/publish")
@access.designer
def make_version(draft: str) -> Any:
    """Keep who has reviewed what; then, if it was asked for and nothing is missing, publish."""
    with writing(draft) as db:
        found = _own(_draft(db, draft))
        publishing.record_reviews(found, request.form, by=viewer().id, now=now())
        pictures = pictures_of(found)
    if request.form.get("do") != "publish":
        flash(_("workbench.reviews_kept"), "success")
        return redirect(url_for("authoring.publish", draft=draft))
    status, step = request.form.get("status", ""), request.form.get("step", "")
    if status not in STATUSES or step not in STEPS:
        raise Invalid("errors.invalid")
    if publishing.hindering(publishing.as_version(found, "1.0.0", Status(status)), pictures):
        flash(_("workbench.not_ready" if status == Status.REVIEW else "workbench.not_reviewed"), "must")
        return redirect(url_for("authoring.publish", draft=draft))
    with writing(draft) as db:
        found = _own(_draft(db, draft))
        made = publishing.publish(
            db, found, step=step, status=Status(status), visibility=_visibility(), by=viewer().id, now=now()
        )
    flash(_("workbench.is_published", version=made.reference), "success")
    return redirect(url_for("authoring.case", slug=made.slug, version=made.version))


@blueprint.post("/workbench/<draft>/share")
@access.author
def share(draft: str) -> Any:
    """Let colleagues of the institution write on a draft, or keep it to oneself again; or leave it for good."""
    with writing(draft) as db:
        designs = viewer().is_designer
        found = draft_queries.draft_for(db, draft, viewer().institution_id, author=viewer().id, designs=designs)
        _own(found)
        if request.form.get("do") == "leave":
            found.left_at = now()
        else:
            found.shared = request.form.get("do") == "share"
    is_rubric = not isinstance(found, CaseDraft)
    if found.left_at:
        return redirect(url_for("authoring.rubrics" if is_rubric else "authoring.drafts"))
    page = "authoring.publish_rubric" if is_rubric else "authoring.publish"
    return redirect(url_for(page, draft=draft, _anchor="sharing"))


@blueprint.post("/bank/<slug>/<version>/decide")
@access.designer
def decide(slug: str, version: str) -> Any:
    """The author of a version says who may see it, or that it is no longer recommended."""
    with writing() as db:
        found = _version(db, slug, version)
        if request.form.get("do") == "deprecate":
            publishing.deprecate(found, by=viewer().id)
        else:
            publishing.show_to(found, _visibility(), by=viewer().id)
    return redirect(url_for("authoring.case", slug=slug, version=version))


def _visibility() -> Visibility:
    try:
        return Visibility(request.form.get("visibility", ""))
    except ValueError:
        raise Invalid("errors.invalid") from None


def _version(db: Any, slug: str, version: str) -> CaseVersion:
    return queries.version_of(db, viewer().institution_id, slug, version, designer=viewer().id)


def _draft(db: Any, public_id: str) -> CaseDraft:
    return draft_queries.case_draft_for(db, public_id, viewer().institution_id, designer=viewer().id)


def _own(draft: Written) -> Written:
    if draft.owner_id != viewer().id:
        raise NotAllowed("workbench.not_yours_to_publish")
    return draft
