"""Translate a draft: each text beside its source, and what of it is older than the source by now."""

from __future__ import annotations

import copy
from typing import Any

from flask import redirect, render_template, request, url_for

from trainer.authoring import draft_queries, drafting
from trainer.authoring.blueprint import blueprint
from trainer.authoring.cells import section_cells
from trainer.authoring.draft_pages import section_of, translation_page
from trainer.authoring.reported import beside_draft, place_of
from trainer.errors import NotFound
from trainer.models import AnyDraft
from trainer.web import access
from trainer.web.parts import now, reading, writing
from trainer.web.viewer import viewer


@blueprint.get("/workbench/<draft>/<part>/in/<into>")
@access.author
def translate(draft: str, part: str, into: str) -> Any:
    """Every text of a section beside its translation."""
    found = _draft(reading(), draft)
    page = translation_page(found, section_of(found, part), into)
    reported = beside_draft(reading(), found, into)
    return render_template("authoring/translate.html", reported=reported, report_place=place_of, **page)


@blueprint.post("/workbench/<draft>/<part>/in/<into>/still-right")
@access.author
def still_right(draft: str, part: str, into: str) -> Any:
    """Say that a translation still fits although its source has changed."""
    name = request.form.get("name", "")
    with writing(draft) as db:
        found = _draft(db, draft)
        document = copy.deepcopy(found.document)
        cell = section_cells(document, section_of(found, part)).get(name)
        if cell is None or cell.language != into:
            raise NotFound()
        made_from = document.setdefault("made_from", {}).setdefault(into, {})
        made_from[name.rpartition(".")[0]] = drafting.source_text(cell)
        drafting.store(found, document, by=viewer().id, now=now())
    return redirect(url_for("authoring.translate", draft=draft, part=part, into=into, _anchor=name))


def _draft(db: Any, public_id: str) -> AnyDraft:
    designs = viewer().is_designer
    return draft_queries.draft_for(db, public_id, viewer().institution_id, author=viewer().id, designs=designs)
