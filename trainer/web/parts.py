"""What the running application is made of, and the two sessions that a request may open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import current_app, g
from sqlalchemy.orm import Session

from trainer.db import Database
from trainer.settings import Settings

if TYPE_CHECKING:
    from trainer.checker.engine import Checker


def utc_now() -> dt.datetime:
    """The clock of the running product; tests put another in its place."""
    return dt.datetime.now(dt.UTC)


@dataclass(slots=True)
class Parts:
    """The parts that meet in `create_app`."""

    settings: Settings
    database: Database
    checker: Checker
    clock: Callable[[], dt.datetime] = utc_now
    cache: dict[Any, Any] = field(default_factory=dict)


def parts() -> Parts:
    """The parts of the application that serves this request."""
    found: Parts = current_app.extensions["trainer"]
    return found


def now() -> dt.datetime:
    """The time of this request, the same at each call."""
    if "now" not in g:
        g.now = parts().clock()
    moment: dt.datetime = g.now
    return moment


def reading() -> Session:
    """The request's read session: opened on first use, closed with the request. Nothing changed in it is kept."""
    if "reading" not in g:
        g.reading = Session(parts().database.reader, expire_on_commit=False)
    session: Session = g.reading
    return session


@contextmanager
def writing(alone: str = "") -> Iterator[Session]:
    """A write session: commits at the end of the block. Keep slow work (hashing, checking) outside of it.

    `alone` is the public id of what is read and changed in one go: two saves of it at once must see each other.
    """
    close_reading()
    with parts().database.write(alone) as session:
        yield session


def close_reading(_error: BaseException | None = None) -> None:
    """End the read session, so that later reads of this request see what was written."""
    session = g.pop("reading", None)
    if session is not None:
        session.close()
