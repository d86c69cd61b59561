"""People of a course by the words of their name: a class of two thousand is searched as quickly as it is shown."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, contains_eager

from trainer.courses.queries import BY_ROLE, HERE, PAGE
from trainer.models import Membership, Person, Role

LONGEST = 80


class PeoplePage(NamedTuple):
    """One page of people, which it is and of how many, and how many people there are on all of them."""

    members: list[Membership]
    page: int
    pages: int
    found: int


def page_of(
    db: Session, course: int, *, words: str, page: int, roles: tuple[Role, ...] = tuple(Role)
) -> PeoplePage:
    """One page of the people in these roles, by role and name; with `words` of those whose name or address has them.

    Who left is not among them. Instead of a page that there is not comes the nearest one.
    """
    there = (Membership.course_id == course, Membership.role.in_(roles), *HERE)
    people = select(Membership).join(Membership.person).where(*there).options(contains_eager(Membership.person))
    named = _named(db, there, words) if words.strip() else None
    count = len(named) if named is not None else _how_many(db, there)
    pages = max(1, -(-count // PAGE))
    page = min(max(page, 1), pages)
    skipped = (page - 1) * PAGE
    if named is not None:
        people = people.where(Membership.id.in_(named[skipped : skipped + PAGE]))
        skipped = 0
    ordered = people.order_by(BY_ROLE, Person.name, Person.id).offset(skipped).limit(PAGE)
    return PeoplePage(list(db.scalars(ordered)), page, pages, count)


def _how_many(db: Session, there: tuple[ColumnElement[bool], ...]) -> int:
    return db.scalar(select(func.count(Membership.id)).join(Membership.person).where(*there)) or 0


def _named(db: Session, there: tuple[ColumnElement[bool], ...], words: str) -> list[int]:
    # Compared here and not in the database: SQLite knows small and capital letters of the Latin alphabet alone.
    wanted = words[:LONGEST].casefold().split()
    rows = db.execute(
        select(Membership.id, Person.name, Person.email)
        .join(Membership.person)
        .where(*there)
        .order_by(BY_ROLE, Person.name, Person.id)
    )
    return [id for id, name, email in rows if all(word in f"{name} {email or ''}".casefold() for word in wanted)]
