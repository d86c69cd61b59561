"""The drafts that somebody may open: their own, and those of colleagues who share them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload, undefer

from trainer.errors import NotFound
from trainer.models import (
    AnyDraft,
    AnyKept,
    CaseDraft,
    CaseDraftKept,
    KeptReason,
    RubricDraft,
    RubricDraftKept,
)


def drafts_for(db: Session, institution: int, *, designer: int) -> list[CaseDraft]:
    """Every draft of a case that this designer may write on, the last saved first, without its document."""
    return list(db.scalars(_newest_first(CaseDraft, institution, designer)))


def rubric_drafts_for(db: Session, institution: int, *, author: int) -> list[RubricDraft]:
    """Every draft of a rubric that this person may write on, the last saved first, without its document."""
    return list(db.scalars(_newest_first(RubricDraft, institution, author)))


def _newest_first(table: Any, institution: int, author: int) -> Any:
    return (
        select(table)
        .where(open_to(table, institution, author))
        .options(joinedload(table.owner), joinedload(table.based_on))
        .order_by(table.saved_at.desc(), table.id.desc())
        .limit(200)
    )


def draft_for(db: Session, public_id: str, institution: int, *, author: int, designs: bool = True) -> AnyDraft:
    """One draft with its document; NotFound for one of another institution, or of a colleague who keeps it private.

    Cases are written by designers (`designs`), rubrics by lecturers too.
    """
    tables = (CaseDraft, RubricDraft) if designs else (RubricDraft,)
    found = next((each for table in tables if (each := _draft_in(db, table, public_id, institution, author))), None)
    if found is None:
        raise NotFound()
    return found


def case_draft_for(db: Session, public_id: str, institution: int, *, designer: int) -> CaseDraft:
    """`draft_for` where only a case will do."""
    found: CaseDraft | None = _draft_in(db, CaseDraft, public_id, institution, designer)
    if found is None:
        raise NotFound()
    return found


def rubric_draft_for(db: Session, public_id: str, institution: int, *, author: int) -> RubricDraft:
    """`draft_for` where only a rubric will do."""
    found: RubricDraft | None = _draft_in(db, RubricDraft, public_id, institution, author)
    if found is None:
        raise NotFound()
    return found


def _draft_in(db: Session, table: Any, public_id: str, institution: int, author: int) -> Any:
    return db.scalars(
        select(table)
        .where(table.public_id == public_id, open_to(table, institution, author))
        .options(
            undefer(table.document), joinedload(table.owner), joinedload(table.saved_by), joinedload(table.based_on)
        )
    ).first()


def kept_of(db: Session, draft: AnyDraft, id: int, reason: KeptReason) -> AnyKept:
    """Words that were kept beside this draft; NotFound when there are none of this kind."""
    table: Any = CaseDraftKept if isinstance(draft, CaseDraft) else RubricDraftKept
    of_draft = table.case_draft_id if isinstance(draft, CaseDraft) else table.draft_id
    found: AnyKept | None = db.scalars(
        select(table).where(table.id == id, of_draft == draft.id, table.reason == reason)
    ).first()
    if found is None:
        raise NotFound()
    return found


def open_to(table: Any, institution: int, author: int) -> ColumnElement[bool]:
    """The condition under which somebody may write on a draft of a case or of a rubric."""
    mine = (table.owner_id == author) | table.shared.is_(True)
    open_: ColumnElement[bool] = (table.institution_id == institution) & table.left_at.is_(None) & mine
    return open_
