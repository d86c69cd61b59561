"""The pictures of a case: of a version, which never change, and of a draft, where a removed one may come back."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from trainer.models.base import Base


class PictureBytes:
    """A picture by the name of its file, with its size in pixels and its bytes."""

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(20))
    width: Mapped[int]
    height: Mapped[int]
    # Read alone, where a picture is sent or packed: lists of versions and drafts need none of it.
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class CasePicture(PictureBytes, Base):
    """A picture of a case version."""

    __tablename__ = "case_picture"

    case_version_id: Mapped[int] = mapped_column(ForeignKey("case_version.id"), primary_key=True)


class CaseDraftPicture(PictureBytes, Base):
    """A picture that was put into a draft; its name is never given to another one."""

    __tablename__ = "case_draft_picture"

    case_draft_id: Mapped[int] = mapped_column(ForeignKey("case_draft.id"), primary_key=True)
