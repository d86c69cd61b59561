"""Which kinds of letter a person wants, and the link in each letter that turns its kind off."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.errors import NotFound
from trainer.models import MailKind, MailSwitch, Membership, Person, Role

# As the product has it for somebody who has chosen nothing.
OFF_AT_FIRST = {MailKind.DIGEST}
TO_LECTURERS = (MailKind.DIGEST,)
TO_STUDENTS = tuple(kind for kind in MailKind if kind not in TO_LECTURERS)


def wanted_by(db: Session, person: int) -> dict[MailKind, bool]:
    """Every kind of letter, and whether this person wants it."""
    chosen = {row.kind: row.wanted for row in db.scalars(select(MailSwitch).where(MailSwitch.person_id == person))}
    return {kind: chosen.get(kind, kind not in OFF_AT_FIRST) for kind in MailKind}


def kinds_for(db: Session, person: int) -> tuple[MailKind, ...]:
    """The kinds that can come to this person: those of a student, of whoever marks, or both."""
    roles = set(db.scalars(select(Membership.role).where(Membership.person_id == person, Membership.left_at.is_(None))))
    marks = bool(roles & {Role.LECTURER, Role.ASSISTANT})
    learns = Role.STUDENT in roles or not marks
    return (TO_STUDENTS if learns else ()) + (TO_LECTURERS if marks else ())


def turn(db: Session, person: int, kind: MailKind, *, on: bool) -> None:
    """Turn a kind of letter on or off."""
    found = db.get(MailSwitch, (person, kind))
    if found is None:
        found = MailSwitch(person_id=person, kind=kind)
        db.add(found)
    found.wanted = on


def token_for(secret: str, person: Person, kind: MailKind) -> str:
    """What the link in a letter carries: who and which kind, signed. It never runs out, as a letter does not."""
    return str(_signer(secret).dumps([person.public_id, kind.value]))


def read_token(secret: str, token: str) -> tuple[str, MailKind] | None:
    """The person's public id and the kind of a link in a letter; None when it is not one of ours, or not whole."""
    try:
        person, kind = _signer(secret).loads(token)
        return str(person), MailKind(kind)
    except (BadSignature, ValueError, TypeError):
        return None


def person_by(db: Session, public_id: str) -> Person:
    """Whose letters a link is about; NotFound when they are no longer here."""
    found = db.scalars(select(Person).where(Person.public_id == public_id, Person.left_at.is_(None))).first()
    if found is None:
        raise NotFound()
    return found


def _signer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="mail-off")
