"""Put a letter among those that wait, in the very transaction of what it tells; `trainer.notices` sends it.

Whoever calls this waits for no mail server. Whether the letter is wanted, and still true, is asked when it is sent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from trainer.models import Mail, MailKind, MailState, Marking, Person, Run, Submission, writers


class Notice(NamedTuple):
    """What one person is to hear; `about` tells it apart from all else of its kind."""

    person: int
    about: str
    assignment: int | None = None
    marking: int | None = None


def put(db: Session, kind: MailKind, notices: Iterable[Notice], *, now: dt.datetime) -> None:
    """Add letters. One that is there already stays, but one that was dropped gets another turn."""
    rows: list[dict[str, Any]] = [
        {"person_id": each.person, "kind": kind, "about": each.about, "assignment_id": each.assignment,
         "marking_id": each.marking, "made_at": now, "send_at": now}
        for each in notices
    ]  # fmt: skip
    if not rows:
        return
    made: Table = Mail.__table__  # type: ignore[assignment]
    new: Any = (sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert)(made)
    again = {"state": MailState.WAITING, "made_at": now, "send_at": now, "tries": 0, "why": ""}
    statement = new.on_conflict_do_update(
        index_elements=[made.c.person_id, made.c.kind, made.c.about],
        set_=again, where=made.c.state == MailState.DROPPED,
    )  # fmt: skip
    db.execute(statement, rows)


def tell_writers(
    db: Session, kind: MailKind, markings: Collection[int], *, now: dt.datetime, about: str = ""
) -> None:
    """A letter to everybody who wrote the plans of these markings; as many statements for a class as for one.

    `about` is one of several things of this kind that can happen to a marking.
    """
    if not markings:
        return
    marked = select(Submission.run_id).join(Marking, Marking.submission_id == Submission.id)
    who = writers(Run.id.in_(marked.where(Marking.id.in_(markings)))).subquery()
    rows = db.execute(
        select(who.c.person, Marking.public_id, Submission.assignment_id, Marking.id)
        .join(Submission, Submission.run_id == who.c.run)
        .join(Marking, Marking.submission_id == Submission.id)
        .join(Person, Person.id == who.c.person)
        .where(Marking.id.in_(markings), Person.email.is_not(None), Person.left_at.is_(None))
    )
    put(db, kind, [Notice(who, f"{id} {about}".rstrip(), assignment, marking) for who, id, assignment, marking in rows],
        now=now)  # fmt: skip
