"""Several people type in one plan: what they wrote in different cells is put together, the same cell is shown twice.

For a plan of a team the text of each revision is kept for a while. So when somebody saves on an older one, three texts
meet: the one they began from, the one that is stored, and theirs. Only a cell that both changed needs a choice.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from trainer.models import Revision, RevisionReason, Run
from trainer.plans import service
from trainer.plans.joining import WHOLE
from trainer.web.typed_plan import Document

# How many revisions back somebody may have begun: half an hour of two people who type without a pause.
KEPT = 60
Row = dict[str, Any]


class Saved(NamedTuple):
    """What became of a save: a text that was kept beside for a choice, or one that was put together with another's."""

    kept: Revision | None = None
    joined: bool = False


def save(db: Session, run: Run, document: Document, *, base: int, by: int, now: dt.datetime) -> Saved:
    """Store what was typed on the revision `base`; in a plan of one's own exactly as `service.save` does."""
    if run.team_id is None or document == run.draft.document:
        return Saved(service.save(db, run, document, base=base, by=by, now=now))
    if base == run.draft.revision:
        _remember(db, run, now=now)
        return Saved(service.save(db, run, document, base=base, by=by, now=now))
    begun_from = db.scalars(
        select(Revision).where(
            Revision.run_id == run.id, Revision.reason == RevisionReason.SHARED, Revision.number == base
        )
    ).first()
    if begun_from is None or not run.draft.open:
        return Saved(service.save(db, run, document, base=base, by=by, now=now))
    whole, clash = put_together(begun_from.document, run.draft.document, document)
    if clash:
        return Saved(service.save(db, run, whole, base=base, by=by, now=now))
    _remember(db, run, now=now)
    service.save(db, run, whole, base=run.draft.revision, by=by, now=now)
    return Saved(joined=True)


def put_together(base: Document, stored: Document, mine: Document) -> tuple[Document, bool]:
    """One text from two that began from the same, and whether some cell was changed in both.

    Such a cell has the words of `mine`. A row that one of them added stays, one that they took away goes, unless the
    other wrote in it meanwhile. Rows stand in the order that is stored.
    """
    joining = _Joining()
    whole = joining.cells(base, stored, mine, WHOLE)
    whole["goals"] = joining.rows(base["goals"], stored["goals"], mine["goals"])
    return whole, joining.clash


class _Joining:
    """Walks through three texts and notes whether a choice is left."""

    def __init__(self) -> None:
        self.clash = False

    def cells(self, base: Row, stored: Row, mine: Row, names: Iterable[str]) -> Row:
        found = copy.deepcopy(stored)
        for name in names:
            began, theirs, own = base.get(name), stored.get(name), mine.get(name)
            if own in (began, theirs):
                continue
            self.clash |= theirs != began
            found[name] = copy.deepcopy(own)
        return found

    def rows(self, base: list[Row], stored: list[Row], mine: list[Row]) -> list[Row]:
        began, theirs, own = ({row["id"]: row for row in rows} for rows in (base, stored, mine))
        kept = []
        for id, row in theirs.items():
            if id in own:
                kept.append(self.row(began.get(id, row), row, own[id]))
            elif id not in began:
                kept.append(row)
            elif row != began[id]:
                # Taken away here and written in there.
                self.clash = True
                kept.append(row)
        for place, row in enumerate(mine):
            taken_away = row["id"] in began and row == began[row["id"]]
            if row["id"] in theirs or taken_away:
                continue
            self.clash |= row["id"] in began
            kept.insert(_after(kept, mine[:place]), copy.deepcopy(row))
        return kept

    def row(self, base: Row, stored: Row, mine: Row) -> Row:
        found = self.cells(base, stored, mine, [name for name in mine if name not in ("id", "steps")])
        if "steps" in stored:
            found["steps"] = self.rows(base.get("steps", []), stored["steps"], mine.get("steps", []))
        return found


def _after(rows: list[Row], before: list[Row]) -> int:
    """Where a row goes that stood behind `before` in its own text: behind the nearest of them that is here."""
    places = {row["id"]: place for place, row in enumerate(rows)}
    return next((places[row["id"]] + 1 for row in reversed(before) if row["id"] in places), 0)


def _remember(db: Session, run: Run, *, now: dt.datetime) -> None:
    service.keep(db, run, run.draft.document, RevisionReason.SHARED, by=run.draft.saved_by_id, now=now)
    db.execute(
        delete(Revision).where(
            Revision.run_id == run.id,
            Revision.reason == RevisionReason.SHARED,
            Revision.number < run.draft.revision - KEPT,
        )
    )
