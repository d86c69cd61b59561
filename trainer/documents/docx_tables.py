"""Read the tables of a Word document: the text of each cell, its paragraphs, merged cells, numbered lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from trainer.documents.archive import Archive, open_archive
from trainer.documents.errors import Unreadable
from trainer.documents.plan_document import keepable
from trainer.documents.raw_table import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TABLES,
    Paragraph,
    RawCell,
    RawTable,
    rectangle,
)

# Word writes the first namespace; a document saved as "strict" has the second.
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_SKIPPED = frozenset({"Fallback", "txbxContent", "del", "moveFrom", "instrText", "delText", "sectPr"})
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_MAX_NESTED = 8


def read_docx(data: bytes) -> list[RawTable]:
    """Every table of the document in its order, outermost only: a table inside a cell is text of that cell.

    Unreadable with a sentence of its own for each way in which a file can be wrong, and when there is no table.
    """
    reader = _read(data)
    tables = [table for table in reader.tables if any(cell.text for row in table.rows for cell in row)]
    if not tables:
        raise Unreadable.because("documents.no_table")
    return tables


def read_docx_lines(data: bytes) -> list[str]:
    """The paragraphs outside of all tables, in their order; Unreadable as `read_docx`."""
    return _read(data).outside


def _read(data: bytes) -> _Reader:
    archive = open_archive(data)
    reader = _Reader()
    archive.parse(_main_part(archive), reader.start, reader.end, reader.text)
    return reader


def _main_part(archive: Archive) -> str:
    """The name of the part that holds the text, by the document's own list of relations."""
    found: list[str] = []

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name.endswith(" Relationship") and attributes.get("Type", "").endswith("/officeDocument"):
            found.append(attributes.get("Target", "").lstrip("/"))

    if "_rels/.rels" in archive.names:
        archive.parse("_rels/.rels", relation, _nothing, _nothing)
    main = next((name for name in [*found, "word/document.xml"] if name in archive.names), "")
    if not main or main.startswith("xl/"):
        raise Unreadable.because("documents.not_docx")
    _refuse_linked_content(archive, main)
    return main


def _refuse_linked_content(archive: Archive, main: str) -> None:
    """A document may be a shell around other files. What is not in this file is never fetched, so say so."""
    folder, _, name = main.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    if relations not in archive.names:
        return

    def relation(tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        if attributes.get("TargetMode") == "External" and kind in ("subDocument", "aFChunk", "frame", "oleObject"):
            raise Unreadable.because("documents.linked_content")

    archive.parse(relations, relation, _nothing, _nothing)


def _nothing(*_: object) -> None:
    return None


@dataclass
class _Cell:
    """A cell that is being read."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    span: int = 1
    merged: bool = False
    size: int = 0


@dataclass
class _Table:
    """A table that is being read."""

    rows: list[list[RawCell]] = field(default_factory=list)
    row: list[RawCell] = field(default_factory=list)
    cell: _Cell | None = None


class _Reader:
    """Takes the document's elements one by one and keeps only what stands in tables."""

    def __init__(self) -> None:
        self.tables: list[RawTable] = []
        self.outside: list[str] = []
        self._open: list[_Table] = []
        self._skip = 0
        self._in_text = False
        self._listed = False
        self._pieces: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if self._skip or tag in _SKIPPED:
            self._skip += 1
            return
        if tag == "tbl":
            self._begin_table()
        elif tag == "p":
            self._pieces, self._listed = [], False
        elif tag == "t":
            self._in_text = True
        elif tag in _BREAKS:
            self._pieces.append(_BREAKS[tag])
        elif not self._open:
            return
        elif tag == "tr":
            self._open[-1].row = []
        elif tag == "tc":
            self._open[-1].cell = _Cell()
        else:
            self._property(tag, attributes)

    def text(self, data: str) -> None:
        if self._in_text and not self._skip:
            self._pieces.append(data)

    def end(self, name: str) -> None:
        if self._skip:
            self._skip -= 1
            return
        tag = name.rpartition(" ")[2]
        if tag == "t":
            self._in_text = False
        elif not self._open:
            if tag == "p":
                self._end_line()
        elif tag == "p":
            self._end_paragraph()
        elif tag == "tc":
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "tbl":
            self._end_table()

    def _property(self, tag: str, attributes: dict[str, str]) -> None:
        value = next((attributes[f"{space} val"] for space in _WORD if f"{space} val" in attributes), "")
        cell = self._open[-1].cell
        if tag == "numId":
            self._listed = value not in ("", "0")
        elif tag == "gridSpan" and cell and value.isdecimal():
            cell.span = min(int(value), MAX_COLUMNS)
        elif tag == "vMerge" and cell:
            cell.merged = value != "restart"
        elif tag in ("gridBefore",) and value.isdecimal():
            self._open[-1].row += [RawCell()] * min(int(value), MAX_COLUMNS)

    def _begin_table(self) -> None:
        if len(self._open) >= _MAX_NESTED or len(self.tables) >= MAX_TABLES:
            raise Unreadable.because("documents.table_too_large", limit=MAX_TABLES)
        self._open.append(_Table())

    def _end_paragraph(self) -> None:
        cell = self._open[-1].cell
        whole = keepable("".join(self._pieces))
        self._pieces = []
        if cell is None or cell.size > MAX_CELL:
            return
        cell.size += len(whole)
        for number, line in enumerate(whole[:MAX_CELL].split("\n")):
            cell.paragraphs.append(Paragraph(line.strip(), self._listed and number == 0, soft=number > 0))

    def _end_line(self) -> None:
        line = keepable("".join(self._pieces)).strip()[:MAX_CELL]
        self._pieces = []
        if line and len(self.outside) < MAX_ROWS:
            self.outside.append(line)

    def _end_cell(self) -> None:
        table = self._open[-1]
        cell, table.cell = table.cell or _Cell(), None
        table.row.append(RawCell(tuple(p for p in cell.paragraphs if p.text), cell.merged))
        table.row += [RawCell()] * (cell.span - 1)
        if len(table.row) > MAX_COLUMNS:
            raise Unreadable.because("documents.table_too_large", limit=MAX_COLUMNS)

    def _end_row(self) -> None:
        table = self._open[-1]
        table.rows.append(table.row)
        if len(table.rows) > MAX_ROWS:
            raise Unreadable.because("documents.table_too_large", limit=MAX_ROWS)

    def _end_table(self) -> None:
        table = self._open.pop()
        if not self._open:
            self.tables.append(rectangle(table.rows))
        elif (outer := self._open[-1].cell) is not None:
            lines = [cell.text for row in table.rows for cell in row if cell.text]
            outer.size += sum(map(len, lines))
            if outer.size <= MAX_CELL:
                outer.paragraphs += [Paragraph(line) for text in lines for line in text.split("\n")]
