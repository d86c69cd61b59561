"""Read a list of students as teachers have it: a table from any office program, or lines pasted from a mail.

Every line of the list gives one row of the answer, so that nobody is lost silently: lines are read one by one, because
a stray quotation mark would otherwise swallow those after it.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from dataclasses import dataclass, replace

from email_validator import EmailNotValidError, validate_email

from trainer.documents.errors import Unreadable
from trainer.documents.xlsx_tables import read_xlsx
from trainer.errors import Invalid

MOST_BYTES = 300_000
MOST_LINES = 1000
LONGEST_NAME = 120

IN_BRACKETS = re.compile(r"<\s{0,9}([^<>\s@]{1,64}@[^<>\s@]{1,190})\s{0,9}>")
NAME_HEADS = ("name", "имя", "фамил", "фио", "ф.и.о", "отчеств", "ім", "прізв", "піб", "п.і.б", "батьк", "аты", "тегі",
              "жөні", "student", "студент")  # fmt: skip
GROUP_HEADS = ("group", "групп", "груп", "топ", "team", "команд")
LONGEST_GROUP = 80


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: where it stood, what was read, and the key of what is wrong with it, if anything is.

    `group` is filled where a heading names a column of groups.
    """

    number: int
    name: str
    email: str
    problem: str = ""
    group: str = ""


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, Windows-1251, or the first filled sheet of an XLSX workbook.

    An older workbook, a document or a picture is refused.
    """
    if len(data) > MOST_BYTES:
        raise Invalid("courses.roster_too_large")
    if data.startswith(b"PK"):
        return _text_of_workbook(data)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise Invalid("courses.roster_workbook")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise Invalid("courses.roster_workbook")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", "replace")


def _text_of_workbook(data: bytes) -> str:
    """Each row as a line with tabs, so that a line is called by the number that the sheet shows."""
    try:
        table = read_xlsx(data, rows=MOST_LINES + 1)[0]
    except Unreadable as error:
        if error.key == "documents.table_too_large":
            raise Invalid("courses.roster_too_many", most=MOST_LINES) from None
        empty = error.key == "documents.no_table"
        raise Invalid("courses.roster_empty" if empty else "courses.roster_workbook") from None
    text = io.StringIO()
    csv.writer(text, delimiter="\t", lineterminator="\n").writerows(
        [" ".join(cell.split()) for cell in row] for row in table.texts()
    )
    return text.getvalue()


def read(text: str) -> list[Line]:
    """The lines of a list in order, a heading and empty lines left out; a second line of one address is marked."""
    if len(text) > MOST_BYTES:
        raise Invalid("courses.roster_too_large")
    lines = _lines_of(text)
    if not lines:
        raise Invalid("courses.roster_empty")
    if len(lines) > MOST_LINES:
        raise Invalid("courses.roster_too_many", most=MOST_LINES)
    sign = _separator([line for _number, line in lines])
    columns = groups = None
    if "@" not in lines[0][1]:
        heads = _cells(lines[0][1], sign)
        columns, groups = _name_columns(heads), _group_column(heads)
        # A first line without an address is a heading only when it says so, or else a student whose address is missing.
        lines = lines[1:] if columns or _is_heading(lines[0][1]) else lines
    return _mark_doubles([_line(number, line, sign, columns, groups) for number, line in lines])


def group_heading(text: str) -> str:
    """How the list calls its column of groups, or nothing where it has none."""
    lines = _lines_of(text)
    if not lines or "@" in lines[0][1]:
        return ""
    heads = _cells(lines[0][1], _separator([line for _number, line in lines]))
    at = _group_column(heads)
    return clean_name(heads[at])[:LONGEST_GROUP] if at is not None else ""


def _lines_of(text: str) -> list[tuple[int, str]]:
    return [(number, line) for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1) if line.strip(" \t;,\"'")]


def clean_name(text: str) -> str:
    """A name on one line without signs that hide or run: no control or direction marks, no formula of a spreadsheet."""
    kept = "".join(sign if not unicodedata.category(sign).startswith("C") else " " for sign in text)
    one_line = " ".join(unicodedata.normalize("NFC", kept).split())
    return one_line.strip("\"'«»“”").lstrip("=+-@ ")


def _separator(lines: list[str]) -> str:
    # A comma may stand inside "Surname, Name", so it counts last.
    counts = {sign: sum(sign in line for line in lines) for sign in ("\t", ";", ",")}
    best = max(counts.values())
    return next(sign for sign, count in counts.items() if count == best)


def _cells(line: str, sign: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=sign, strict=True), [])
    except csv.Error:
        return line.replace('"', "").split(sign)


def _is_heading(line: str) -> bool:
    return any(word in line.lower() for word in ("mail", "почт", "пошт", *NAME_HEADS[:4]))


def _name_columns(cells: list[str]) -> list[int] | None:
    found = [at for at, cell in enumerate(cells) if cell.strip().lower().startswith(NAME_HEADS)]
    return found or None


def _group_column(cells: list[str]) -> int | None:
    return next((at for at, cell in enumerate(cells) if cell.strip().lower().startswith(GROUP_HEADS)), None)


def _line(number: int, line: str, sign: str, columns: list[int] | None, groups: int | None) -> Line:
    bracketed = IN_BRACKETS.search(line)
    if bracketed:
        name, email = line[: bracketed.start()].strip(" \t;,"), bracketed.group(1)
    else:
        cells = [cell.strip() for cell in _cells(line, sign)]
        email = next((cell for cell in cells if "@" in cell), "")
        name = _name(cells, email, columns)
    cells = _cells(line, sign) if groups is not None else []
    group = clean_name(cells[groups])[:LONGEST_GROUP] if groups is not None and groups < len(cells) else ""
    return _checked(Line(number, clean_name(name), email.strip(" \"'"), group=group))


def _name(cells: list[str], email: str, columns: list[int] | None) -> str:
    if columns:
        return " ".join(cells[at] for at in columns if at < len(cells))
    others = [cell for cell in cells if cell != email and any(sign.isalpha() for sign in cell)]
    # "Seitova; Dana; …" is one name in two cells, "Dana Seitova; group SW-21; …" is not.
    if len(others) > 1 and all(re.fullmatch(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*", cell) for cell in others[:2]):
        return " ".join(others[:2])
    return others[0] if others else ""


def _checked(line: Line) -> Line:
    if not line.email:
        return replace(line, problem="courses.row_no_email")
    try:
        found = validate_email(line.email, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return replace(line, problem="courses.row_bad_email")
    line = replace(line, email=found)
    if not any(sign.isalpha() for sign in line.name):
        return replace(line, problem="courses.row_no_name")
    # Windows-1251 has no Қ, Ғ, Ө: an office program writes a question mark in their place.
    if "?" in line.name or "\N{REPLACEMENT CHARACTER}" in line.name:
        return replace(line, problem="courses.row_lost_letters")
    if len(line.name) > LONGEST_NAME or len(found) > 254:
        return replace(line, problem="courses.row_too_long")
    return line


def _mark_doubles(lines: list[Line]) -> list[Line]:
    seen: set[str] = set()
    marked = []
    for line in lines:
        double = not line.problem and line.email in seen
        marked.append(replace(line, problem="courses.row_twice") if double else line)
        if not line.problem:
            seen.add(line.email)
    return marked
