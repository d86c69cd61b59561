"""Marks: what a person says of a submission: levels, comments, and when the student may see them."""

from __future__ import annotations

import datetime as dt
from enum import IntEnum, StrEnum

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, UniqueConstraint, exists
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from trainer.models.base import Base, Document, WithPublicId
from trainer.models.people import Person
from trainer.models.runs import Submission


class MarkingState(StrEnum):
    """Draft: being marked. Ready: done, not shown. Released: shown. Sent back: shown, a new attempt is asked for."""

    DRAFT = "draft"
    READY = "ready"
    RELEASED = "released"
    SENT_BACK = "sent_back"


class Slot(IntEnum):
    """Which marking of a submission it is. Only the one that counts is released, summed up and seen by the student.

    Of a plan that is marked twice, first and second are the work of two people who do not see each other's; what they
    agree on becomes the one that counts.
    """

    COUNTS = 0
    FIRST = 1
    SECOND = 2


class Marking(WithPublicId, Base):
    """One marker's work on one submission; `revision` grows with each save, as a draft's does."""

    __tablename__ = "marking"
    __table_args__ = (UniqueConstraint("submission_id", "slot"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    slot: Mapped[int] = mapped_column(default=Slot.COUNTS)
    marker_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    rubric_version_id: Mapped[int] = mapped_column(ForeignKey("rubric_version.id"))
    state: Mapped[MarkingState] = mapped_column(String(16), default=MarkingState.DRAFT)
    overall: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[dt.datetime]
    released_at: Mapped[dt.datetime | None]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # Of the first of two markings: what was typed so far to settle both, by criterion.
    settling: Mapped[Document | None] = mapped_column(deferred=True)

    submission: Mapped[Submission] = relationship()
    marker: Mapped[Person] = relationship(foreign_keys=[marker_id])
    marks: Mapped[list[Mark]] = relationship(back_populates="marking")
    comments: Mapped[list[Comment]] = relationship(back_populates="marking", order_by="Comment.id")


class Mark(Base):
    """The level a person gave on one criterion. `suggestion_seen` says whether the machine's level was seen before."""

    __tablename__ = "mark"
    __table_args__ = (
        UniqueConstraint("marking_id", "criterion"),
        CheckConstraint("level IS NULL OR level BETWEEN 0 AND 3", name="level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    marking_id: Mapped[int] = mapped_column(ForeignKey("marking.id"), index=True)
    criterion: Mapped[str] = mapped_column(String(16))
    level: Mapped[int | None]
    comment: Mapped[str] = mapped_column(default="")
    suggested: Mapped[int | None]
    suggestion_seen: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[dt.datetime]

    marking: Mapped[Marking] = relationship(back_populates="marks")


class Comment(WithPublicId, Base):
    """A lecturer's words on a goal, a step or one cell; the ids keep it on the row over attempts."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    marking_id: Mapped[int] = mapped_column(ForeignKey("marking.id"), index=True)
    goal: Mapped[str | None] = mapped_column(String(40))
    step: Mapped[str | None] = mapped_column(String(40))
    cell: Mapped[str | None] = mapped_column(String(40))
    text: Mapped[str]
    revision: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[dt.datetime]

    marking: Mapped[Marking] = relationship(back_populates="comments")


class Addressed(Base):
    """Words of the lecturer that the student ticked as addressed in a later attempt.

    `about` is a comment's public id, or a marking's with `-overall` or `-` and a criterion.
    """

    __tablename__ = "addressed"
    __table_args__ = (UniqueConstraint("run_id", "about"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    about: Mapped[str] = mapped_column(String(60))
    at: Mapped[dt.datetime]


class MarkingLog(Base):
    """What was done to a marking, by whom and when; rows are only ever added."""

    __tablename__ = "marking_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    marking_id: Mapped[int] = mapped_column(ForeignKey("marking.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    what: Mapped[str] = mapped_column(String(32))
    values: Mapped[Document] = mapped_column(default=dict)
    at: Mapped[dt.datetime]


def waits_to_be_marked() -> ColumnElement[bool]:
    """Whether a submission waits for its marker, in a statement about Submission."""
    # Only the latest attempt of a student waits; an earlier one was overtaken by it.
    later = aliased(Submission)
    overtaken = exists().where(later.run_id == Submission.run_id, later.attempt > Submission.attempt)
    done = exists().where(
        Marking.submission_id == Submission.id, Marking.slot == Slot.COUNTS, Marking.state != MarkingState.DRAFT
    )
    # Most plans of a course are marked: asked first, the rest need not be asked whether they were overtaken.
    return ~done & ~overtaken
