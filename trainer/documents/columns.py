"""Guess which column of a table holds the problem, the goal, the steps, the people and the dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trainer.documents.headings import ORDER, READ, Column
from trainer.documents.raw_table import RawCell, RawTable

# A title may stand above the headings; further down it is the plan itself.
_LOOK_AT = 6
_DATE_KINDS = frozenset({Column.DATES, Column.START, Column.END})
_LONGEST_HEADING = 90
_WORD = re.compile(r"[^\W\d_]+")
_SAYS_MORE = re.compile(r":\s*\w")
_BEGINNINGS = tuple(word for words in READ.values() for word in words if len(word) > 2)


@dataclass(frozen=True, slots=True)
class Mapping:
    """What each column holds (None: nothing that a plan has) and how many rows at the top are headings."""

    columns: tuple[Column | None, ...]
    header_rows: int = 0

    def where(self, column: Column) -> tuple[int, ...]:
        """The numbers of the columns that hold this, from 0."""
        return tuple(number for number, held in enumerate(self.columns) if held is column)

    @property
    def usable(self) -> bool:
        """A plan needs at least goals or steps."""
        return bool(self.where(Column.GOAL) or self.where(Column.STEPS) or self.where(Column.PROBLEM))


def guess_columns(table: RawTable) -> Mapping:
    """The likeliest mapping, by the headings; by the order of the profession's table where there are none."""
    best: tuple[int, int, list[Column | None]] = (1, 0, [])
    for number, row in enumerate(table.rows[:_LOOK_AT]):
        columns = [None if _SAYS_MORE.search(cell.text) else _held(_heading(cell)) for cell in row]
        kinds = len(set(columns) - {None, Column.NUMBER})
        if kinds > best[0]:
            best = (kinds, number, columns)
    kinds, number, columns = best
    if not columns:
        return Mapping(_by_order(table), 0)
    headings = [_heading(cell) for cell in table.rows[number]]
    headings, rows = _second_heading_row(table, number, headings)
    columns = [_held(heading) for heading in headings]
    return Mapping(tuple(_settled(columns, headings, table, number + rows)), number + rows)


def best_table(tables: Sequence[RawTable]) -> int:
    """The number of the table that looks most like a plan: most columns understood, then most rows."""
    def worth(number: int) -> tuple[int, int]:
        mapping = guess_columns(tables[number])
        kinds = {column for column in mapping.columns if column not in (None, Column.NUMBER)}
        return (len(kinds) + (2 if mapping.header_rows else 0), len(tables[number].rows))
    return max(range(len(tables)), key=worth, default=0)


def is_heading_row(row: Sequence[RawCell], mapping: Mapping) -> bool:
    """Whether a row repeats the headings, as tables do at the top of each page: its cells say little else."""
    held = [_held(_heading(cell)) if only_heads(cell) else None for cell in row]
    same = sum(1 for mine, theirs in zip(held, mapping.columns, strict=False) if mine is theirs and mine)
    filled = sum(1 for cell in row if cell.text)
    return same >= 3 and same >= filled - 1


def only_heads(cell: RawCell) -> bool:
    """Whether a cell is hardly more than a heading's own words; "Problem: no books" is not."""
    heading = _heading(cell)
    if not heading or _SAYS_MORE.search(heading):
        return False
    words = [word for word in _WORD.findall(heading) if len(word) > 2]
    own = sum(1 for word in words if word.startswith(_BEGINNINGS))
    return own >= len(words) - own


def _heading(cell: RawCell) -> str:
    text = " ".join(cell.text.split()).casefold().replace("ё", "е")
    # "Respon- sible" in a narrow column
    text = re.sub(r"(\w)[-\u00ad] (?=\w)", r"\1", text)
    return text if len(text) <= _LONGEST_HEADING else ""


def _held(heading: str) -> Column | None:
    """What a heading names: the word that comes first in it decides, a longer word before a shorter one."""
    if not heading:
        return None
    found: list[tuple[int, int, Column]] = []
    for column, words in READ.items():
        for word in words:
            pattern = rf"(?<!\w){re.escape(word)}" + (r"(?!\w)" if column is Column.NUMBER else "")
            if match := re.search(pattern, heading):
                found.append((match.start(), -len(word), column))
    if not found:
        return None
    kinds = {column for *_, column in found}
    first = min(found)[2]
    if first in _DATE_KINDS:
        return _date_kind(kinds)
    return first


def _date_kind(kinds: set[Column]) -> Column:
    if Column.START in kinds and Column.END in kinds:
        return Column.DATES
    return Column.START if Column.START in kinds else Column.END if Column.END in kinds else Column.DATES


def _second_heading_row(table: RawTable, number: int, headings: list[str]) -> tuple[list[str], int]:
    """Headings of two rows: "Dates" above "start" and "end"."""
    if number + 1 >= len(table.rows):
        return headings, 1
    below = [_heading(cell) for cell in table.rows[number + 1]]
    held = [_held(text) for text in below]
    filled = [column for column, text in zip(held, below, strict=True) if text]
    if filled and all(column in _DATE_KINDS for column in filled) and len(filled) <= 2:
        return [text or heading for text, heading in zip(below, headings, strict=True)], 2
    return headings, 1


def _settled(
    columns: list[Column | None], headings: list[str], table: RawTable, first_row: int
) -> list[Column | None]:
    """Each thing once (a goal may have two columns: goal and expected result), and the unnamed fifth by its place."""
    seen: set[Column] = set()
    settled: list[Column | None] = []
    for column in columns:
        again = column in seen and column is not Column.GOAL
        settled.append(None if again else column)
        if column:
            seen.add(column)
    if Column.END in seen and Column.START not in seen and Column.DATES not in seen:
        settled = [Column.DATES if column is Column.END else column for column in settled]
        seen.add(Column.DATES)
    missing = [column for column in ORDER if column not in seen]
    free = [place for place, column in enumerate(settled) if column is None and not headings[place]]
    if len(missing) == 1 and len(free) == 1 and not seen & {Column.START, Column.END}:
        settled[free[0]] = missing[0]
    return settled


def _by_order(table: RawTable) -> tuple[Column | None, ...]:
    """Five columns are the profession's five; a first column of bare numbers is left out of the count."""
    numbers = [row[0].text.strip(" .)") for row in table.rows if row and row[0].text]
    lead: tuple[Column | None, ...] = ()
    if numbers and table.width > 1 and all(text.isdecimal() for text in numbers):
        lead = (Column.NUMBER,)
    rest = table.width - len(lead)
    if rest == len(ORDER):
        return (*lead, *ORDER)
    if rest == len(ORDER) + 1:
        return (*lead, *ORDER[:4], Column.START, Column.END)
    return (*lead, *([None] * rest))
