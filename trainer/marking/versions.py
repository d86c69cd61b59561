"""The record of a marking, and in it the version of a field that was not chosen."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from trainer.models import Marking, MarkingLog
from trainer.web.versions import Changed, Keep, Seen, Version, settled

__all__ = ["COMMENT_BY", "NOT_CHOSEN", "Changed", "Keep", "Seen", "Version", "decided", "log"]

NOT_CHOSEN = "not_chosen"
COMMENT_BY = "comment"


def decided(
    db: Session, marking: Marking, field: str, sent: Version, stored: Version, revision: int, seen: Seen, *,
    by: int, now: dt.datetime, at: str = "",
) -> Version:
    """The version to be stored. Changed while the sender has neither seen what is stored nor chosen.

    What was not chosen goes to the record under the field's name (and for a comment the row that it is `at`), from
    where the page shows it again.
    """
    chosen = settled(sent, stored, revision, seen)
    if chosen.lost:
        log(db, marking, NOT_CHOSEN, by=by, now=now, field=field, at=at, version=chosen.lost)
    return chosen.kept


def log(db: Session, marking: Marking, what: str, *, by: int, now: dt.datetime, **values: Any) -> None:
    """Add a row to the record of this marking."""
    db.add(MarkingLog(marking_id=marking.id, by_id=by, what=what, values=values, at=now))
