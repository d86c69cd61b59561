"""Links that let one person set a password once: made by somebody who looks after them, or asked for by mail."""

from __future__ import annotations

import datetime as dt
import secrets

from flask import url_for
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from trainer.errors import NotFound
from trainer.models import OneTimeLink, Person
from trainer.web.parts import parts
from trainer.web.viewer import hashed

GIVEN_BY_HAND = dt.timedelta(days=7)


def make_link(
    db: Session, person: int, *, by: int | None, now: dt.datetime, lasts: dt.timedelta = GIVEN_BY_HAND
) -> str:
    """The token of a new link. Earlier links of this person stop working; the database keeps only the hash."""
    _end_links(db, person, now)
    token = secrets.token_urlsafe(24)
    db.add(
        OneTimeLink(token_hash=hashed(token), person_id=person, made_by_id=by, made_at=now, expires_at=now + lasts)
    )
    return token


def person_of_link(db: Session, token: str, *, now: dt.datetime) -> Person:
    """The person who may set a password with this link; NotFound when it was used, replaced or has run out."""
    found = db.scalars(
        select(Person)
        .join(OneTimeLink, OneTimeLink.person_id == Person.id)
        .where(
            OneTimeLink.token_hash == hashed(token),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > now,
            Person.left_at.is_(None),
        )
    ).first()
    if found is None:
        raise NotFound()
    return found


def use_link(db: Session, token: str, *, now: dt.datetime) -> Person:
    """As `person_of_link`, and the link is spent: of two browsers at once, one gets NotFound."""
    person = person_of_link(db, token, now=now)
    mine = OneTimeLink.token_hash == hashed(token), OneTimeLink.used_at.is_(None)
    if db.execute(update(OneTimeLink).where(*mine).values(used_at=now)).rowcount != 1:  # type: ignore[attr-defined]
        raise NotFound()
    return person


def _end_links(db: Session, person: int, now: dt.datetime) -> None:
    of_person = OneTimeLink.person_id == person, OneTimeLink.used_at.is_(None)
    db.execute(update(OneTimeLink).where(*of_person).values(used_at=now))


def address(endpoint: str, **values: str) -> str:
    """A whole web address, to be sent to somebody. The installation's own name counts before what a browser claims."""
    base = parts().settings.base_url
    return base + url_for(endpoint, **values) if base else url_for(endpoint, _external=True, **values)
