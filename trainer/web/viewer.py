"""Who is looking: the person behind a request as a frozen value, and the sign-in rows that can be ended."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from flask import g, session
from flask_login import AnonymousUserMixin, LoginManager, UserMixin, current_user, login_user
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from trainer.models import Institution, Person, Run, SignIn
from trainer.web.parts import reading
from trainer.web.words import initials

login_manager = LoginManager()
# Sessions are rows of ours; Flask-Login's own protection would end them when a phone changes its network.
login_manager.session_protection = None


@dataclass(frozen=True, eq=False)
class Viewer(UserMixin):
    """The signed-in person, or a visitor who practises without an account."""

    id: int
    public_id: str
    institution_id: int
    name: str
    email: str | None
    language: str
    is_lecturer: bool
    is_designer: bool
    is_admin: bool
    is_visitor: bool
    token: str

    def get_id(self) -> str:
        """What the session cookie holds: the token of the sign-in row."""
        return self.token

    @property
    def initials(self) -> str:
        """Two letters for the menu."""
        return initials(self.name)


class Nobody(AnonymousUserMixin):  # type: ignore[misc]
    """Somebody without a session."""

    id = None
    name = ""
    initials = "·"
    is_lecturer = is_designer = is_admin = is_visitor = False


login_manager.anonymous_user = Nobody


def hashed(token: str) -> str:
    """What the database keeps of a token, so that a stolen copy of it opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


# Built once: every request of somebody signed in asks it.
SIGNED_IN = (
    select(Person, Institution)
    .join(SignIn, SignIn.person_id == Person.id)
    .join(Institution, Institution.id == Person.institution_id)
    .where(SignIn.token_hash == bindparam("token"), SignIn.ended_at.is_(None), Person.left_at.is_(None))
)


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load_viewer(token: str) -> Viewer | None:
    """The person of this sign-in, or None when it was ended."""
    row = reading().execute(SIGNED_IN, {"token": hashed(token)}).first()
    if row is None:
        return None
    person, institution = row
    g.institution = institution
    return viewer_of(person, token)


def viewer_of(person: Person, token: str) -> Viewer:
    """The frozen value of a row."""
    return Viewer(
        id=person.id,
        public_id=person.public_id,
        institution_id=person.institution_id,
        name=person.name,
        email=person.email,
        language=person.language,
        is_lecturer=person.may_teach,
        is_designer=person.may_design,
        is_admin=person.may_administer,
        is_visitor=person.visitor,
        token=token,
    )


def begin_sign_in(db: Session, person: Person, *, browser: str, now: dt.datetime) -> str:
    """Add a sign-in row and return its token; the caller puts it into the cookie with `remember_here`."""
    token = secrets.token_urlsafe(32)
    db.add(SignIn(token_hash=hashed(token), person_id=person.id, browser=browser[:200], created_at=now))
    return token


def take_work_along(db: Session, visitor: int, person: int, *, now: dt.datetime) -> None:
    """Give the runs of a visitor to the person who has signed in, and close the visitor's place."""
    db.execute(update(Run).where(Run.owner_id == visitor, Run.assignment_id.is_(None)).values(owner_id=person))
    db.execute(update(SignIn).where(SignIn.person_id == visitor, SignIn.ended_at.is_(None)).values(ended_at=now))
    db.execute(update(Person).where(Person.id == visitor, Person.visitor.is_(True)).values(left_at=now))


def remember_here(person: Person, token: str) -> None:
    """Sign this browser in; the session is made anew, so that an old cookie is worth nothing."""
    kept = {key: session[key] for key in ("csrf_token",) if key in session}
    session.clear()
    session.update(kept)
    session.permanent = True
    login_user(viewer_of(person, token))


def viewer() -> Viewer:
    """The person behind this request; only for views that `access` has opened to somebody signed in."""
    person: Viewer = current_user._get_current_object()
    return person
