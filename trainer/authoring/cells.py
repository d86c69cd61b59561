"""A field at its place in one draft: what it holds, how a form shows it, and how a typed text becomes its value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from trainer.authoring.rubric_sections import sections_of
from trainer.authoring.sections import Field, Kind, Rows, Section
from trainer.bank.casedraft import Document, source_of
from trainer.checker.plan import storable
from trainer.checker.values import Language

Typed = str | list[str]
# A case is short texts: a teaching note of ten pages fits, a book pasted by mistake does not.
MOST_SIGNS = 40_000
MOST_ROWS_TICKED = 200
_COMMAS = re.compile(r"\s*[,;\n]\s*")
_NOT_SHOWN = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}\Z")
_DECIMAL = re.compile(r"-?[0-9]{1,6}(?:[.,][0-9]{1,6})?\Z")


@dataclass(frozen=True, slots=True)
class Cell:
    """One field in one draft. `item` is the part of the document that holds it, `whole` the document itself."""

    name: str
    field: Field
    item: Document
    whole: Document
    language: str = ""

    @property
    def stored(self) -> Any:
        """The value as the document holds it."""
        if self.field.name == "covered":
            return _covered(self.whole, self.item["id"])
        if self.field.name.startswith("children."):
            return [child["person"] for child in self.item.get("children", ()) if _is_by(child, self.field)]
        found: Any = self.item
        for step in self.field.name.split("."):
            found = found.get(step) if isinstance(found, dict) else None
        if not self.language:
            return found
        if isinstance(found, dict):
            return found.get(self.language)
        # An exemplar in one language may hold a plain text.
        return found if self.language == source_of(self.whole) else None

    @property
    def shown(self) -> Typed:
        """The value as a form shows it and sends it back."""
        value, kind = self.stored, self.field.kind
        if value is None:
            value = self.field.blank
        if kind is Kind.TICKS:
            return [str(each) for each in value or ()]
        if kind is Kind.TICK:
            return "1" if value else ""
        if kind is Kind.WORDS:
            return ", ".join(str(each) for each in value or ())
        if kind is Kind.DECIMAL and isinstance(value, float):
            return f"{value:g}"
        return "" if value is None else str(value)

    def read(self, typed: Any) -> Typed:
        """What was typed as this field shows it: the same text whether it comes from a form, a script or the draft."""
        if self.field.kind is Kind.TICKS:
            chosen = [clean(each) for each in typed] if isinstance(typed, list) else []
            return list(dict.fromkeys(each for each in chosen if each))[:MOST_ROWS_TICKED]
        text = clean(typed if isinstance(typed, str) else "")
        if self.field.kind in (Kind.TEXT, Kind.MARKDOWN):
            return text.rstrip()
        text = " ".join(text.split())
        if self.field.kind is Kind.DECIMAL and _DECIMAL.match(text):
            return f"{float(text.replace(',', '.')):g}"
        return ", ".join(_listed(text)) if self.field.kind is Kind.WORDS else text

    def put(self, typed: Typed) -> None:
        """Put what was typed into the document."""
        value = self._value(self.read(typed))
        if self.field.name == "covered":
            _cover(self.whole, self.item["id"], value)
            return
        if self.field.name.startswith("children."):
            _set_children(self.item, self.field, value)
            return
        *steps, last = self.field.name.split(".")
        part = self.item
        for step in steps:
            part = part.setdefault(step, {})
        if self.language:
            if not isinstance(part.get(last), dict):
                before = part.get(last)
                part[last] = {source_of(self.whole): before} if isinstance(before, str) and before else {}
            part = part[last]
            last = self.language
        if value is None:
            part.pop(last, None)
        else:
            part[last] = value

    def _value(self, typed: Typed) -> Any:
        kind = self.field.kind
        if isinstance(typed, list):
            return typed
        if kind is Kind.TICK:
            return bool(typed)
        if kind is Kind.WORDS:
            return _listed(typed)
        if kind is Kind.NUMBER or self.field.of in ("level", "priority"):
            # What is no number stays as it was typed: the lint says so, and nothing typed is lost.
            return int(typed) if _WHOLE_NUMBER.match(typed) else typed or None
        if kind is Kind.DECIMAL:
            return _number(typed) if _DECIMAL.match(typed) else typed or None
        if kind in (Kind.CHOICE, Kind.DAY):
            return typed or None
        return typed


def clean(text: str) -> str:
    """A text that every database and reader can keep, with line ends as we write them."""
    plain = unicodedata.normalize("NFC", str(storable(text)).replace("\r\n", "\n").replace("\r", "\n"))
    return _NOT_SHOWN.sub("", plain)


def _number(typed: str) -> int | float:
    value = float(typed)
    return int(value) if value.is_integer() else value


def _listed(text: str) -> list[str]:
    return list(dict.fromkeys(each for each in _COMMAS.split(text.strip()) if each))


def _covered(whole: Document, need: str) -> str | None:
    coverage = whole.get("key", {}).get("coverage") or {}
    return next((name for name in ("must", "should") if need in coverage.get(name, ())), None)


def _cover(whole: Document, need: str, value: Any) -> None:
    coverage = whole.setdefault("key", {}).get("coverage") or {}
    for name in ("must", "should"):
        others = [each for each in coverage.get(name, ()) if each != need]
        coverage[name] = [*others, need] if name == value else others
    whole["key"]["coverage"] = coverage


def _is_by(child: Document, field: Field) -> bool:
    return f"children.{child.get('by', 'birth')}" == field.name


def _set_children(union: Document, field: Field, chosen: list[str]) -> None:
    """Who is a child of a couple in this way; what else is known of a child, such as a twin, stays."""
    by = field.name.removeprefix("children.")
    known = {child["person"]: child for child in union.get("children", ())}
    kept = [child for child in known.values() if child["person"] not in chosen and not _is_by(child, field)]
    here = [{**known.get(person, {"person": person}), "by": by} for person in chosen]
    union["children"] = [*kept, *here] if kept else here


def rows_in(part: Document, rows: Rows) -> list[Document]:
    """The rows of a list in this part of the document; nothing where the list is not begun."""
    found: Any = part
    for step in rows.name.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    return [item for item in found or () if isinstance(item, dict) and id_of(item)]


def id_of(item: Document) -> str:
    """By what a row is named: its id, or the name that only forms use."""
    return str(item.get("id") or item.get("row") or "")


def languages_of(document: Document) -> list[str]:
    """The languages of a case, its source first."""
    source = source_of(document)
    return [source, *(each for each in document.get("languages", {}) if each != source and each in set(Language))]


def field_cells(document: Document, fields: tuple[Field, ...], item: Document, above: str = "") -> Iterator[Cell]:
    """The cells of one row or of the draft as a whole: one for each language where a field is spoken."""
    for field in fields:
        if field.only and not field.only & {item.get("judged"), item.get("id")}:
            continue
        if not field.spoken:
            yield Cell(f"{above}{field.name}", field, item, document)
            continue
        for language in languages_of(document):
            yield Cell(f"{above}{field.name}.{language}", field, item, document, language)


def section_cells(document: Document, section: Section) -> dict[str, Cell]:
    """Every cell of a section by its name."""
    found = {cell.name: cell for cell in field_cells(document, section.fields, document)}
    for rows in section.rows:
        found |= {cell.name: cell for cell in _row_cells(document, rows, document, "")}
    return found


def _row_cells(document: Document, rows: Rows, part: Document, above: str) -> Iterator[Cell]:
    for item in rows_in(part, rows):
        here = f"{above}{rows.name}.{id_of(item)}."
        yield from field_cells(document, rows.fields, item, here)
        for inner in rows.rows:
            yield from _row_cells(document, inner, item, here)


def all_cells(document: Document) -> dict[str, tuple[str, Cell]]:
    """Every cell of a draft by its name, with the section that shows it."""
    return {
        name: (section.id, cell)
        for section in sections_of(document).values()
        for name, cell in section_cells(document, section).items()
    }


def row_names(part: Document, lists: tuple[Rows, ...], above: str = "") -> Iterator[str]:
    """The name of every list and of every row in it, with the lists inside rows."""
    for rows in lists:
        yield f"{above}{rows.name}"
        for item in rows_in(part, rows):
            here = f"{above}{rows.name}.{id_of(item)}"
            yield here
            yield from row_names(item, rows.rows, f"{here}.")
