"""Who somebody is: people by their e-mail, within the institutions of this installation."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, aliased

from trainer.errors import Conflict, NotFound
from trainer.models import Membership, Person, Role
from trainer.web.viewer import Viewer


def person_by_email(db: Session, email: str) -> Person | None:
    """The person who signs in with this address, or None."""
    return db.scalars(
        select(Person)
        .where(Person.email == email.strip().lower(), Person.left_at.is_(None))
        .order_by(Person.id)
        .limit(1)
    ).first()


def count_people(db: Session, institution: int, wanted: str) -> int:
    """How many people with an account an institution has, or how many of them a search finds."""
    return db.scalar(select(func.count(Person.id)).where(*_here(institution, wanted))) or 0


def people_of(db: Session, institution: int, wanted: str, *, skip: int, most: int) -> list[Person]:
    """One page of the people with an account in an institution, by name; visitors are not among them."""
    here = select(Person).where(*_here(institution, wanted))
    return list(db.scalars(here.order_by(Person.name, Person.id).offset(skip).limit(most)))


def _here(institution: int, wanted: str) -> list[ColumnElement[bool]]:
    here = [Person.institution_id == institution, Person.visitor.is_(False), Person.left_at.is_(None)]
    if wanted:
        in_name = Person.name.icontains(wanted, autoescape=True)
        here.append(or_(in_name, Person.email.icontains(wanted, autoescape=True)))
    return here


def person_in(db: Session, institution: int, public_id: str) -> Person:
    """A person with an account in this institution; NotFound for any other."""
    found = db.scalars(
        select(Person).where(
            Person.public_id == public_id,
            Person.institution_id == institution,
            Person.visitor.is_(False),
            Person.left_at.is_(None),
        )
    ).first()
    if found is None:
        raise NotFound()
    return found


def person_to_help(db: Session, public_id: str, *, helper: Viewer) -> Person:
    """A person for whom the helper may make a one-time link.

    An administrator helps anybody of the institution. A lecturer helps students of their own course, but not one whose
    account is older than the place in the course: otherwise a name on a list would open somebody's account elsewhere.
    """
    person = person_in(db, helper.institution_id, public_id)
    if helper.is_admin:
        return person
    own = aliased(Membership)
    places = db.scalars(
        select(Membership)
        .join(own, own.course_id == Membership.course_id)
        .where(
            Membership.person_id == person.id,
            Membership.role == Role.STUDENT,
            Membership.left_at.is_(None),
            own.person_id == helper.id,
            own.role == Role.LECTURER,
            own.left_at.is_(None),
        )
    ).all()
    if not places:
        raise NotFound()
    plain = not (person.may_teach or person.may_design or person.may_administer)
    if plain and (person.password_hash is None or any(person.created_at >= place.joined_at for place in places)):
        return person
    raise Conflict("accounts.link_elsewhere", name=person.name)
