"""Mail that waits to be sent, which kinds a person wants, and the calendar that follows a person's dates."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.models.base import Base, WithPublicId
from trainer.models.courses import Assignment
from trainer.models.people import Person


class MailKind(StrEnum):
    """What a letter is about; a person can turn each of them off."""

    OPENED = "opened"
    DUE_SOON = "due_soon"
    RELEASED = "released"
    CHANGED = "changed"
    SENT_BACK = "sent_back"
    ANSWERED = "answered"
    REVIEW_DUE = "review_due"
    DIGEST = "digest"


class MailState(StrEnum):
    """Where a letter stands. Dropped: it was no longer true, or not wanted, when its turn came."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"
    FAILED = "failed"


class Mail(WithPublicId, Base):
    """A letter to one person about one thing that happened; its words are made when it is sent.

    `about` tells apart what two letters of a kind are about, so that nobody hears of one thing twice. `claimed_until`:
    until then one sender has it in hands. `why` says why it was dropped or has failed.
    """

    __tablename__ = "mail"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "about"),
        Index("ix_mail_state_send_at", "state", "send_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[MailKind] = mapped_column(String(16))
    about: Mapped[str] = mapped_column(String(80))
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"), index=True)
    marking_id: Mapped[int | None] = mapped_column(ForeignKey("marking.id"))
    made_at: Mapped[dt.datetime]
    send_at: Mapped[dt.datetime]
    state: Mapped[MailState] = mapped_column(String(8), default=MailState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[dt.datetime | None]
    finished_at: Mapped[dt.datetime | None]
    why: Mapped[str] = mapped_column(default="")

    person: Mapped[Person] = relationship()
    assignment: Mapped[Assignment | None] = relationship()


class MailSwitch(Base):
    """A kind of letter that somebody turned on or off; without a row it is as the product has it."""

    __tablename__ = "mail_switch"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[MailKind] = mapped_column(String(16), primary_key=True)
    wanted: Mapped[bool]


class CalendarFeed(Base):
    """The address at which a calendar program reads a person's dates; a new token ends the one before."""

    __tablename__ = "calendar_feed"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    token: Mapped[str] = mapped_column(String(48), unique=True)
    made_at: Mapped[dt.datetime]


class CalendarDate(Base):
    """What a person's calendar was last told of one date, so that a move is told as one: `sequence` grows with each."""

    __tablename__ = "calendar_date"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    uid: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[dt.datetime]
    words: Mapped[str] = mapped_column(String(64))
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[dt.datetime]
