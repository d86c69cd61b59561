"""The pages of a draft: one section as fields and rows, the lint beside it, the drawing, and texts side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import url_for

from trainer.authoring.cells import Cell, Typed, all_cells, field_cells, id_of, languages_of, rows_in, section_cells
from trainer.authoring.choices import Choice, Choices, measured_by, picked_from, rule_question, rule_title
from trainer.authoring.drafting import source_text
from trainer.authoring.findings import WEIGHTS, Finding, lint_of
from trainer.authoring.picture_rows import addresses
from trainer.authoring.rubric_sections import sections_of
from trainer.authoring.sections import Kind, Rows, Section
from trainer.authoring.sentences import mend_of, reason_of
from trainer.bank.casedraft import Document, source_of
from trainer.checker.values import Language
from trainer.errors import NotFound
from trainer.models import AnyDraft, AnyKept, CaseDraft
from trainer.web import drawing, words
from trainer.web.words import _

# Fields whose label alone would leave a designer guessing.
HELPED = frozenset({
    "blurb", "aliases", "acts", "focal", "cues", "safe_acts", "covered", "noise", "added", "contacts_first", "after",
    "any_with", "only_with", "trap_ask", "paper_text", "goal_end", "step", "approved", "notes", "col", "denied_by",
    "know", "wait", "not_yet", "expected_at", "spoken", "pathway", "ask", "returns_to", "source_consent",
    "criterion_question", "level_3", "questions", "weight", "strict", "rubric_model", "picture_alt",
})  # fmt: skip


class Shown(NamedTuple):
    """One cell as the template draws it."""

    cell: Cell
    value: Typed
    choices: Sequence[Choice]
    helped: bool
    words: str = ""


class Row(NamedTuple):
    """One row with its cells, those that are folded away, and the lists inside it."""

    name: str
    id: str
    title: str
    cells: list[Shown]
    rare: list[Shown]
    lists: list[Listed]
    folded: bool = False
    say: str = ""


class Listed(NamedTuple):
    """A list of a section with its rows."""

    name: str
    rows: Rows
    items: list[Row]
    picks: Sequence[Choice] = ()


class Part(NamedTuple):
    """One section in the list of sections: how many findings keep it from being published."""

    id: str
    open: int


def section_of(draft: AnyDraft, id: str) -> Section:
    """The section of this id; NotFound when a case or a rubric has none."""
    sections = sections_of(draft.document)
    if id not in sections:
        raise NotFound()
    return sections[id]


def frame(draft: AnyDraft, part: str) -> dict[str, Any]:
    """What every page of a draft shows around its middle: its sections, its languages, what the lint says."""
    lint, names, placed = lint_of(draft), dict(Choices(draft.document).everything()), Placed(draft.document)
    return {
        "draft": draft,
        "at_part": part,
        "source": source_of(draft.document),
        "spoken": languages_of(draft.document),
        "parts": [Part(each, lint.count(each)) for each in sections_of(draft.document)],
        "is_rubric": not isinstance(draft, CaseDraft),
        "rule_question": rule_question,
        "lint": lint,
        "weights": WEIGHTS,
        "reason_of": lambda problem: reason_of(problem, names),
        "mend_of": lambda problem: mend_of(problem, names),
        "place_of": placed,
        "link_to": lambda finding: link_to(draft, finding, placed),
    }


def link_to(draft: AnyDraft, finding: Finding, placed: Placed) -> str:
    """The page on which the field of a finding stands: a translation has a page of its own, beside its source."""
    cell, where = placed.cells.get(finding.anchor), {"draft": draft.public_id, "part": finding.section}
    if cell and cell[1].language not in ("", source_of(draft.document)):
        return url_for("authoring.translate", into=cell[1].language, **where, _anchor=finding.anchor)
    return url_for("authoring.draft", **where, row=finding.row, _anchor=finding.anchor)


def section_page(draft: AnyDraft, section: Section, open_: str = "") -> dict[str, Any]:
    """One section of a draft as it is written in its source language; of long rows one at a time is open."""
    document = draft.document
    ids = [id_of(each) for rows in section.rows if rows.one_open for each in rows_in(document, rows)]
    open_ = open_ if open_ in ids else next(iter(ids), "")
    choices, source = Choices(document), source_of(document)
    top = [_shown(cell, choices) for cell in field_cells(document, section.fields, document) if _is_own(cell, source)]
    return frame(draft, section.id) | {
        "section": section,
        "cells": [each for each in top if not each.cell.field.rare],
        "rare": [each for each in top if each.cell.field.rare],
        "lists": [_listed(document, rows, document, "", choices, open_) for rows in section.rows],
        "open_row": open_,
        "drawn": drawn(draft, section),
        "weighed": weighed(document) if section.id == "criteria" else "",
        "pictures": addresses(draft) if section.id == "papers" else {},
    }


def _is_own(cell: Cell, source: str) -> bool:
    return cell.language in ("", source)


def _shown(cell: Cell, choices: Choices, *, helps: bool = True) -> Shown:
    chosen = choices.of(cell) if cell.field.of else ()
    value, names = cell.shown, dict(chosen)
    words = ", ".join(names.get(each, each) for each in value) if isinstance(value, list) else ""
    if cell.field.of in ("facts",) and isinstance(value, list):
        words = ", ".join(value)
    return Shown(cell, value, chosen, helps and cell.field.key in HELPED, words)


def _listed(document: Document, rows: Rows, part: Document, above: str, choices: Choices, open_: str = "") -> Listed:
    name, source = f"{above}{rows.name}", source_of(document)
    items = []
    for number, item in enumerate(rows_in(part, rows), 1):
        here, title = f"{name}.{id_of(item)}", row_title(item, rows, source, number)
        folded = rows.one_open and id_of(item) != open_
        # What a field is for is said once, in the first row or in the open one; below it would be noise.
        cells = [
            _shown(cell, choices, helps=not folded if rows.one_open else number == 1)
            for cell in field_cells(document, rows.fields, item, f"{here}.")
            if _is_own(cell, source) and (cell.field.always or not folded)
        ]
        items.append(
            Row(
                here, id_of(item), title,
                [each for each in cells if not each.cell.field.rare], [each for each in cells if each.cell.field.rare],
                [] if folded else [_listed(document, inner, item, f"{here}.", choices) for inner in rows.rows],
                folded, measured_by(item) if rows.of and not folded else "",
            )
        )  # fmt: skip
    return Listed(name, rows, items, picked_from(rows))


def row_title(item: Document, rows: Rows, source: str, number: int) -> str:
    """What a row is called: its own name, else what kind of row it is and its number."""
    for field in ("name", "title"):
        words = item.get(field)
        said = words.get(source) if isinstance(words, dict) else words
        if isinstance(said, str) and said.strip():
            return said
    if rows.of:
        return _("workbench.one_" + rows.key)
    if rows.picks:
        return rule_title(str(item.get(rows.picks, "")))
    if rows.key in ("facts", "exhibits"):
        return id_of(item)
    return f"{_('workbench.one_' + rows.key)} {number}"


def drawn(draft: AnyDraft, section: Section) -> Any:
    """The family drawing or the ecomap of the draft as it stands; None where it cannot be drawn yet."""
    case = lint_of(draft).case if section.drawn else None
    if case is None or not case.people:
        return None
    into = Language(source_of(draft.document))
    if section.drawn == "family":
        return drawing.genogram(case, into, _)
    return drawing.ecomap(case, into, _, known_facts={fact.id for fact in case.facts}, show_facts=True)


def weighed(document: Document) -> str:
    """What the weights of a rubric add up to, as a sentence; empty while there is nothing to add."""
    weights = [item.get("weight", 1) for item in document.get("criteria", ())]
    total = sum(each for each in weights if isinstance(each, int | float))
    if total <= 0:
        return ""
    return _("rubrics.weights_sum", sum=words.number(total), share=words.number(round(100 / total, 1)))


class Side(NamedTuple):
    """A text in the source language beside its translation; `was`: the source from which that was made, if older."""

    cell: Cell
    place: str
    source: str
    value: Typed
    was: str


def translation_page(draft: AnyDraft, section: Section, into: str) -> dict[str, Any]:
    """Every text of a section beside its translation; NotFound for a language that the case does not have."""
    document = draft.document
    if into not in languages_of(document)[1:]:
        raise NotFound()
    cells = [cell for cell in section_cells(document, section).values() if cell.language == into]
    placed = Placed(document)
    sides = [side_of(cell, placed) for cell in cells if source_text(cell) or cell.shown]
    return frame(draft, section.id) | {
        "section": section,
        "into": into,
        "sides": sides,
        "stale": stale_in(document),
        "pictures": addresses(draft) if section.id == "papers" else {},
    }


def side_of(cell: Cell, placed: Placed) -> Side:
    """One text beside its source."""
    source = source_text(cell)
    return Side(cell, placed(cell.name), source, cell.shown, _older(cell, source))


def _older(cell: Cell, source: str) -> str:
    """The source that a translation was made from when it is not the one of today."""
    if not cell.shown or cell.field.kind is Kind.WORDS:
        return ""
    made = cell.whole.get("made_from", {}).get(cell.language, {}).get(cell.name.rpartition(".")[0])
    return made if isinstance(made, str) and made and made != source else ""


def stale_in(document: Document) -> dict[str, int]:
    """How many translated texts of each language are older than their source."""
    found = dict.fromkeys(languages_of(document)[1:], 0)
    for _section, cell in all_cells(document).values():
        if cell.language in found and _older(cell, source_text(cell)):
            found[cell.language] += 1
    return found


class Placed:
    """Says where a field stands, for a person: "Samira · Name"; empty for a list as a whole."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.cells = all_cells(document)

    def __call__(self, name: str) -> str:
        found = self.cells.get(name)
        if found is not None:
            said = [_title_above(self.document, found[1]), _("workbench.label_" + found[1].field.key)]
            return " · ".join(each for each in said if each)
        inside = next((cell for other, (_part, cell) in self.cells.items() if other.startswith(f"{name}.")), None)
        return _title_above(self.document, inside) if inside else ""


def _title_above(document: Document, cell: Cell) -> str:
    item = cell.item
    if item is document:
        return ""
    source = source_of(document)
    # A picture is known by the paper that shows it.
    papers = document.get("exhibits", ()) if "file" in item else ()
    item = next((paper for paper in papers if any(each is item for each in paper.get("pictures", ()))), item)
    words = item.get("name") or item.get("title")
    said = words.get(source) if isinstance(words, dict) else words
    return str(said) if said else id_of(item)


class Clash(NamedTuple):
    """One field that two people wrote: what is stored and what came too late, as words."""

    name: str
    place: str
    language: str
    stored: str
    mine: str
    both: bool


def conflict_page(draft: AnyDraft, kept: AnyKept) -> dict[str, Any]:
    """The fields for which two texts stand side by side."""
    placed, choices = Placed(draft.document), Choices(draft.document)
    cells, rows = placed.cells, []
    for change in kept.document.get("changes", ()):
        found = cells.get(change["name"])
        stored = _in_words(found[1], found[1].shown, choices) if found else ""
        mine = _in_words(found[1], change["mine"], choices) if found else str(change["mine"])
        if stored != mine:
            both = found is not None and found[1].field.kind in (Kind.TEXT, Kind.MARKDOWN, Kind.WORDS) and bool(stored)
            spoken = found[1].language if found else ""
            rows.append(Clash(change["name"], placed(change["name"]), spoken, stored, mine, both))
    back = found_section(draft, kept)
    gone = {row.name for row in rows if row.name not in cells}
    return {"draft": draft, "kept": kept, "rows": rows, "gone": gone, "back": back}


def found_section(draft: AnyDraft, kept: AnyKept) -> str:
    """The section of the first field that was kept, to go back to."""
    cells = all_cells(draft.document)
    names = [change["name"] for change in kept.document.get("changes", ())]
    return next((cells[name][0] for name in names if name in cells), next(iter(sections_of(draft.document))))


def _in_words(cell: Cell, value: Typed, choices: Choices) -> str:
    names = dict(choices.of(cell)) if cell.field.of else {}
    if isinstance(value, list):
        return ", ".join(names.get(each, each) or each for each in value)
    if cell.field.kind is Kind.TICK:
        return _("workbench.ticked") if value else _("workbench.not_ticked")
    return names.get(value) or value


