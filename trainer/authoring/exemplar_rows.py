"""Save an exemplar cell by cell, and change its rows: what the students' editor asks for, done to the draft."""

from __future__ import annotations

import copy
import datetime as dt

from sqlalchemy.orm import Session

from trainer.authoring import drafting
from trainer.authoring.cells import id_of
from trainer.authoring.exemplar_plan import Cells, changes_between, drop_empty_lines, exemplar_in, lines_to_add
from trainer.authoring.rowing import Place, add_row, put_back, remove_row
from trainer.bank.casedraft import Document
from trainer.errors import Invalid
from trainer.models import AnyKept, CaseDraft, KeptReason
from trainer.web.typed_plan import rearranged

CHANGES = frozenset({"add-goal", "add-step", "remove", "up", "down", "place"})


def save(
    db: Session, draft: CaseDraft, id: str, seen: Cells, typed: Cells, *, by: int, now: dt.datetime
) -> AnyKept | None:
    """Store the cells that no longer hold what the page had shown.

    A cell that somebody else has changed since is not overwritten: its words are kept and returned, for the page that
    shows both. NotFound when the exemplar was taken out.
    """
    document = copy.deepcopy(draft.document)
    for name, row in lines_to_add(document, id, seen, typed):
        place = Place(document, f"plans.{id}.{name}")
        if len(place.items) >= place.rows.most:
            raise Invalid("workbench.too_many_rows", most=place.rows.most)
        place.items.append({"row": row})
    drafting.store(draft, document, by=by, now=now)
    late = drafting.save(db, draft, changes_between(seen, typed), base=-1, by=by, now=now)
    document = copy.deepcopy(draft.document)
    drop_empty_lines(document, id)
    drafting.store(draft, document, by=by, now=now)
    return late


def change(
    db: Session, draft: CaseDraft, id: str, what: str, row: str, *, by: int, now: dt.datetime
) -> tuple[AnyKept | None, str]:
    """Add, move or remove a goal or a step; what was kept of a removed one, and the row to go to."""
    document, kept, anchor = copy.deepcopy(draft.document), None, row.split(" ")[0]
    goals = exemplar_in(document, id).setdefault("goals", [])
    for goal in goals:
        goal.setdefault("steps", [])
    name = _name_of(goals, id, row)
    if what == "add-goal":
        added = add_row(document, f"plans.{id}.goals", "")
        add_row(document, f"{added}.steps", "")
        anchor = added.rpartition(".")[2]
    elif what == "add-step":
        anchor = add_row(document, f"{name}.steps", "").rpartition(".")[2] if name else ""
    elif what == "remove":
        gone = remove_row(document, name) if name else None
        kept = drafting.keep(db, draft, KeptReason.REMOVED, gone, by=by, now=now) if gone else None
    else:
        anchor = rearranged(goals, what, row)
    drafting.store(draft, document, by=by, now=now)
    return kept, anchor


def _name_of(goals: list[Document], id: str, row: str) -> str:
    """The name by which the workbench knows a goal or a step; empty for one that is not there."""
    for goal in goals:
        here = f"plans.{id}.goals.{id_of(goal)}"
        if id_of(goal) == row:
            return here
        if any(id_of(step) == row for step in goal["steps"]):
            return f"{here}.steps.{row}"
    return ""


def put_in(draft: CaseDraft, gone: AnyKept, *, by: int, now: dt.datetime) -> str:
    """Put a removed row back and return its id."""
    document = copy.deepcopy(draft.document)
    name = put_back(document, copy.deepcopy(gone.document))
    drafting.store(draft, document, by=by, now=now)
    return name.rpartition(".")[2]
