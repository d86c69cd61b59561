"""Wordings of a case that a reader has reported, and what the people who look after the case did about it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.models.base import Base, WithPublicId
from trainer.models.cases import CaseVersion
from trainer.models.people import Person


class ReportKind(StrEnum):
    """What is wrong with a wording, as its reader sees it."""

    MISTRANSLATION = "mistranslation"
    HURTFUL = "hurtful"
    MISTAKE = "mistake"
    OTHER = "other"


class ReportState(StrEnum):
    """What became of a report: nothing yet, mended in a later version, or answered with a reason."""

    OPEN = "open"
    MENDED = "mended"
    ANSWERED = "answered"


class WordingReport(WithPublicId, Base):
    """One reader's report about one fact, paper or stage of a case version, in the language in which it was read.

    `words` is the wording as it stood then. Who reported is kept so that they can read the answer; designers are never
    shown it.
    """

    __tablename__ = "wording_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_version_id: Mapped[int] = mapped_column(ForeignKey("case_version.id"), index=True)
    reporter_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    place: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(2))
    words: Mapped[str]
    kind: Mapped[ReportKind] = mapped_column(String(16))
    said: Mapped[str] = mapped_column(default="")
    made_at: Mapped[dt.datetime]
    state: Mapped[ReportState] = mapped_column(String(16), default=ReportState.OPEN, index=True)
    mended_in: Mapped[str | None] = mapped_column(String(20))
    answer: Mapped[str] = mapped_column(default="")
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[dt.datetime | None]

    case_version: Mapped[CaseVersion] = relationship()
    reporter: Mapped[Person] = relationship(foreign_keys=reporter_id)
