"""Add, remove and move the rows of a draft. A new id comes from the words or a number and never changes afterwards."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator
from typing import Any

from trainer.authoring.cells import Cell, all_cells, clean, id_of, languages_of, rows_in
from trainer.authoring.rubric_sections import sections_of
from trainer.authoring.sections import Kind, Rows, every_rows
from trainer.bank.casedraft import Document, source_of
from trainer.bank.ids import id_from, numbered
from trainer.bank.rubricdraft import PERSON, beginning_of, gate_of
from trainer.checker.rules import BY_ID
from trainer.checker.values import CriterionId, GateId
from trainer.errors import Conflict, Invalid, NotFound

# People, households, groups and helpers share their ids: a plan names any of them in the same cell.
_ONE_SPACE = ("people", "households", "groups", "network", "services")
_IN_A_PLAN = ("goals", "steps")
# From what a row is chosen that is added by a choice.
PICKED_FROM: dict[str, Collection[str]] = {"": BY_ID, "measures": (*CriterionId, PERSON), "gates": tuple(GateId)}


class Place:
    """A list of a draft: which kind it is, and the part of the document that holds it."""

    def __init__(self, document: Document, name: str) -> None:
        self.document = document
        self.name = name
        self.rows, self.part, self.plan = _found(document, name)

    @property
    def items(self) -> list[Document]:
        """The list itself, begun when it is not there."""
        part: Any = self.part
        *steps, last = self.rows.name.split(".")
        for step in steps:
            part = part.setdefault(step, {})
        found: list[Document] = part.setdefault(last, [])
        return found


def _found(document: Document, name: str) -> tuple[Rows, Document, Document | None]:
    """The kind of the list of this name, the part that holds it, and the plan that it stands in; else NotFound."""
    kinds = {pattern: rows for section in sections_of(document).values() for pattern, rows in every_rows(section.rows)}
    for pattern, rows in kinds.items():
        ids = _ids_in(name, pattern)
        if ids is None:
            continue
        part, plan = document, None
        lists = pattern.split(".*.")
        for inner, id in zip(lists, ids, strict=False):
            above = next(each for key, each in kinds.items() if key.split(".*.")[-1] == inner)
            part = next((item for item in rows_in(part, above) if id_of(item) == id), {})
            if not part:
                raise NotFound()
            plan = plan or (part if inner == "plans" else None)
        return rows, part, plan
    raise NotFound()


def _ids_in(name: str, pattern: str) -> list[str] | None:
    """The ids that stand where the pattern has stars; None when the name is of another kind."""
    steps, wanted = name.split("."), pattern.split(".")
    if len(steps) != len(wanted) or any(b not in ("*", a) for a, b in zip(steps, wanted, strict=True)):
        return None
    return [a for a, b in zip(steps, wanted, strict=True) if b == "*"]


def add_row(document: Document, name: str, words: str) -> str:
    """Add a row to the list of this name and return its name; Invalid when words are wanted or it is full.

    NotFound for a list whose rows come with a file.
    """
    place = Place(document, name)
    rows, said = place.rows, " ".join(clean(words)[:400].split())
    if rows.brought:
        raise NotFound()
    if rows.asks and not said:
        raise Invalid("workbench.name_wanted")
    if rows.picks and said not in PICKED_FROM[rows.of]:
        raise Invalid("workbench.rule_wanted" if not rows.of else "workbench.choice_wanted")
    if rows.picks == "id" and any(id_of(item) == said for item in place.items):
        raise Conflict("workbench.there_already")
    if len(place.items) >= rows.most:
        raise Invalid("workbench.too_many_rows", most=rows.most)
    item = _new_item(place, said)
    place.items.append(item)
    return f"{name}.{id_of(item)}"


def _new_item(place: Place, said: str) -> Document:
    rows = place.rows
    if rows.of == "gates":
        return gate_of(said, languages_of(place.document))
    if rows.of == "measures":
        begun = beginning_of(said, languages_of(place.document))
        return begun | {"id": _id_of_measure(place, said)}
    item: Document = {"row" if rows.row else "id": _new_id(place, said)}
    item |= {key: _copy(value) for key, value in rows.start.items()}
    if rows.picks:
        item[rows.picks] = said
    source = source_of(place.document)
    for field in rows.fields:
        if field.spoken and "." not in field.name:
            # Asked for in the source language from the first moment; the lint says what is still empty.
            empty: Any = [] if field.kind is Kind.WORDS else ""
            item[field.name] = {source: said if field.name == rows.asks else empty}
    if rows.key == "facts" and place.document.get("stages"):
        item["at"] = _stage_of_last(place.document)
    return item


def _id_of_measure(place: Place, said: str) -> str:
    """One of the ten keeps its id, by which levels are compared over years; any other gets one that was never there.

    A number could come back after a removal, and the marks of one criterion would be taken for those of another.
    """
    own = said != PERSON and said not in set(_taken(place))
    return said if own else f"{place.rows.prefix}{secrets.token_hex(3)}"


def _copy(value: Any) -> Any:
    return dict(value) if isinstance(value, dict) else list(value) if isinstance(value, list) else value


def _stage_of_last(document: Document) -> str:
    facts = document.get("facts") or [{}]
    return str(facts[-1].get("at") or document["stages"][0]["id"])


def _new_id(place: Place, said: str) -> str:
    taken, rows = set(_taken(place)), place.rows
    if rows.asks and rows.prefix != "x":
        return id_from(said, taken, prefix=rows.prefix, fallback=rows.key.rstrip("s"))
    return numbered(rows.prefix, taken, digits=rows.digits)


def _taken(place: Place) -> Iterator[str]:
    if place.rows.key in _ONE_SPACE:
        for name in _ONE_SPACE:
            yield from (id_of(item) for item in place.document.get(name, ()))
    elif place.plan is not None and place.rows.key in _IN_A_PLAN:
        for goal in place.plan.get("goals", ()):
            yield id_of(goal)
            yield from (id_of(step) for step in goal.get("steps", ()))
    else:
        yield from (id_of(item) for item in place.items)


def move_row(document: Document, name: str, way: int) -> None:
    """Move a row one place up (-1) or down (1); nothing at the ends."""
    list_name, _, id = name.rpartition(".")
    items = Place(document, list_name).items
    at = next((n for n, item in enumerate(items) if id_of(item) == id), None)
    if at is None:
        raise NotFound()
    if 0 <= at + way < len(items):
        items[at], items[at + way] = items[at + way], items[at]


def remove_row(document: Document, name: str) -> Document:
    """Take a row out, and its id out of every field that names it; return what `put_back` needs."""
    list_name, _, id = name.rpartition(".")
    place = Place(document, list_name)
    at = next((n for n, item in enumerate(place.items) if id_of(item) == id), None)
    if at is None:
        raise NotFound()
    item = place.items.pop(at)
    named = [] if place.rows.row else [_forget(cell, id) for cell in _naming(document, place, id)]
    return {"list": list_name, "at": at, "item": item, "named": [each for each in named if each]}


def _naming(document: Document, place: Place, id: str) -> list[Cell]:
    """The cells that name this id as a choice; only lists of one kind of things are looked through."""
    lists = _CHOSEN_FROM.get(place.rows.key, ())
    found = [cell for _section, cell in all_cells(document).values() if cell.field.of in lists]
    inside = f"{place.name}.{id}."
    # Goals and steps are named in their own plan alone; the next plan has a g1 of its own.
    within = f"plans.{id_of(place.plan)}." if place.plan else ""
    there = [cell for cell in found if cell.name.startswith(within) and not cell.name.startswith(inside)]
    return [cell for cell in there if id in cell.shown]


_PERSON = ("people", "around", "tellers")
_CHOSEN_FROM = {
    "people": _PERSON, "households": ("around", "tellers"), "groups": ("tellers",), "network": ("around", "tellers"),
    "services": ("around", "tellers"), "facts": ("facts",), "stages": ("stages",), "asks": ("asks",),
    "needs": ("needs", "places"), "strengths": ("strengths", "places"), "hazards": ("places",),
    "goals": ("places",), "steps": ("places",),
}  # fmt: skip


def _forget(cell: Cell, id: str) -> Document:
    before = cell.shown
    if isinstance(before, list):
        after: str | list[str] = [each for each in before if each != id]
    elif before == id:
        after = ""
    else:
        return {}
    cell.put(after)
    return {"name": cell.name, "was": before, "now": after}


def put_back(document: Document, kept: Document) -> str:
    """Put a row back that was taken out; fields that named it do so again where nobody has changed them since."""
    items = Place(document, kept["list"]).items
    id = id_of(kept["item"])
    name = f"{kept['list']}.{id}"
    if any(id_of(item) == id for item in items):
        return name
    items.insert(min(kept["at"], len(items)), kept["item"])
    cells = all_cells(document)
    for each in kept["named"]:
        found = cells.get(each["name"])
        if found and found[1].shown == each["now"]:
            found[1].put(each["was"])
    return name
