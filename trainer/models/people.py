"""People: who uses the trainer, where they belong, and how they are signed in."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.models.base import Base, WithPublicId


class Institution(WithPublicId, Base):
    """A university or a centre. `support_url` is the page that is one click away when a case is close to home."""

    __tablename__ = "institution"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    support_url: Mapped[str] = mapped_column(default="")
    created_at: Mapped[dt.datetime]

    people: Mapped[list[Person]] = relationship(back_populates="institution")


class Person(WithPublicId, Base):
    """Somebody who uses the trainer. A visitor has no e-mail and no password, only this browser.

    `units_agreed_at`: since when rows of their plans may leave the trainer without names; None = they may not.
    """

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("institution_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    name: Mapped[str]
    email: Mapped[str | None]
    password_hash: Mapped[str | None]
    language: Mapped[str] = mapped_column(String(2), default="en")
    may_teach: Mapped[bool] = mapped_column(default=False)
    may_design: Mapped[bool] = mapped_column(default=False)
    may_administer: Mapped[bool] = mapped_column(default=False)
    visitor: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime]
    left_at: Mapped[dt.datetime | None]
    units_agreed_at: Mapped[dt.datetime | None]

    institution: Mapped[Institution] = relationship(back_populates="people")


class Identity(Base):
    """How a person is known to a sign-in provider other than the password."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("provider", "issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    provider: Mapped[str]
    issuer: Mapped[str]
    subject: Mapped[str]


class SignIn(Base):
    """One browser in which a person is signed in; ending the row signs that browser out."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    browser: Mapped[str] = mapped_column(default="")
    created_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]


class OneTimeLink(Base):
    """A link that lets one person set a password once: an invitation by name or a forgotten password."""

    __tablename__ = "one_time_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]
