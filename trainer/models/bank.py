"""What belongs to a case version and is not the case: its folder as one file."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.models.base import Base
from trainer.models.cases import CaseVersion


class CaseArchive(Base):
    """The folder that a version came from, packed: its comments and pictures stand in no document."""

    __tablename__ = "case_archive"

    case_version_id: Mapped[int] = mapped_column(ForeignKey("case_version.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)

    case_version: Mapped[CaseVersion] = relationship()
