"""How markers come to agree and marks come to move: rounds on one plan, appeals, other versions of a rubric."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.models.base import Base, Document, WithPublicId
from trainer.models.cases import RubricVersion
from trainer.models.courses import Assignment
from trainer.models.marks import Marking
from trainer.models.people import Person


class CalibrationRound(WithPublicId, Base):
    """One plan that everybody who marks an assignment marks alone, to see how far their levels lie apart.

    `document` holds no name of a student. `expected` are the levels that whoever began the round set before anybody
    marked; `exemplar` is the id of a worked plan of the case, empty for a plan that was handed in.
    """

    __tablename__ = "calibration_round"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    rubric_version_id: Mapped[int] = mapped_column(ForeignKey("rubric_version.id"))
    exemplar: Mapped[str] = mapped_column(String(60), default="")
    document: Mapped[Document] = mapped_column(deferred=True)
    report: Mapped[Document] = mapped_column(deferred=True)
    expected: Mapped[Document] = mapped_column(default=dict)
    begun_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[dt.datetime]
    closed_at: Mapped[dt.datetime | None]

    assignment: Mapped[Assignment] = relationship()
    rubric_version: Mapped[RubricVersion] = relationship()
    begun_by: Mapped[Person] = relationship()


class CalibrationMarking(Base):
    """The levels and words of one person in one round, by criterion; nobody else sees them before both are done."""

    __tablename__ = "calibration_marking"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("calibration_round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    levels: Mapped[Document] = mapped_column(default=dict)
    words: Mapped[Document] = mapped_column(default=dict)
    saved_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]

    person: Mapped[Person] = relationship()


class Appeal(WithPublicId, Base):
    """A student asks for a second look at one criterion; the answer keeps the level or changes it, with a sentence."""

    __tablename__ = "appeal"
    __table_args__ = (
        UniqueConstraint("marking_id", "criterion"),
        CheckConstraint("after IS NULL OR after BETWEEN 0 AND 3", name="after"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    marking_id: Mapped[int] = mapped_column(ForeignKey("marking.id"))
    criterion: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str]
    asked_at: Mapped[dt.datetime]
    before: Mapped[int | None]
    after: Mapped[int | None]
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[dt.datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    marking: Mapped[Marking] = relationship()


class RubricChange(Base):
    """Another rubric version was given to an assignment: by whom, why, and what it did to the marks."""

    __tablename__ = "rubric_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    before_id: Mapped[int] = mapped_column(ForeignKey("rubric_version.id"))
    after_id: Mapped[int] = mapped_column(ForeignKey("rubric_version.id"))
    kinds: Mapped[Document] = mapped_column(default=dict)
    whole: Mapped[bool]
    moved: Mapped[int]
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]

    before: Mapped[RubricVersion] = relationship(foreign_keys=[before_id])
    after: Mapped[RubricVersion] = relationship(foreign_keys=[after_id])
    by: Mapped[Person] = relationship()
