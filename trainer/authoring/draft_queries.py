"""The drafts that a designer may open: their own, and those of colleagues who share them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload, undefer

from trainer.errors import NotFound
from trainer.models import CaseDraft, CaseDraftKept, KeptReason


def drafts_for(db: Session, institution: int, *, designer: int) -> list[CaseDraft]:
    """Every draft that this designer may write on, the last saved first, without its document."""
    return list(
        db.scalars(
            select(CaseDraft)
            .where(open_to(institution, designer))
            .options(joinedload(CaseDraft.owner), joinedload(CaseDraft.based_on))
            .order_by(CaseDraft.saved_at.desc(), CaseDraft.id.desc())
            .limit(200)
        )
    )


def draft_for(db: Session, public_id: str, institution: int, *, designer: int) -> CaseDraft:
    """One draft with its document; NotFound for one of another institution, or of a colleague who keeps it private."""
    found = db.scalars(
        select(CaseDraft)
        .where(CaseDraft.public_id == public_id, open_to(institution, designer))
        .options(
            undefer(CaseDraft.document), joinedload(CaseDraft.owner), joinedload(CaseDraft.saved_by),
            joinedload(CaseDraft.based_on),
        )
    ).first()  # fmt: skip
    if found is None:
        raise NotFound()
    return found


def kept_of(db: Session, draft: CaseDraft, id: int, reason: KeptReason) -> CaseDraftKept:
    """Words that were kept beside this draft; NotFound when there are none of this kind."""
    found = db.scalars(
        select(CaseDraftKept).where(
            CaseDraftKept.id == id, CaseDraftKept.case_draft_id == draft.id, CaseDraftKept.reason == reason
        )
    ).first()
    if found is None:
        raise NotFound()
    return found


def open_to(institution: int, designer: int) -> ColumnElement[bool]:
    """The condition under which a designer may write on a draft."""
    mine = (CaseDraft.owner_id == designer) | CaseDraft.shared.is_(True)
    return (CaseDraft.institution_id == institution) & CaseDraft.left_at.is_(None) & mine
