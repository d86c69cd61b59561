"""The gradebook of a course as files: a workbook of two sheets, or a CSV of either.

One table has a row for each student, with mark and levels of their newest plan for each assignment. The long one has a
row for each level that was given, so that a program that counts can read it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import IO
from zoneinfo import ZoneInfo

from trainer.marking.course_book import Attempt, Book, Student, Task
from trainer.marking.files import harmless, written
from trainer.marking.workbook import Cell, Workbook
from trainer.models import MarkingState

Tell = Callable[[int], None]


class Kind(StrEnum):
    """Which file of a course's marks."""

    WORKBOOK = "xlsx"
    TABLE = "csv"
    LONG = "long"

    @property
    def ending(self) -> str:
        """How its name ends: `.xlsx`, `.csv` or `-long.csv`."""
        return "-long.csv" if self is Kind.LONG else f".{self.value}"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the files, in the language of who takes them."""

    student: str
    email: str
    assignment: str
    attempt: str
    criterion: str
    criterion_id: str
    level: str
    mark: str
    out_of: str
    state: str
    released: str
    late: str
    handed_in: str
    yes: str
    no: str
    none: str
    marks: str
    long: str
    states: Mapping[MarkingState | None, str]
    language: str

    def yes_no(self, true: bool) -> str:
        """Yes or no."""
        return self.yes if true else self.no


def write(kind: Kind, book: Book, words: Words, zone: ZoneInfo, file: IO[bytes], tell: Tell) -> None:
    """Write one of the files; `tell` hears how many students are written."""
    if kind is Kind.WORKBOOK:
        _write_workbook(book, words, zone, file, tell)
        return
    # With the mark of UTF-8 in front, without which Excel reads Cyrillic as noise.
    with io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="") as text:
        lines = csv.writer(text)
        if kind is Kind.TABLE:
            lines.writerow([harmless(name) for name in wide_head(book, words)])
            for student in _told(book.students, tell):
                lines.writerow([written(cell) for cell in wide_cells(book, student, words)])
            return
        lines.writerow(long_head(words))
        for student in _told(book.students, tell):
            for begin, levels, end in _plans(book, student, words, zone):
                first, last = [written(cell) for cell in begin], [written(cell) for cell in end]
                lines.writerows([*first, id, written(name), level, *last] for id, name, level in levels)


def wide_head(book: Book, words: Words) -> list[str]:
    """The columns of the table: the student, then mark, state and levels of each assignment."""
    head = [words.student, words.email]
    for task in book.tasks:
        title = task.assignment.title
        head += [f"{title}: {words.mark}", f"{title}: {words.state}"]
        head += [f"{title}: {task.name_of(id, words.language)}" for id in task.parts]
    return head


def wide_cells(book: Book, student: Student, words: Words) -> Iterator[Cell]:
    """One student's row of the table."""
    yield student.name
    yield student.email
    for task in book.tasks:
        yield from _newest(book, book.of(student, task), task, words)


def _newest(book: Book, attempts: Sequence[Attempt] | None, task: Task, words: Words) -> Iterator[Cell]:
    if not attempts:
        yield None
        yield None if attempts is None else words.none
        yield from [None] * len(task.parts)
        return
    newest = attempts[-1]
    levels = newest.levels
    counted = book.mark_of(newest, task, levels)
    yield counted.value if counted else None
    yield words.states[newest.state]
    yield from [levels.get(id) for id in task.parts]


def long_head(words: Words) -> list[str]:
    """The columns of the long table."""
    return [words.student, words.email, words.assignment, words.attempt, words.handed_in, words.criterion_id,
            words.criterion, words.level, words.mark, words.out_of, words.released, words.late]  # fmt: skip


Plan = tuple[list[Cell], list[tuple[str, str, int]], list[Cell]]


def _plans(book: Book, student: Student, words: Words, zone: ZoneInfo) -> Iterator[Plan]:
    """What stands before the levels of each plan, the levels that were given, and what stands behind them."""
    for task in book.tasks:
        name = task.name_of
        for attempt in book.of(student, task) or ():
            levels = attempt.levels
            counted = book.mark_of(attempt, task, levels)
            if counted is None:
                continue
            at = attempt.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
            given = [(id, name(id, words.language), level) for id, level in levels.items() if level is not None]
            released = words.yes_no(attempt.state in (MarkingState.RELEASED, MarkingState.SENT_BACK))
            yield (
                [student.name, student.email, task.assignment.title, attempt.number, at], given,
                [counted.value, counted.top, released, words.yes_no(attempt.late)],
            )  # fmt: skip


def _write_workbook(book: Book, words: Words, zone: ZoneInfo, file: IO[bytes], tell: Tell) -> None:
    with Workbook(file) as made:
        head = wide_head(book, words)
        rows = ([made.row(wide_cells(book, student, words))] for student in _told(book.students, tell))
        made.sheet(words.marks, head, rows, frozen=2, widths=[26, 26, *[12] * (len(head) - 2)])
        long = _long_rows(made, book, words, zone, lambda done: tell(len(book.students) + done))
        made.sheet(words.long, long_head(words), long, frozen=1, widths=[26, 26, 30, 10, 16, 12, 24, *[10] * 5])


def _long_rows(made: Workbook, book: Book, words: Words, zone: ZoneInfo, tell: Tell) -> Iterator[list[str]]:
    """The rows of the long sheet, those of a plan at once: only criterion and level differ in them."""
    for student in _told(book.students, tell):
        for begin, levels, end in _plans(book, student, words, zone):
            first, last = made.cells(begin), made.cells(end)
            yield [f"<row>{first}{made.cells(pair)}{last}</row>" for pair in levels]


def _told(students: Sequence[Student], tell: Tell) -> Iterable[Student]:
    for number, student in enumerate(students, 1):
        yield student
        if not number % 20:
            tell(number)
