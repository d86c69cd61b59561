"""Reviews by students: the round of an assignment, what one student says of one plan, and whether it helped.

Nothing here is a mark: the level that counts is the lecturer's, in `trainer.models.marks`.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.models.base import Base, Document, WithPublicId
from trainer.models.courses import Assignment
from trainer.models.people import Person
from trainer.models.runs import Run, Submission


class ShowReviews(StrEnum):
    """When an author sees the reviews of their plan: each once handed in, after the round, or with the marks."""

    AT_ONCE = "at_once"
    AFTER_CLOSE = "after_close"
    WITH_MARK = "with_mark"


class ReviewKind(StrEnum):
    """Whose plan a review is about: another's, or the writer's own."""

    PEER = "peer"
    SELF = "self"


class PeerRound(Base):
    """The rules by which the students of an assignment review each other's plans."""

    __tablename__ = "peer_round"
    __table_args__ = (CheckConstraint("reviews BETWEEN 0 AND 10", name="reviews"),)

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), primary_key=True)
    reviews: Mapped[int] = mapped_column(default=2)
    opens_at: Mapped[dt.datetime | None]
    closes_at: Mapped[dt.datetime | None]
    self_review: Mapped[bool] = mapped_column(default=True)
    show: Mapped[ShowReviews] = mapped_column(String(16), default=ShowReviews.AFTER_CLOSE)

    assignment: Mapped[Assignment] = relationship()


class PeerReview(WithPublicId, Base):
    """What one student says of one plan.

    A plan that somebody opened is theirs to review until `leased_until`; then it is offered to others as well, so that
    nobody waits for one who never comes. What was written stays, and may still be handed in. A review of one's own
    draft has no submission.
    """

    __tablename__ = "peer_review"
    __table_args__ = (
        UniqueConstraint("run_id", "reviewer_id"),
        Index("ix_peer_review_assignment_reviewer", "assignment_id", "reviewer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"), index=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[ReviewKind] = mapped_column(String(8), default=ReviewKind.PEER)
    overall: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=0)
    begun_at: Mapped[dt.datetime]
    saved_at: Mapped[dt.datetime | None]
    leased_until: Mapped[dt.datetime]
    handed_in_at: Mapped[dt.datetime | None]
    hidden_at: Mapped[dt.datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    hidden_reason: Mapped[str] = mapped_column(default="")
    helped: Mapped[bool | None]
    helped_why: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[dt.datetime | None]

    run: Mapped[Run] = relationship()
    submission: Mapped[Submission | None] = relationship()
    reviewer: Mapped[Person] = relationship(foreign_keys=[reviewer_id])
    levels: Mapped[list[PeerLevel]] = relationship(back_populates="review")
    comments: Mapped[list[PeerComment]] = relationship(back_populates="review", order_by="PeerComment.id")


class PeerLevel(Base):
    """The level that a student gave on one criterion, with words."""

    __tablename__ = "peer_level"
    __table_args__ = (
        UniqueConstraint("review_id", "criterion"),
        CheckConstraint("level IS NULL OR level BETWEEN 0 AND 3", name="level"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("peer_review.id"))
    criterion: Mapped[str] = mapped_column(String(16))
    level: Mapped[int | None]
    comment: Mapped[str] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[dt.datetime]

    review: Mapped[PeerReview] = relationship(back_populates="levels")


class PeerComment(WithPublicId, Base):
    """A student's words on a goal, a step or one cell of the plan they review."""

    __tablename__ = "peer_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("peer_review.id"), index=True)
    goal: Mapped[str | None] = mapped_column(String(40))
    step: Mapped[str | None] = mapped_column(String(40))
    cell: Mapped[str | None] = mapped_column(String(40))
    text: Mapped[str]
    revision: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[dt.datetime]

    review: Mapped[PeerReview] = relationship(back_populates="comments")


class PeerLog(Base):
    """What happened to a review: handed in, hidden, shown again, a version that was not chosen; only ever added to."""

    __tablename__ = "peer_log"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("peer_review.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    what: Mapped[str] = mapped_column(String(32))
    values: Mapped[Document] = mapped_column(default=dict)
    at: Mapped[dt.datetime]
