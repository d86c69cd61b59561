"""The comments of a marking, row by row of the plan, with their fields, their writers and what was not chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from trainer.checker.plan import Plan
from trainer.marking.queries import Noted
from trainer.marking.typed import Trouble, seal
from trainer.marking.versions import COMMENT_BY, NOT_CHOSEN
from trainer.models import Comment, Marking
from trainer.models.base import new_public_id
from trainer.web.parts import now
from trainer.web.words import _, clock, moment, timezone

# Goal and step of a row; both empty for the plan as a whole.
Row = tuple[str, str | None]
WHOLE: Row = ("", None)


@dataclass(frozen=True, slots=True)
class Said:
    """A text in its field, or the empty field for a new one (`base` 0); `by` and `at` are for reading."""

    key: str
    text: str
    cell: str
    base: int
    was: str
    by: str = ""
    at: str = ""
    trouble: Trouble | None = None
    history: tuple[Noted, ...] = ()

    @property
    def begun(self) -> bool:
        return bool(self.base or self.trouble)


@dataclass(frozen=True, slots=True)
class Record:
    """Who wrote which comment, and the versions that were not chosen, by field."""

    writers: Mapping[str, Noted] = field(default_factory=dict)
    unchosen: Mapping[str, tuple[Noted, ...]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[Noted, ...]:
        """What was not chosen of a field."""
        return self.unchosen.get(name, ())


def record(noted: Sequence[Noted]) -> Record:
    """The record of a marking, sorted for the page."""
    writers = {row.entry.values["key"]: row for row in noted if row.entry.what == COMMENT_BY}
    unchosen: dict[str, tuple[Noted, ...]] = {}
    for row in noted:
        if row.entry.what == NOT_CHOSEN:
            name = row.entry.values["field"]
            unchosen[name] = (*unchosen.get(name, ()), row)
    return Record(writers, unchosen)


def rows_said(
    plan: Plan, marking: Marking | None, kept: Record, troubles: Mapping[str, Trouble], *, reader: int
) -> dict[Row, list[Said]]:
    """The comments of each row, and after them an empty field for a new one with a key of its own."""
    rows: dict[Row, list[Said]] = {WHOLE: []}
    for goal in plan.goals:
        rows |= {(goal.id, None): []} | {(goal.id, step.id): [] for step in goal.steps}
    known = set()
    for comment in marking.comments if marking else ():
        name = f"c:{comment.public_id}"
        known.add(name)
        row = rows.get((comment.goal or "", comment.step))
        if row is not None and marking is not None:
            row.append(_said(comment, marking, kept, troubles.get(name), reader))
    for name, trouble in troubles.items():
        # A new comment, or one that somebody took away while it was written on: its words stay here.
        if name.startswith("c:") and name not in known and trouble.at in rows:
            rows[trouble.at].append(typed_again(trouble, kept))
    for at, row in rows.items():
        row.append(Said(new_public_id(), "", "", 0, seal("", ""), _("marking.you"), history=_left_over(kept, at, row)))
    return rows


def _left_over(kept: Record, at: Row, row: Sequence[Said]) -> tuple[Noted, ...]:
    """What was not chosen of comments that are no longer there: it stays with its row."""
    there = {f"c:{said.key}" for said in row}
    place = " ".join(part for part in at if part)
    lost = [noted for name, noted in kept.unchosen.items() if name.startswith("c:") and name not in there]
    return tuple(one for noted in lost for one in noted if one.entry.values.get("at") == place)


def typed_again(trouble: Trouble, kept: Record) -> Said:
    """A field with what was typed, as it was sent."""
    typed = trouble.typed
    return Said(trouble.field[2:], typed["text"], typed.get("cell") or "", trouble.base, trouble.was, _("marking.you"),
                trouble=trouble, history=kept.of(trouble.field))


def unplaced(
    troubles: Mapping[str, Trouble], rows: Mapping[Row, Sequence[Said]], parts: Sequence[str]
) -> list[Trouble]:
    """What was typed for a place that this page does not have."""
    shown = {f"c:{said.key}" for row in rows.values() for said in row} | {f"m:{part}" for part in parts} | {"o:"}
    return [trouble for name, trouble in troubles.items() if name not in shown]


def said_at(at: dt.datetime) -> str:
    """When something was said: 16:02, and the day when it was not today."""
    zone = timezone()
    return clock(at) if at.astimezone(zone).date() == now().astimezone(zone).date() else moment(at)


def _said(comment: Comment, marking: Marking, kept: Record, trouble: Trouble | None, reader: int) -> Said:
    if trouble:
        return typed_again(trouble, kept)
    key = comment.public_id
    writer = kept.writers.get(key)
    own = (writer.entry.by_id if writer else marking.marker_id) == reader
    by = _("marking.you") if own else writer.by if writer else marking.marker.name
    was = seal(comment.text, comment.cell)
    return Said(key, comment.text, comment.cell or "", comment.revision, was, by, said_at(comment.saved_at),
                history=kept.of(f"c:{key}"))
