"""An exemplar of a draft as the plan that the students' editor shows, and what was typed there as fields of the draft.

The editor writes one language at a time; the draft holds each text by language. Every cell of the plan is named as the
workbench names it (`plans.strong.goals.g1.problem.ru`), so both pages save through the same field-by-field comparison.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from trainer.authoring.cells import Typed, id_of
from trainer.authoring.drafting import Change
from trainer.authoring.sections import DEFERRED, GOALS, REVIEWS, STEPS, Field
from trainer.bank.casedraft import Document, source_of
from trainer.checker.plan import Deferred, Plan, Review
from trainer.checker.values import Value
from trainer.errors import NotFound
from trainer.web.typed_plan import entries

Cells = dict[str, Typed]
# What an exemplar holds beside its plan.
_ABOUT = frozenset({"id", "row", "case", "level", "title", "approved", "expect", "language"})
_LINES = {"reviews": REVIEWS, "deferred": DEFERRED}
_SAID = frozenset(
    field.name for rows in (GOALS, STEPS, REVIEWS, DEFERRED) for field in rows.fields if field.spoken
) | {"closure"}
_ROW = re.compile(r"[a-z][a-z0-9]{0,15}")


def exemplar_in(document: Document, id: str) -> Document:
    """The exemplar of this id as the draft holds it; NotFound without one."""
    found: Document | None = next((each for each in document.get("plans", ()) if id_of(each) == id), None)
    if found is None:
        raise NotFound()
    return found


def plan_in(document: Document, id: str, language: str) -> Plan | None:
    """The exemplar in one language, its texts in no other empty; None when a field holds what no plan can."""
    item = {name: value for name, value in exemplar_in(document, id).items() if name not in _ABOUT}
    said = _said(item, language, source_of(document))
    try:
        return Plan.model_validate({**said, "language": language})
    except ValidationError:
        return None


def _said(part: Any, language: str, source: str) -> Any:
    if isinstance(part, list):
        return [_said(item, language, source) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        name: _words(value, language, source) if name in _SAID else _said(value, language, source)
        for name, value in part.items()
        if name != "row" and value is not None
    }


def _words(value: Any, language: str, source: str) -> str:
    """A text of the draft in one language; a plain one is in the language of the case."""
    found = value.get(language) if isinstance(value, dict) else value if language == source else None
    return str(found or "")


class Names:
    """What a draft knows by an id, as one language calls it, and the ids of what is typed in any of its languages."""

    def __init__(self, document: Document, language: str) -> None:
        key = document.get("key", {})
        self._actors = [
            item for part in ("people", "groups", "network", "services") for item in document.get(part, ())
        ]
        self._of_key = [item for part in ("strengths", "needs") for item in key.get(part, ())]
        self.shown = {id_of(item): _called(item, language) for item in (*self._actors, *self._of_key)}
        self._named, self._named_of_key = _by_name(self._actors), _by_name(self._of_key)

    def named(self, text: str) -> tuple[str, ...] | None:
        """The id of somebody whom a plan may name."""
        return self._named.get(" ".join(text.split()).casefold())

    def of_key(self, text: str) -> tuple[str, ...] | None:
        """The id of a strength or a need."""
        return self._named_of_key.get(" ".join(text.split()).casefold())

    def read(self, value: Iterable[str], field: Field) -> list[str]:
        """The entries of a list as the editor gives them back when nobody touches them: two of one name are one."""
        if field.of not in ("tellers", "strengths"):
            return list(value)
        typed = ", ".join(self.shown.get(each, each) for each in value)
        return entries(typed, self.named if field.of == "tellers" else self.of_key)


def _called(item: Document, language: str) -> str:
    names = item.get("name") or {}
    return str(names.get(language) or next(iter(names.values()), "") or id_of(item)).strip()


def _by_name(items: Iterable[Document]) -> dict[str, tuple[str, ...]]:
    named = [(str(name), item) for item in items for name in (item.get("name") or {}).values()]
    return {" ".join(name.split()).casefold(): (id_of(item),) for name, item in named if name.strip()}


def cells_of(plan: Plan, id: str, names: Names, lines: Mapping[str, Iterable[tuple[str, Document]]]) -> Cells:
    """Every cell of the plan in its language by the name that the workbench gives it.

    `lines` are the reviews and what waits, each under the name of its row: they have no id in a plan.
    """
    above, into = f"plans.{id}.", plan.language.value
    found: Cells = {f"{above}date": _typed(plan.date), f"{above}closure.{into}": plan.closure}
    for goal in plan.goals:
        here = f"{above}goals.{goal.id}."
        found |= _row(goal, GOALS.fields, here, into, names)
        for step in goal.steps:
            found |= _row(step, STEPS.fields, f"{here}steps.{step.id}.", into, names)
    for list_name, rows in _LINES.items():
        for row, line in lines.get(list_name, ()):
            part = (Review if list_name == "reviews" else Deferred).model_validate(line)
            found |= _row(part, rows.fields, f"{above}{list_name}.{row}.", into, names)
    return found


def _row(part: Value, fields: Iterable[Field], above: str, language: str, names: Names) -> Cells:
    found: Cells = {}
    for field in fields:
        value = getattr(part, field.name)
        name = f"{above}{field.name}" + (f".{language}" if field.spoken else "")
        found[name] = names.read(value, field) if isinstance(value, tuple) else _typed(value)
    return found


def _typed(value: Any) -> str:
    return "" if value is None else str(value)


def stored_lines(document: Document, id: str, language: str) -> dict[str, list[tuple[str, Document]]]:
    """The reviews and what waits, as the draft holds them in one language, with the names of their rows."""
    item, source = exemplar_in(document, id), source_of(document)
    return {
        name: [(id_of(line), _said(_without_row(line), language, source)) for line in item.get(name, ()) if id_of(line)]
        for name in _LINES
    }


def _without_row(line: Document) -> Document:
    return {name: value for name, value in line.items() if name not in ("row", "id")}


def typed_lines(rows: Iterable[str], lines: Iterable[Document]) -> Iterator[tuple[str, Document]]:
    """The lines of the form under the names that the page gave them; a name that is none is left out."""
    for row, line in zip(rows, lines, strict=False):
        if _ROW.fullmatch(row):
            yield row, line


def new_row() -> str:
    """The name of a line that is not stored yet; the page knows it before, so that saving twice adds it once."""
    return f"r{secrets.token_hex(4)}"


def changes_between(seen: Cells, typed: Cells) -> list[Change]:
    """What the editor changed: the cells that no longer hold what the page had shown."""
    return [
        Change(name, value, seen.get(name, [] if isinstance(value, list) else ""))
        for name, value in typed.items()
        if value != seen.get(name, [] if isinstance(value, list) else "")
    ]


def lines_to_add(document: Document, id: str, seen: Cells, typed: Cells) -> list[tuple[str, str]]:
    """The list and the row of each line that holds words, stands in no draft yet, and was not on the page before."""
    item, found = exemplar_in(document, id), []
    for list_name in _LINES:
        stored = {id_of(line) for line in item.get(list_name, ())}
        above = f"plans.{id}.{list_name}."
        filled = {_row_of(name, above) for name, value in typed.items() if value} - {""}
        found += [(list_name, row) for row in sorted(filled - stored - {_row_of(name, above) for name in seen})]
    return found


def _row_of(name: str, above: str) -> str:
    """The row below this list in which a cell stands; empty for a cell elsewhere."""
    return name.removeprefix(above).split(".")[0] if name.startswith(above) else ""


def drop_empty_lines(document: Document, id: str) -> None:
    """Take out the reviews and what waits in which nothing stands in any language any more."""
    item = exemplar_in(document, id)
    for list_name in _LINES:
        if list_name in item:
            item[list_name] = [line for line in item[list_name] if any(map(_holds, _without_row(line).values()))]


def _holds(value: Any) -> bool:
    return any(value.values()) if isinstance(value, dict) else bool(value)


def title_of(document: Document, id: str) -> str:
    """What the exemplar is called in the language of the case; its id without a name."""
    words = exemplar_in(document, id).get("title") or {}
    return str(words.get(source_of(document)) or "").strip() or id
