"""Turn a table from somebody's document into a plan, and show what was read, what was not, and what is in doubt."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from trainer.checker.case import Case
from trainer.checker.plan import MAX_GOALS, MAX_STEPS, MAX_TEXT, Goal, Plan, Step
from trainer.checker.reading.dates import mistaken_date
from trainer.checker.values import Language
from trainer.documents import cells, lines
from trainer.documents.cell_dates import CellDates, read_dates
from trainer.documents.cells import Around, Item
from trainer.documents.columns import Mapping, best_table, guess_columns, is_heading_row
from trainer.documents.errors import Unreadable
from trainer.documents.headings import LABELS, WHOLE_GOAL, Column, Label
from trainer.documents.notes import Note
from trainer.documents.people import Cast
from trainer.documents.personal_data import Hit, likely_personal_data
from trainer.documents.raw_table import Paragraph, RawCell, RawTable

__all__ = ["ImportPreview", "Mapping", "Note", "best_table", "guess_columns", "likely_personal_data", "to_plan"]

_MAX_NAME = 400
_MAX_NAMES = 40
_WORD = re.compile(r"[^\W\d_]{2,}")
_READ_TEXT = {Column.PROBLEM: "documents.read_problem", Column.GOAL: "documents.read_goal"}
_DATES = frozenset({Column.DATES, Column.START, Column.END})
_WHOLE_GOAL = frozenset(text.casefold() for text in WHOLE_GOAL.values())


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """The plan, and beside it what a person should look at before it is stored.

    `read`: cells that stand in the plan now, with the message key of what they became. `unread`: words that do not.
    `mended`: words put together over a line end. `doubts`: places where two pieces may be one word, and days that
    are none.
    """

    plan: Plan
    read: tuple[Note, ...] = ()
    unread: tuple[Note, ...] = ()
    mended: tuple[Note, ...] = ()
    doubts: tuple[Note, ...] = ()
    personal: tuple[Hit, ...] = ()


def to_plan(
    table: RawTable, mapping: Mapping, *, language: Language | str, date: dt.date | None, case: Case | None = None
) -> ImportPreview:
    """The plan that the table holds under this mapping; Unreadable when no row could be a goal."""
    if not mapping.usable:
        raise Unreadable.because("documents.no_rows")
    reader = _Reader(table, mapping, Cast(case, Language(language)), date)
    goals = reader.goals()
    if not goals:
        raise Unreadable.because("documents.no_rows")
    plan = Plan(case=case.reference if case else None, language=Language(language), date=date, goals=goals)
    words = "\n".join(cell.text for row in table.rows for cell in row)
    return ImportPreview(
        plan,
        tuple(reader.read),
        tuple(reader.unread),
        tuple(reader.mended),
        tuple(reader.doubts),
        tuple(likely_personal_data(words)),
    )


@dataclass
class _Row:
    """One table row, understood: the texts of a goal row, or what goes on from the row above."""

    number: int
    problem: str = ""
    goal: str = ""
    client_words: str = ""
    strengths: tuple[str, ...] = ()
    steps: list[Item] = field(default_factory=list)
    responsible: tuple[str, ...] = ()
    dates: CellDates = CellDates()
    date_cells: list[tuple[int, str]] = field(default_factory=list)
    for_goal: bool = False
    # The columns whose cell is merged with the one of the row above.
    shares: set[Column] = field(default_factory=set)


class _Reader:
    """Goes through the rows once and keeps account of every cell."""

    def __init__(self, table: RawTable, mapping: Mapping, cast: Cast, day: dt.date | None) -> None:
        self.read: list[Note] = []
        self.unread: list[Note] = []
        self.mended: list[Note] = []
        self.doubts: list[Note] = []
        self._table, self._mapping, self._cast, self._day = table, mapping, cast, day
        self._around = self._surroundings()
        self._steps_above = 0

    def goals(self) -> tuple[Goal, ...]:
        groups: list[list[_Row]] = []
        for number, cells_of_row in enumerate(self._table.rows):
            if number < self._mapping.header_rows or is_heading_row(cells_of_row, self._mapping):
                self._note_heading(number, cells_of_row)
                continue
            begins = not groups or self._begins(cells_of_row)
            self._steps_above = 0 if begins else sum(len(row.steps) for row in groups[-1])
            row = self._row(number, cells_of_row)
            if row is None:
                continue
            if groups and self._goes_on(row, cells_of_row):
                groups[-1].append(row)
            else:
                groups.append([row])
        for group in groups[MAX_GOALS:]:
            for row in group:
                self._leave(row.number, 0, row.goal or row.problem, "documents.unread_too_many_goals")
        ids = iter(range(1, 10_000))
        return tuple(self._goal(number, group, ids) for number, group in enumerate(groups[:MAX_GOALS], start=1))

    def _surroundings(self) -> dict[int, Around]:
        """Per column, its width; for all of them the words that stand inside lines and so are whole."""
        body = self._table.rows[self._mapping.header_rows :]
        known: set[str] = set()
        for row in body:
            for cell in row:
                for paragraph in cell.paragraphs:
                    # The first and last word of a line may be pieces.
                    known.update(word.casefold() for word in _WORD.findall(paragraph.text)[1:-1])
        return {
            column: Around(lines.column_width([p.text for p in row[column].paragraphs] for row in body), known)
            for column in range(self._table.width)
        }

    def _note_heading(self, number: int, row: Sequence[RawCell]) -> None:
        """List the words that no goal has: of a title above the headings, and of headings that stand there again."""
        if number >= self._mapping.header_rows:
            self._leave(number, 0, " · ".join(cell.text for cell in row if cell.text), "documents.unread_heading")
        elif number < self._mapping.header_rows - 1 and not is_heading_row(row, self._mapping):
            for column, cell in enumerate(row):
                if len(cell.text) > 3:
                    self._leave(number, column, cell.text, "documents.unread_above")

    def _row(self, number: int, row: Sequence[RawCell]) -> _Row | None:
        if not any(cell.text for cell in row):
            return None
        found = _Row(number)
        dates: dict[Column, CellDates] = {}
        for column, cell in enumerate(row):
            held = self._mapping.columns[column] if column < len(self._mapping.columns) else None
            if not cell.text:
                if held and cell.merged:
                    found.shares.add(held)
            elif held is None:
                self._leave(number, column, cell.text, "documents.unread_column")
            elif held in dates:
                self._leave(number, column, cell.text, "documents.unread_dates")
            elif held in _DATES:
                dates[held] = self._dates(number, column, cell)
                found.date_cells.append((column, cell.text))
            elif held is not Column.NUMBER:
                self._take(found, held, number, column, cell)
            elif _WORD.search(cell.text):
                self._leave(number, column, cell.text, "documents.unread_column")
        found.dates = _together(dates)
        return found

    def _take(self, row: _Row, held: Column, number: int, column: int, cell: RawCell) -> None:
        around = self._around[column]
        if held is Column.PROBLEM or held is Column.GOAL:
            self._take_text(row, held, number, column, cell)
        elif held is Column.STEPS:
            items = self._watched(number, column, cells.entries(cell.paragraphs, around, self._steps_above))
            if len(items) == 1 and items[0].text.casefold() in _WHOLE_GOAL:
                row.for_goal = True
                return
            row.steps += items
            self.read.append(_note(number, column, cell.text, "documents.read_steps"))
        elif held is Column.RESPONSIBLE:
            items = self._watched(number, column, cells.names(cell.paragraphs, around))
            row.responsible += self._people(number, column, items)
            self.read.append(_note(number, column, cell.text, "documents.read_responsible"))

    def _take_text(self, row: _Row, held: Column, number: int, column: int, cell: RawCell) -> None:
        kept, labelled = _without_labels(cell)
        item = self._watched(number, column, [cells.whole(kept, self._around[column])])[0]
        text = self._fitting(number, column, item.text)
        if held is Column.PROBLEM:
            row.problem = f"{row.problem}\n{text}".strip()
        else:
            row.goal = self._fitting(number, column, f"{row.goal}\n{text}".strip())
        row.client_words = labelled.get(Label.CLIENT_WORDS, row.client_words)
        if Label.STRENGTHS in labelled:
            parts = [part.strip() for part in labelled[Label.STRENGTHS].split(";")]
            row.strengths = tuple(part[:_MAX_NAME] for part in parts if part)[:_MAX_NAMES]
        self.read.append(_note(number, column, cell.text, _READ_TEXT[held]))

    def _dates(self, number: int, column: int, cell: RawCell) -> CellDates:
        texts = [item.text for item in cells.entries(cell.paragraphs, self._around[column])]
        # Without numbers the lines of a date cell are one date or range, wherever the column broke them.
        self.read.append(_note(number, column, cell.text, "documents.read_dates"))
        if mistaken_date(cell.text):
            self.doubts.append(_note(number, column, cell.text, "documents.doubt_date"))
        return read_dates(texts, day=self._day)

    def _people(self, number: int, column: int, items: Sequence[Item]) -> tuple[str, ...]:
        people: list[str] = []
        for item in items:
            people += self._cast.ids(item.text) or (item.text[:_MAX_NAME],)
            if len(item.text) > _MAX_NAME:
                self._leave(number, column, item.text[_MAX_NAME:], "documents.unread_too_long")
        unique = list(dict.fromkeys(people))
        for text in unique[_MAX_NAMES:]:
            self._leave(number, column, text, "documents.unread_too_many")
        return tuple(unique[:_MAX_NAMES])

    def _goes_on(self, row: _Row, row_cells: Sequence[RawCell]) -> bool:
        """Whether the row belongs to the goal above: its goal cell is merged with the one above, or it has none."""
        if row.goal:
            return False
        goals = self._mapping.where(Column.GOAL) or self._mapping.where(Column.PROBLEM)
        return not row.problem or any(row_cells[column].merged for column in goals)

    def _begins(self, row_cells: Sequence[RawCell]) -> bool:
        """Whether the row has a goal of its own, by its words alone."""
        return any(row_cells[column].text for column in self._mapping.where(Column.GOAL))

    def _goal(self, number: int, group: list[_Row], ids: Iterator[int]) -> Goal:
        """One goal out of its rows. A row's people and dates hold for its steps; for the goal, where it is the only one
        that has them, or where the table says so."""
        whose_people = _are_the_goals(group, Column.RESPONSIBLE, lambda row: bool(row.responsible))
        whose_dates = _are_the_goals(group, None, lambda row: row.dates != CellDates())
        steps: list[Step] = []
        people: list[str] = []
        dates = CellDates()
        above = _Row(0)
        for row in group:
            its_people = row.responsible or (above.responsible if Column.RESPONSIBLE in row.shares else ())
            its_dates = above.dates if row.dates == CellDates() and row.shares & _DATES else row.dates
            above = _Row(row.number, responsible=its_people, dates=its_dates)
            of_goal = row.for_goal or not row.steps
            if of_goal or whose_people:
                people += row.responsible
            if of_goal or whose_dates:
                dates = self._goals_dates(row, dates)
            for item in row.steps:
                steps.append(Step(
                    id=f"s{next(ids)}",
                    text=self._fitting(row.number, 0, item.text),
                    responsible=() if whose_people else its_people,
                    start=None if whose_dates else its_dates.start,
                    end=None if whose_dates else its_dates.end,
                ))
        return self._whole_goal(f"g{number}", group, steps, list(dict.fromkeys(people)), dates)

    def _goals_dates(self, row: _Row, before: CellDates) -> CellDates:
        """The goal's dates with those of one more row; a goal has one pair, so that others are left."""
        if row.dates in (CellDates(), before):
            return before
        if before == CellDates():
            return row.dates
        for column, text in row.date_cells:
            self._leave(row.number, column, text, "documents.unread_dates")
        return before

    def _whole_goal(
        self, id: str, group: list[_Row], steps: list[Step], people: list[str], dates: CellDates
    ) -> Goal:
        first = group[0]
        for step in steps[MAX_STEPS:]:
            self._leave(first.number, 0, step.text, "documents.unread_too_many_steps")
        for name in people[_MAX_NAMES:]:
            self._leave(first.number, 0, name, "documents.unread_too_many")
        return Goal(
            id=id,
            problem=self._fitting(first.number, 0, "\n".join(row.problem for row in group if row.problem)),
            goal=first.goal,
            client_words=self._fitting(first.number, 0, "\n".join(r.client_words for r in group if r.client_words)),
            strengths=tuple(dict.fromkeys(name for row in group for name in row.strengths))[:_MAX_NAMES],
            responsible=tuple(people[:_MAX_NAMES]),
            start=dates.start,
            end=dates.end,
            steps=tuple(steps[:MAX_STEPS]),
        )

    def _watched(self, number: int, column: int, items: list[Item]) -> list[Item]:
        for item in items:
            self.mended += [_note(number, column, word, "documents.mended_word") for word in item.mended]
            self.doubts += [_note(number, column, words, "documents.doubt_word") for words in item.doubts]
        return items

    def _fitting(self, number: int, column: int, text: str) -> str:
        if len(text) > MAX_TEXT:
            self._leave(number, column, text[MAX_TEXT:], "documents.unread_too_long")
        return text[:MAX_TEXT]

    def _leave(self, row: int, column: int, text: str, reason: str) -> None:
        self.unread.append(_note(row, column, text, reason))


def _are_the_goals(group: Sequence[_Row], column: Column | None, has: Callable[[_Row], bool]) -> bool:
    """Whether the people (or dates) in the rows of steps hold for the goal and not for the steps of one row."""
    if any(row.for_goal for row in group):
        return False
    with_steps = [row for row in group if row.steps]
    saying = [row for row in with_steps if has(row)]
    if len(with_steps) < 2 or not saying:
        return True
    if len(saying) > 1:
        return False
    kinds = {column} if column else _DATES
    rest = [row for row in with_steps if row is not saying[0]]
    # One cell beside all the rows, or one row with the steps and others that only go on with them.
    return len(saying[0].steps) > 1 or all(row.shares & kinds for row in rest)


def _note(row: int, column: int, text: str, reason: str) -> Note:
    return Note(row + 1, column + 1, text, reason)


def _together(dates: dict[Column, CellDates]) -> CellDates:
    """The dates of a row from one column or from two."""
    whole, start, end = (dates.get(column, CellDates()) for column in (Column.DATES, Column.START, Column.END))
    return CellDates(start.start or start.end or whole.start, end.end or end.start or whole.end)


def _without_labels(cell: RawCell) -> tuple[list[Paragraph], dict[Label, str]]:
    """The cell's paragraphs without those that begin with a label of ours, and what those say."""
    kept: list[Paragraph] = []
    labelled: dict[Label, str] = {}
    for paragraph in cell.paragraphs:
        for labels in LABELS.values():
            for label in (Label.CLIENT_WORDS, Label.STRENGTHS):
                lead = labels[label] + ":"
                if paragraph.text.casefold().startswith(lead.casefold()):
                    labelled[label] = paragraph.text[len(lead) :].strip()
        if not any(paragraph.text.endswith(text) and text for text in labelled.values()):
            kept.append(paragraph)
    return kept, labelled
