"""Pictures of a draft: a row of its paper and the bytes beside it, and those that a new draft takes over."""

from __future__ import annotations

import copy
import datetime as dt
import secrets

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from trainer.authoring import drafting
from trainer.authoring.rowing import Place
from trainer.bank.pictures import Picture
from trainer.errors import Invalid
from trainer.models import AnyDraft, CaseDraft, CaseDraftPicture, CasePicture
from trainer.web.case_files import stored
from trainer.web.case_page import Address

# With those that were taken out again: they may come back.
MOST_OF_A_DRAFT = 60


def put_in(db: Session, draft: CaseDraft, paper: str, picture: Picture, *, by: int, now: dt.datetime) -> str:
    """Store a picture under a name that none had before, and name it in a paper; return its row."""
    if len(draft.pictures) >= MOST_OF_A_DRAFT:
        raise Invalid("pictures.too_many", most=MOST_OF_A_DRAFT)
    document = copy.deepcopy(draft.document)
    place = Place(document, f"exhibits.{paper}.pictures")
    if len(place.items) >= place.rows.most:
        raise Invalid("pictures.too_many", most=place.rows.most)
    row = f"{paper[:20]}-{secrets.token_hex(4)}"
    name = f"{row}.{picture.kind}"
    place.items.append({"row": row, "file": name, "alt": {}})
    db.add(CaseDraftPicture(case_draft_id=draft.id, **stored(name, picture)))
    drafting.store(draft, document, by=by, now=now)
    return f"{place.name}.{row}"


def take_over(db: Session, draft: AnyDraft, version: int) -> None:
    """Give a new draft the pictures of the version that it begins from."""
    for each in db.scalars(
        select(CasePicture).where(CasePicture.case_version_id == version).options(undefer(CasePicture.data))
    ):
        same = {name: getattr(each, name) for name in ("name", "media_type", "width", "height", "data")}
        db.add(CaseDraftPicture(case_draft_id=draft.id, **same))


def address_in(draft: AnyDraft) -> Address:
    """Where a picture of this draft is shown from, by the name of its file."""
    return lambda file: url_for("authoring.draft_picture", draft=draft.public_id, picture=file)


def addresses(draft: AnyDraft) -> dict[str, str]:
    """Where each picture of a draft is shown from, by the name of its row."""
    document, address = draft.document, address_in(draft)
    return {
        f"exhibits.{paper['id']}.pictures.{each['row']}": address(each["file"])
        for paper in document.get("exhibits", ())
        for each in paper.get("pictures", ())
        if each.get("row") and each.get("file")
    }
