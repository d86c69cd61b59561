"""Pages of rubrics: the shelf, one version with all its words, and the ways on: adapt, write on, take along, decide."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for

from trainer.authoring import draft_queries, drafting, rubric_publishing, rubric_shelf
from trainer.authoring.blueprint import blueprint
from trainer.authoring.rubric_beginning import empty_rubric, fork_rubric, free_rubric_id, next_rubric
from trainer.bank.casedraft import Document
from trainer.bank.problems import BankError
from trainer.bank.rubricdraft import document_of
from trainer.bank.rubricfile import Incoming, read_rubric, rubric_text
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language
from trainer.errors import Invalid, NotAllowed
from trainer.models import AnyDraft, RubricVersion, Visibility
from trainer.web import access
from trainer.web.documents import rubric_of
from trainer.web.parts import now, reading, writing
from trainer.web.rubric_titles import languages_lacking, read_in, rubric_title
from trainer.web.viewer import viewer
from trainer.web.words import LANGUAGES, _, language


@blueprint.get("/rubrics")
@access.author
def rubrics() -> Any:
    """The rubrics that one may use, the drafts that one writes on, and the ways to begin one."""
    return _shelf_page()


def _shelf_page(*, refused: list[Any] | None = None) -> str:
    shelf = rubric_shelf.rubric_shelf(reading(), viewer().institution_id, reader=viewer().id)
    drafts = draft_queries.rubric_drafts_for(reading(), viewer().institution_id, author=viewer().id)
    return render_template(
        "authoring/rubrics.html",
        shelf=shelf, drafts=drafts, me=viewer().id, refused=refused or [], rubric_title=rubric_title,
        languages_lacking=languages_lacking,
    )  # fmt: skip


@blueprint.post("/rubrics")
@access.author
def begin_rubric() -> Any:
    """Begin a rubric from nothing; its id comes from its title and never changes."""
    title = " ".join(request.form.get("title", "")[:200].split())
    spoken = request.form.get("language") or language()
    if not title or spoken not in LANGUAGES:
        raise Invalid("rubrics.title_wanted")
    with writing() as db:
        made = _begun(db, empty_rubric(free_rubric_id(db, title), title, spoken), based_on=None)
    return redirect(url_for("authoring.draft", draft=made.public_id, part="rubric"))


@blueprint.post("/rubrics/bring-in")
@access.author
def bring_rubric() -> Any:
    """Bring a rubric in as a file: a version that only its owner sees, or a draft where something is still missing."""
    upload = request.files.get("file")
    data = upload.read() if upload else b""
    if not data:
        raise Invalid("rubrics.file_wanted")
    try:
        incoming = read_rubric(data)
    except BankError as error:
        return _shelf_page(refused=error.problems), 422
    with writing() as db:
        if not incoming.whole:
            made = _to_finish(db, incoming)
            return redirect(url_for("authoring.draft", draft=made.public_id, part="rubric"))
        version = rubric_publishing.take_in(
            db, incoming, institution=viewer().institution_id, by=viewer().id, now=now()
        )
        public_id = version.public_id
    return redirect(url_for("authoring.rubric", rubric=public_id))


def _to_finish(db: Any, incoming: Incoming) -> AnyDraft:
    document = document_of(incoming.rubric, {})
    title = next(iter(incoming.rubric.title.values()), "") or incoming.rubric.id
    return _begun(db, document | {"id": free_rubric_id(db, title), "version": "0.1.0"}, based_on=None)


@blueprint.get("/rubrics/<rubric>")
@access.author
def rubric(rubric: str) -> Any:
    """One version with every word, where one's own classes use an earlier one, and the ways on."""
    found = _version(reading(), rubric)
    shown = rubric_of(found)
    asked = request.args.get("in", "")
    into = Language(asked if asked in shown.written_in else read_in(shown))
    led = rubric_shelf.led_assignments_on(
        reading(), found.institution_id, found.slug, shown.adapts, lecturer=viewer().id
    )
    versions = rubric_shelf.versions_like(reading(), found, viewer().institution_id, reader=viewer().id)
    return render_template(
        "authoring/rubric.html",
        version=found, rubric=shown, into=into.value, versions=versions, mine=found.owner_id == viewer().id,
        used=[each for each in led if each.rubric_version_id == found.id],
        older=[each for each in led if each.rubric_version.id < found.id],
        visibilities=[each.value for each in Visibility], lacking=languages_lacking(found),
        weights=sum(part.weight for part in shown.criteria),
    )  # fmt: skip


@blueprint.post("/rubrics/<rubric>/write")
@access.author
def write_rubric(rubric: str) -> Any:
    """Begin a draft from a version: the next version of one's own rubric, or an adaptation of any other."""
    with writing() as db:
        found = _version(db, rubric)
        if request.form.get("as") == "next":
            if found.owner_id != viewer().id:
                raise NotAllowed("rubrics.not_yours")
            document = next_rubric(found)
        else:
            document = fork_rubric(found, free_rubric_id(db, rubric_title(found)), language())
        made = _begun(db, document, based_on=found.id)
    return redirect(url_for("authoring.draft", draft=made.public_id, part="rubric"))


@blueprint.get("/rubrics/<rubric>/rubric.yaml")
@access.author
def rubric_file(rubric: str) -> Response:
    """The version as one file: the bytes that it was brought in as, or the same bytes each time."""
    found = _version(reading(), rubric)
    text = found.source or rubric_text(Rubric.model_validate(found.document))
    head = {"Content-Disposition": f'attachment; filename="{found.slug}-{found.version}.yaml"'}
    return Response(text.encode(), mimetype="application/yaml", headers=head)


@blueprint.post("/rubrics/<rubric>/decide")
@access.author
def decide_rubric(rubric: str) -> Any:
    """The author of a version says who may use it, that it was reviewed, or that it is no longer recommended."""
    what, chosen = request.form.get("do", ""), request.form.get("visibility", "")
    visibility = Visibility(chosen) if chosen in set(Visibility) else None
    with writing() as db:
        rubric_publishing.decide_on(_version(db, rubric), what, visibility, by=viewer().id)
    flash(_("rubrics.decided"), "success")
    return redirect(url_for("authoring.rubric", rubric=rubric))


def _begun(db: Any, document: Document, *, based_on: int | None) -> AnyDraft:
    return drafting.begin(
        db, document, institution=viewer().institution_id, owner=viewer().id, based_on=based_on, now=now()
    )


def _version(db: Any, public_id: str) -> RubricVersion:
    return rubric_shelf.rubric_version_for(db, public_id, viewer().institution_id, reader=viewer().id)
