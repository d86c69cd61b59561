"""Sign in and out, and take a visitor's work along."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from trainer.errors import Conflict
from trainer.models import Person, SignIn
from trainer.web.viewer import begin_sign_in, hashed, take_work_along


def sign_in(db: Session, person: Person, *, browser: str, now: dt.datetime, visitor: int | None = None) -> str:
    """Open a sign-in row for this browser and return its token; what was begun as a visitor becomes the person's."""
    if visitor is not None:
        take_work_along(db, visitor, person.id, now=now)
    return begin_sign_in(db, person, browser=browser, now=now)


def sign_out(db: Session, token: str, *, now: dt.datetime) -> None:
    """End this browser's sign-in."""
    db.execute(update(SignIn).where(SignIn.token_hash == hashed(token), SignIn.ended_at.is_(None)).values(ended_at=now))


def sign_out_everywhere(db: Session, person: int, *, now: dt.datetime) -> None:
    """End every sign-in of a person."""
    db.execute(update(SignIn).where(SignIn.person_id == person, SignIn.ended_at.is_(None)).values(ended_at=now))


def choose_language(db: Session, person: int, language: str) -> None:
    """Keep the language in which a person reads."""
    found = db.scalars(select(Person).where(Person.id == person)).one()
    found.language = language


def agree_to_units(db: Session, person: int, *, agrees: bool, now: dt.datetime) -> None:
    """Keep since when rows of this person's plans may be taken out without names, or take the agreement back."""
    found = db.get_one(Person, person)
    if not agrees:
        found.units_agreed_at = None
    elif found.units_agreed_at is None:
        found.units_agreed_at = now


def change_password(db: Session, person: int, password_hash: str, *, now: dt.datetime) -> None:
    """Set a new password and end every sign-in, so that a stolen one is worth nothing."""
    found = db.scalars(select(Person).where(Person.id == person)).one()
    found.password_hash = password_hash
    sign_out_everywhere(db, person, now=now)


def set_first_language(person: Person, language: str) -> None:
    """Somebody who was put in by others reads, from the first password on, in the language of their own browser."""
    if person.password_hash is None:
        person.language = language


def add_person(
    db: Session, *, institution: int, name: str, email: str, rights: set[str], language: str, now: dt.datetime
) -> Person:
    """A new person without a password; a one-time link lets them set one. The table refuses a second address."""
    person = Person(institution_id=institution, name=name, email=email, language=language, created_at=now)
    _give(person, rights)
    db.add(person)
    db.flush()  # the link needs the id
    return person


def change_rights(db: Session, person: Person, rights: set[str], *, by: int) -> None:
    """Let somebody teach, design or administer. Nobody takes their own office away, so that one always remains."""
    if person.id == by and "administer" not in rights:
        raise Conflict("accounts.own_office")
    _give(person, rights)


def _give(person: Person, rights: set[str]) -> None:
    person.may_teach = "teach" in rights
    person.may_design = "design" in rights
    person.may_administer = "administer" in rights
