"""Cases while they are written: the draft of a designer, and texts of it that were not chosen or taken out."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.models.base import Base, Document, WithPublicId
from trainer.models.cases import CaseVersion
from trainer.models.people import Person


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


class CaseDraftKept(Base):
    """Words of a draft that stand nowhere else: of a save that came too late, or of a row that was taken out."""

    __tablename__ = "case_draft_kept"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_draft_id: Mapped[int] = mapped_column(ForeignKey("case_draft.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[KeptReason] = mapped_column(String(16))
    document: Mapped[Document]
    kept_at: Mapped[dt.datetime]
