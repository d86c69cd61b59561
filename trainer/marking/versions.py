"""Two versions of one field: nothing is overwritten unseen, and the one that was not chosen stays in the record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from trainer.errors import Conflict
from trainer.models import Marking, MarkingLog

NOT_CHOSEN = "not_chosen"
COMMENT_BY = "comment"

Version = dict[str, Any]


class Keep(StrEnum):
    """What a marker chooses between two versions."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the sender of a version had seen: the revision it was written on, and once two were shown, the choice.

    `over` is the revision of the stored version that was shown; a choice counts only while it is still stored.
    """

    base: int
    keep: Keep | None = None
    over: int = -1


class Changed(Conflict):
    """Somebody saved in between: `mine` is what was sent, `theirs` what is stored, `revision` its number."""

    default_key = "marking.changed"

    def __init__(self, mine: Version, theirs: Version, revision: int) -> None:
        super().__init__()
        self.mine, self.theirs, self.revision = mine, theirs, revision


def decided(
    db: Session, marking: Marking, field: str, sent: Version, stored: Version, revision: int, seen: Seen, *,
    by: int, now: dt.datetime, at: str = "",
) -> Version:
    """The version to be stored. Changed while the sender has neither seen what is stored nor chosen.

    What was not chosen goes to the record under the field's name (and for a comment the row that it is `at`), from
    where the page shows it again.
    """
    if sent == stored or (seen.keep is None and seen.base == revision):
        return sent
    if seen.keep is None or seen.over != revision:
        raise Changed(sent, stored, revision)
    if seen.keep == Keep.BOTH:
        sent, lost = joined(stored, sent), stored if _levels_differ(stored, sent) else None
    else:
        sent, lost = (sent, stored) if seen.keep == Keep.MINE else (stored, sent)
    if lost and any(lost.get(part) not in (None, "") for part in ("level", "comment", "text")):
        log(db, marking, NOT_CHOSEN, by=by, now=now, field=field, at=at, version=lost)
    return sent


def joined(first: Version, second: Version) -> Version:
    """Both texts, one after the other; of two levels the second."""
    whole = {**first, **{part: value for part, value in second.items() if value is not None}}
    for part in ("comment", "text"):
        if part in whole:
            texts = dict.fromkeys(version[part] for version in (first, second) if version.get(part))
            whole[part] = "\n\n".join(texts)
    return whole


def _levels_differ(first: Version, second: Version) -> bool:
    levels = {version.get("level") for version in (first, second)} - {None}
    return len(levels) > 1


def log(db: Session, marking: Marking, what: str, *, by: int, now: dt.datetime, **values: Any) -> None:
    """Add a row to the record of this marking."""
    db.add(MarkingLog(marking_id=marking.id, by_id=by, what=what, values=values, at=now))
