"""A plan as paper and file: printed, brought in from Word, Excel, YAML or JSON, and taken out."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for

from trainer.checker.case import Case
from trainer.checker.plan import Plan
from trainer.documents import docx_plan, yaml_plan
from trainer.documents.errors import Unreadable
from trainer.documents.headings import Column
from trainer.documents.incoming import Brought, placed, understand, unpacked
from trainer.errors import NotFound
from trainer.plans import queries, service
from trainer.plans.blueprint import blueprint
from trainer.plans.pages import frozen_page
from trainer.web import access
from trainer.web.documents import case_for_students, case_of
from trainer.web.parts import now, reading, writing
from trainer.web.plan_view import plan_read
from trainer.web.sketch_view import view_of_document
from trainer.web.small_numbers import small_number
from trainer.web.troubles import say_trouble
from trainer.web.viewer import viewer
from trainer.web.words import _, say


@blueprint.get("/<run>/print")
@access.practising
def print_page(run: str) -> Any:
    """The plan as the profession prints it."""
    found = queries.own_run(reading(), run, of=viewer().id)
    page = frozen_page(found.draft.document, found)
    read = plan_read(page["plan"], page["case"], years=True)
    drawn = queries.sketch_of(reading(), found.id)
    sketch = view_of_document(drawn.document, page["case"], page["into"]) if drawn else None
    return render_template("plans/print_page.html", **page | {"read": read, "sketch": sketch})


@blueprint.route("/<run>/import", methods=["GET", "POST"])
@access.practising
def bring_in(run: str) -> Any:
    """Bring a plan in from a Word, Excel, YAML or JSON file: first a preview, stored only when told to."""
    found = queries.own_run(reading(), run, of=viewer().id)
    page = frozen_page(found.draft.document, found)
    if request.method == "GET":
        return render_template("plans/bring_in.html", brought=None, troubles=(), **page)
    try:
        brought = _brought(page["plan"], case_for_students(found.case_version))
    except Unreadable as error:
        troubles = [say_trouble(trouble) for trouble in error.troubles]
        return render_template("plans/bring_in.html", brought=None, troubles=troubles, **page), 422
    if not request.form.get("take"):
        case = case_for_students(found.case_version)
        page |= {"plan": brought.preview.plan, "read": plan_read(brought.preview.plan, case)}
        return render_template("plans/bring_in.html", brought=brought, troubles=(), fields=Column, **page)
    with writing(run) as db:
        own = queries.own_run(db, run, of=viewer().id)
        document = placed(brought.preview.plan, service.as_plan(own.draft.document)).to_document()
        service.bring_in(db, own, document, by=viewer().id, now=now())
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
    """The plan as a Word file or as YAML: the draft, or one attempt as it was handed in; not found for other kinds."""
    if kind not in ("docx", "yaml"):
        raise NotFound()
    found = queries.own_run(reading(), run, of=viewer().id)
    attempt = request.args.get("attempt", type=small_number)
    handed_in = queries.submission_of(reading(), found.id, attempt) if attempt else None
    plan = service.as_plan((handed_in or found.draft).document)
    if kind == "yaml":
        return _file(yaml_plan.write(plan).encode(), "plan.yaml", "application/yaml")
    # The paper goes to the family: its headings speak the plan's language, whatever the reader's menus speak.
    words = partial(say, plan.language.value)
    data = docx_plan.write(plan, case=case_of(found.case_version), language=plan.language, words=words)
    return _file(data, "plan.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")


def _file(data: bytes, name: str, kind: str) -> Response:
    return Response(data, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
