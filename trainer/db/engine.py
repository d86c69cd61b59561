"""Sessions on SQLite or PostgreSQL: any number of readers, and on SQLite one fair queue of writers.

Measured reasons. A plain BEGIN on SQLite fails with "database is locked" when a reader turns writer, so writers use
BEGIN IMMEDIATE. SQLite's own busy handler is unfair, so writers of this process queue in front of it, first come first
served. Two processes writing one WAL file can corrupt it on older SQLite, so a second process is refused.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.orm import Session

from trainer.one_at_a_time import take

QUEUE = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")


class AlreadyRunning(RuntimeError):
    """Another process already serves this SQLite file."""


class FairLock:
    """A lock that is granted in the order of asking."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._held = False

    def acquire(self) -> None:
        """Wait for one's turn."""
        with self._guard:
            if not self._held:
                self._held = True
                return
            turn = threading.Event()
            self._waiting.append(turn)
        turn.wait()

    def release(self) -> None:
        """Hand the lock to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._held = False


class Database:
    """`read()` and `write()` give sessions; a write commits at the end of its block or leaves no trace."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.on_sqlite = url.startswith("sqlite")
        self._lock = FairLock()
        self._claim: TextIO | None = None
        self.reader = _sqlite_engine(url, "BEGIN") if self.on_sqlite else _postgresql_engine(url)
        self.writer = _sqlite_engine(url, "BEGIN IMMEDIATE") if self.on_sqlite else self.reader

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that only reads; what is changed in it is thrown away."""
        with Session(self.reader, expire_on_commit=False) as session:
            yield session
            session.rollback()

    @contextmanager
    def write(self, alone: str = "") -> Iterator[Session]:
        """A session that commits when the block ends without an error.

        `alone` names what nobody else may change until then, such as a plan whose revision is compared and raised.
        SQLite has one writer at a time anyway; on PostgreSQL writers of one name queue, and others go on.
        """
        if not self.on_sqlite:
            with Session(self.writer, expire_on_commit=False) as session, session.begin():
                if alone:
                    session.execute(QUEUE, {"name": alone})
                yield session
            return
        self._lock.acquire()
        try:
            with Session(self.writer, expire_on_commit=False) as session, session.begin():
                yield session
        finally:
            self._lock.release()

    def claim(self) -> None:
        """Hold the SQLite file for this process; raise AlreadyRunning when another server has it."""
        path = self.sqlite_file
        if path is None or self._claim:
            return
        lock = path.with_suffix(".lock").open("w", encoding="ascii")
        if not take(lock):
            lock.close()
            raise AlreadyRunning(str(path))
        self._claim = lock

    @property
    def sqlite_file(self) -> Path | None:
        """The file of a SQLite database, or None."""
        name = self.reader.url.database if self.on_sqlite else None
        return Path(name) if name and name != ":memory:" else None

    def close(self) -> None:
        """Give back every connection and the claim on the file."""
        self.reader.dispose()
        self.writer.dispose()
        if self._claim:
            self._claim.close()
            self._claim = None


def _sqlite_engine(url: str, begin: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": 30}, pool_size=8, max_overflow=24)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # pysqlite would start transactions by itself and at other moments than we need.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=30000",
            "cache_size=-16000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _postgresql_engine(url: str) -> Engine:
    return create_engine(url, pool_size=8, max_overflow=8, pool_pre_ping=False)
