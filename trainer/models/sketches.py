"""The family and its world as a student draws them in a run."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.models.base import Base, Document
from trainer.models.people import Person
from trainer.models.runs import Run


class SketchDraft(Base):
    """The drawing as it stands now. Its `revision` counts its own saves: the plan beside it is typed in elsewhere.

    `document` holds `trainer.checker.sketch.Sketch`.
    """

    __tablename__ = "sketch"

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(default=0)
    document: Mapped[Document]
    saved_at: Mapped[dt.datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    run: Mapped[Run] = relationship()
    saved_by: Mapped[Person | None] = relationship()
