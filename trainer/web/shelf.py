"""A shelf for large files: made for one person beside their pages, found by nobody else, taken away after an hour.

It lies in a folder of the installation and not in the memory of a process, because on PostgreSQL the next question may
meet another one. What is made tells how far it is; a page reads that as often as it likes.
"""

from __future__ import annotations

import contextvars
import json
import os
import re
import secrets
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO

from flask import Flask

from trainer.errors import NotFound

KEPT_SECONDS = 3600
MOST_OF_ONE = 6
# A file that has not moved for so long is not being made any more: its process has ended.
STILL_SECONDS = 60
# How often it is written down how far a file is.
_PAUSE_SECONDS = 0.3
_TOKEN = re.compile(r"[\w-]{20,40}")
_STATE, _DATA = "state.json", "data"
# One large file at a time in a process, so that pages go on meanwhile.
_TURN = threading.Semaphore(1)

Tell = Callable[[int, int], None]
Make = Callable[[IO[bytes], Tell], None]


@dataclass(frozen=True, slots=True)
class State:
    """How far a file is: `done` of `of`, whether it is made, and whether making it went wrong."""

    owner: int
    about: str
    name: str
    done: int = 0
    of: int = 0
    made: bool = False
    failed: bool = False

    @property
    def percent(self) -> int:
        """How much is done, 0 to 100; 100 only of what is made."""
        return 100 if self.made else min(99, self.done * 100 // self.of) if self.of else 0


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the shelf."""

    token: str
    folder: Path

    @property
    def file(self) -> Path:
        """Where the file lies once it is made."""
        return self.folder / _DATA

    def state(self) -> State:
        """How far it is now; what has stopped moving has failed."""
        path = self.folder / _STATE
        try:
            found, moved = State(**json.loads(path.read_text("utf-8"))), path.stat().st_mtime
        except (OSError, ValueError):
            raise NotFound() from None
        stuck = not found.made and time.time() - moved > STILL_SECONDS
        return replace(found, failed=True) if stuck else found

    def clear(self) -> None:
        """Take the file away."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def note(self, state: State) -> None:
        """Write down how far it is: whole or not at all."""
        path = self.folder / f"{_STATE}.new"
        path.write_text(json.dumps(asdict(state)), "utf-8")
        os.replace(path, self.folder / _STATE)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder with all places."""

    root: Path

    def lay(self, *, owner: int, about: str, name: str) -> Place:
        """An empty place for a file of this person; it is taken away after an hour, whoever comes by or not."""
        self._sweep(owner)
        later = threading.Timer(KEPT_SECONDS + 1, self._sweep, (owner,))
        later.daemon = True
        later.start()
        token = secrets.token_urlsafe(18)
        place = Place(token, self.root / token)
        place.folder.mkdir(parents=True, mode=0o700)
        place.note(State(owner, about, name))
        return place

    def begin(self, app: Flask, make: Make, *, owner: int, about: str, name: str, wait: float = 0) -> Place:
        """Make a file beside this request, in the reader's language; waits `wait` seconds, for files that are small.

        `about` is what it belongs to; whoever asks for it must ask for that too.
        """
        place = self.lay(owner=owner, about=about, name=name)
        # The language of the reader is a variable of the context.
        context = contextvars.copy_context()
        thread = threading.Thread(target=context.run, args=(_make, app, make, place), daemon=True)
        thread.start()
        thread.join(wait)
        return place

    def find(self, token: str, *, owner: int, about: str) -> Place:
        """The place of this person; NotFound for everybody else."""
        place = Place(token, self.root / token)
        if not _TOKEN.fullmatch(token):
            raise NotFound()
        state = place.state()
        if (state.owner, state.about) != (owner, about):
            raise NotFound()
        return place

    def _sweep(self, owner: int) -> None:
        """Take away what has lain here for an hour, and of one person's files all but the newest."""
        theirs: list[tuple[float, Place]] = []
        for folder in self.root.glob("*"):
            place = Place(folder.name, folder)
            try:
                state, moved = place.state(), folder.stat().st_mtime
            except (NotFound, OSError):  # it is just being laid, or taken away
                continue
            if time.time() - moved > KEPT_SECONDS:
                place.clear()
            elif state.owner == owner and (state.made or state.failed):
                theirs.append((moved, place))
        for _moved, place in sorted(theirs, key=lambda each: each[0])[:-MOST_OF_ONE]:
            place.clear()


def _make(app: Flask, make: Make, place: Place) -> None:
    state = place.state()
    told = 0.0

    def tell(done: int, of: int) -> None:
        nonlocal told, state
        if time.monotonic() - told >= _PAUSE_SECONDS:
            told, state = time.monotonic(), replace(state, done=done, of=of)
            place.note(state)

    try:
        while not _TURN.acquire(timeout=STILL_SECONDS / 4):
            place.note(state)  # it waits, and says that it is still there
        try:
            with app.app_context(), place.file.open("wb") as file:
                make(file, tell)
        finally:
            _TURN.release()
        place.note(replace(state, made=True))
    except Exception:
        app.logger.exception("a file could not be made")
        place.file.unlink(missing_ok=True)
        place.note(replace(state, failed=True))
