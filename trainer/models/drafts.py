"""Cases and rubrics while they are written: drafts, and texts of them that were not chosen or taken out."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.models.base import Base, Document, WithPublicId
from trainer.models.cases import CaseVersion, RubricVersion
from trainer.models.people import Person
from trainer.models.pictures import CaseDraftPicture


class KeptReason(StrEnum):
    """Why a part of a draft was kept."""

    CONFLICT = "conflict"
    REMOVED = "removed"


class CaseDraft(WithPublicId, Base):
    """A case that is being written. `document` is the whole case with key, notes and exemplars.

    `shared`: the other designers of the institution write on it too. `based_on` is the version it began from or was
    last published as. `revision` grows by one with each save.
    """

    __tablename__ = "case_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    slug: Mapped[str] = mapped_column(String(40), index=True)
    title: Mapped[str] = mapped_column(default="")
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("case_version.id"))
    shared: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=0)
    document: Mapped[Document] = mapped_column(deferred=True)
    begun_at: Mapped[dt.datetime]
    saved_at: Mapped[dt.datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    left_at: Mapped[dt.datetime | None]

    owner: Mapped[Person] = relationship(foreign_keys=owner_id)
    saved_by: Mapped[Person | None] = relationship(foreign_keys=saved_by_id)
    based_on: Mapped[CaseVersion | None] = relationship()
    pictures: Mapped[list[CaseDraftPicture]] = relationship(order_by=CaseDraftPicture.name)

    def keeping(self, **what: Any) -> CaseDraftKept:
        """Words of this draft that are kept beside it; not stored yet."""
        return CaseDraftKept(case_draft_id=self.id, **what)


class CaseDraftKept(Base):
    """Words of a draft that stand nowhere else: of a save that came too late, or of a row that was taken out."""

    __tablename__ = "case_draft_kept"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_draft_id: Mapped[int] = mapped_column(ForeignKey("case_draft.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[KeptReason] = mapped_column(String(16))
    document: Mapped[Document]
    kept_at: Mapped[dt.datetime]


class RubricDraft(WithPublicId, Base):
    """A rubric that is being written; its columns mean what those of `CaseDraft` mean."""

    __tablename__ = "rubric_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    slug: Mapped[str] = mapped_column(String(40), index=True)
    title: Mapped[str] = mapped_column(default="")
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("rubric_version.id"))
    shared: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=0)
    document: Mapped[Document] = mapped_column(deferred=True)
    begun_at: Mapped[dt.datetime]
    saved_at: Mapped[dt.datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    left_at: Mapped[dt.datetime | None]

    owner: Mapped[Person] = relationship(foreign_keys=owner_id)
    saved_by: Mapped[Person | None] = relationship(foreign_keys=saved_by_id)
    based_on: Mapped[RubricVersion | None] = relationship()

    def keeping(self, **what: Any) -> RubricDraftKept:
        """Words of this draft that are kept beside it; not stored yet."""
        return RubricDraftKept(draft_id=self.id, **what)


class RubricDraftKept(Base):
    """What `CaseDraftKept` is to a case."""

    __tablename__ = "rubric_draft_kept"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("rubric_draft.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[KeptReason] = mapped_column(String(16))
    document: Mapped[Document]
    kept_at: Mapped[dt.datetime]


AnyDraft = CaseDraft | RubricDraft
AnyKept = CaseDraftKept | RubricDraftKept
