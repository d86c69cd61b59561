"""Cases and rubrics as the database keeps them: immutable versions that runs and assignments pin."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.checker.case import Status
from trainer.models.base import Base, Document, WithPublicId
from trainer.models.pictures import CasePicture


class Visibility(StrEnum):
    """Who may use a case or a rubric."""

    PRIVATE = "private"
    INSTITUTION = "institution"
    OPEN = "open"


class CaseVersion(WithPublicId, Base):
    """One version of a case. `document` is the whole case with its key; `teaching` the notes and exemplars."""

    __tablename__ = "case_version"
    __table_args__ = (UniqueConstraint("institution_id", "slug", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    slug: Mapped[str] = mapped_column(String(40), index=True)
    version: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(16))
    visibility: Mapped[Visibility] = mapped_column(String(16), default=Visibility.OPEN)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    document: Mapped[Document] = mapped_column(deferred=True)
    teaching: Mapped[Document] = mapped_column(default=dict, deferred=True)
    summary: Mapped[Document] = mapped_column(default=dict)
    digest: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[dt.datetime]

    pictures: Mapped[list[CasePicture]] = relationship(order_by=CasePicture.name)

    @property
    def reference(self) -> str:
        """`samira@1.0.0`."""
        return f"{self.slug}@{self.version}"


class RubricVersion(WithPublicId, Base):
    """One version of a rubric; `summary` holds its titles for lists.

    `owner` is who published it, nobody for those that came with the product. `source` is the file it was brought in
    as, so that the same bytes go out again; `made_from` holds the sources of its translations, for the next draft.
    """

    __tablename__ = "rubric_version"
    __table_args__ = (UniqueConstraint("institution_id", "slug", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    slug: Mapped[str] = mapped_column(String(40), index=True)
    version: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(16), default=Status.PUBLISHED.value)
    visibility: Mapped[Visibility] = mapped_column(String(16), default=Visibility.OPEN)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    document: Mapped[Document] = mapped_column(deferred=True)
    source: Mapped[str | None] = mapped_column(deferred=True)
    made_from: Mapped[Document] = mapped_column(default=dict, deferred=True)
    summary: Mapped[Document] = mapped_column(default=dict)
    digest: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[dt.datetime]

    @property
    def reference(self) -> str:
        """`service-plan@1.0.0`."""
        return f"{self.slug}@{self.version}"
