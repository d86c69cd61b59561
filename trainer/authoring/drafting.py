"""Write a case or a rubric: begin a draft, save what was typed, and keep whatever a save or a removal would lose."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from trainer.authoring.cells import MOST_SIGNS, Cell, Typed, all_cells, languages_of
from trainer.authoring.sections import Kind
from trainer.bank.casedraft import Document, source_of
from trainer.bank.rubricdraft import is_rubric
from trainer.errors import Invalid
from trainer.models import AnyDraft, AnyKept, CaseDraft, KeptReason, RubricDraft

# Of a draft as JSON; the largest case of the bank has 90,000 signs.
MOST_OF_ALL = 600_000
MOST_CHANGES = 2_000


@dataclass(frozen=True, slots=True)
class Change:
    """What one field should hold now, and what its writer had before them; `was` None: as of the page's revision."""

    name: str
    now: Any
    was: Any = None


def save(
    db: Session, draft: AnyDraft, changes: Iterable[Change], *, base: int, by: int, now: dt.datetime
) -> AnyKept | None:
    """Store what was typed, field by field.

    A field that somebody else has changed since is not overwritten: what was typed for it is kept and returned, for
    the page that shows both texts. Everything else is saved. Raises Invalid when a text is longer than a case allows.
    """
    document = copy.deepcopy(draft.document)
    late = _apply(document, list(changes)[:MOST_CHANGES], fresh=base == draft.revision)
    store(draft, document, by=by, now=now)
    if not late:
        return None
    return keep(db, draft, KeptReason.CONFLICT, {"changes": late}, by=by, now=now)


def _apply(document: Document, changes: list[Change], *, fresh: bool) -> list[Document]:
    cells = all_cells(document)
    late: list[Document] = []
    for change in changes:
        found = cells.get(change.name)
        if found is None:
            late += _of_no_row(change)
            continue
        cell = found[1]
        wanted, stored = _checked(cell.read(change.now)), cell.read(cell.shown)
        if wanted == stored:
            continue
        if (fresh and change.was is None) or (change.was is not None and cell.read(change.was) == stored):
            put(cell, wanted)
        else:
            late.append({"name": change.name, "mine": wanted})
    return late


def _of_no_row(change: Change) -> list[Document]:
    """Words for a row that somebody has taken out meanwhile are kept too; a name that no form has is not."""
    if not isinstance(change.now, str) or not change.now.strip() or len(change.name) > 200:
        return []
    return [{"name": change.name, "mine": _checked(change.now)}]


def _checked(typed: Typed) -> Typed:
    longest = max((len(each) for each in typed), default=0) if isinstance(typed, list) else len(typed)
    if longest > MOST_SIGNS:
        raise Invalid("workbench.too_long", count=longest, most=MOST_SIGNS)
    return typed


def put(cell: Cell, typed: Typed) -> None:
    """Put a text into its field, and remember which source a translation was made from."""
    source, before = source_of(cell.whole), cell.stored
    if cell.language and cell.field.kind is not Kind.WORDS:
        name = cell.name.rpartition(".")[0]
        made_from = cell.whole.setdefault("made_from", {})
        if cell.language == source:
            # A translation that was made from the text of until now is older than its source from now on.
            for language in languages_of(cell.whole)[1:]:
                made_from.setdefault(language, {}).setdefault(name, str(before or ""))
        else:
            made_from.setdefault(cell.language, {})[name] = source_text(cell)
    cell.put(typed)


def source_text(cell: Cell) -> str:
    """What a spoken field says in the source language of the case."""
    own = Cell(cell.name, cell.field, cell.item, cell.whole, source_of(cell.whole))
    return str(own.shown)


def store(draft: AnyDraft, document: Document, *, by: int, now: dt.datetime) -> None:
    """Put a whole document in the draft's place; Invalid when it is larger than a case can be."""
    if document == draft.document:
        return
    if len(json.dumps(document, ensure_ascii=False)) > MOST_OF_ALL:
        raise Invalid("workbench.too_big")
    draft.document = document
    draft.title = str(document.get("title", {}).get(source_of(document)) or "")[:200]
    draft.revision += 1
    draft.saved_at, draft.saved_by_id = now, by


def keep(
    db: Session, draft: AnyDraft, reason: KeptReason, document: Document, *, by: int, now: dt.datetime
) -> AnyKept:
    """Keep words beside the draft."""
    kept = draft.keeping(by_id=by, reason=reason, document=document, kept_at=now)
    db.add(kept)
    db.flush()  # the page that shows them names them
    return kept


def begin(
    db: Session, document: Document, *, institution: int, owner: int, based_on: int | None, now: dt.datetime
) -> AnyDraft:
    """Begin a draft of its own, of a case or of a rubric; nobody but its owner sees it."""
    table = RubricDraft if is_rubric(document) else CaseDraft
    draft: AnyDraft = table(
        institution_id=institution,
        owner_id=owner,
        slug=document["id"],
        title=str(document.get("title", {}).get(source_of(document)) or "")[:200],
        based_on_id=based_on,
        document=document,
        begun_at=now,
        saved_at=now,
    )
    db.add(draft)
    db.flush()  # its address is needed at once
    return draft
