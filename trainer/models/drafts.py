"""Cases and rubrics while they are written: drafts, and texts of them that were not chosen or taken out."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from trainer.models.base import Base, Document, WithPublicId
from trainer.models.cases import CaseVersion, RubricVersion
from trainer.models.people import Person
from trainer.models.pictures import CaseDraftPicture


class KeptReason(StrEnum):
    """Why a part of a draft was kept."""

    CONFLICT = "conflict"
    REMOVED = "removed"


class _Draft(WithPublicId):
    """What every draft has. `document` is the whole of what is written, of a case with its key, notes and exemplars.

    `shared`: the other designers of the institution write on it too. `revision` grows by one with each save.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    slug: Mapped[str] = mapped_column(String(40), index=True)
    title: Mapped[str] = mapped_column(default="")
    shared: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=0)
    document: Mapped[Document] = mapped_column(deferred=True)
    begun_at: Mapped[dt.datetime]
    saved_at: Mapped[dt.datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    left_at: Mapped[dt.datetime | None]

    @declared_attr
    def owner(cls) -> Mapped[Person]:  # noqa: N805 - of the class, as SQLAlchemy asks it
        return relationship(foreign_keys=[cls.owner_id])  # type: ignore[list-item]

    @declared_attr
    def saved_by(cls) -> Mapped[Person | None]:  # noqa: N805
        return relationship(foreign_keys=[cls.saved_by_id])  # type: ignore[list-item]


class _Kept:
    """Words of a draft that stand nowhere else: of a save that came too late, or of a row that was taken out."""

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[KeptReason] = mapped_column(String(16))
    document: Mapped[Document]
    kept_at: Mapped[dt.datetime]


class CaseDraft(_Draft, Base):
    """A case that is being written. `based_on` is the version it began from or was last published as."""

    __tablename__ = "case_draft"

    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("case_version.id"))
    based_on: Mapped[CaseVersion | None] = relationship()
    pictures: Mapped[list[CaseDraftPicture]] = relationship(order_by=CaseDraftPicture.name)

    def keeping(self, **what: Any) -> CaseDraftKept:
        """Words of this draft that are kept beside it; not stored yet."""
        return CaseDraftKept(case_draft_id=self.id, **what)


class CaseDraftKept(_Kept, Base):
    """Words of a case that is being written."""

    __tablename__ = "case_draft_kept"

    case_draft_id: Mapped[int] = mapped_column(ForeignKey("case_draft.id"), index=True)


class RubricDraft(_Draft, Base):
    """A rubric that is being written. `based_on` is the version it began from or was last published as."""

    __tablename__ = "rubric_draft"

    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("rubric_version.id"))
    based_on: Mapped[RubricVersion | None] = relationship()

    def keeping(self, **what: Any) -> RubricDraftKept:
        """Words of this draft that are kept beside it; not stored yet."""
        return RubricDraftKept(draft_id=self.id, **what)


class RubricDraftKept(_Kept, Base):
    """Words of a rubric that is being written."""

    __tablename__ = "rubric_draft_kept"

    draft_id: Mapped[int] = mapped_column(ForeignKey("rubric_draft.id"), index=True)


AnyDraft = CaseDraft | RubricDraft
AnyKept = CaseDraftKept | RubricDraftKept
