"""Pictures of a draft: put in from a file, and shown to whoever writes on it."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import undefer

from trainer.authoring import draft_queries
from trainer.authoring.blueprint import blueprint
from trainer.authoring.picture_rows import put_in
from trainer.bank.pictures import MAX_SENT, PictureRefused, cleaned
from trainer.models import CaseDraft, CaseDraftPicture
from trainer.web import access
from trainer.web.parts import now, reading, writing
from trainer.web.picture_answers import picture_answer
from trainer.web.viewer import viewer
from trainer.web.words import _


@blueprint.post("/workbench/<draft>/picture")
@access.designer
def put_in_picture(draft: str) -> Any:
    """Put a picture into a paper; one that cannot be used is refused in a sentence, and nothing else changes."""
    _draft(reading(), draft)
    paper, sent = request.form.get("paper", ""), request.files.get("picture")
    anchor = None
    try:
        # Decoding takes its time: it is done before the draft is held for writing.
        picture = cleaned(sent.stream.read(MAX_SENT + 1) if sent else b"")
    except PictureRefused as refused:
        flash(_("pictures.refused_" + refused.reason, **{"size": "", "limit": "", **refused.values}), "must")
    else:
        with writing(draft) as db:
            anchor = put_in(db, _draft(db, draft), paper, picture, by=viewer().id, now=now())
    return redirect(url_for("authoring.draft", draft=draft, part="papers", _anchor=anchor))


@blueprint.get("/workbench/<draft>/picture/<picture>")
@access.designer
def draft_picture(draft: str, picture: str) -> Response:
    """A picture of a draft, to whoever may write on it."""
    found = _draft(reading(), draft)
    chosen = select(CaseDraftPicture).options(undefer(CaseDraftPicture.data))
    row = reading().scalars(chosen.where(CaseDraftPicture.case_draft_id == found.id, CaseDraftPicture.name == picture))
    return picture_answer(row.first(), lasting=False)


def _draft(db: Any, public_id: str) -> CaseDraft:
    return draft_queries.case_draft_for(db, public_id, viewer().institution_id, designer=viewer().id)
