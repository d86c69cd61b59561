"""What the pages of practice show: how each assignment stands, and the handbook by criterion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from trainer.bank.handbook_case import example_names
from trainer.checker import handbook
from trainer.checker.examples import CELLS, Cells, Example, SketchedRow, in_words
from trainer.checker.handbook import RulePage, RuleText
from trainer.checker.rubric import Rubric
from trainer.checker.search import Found, Match
from trainer.checker.values import Language
from trainer.models import CaseVersion, MarkingState, due_for, is_closed
from trainer.practice.queries import Assigned
from trainer.web.saying import with_days

SOON = dt.timedelta(days=3)


class State(StrEnum):
    """How an assignment stands for one student; what is not released looks as if it were only handed in."""

    NOT_OPEN = "not_open"
    NEW = "new"
    BEGUN = "begun"
    HANDED_IN = "handed_in"
    RELEASED = "released"
    SENT_BACK = "sent_back"


TO_WRITE = {State.NEW, State.BEGUN, State.SENT_BACK}
CAME_BACK = {State.RELEASED, State.SENT_BACK}


class Due(NamedTuple):
    """An assignment as its row on the home page shows it."""

    row: Assigned
    state: State
    due: dt.datetime | None
    soon: bool
    late: bool
    closed: bool


def due_list(assigned: Sequence[Assigned], now: dt.datetime) -> list[Due]:
    """What is to be written first, by its due date; then what is handed in or marked."""
    rows = [_due(row, now) for row in assigned]
    return sorted(rows, key=lambda each: each.state not in TO_WRITE)


def _due(row: Assigned, now: dt.datetime) -> Due:
    state, due = _state(row, now), due_for(row.assignment, row.extension)
    waits = due is not None and state in TO_WRITE
    late = waits and due < now
    closed = waits and is_closed(row.assignment, row.extension, now)
    return Due(row, state, due, soon=waits and not late and due - now < SOON, late=late, closed=closed)


def _state(row: Assigned, now: dt.datetime) -> State:
    if row.submission and not (row.draft_open and row.draft_attempt > row.submission.attempt):
        shown = {MarkingState.RELEASED: State.RELEASED, MarkingState.SENT_BACK: State.SENT_BACK}
        return shown.get(row.marking.state, State.HANDED_IN) if row.marking else State.HANDED_IN
    if row.run:
        return State.BEGUN
    return State.NOT_OPEN if row.assignment.opens_at and row.assignment.opens_at > now else State.NEW


class Shelf(NamedTuple):
    """The open cases: those that can be read in the reader's language, and the others."""

    mine: list[CaseVersion]
    others: list[CaseVersion]


def for_reader(cases: Sequence[CaseVersion], into: str) -> Shelf:
    """The cases with what this reader can read first; easier ones before harder ones."""
    by_level = sorted(cases, key=lambda version: (version.summary["level"], version.slug))
    mine = [version for version in by_level if into in version.summary["languages"]]
    return Shelf(mine, [version for version in by_level if version not in mine])


class Chapter(NamedTuple):
    """A criterion or gate of the rubric with the pages of its rules."""

    id: str
    name: str
    question: str
    pages: list[tuple[RulePage, RuleText]]


def chapters(rubric: Rubric, into: Language) -> list[Chapter]:
    """The handbook in the order of the rubric, safety first; praise comes last in each chapter."""
    pages = sorted(((page, page.text(into)) for page in handbook.pages()), key=lambda pair: pair[0].rule.praise)
    found = []
    for part in (*rubric.gates, *rubric.criteria):
        mine = [pair for pair in pages if pair[0].rule.criterion == part.id]
        found += [Chapter(str(part.id), part.name[into], part.question[into], mine)] if mine else []
    return found


class Shelved(NamedTuple):
    """A criterion or gate with what a search found among its pages, the best first."""

    id: str
    name: str
    matches: list[Match]


def found_by_criterion(found: Found, rubric: Rubric, into: Language) -> list[Shelved]:
    """What a search found, in the order of the rubric; criteria are named in the reader's language."""
    shelves = []
    for part in (*rubric.gates, *rubric.criteria):
        mine = [match for match in found.matches if match.page.rule.criterion == part.id]
        shelves += [Shelved(str(part.id), part.name[into], mine)] if mine else []
    return shelves


class Told(NamedTuple):
    """A cell of an example: its key, its name and its words; brackets hold the words of the finding."""

    cell: str
    name: str
    words: str


class ToldRow(NamedTuple):
    """A row of an example with its steps; the first cell of a step is its words, `columns` the others that are told."""

    cells: list[Told]
    steps: list[list[Told]]
    columns: list[str]


class Shown(NamedTuple):
    """An example as the page shows it: cell by cell, or as a table where it is `large`."""

    kind: str
    large: bool
    cells: list[Told]
    rows: list[ToldRow]
    whole: list[Told]


def examples_of(page: RulePage, into: Language) -> list[Shown]:
    """The examples of a page, with people, facts and days as this reader calls them."""
    names = example_names(page.case, into)
    return [_shown(example, names) for example in page.text(into).examples]


def _shown(example: Example, names: dict[str, str]) -> Shown:
    def told(cells: Cells) -> list[Told]:
        return [Told(cell, CELLS[cell][example.language], with_days(in_words(cell, words, names)))
                for cell, words in cells]  # fmt: skip

    sketch = example.sketch
    rows = [ToldRow(told(row.cells), [told(step) for step in row.steps], _columns(row)) for row in sketch.rows]
    return Shown(example.kind, sketch.large, told(example.parts), rows, told(sketch.whole))


def _columns(row: SketchedRow) -> list[str]:
    told = {cell for step in row.steps for cell, _ in step}
    return [cell for cell in ("who", "end") if cell in told]
