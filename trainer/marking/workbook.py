"""A workbook of a million rows, written while it goes: what is written is packed and leaves the memory. Pure.

XlsxWriter takes a minute for the long table of a large course, because it weighs each cell; here a row is a text whose
parts are made once and used again. Texts lie in the workbook's own list of strings, numbers are numbers, and nothing
in it can be a formula or a link.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO
from xml.sax.saxutils import escape, quoteattr

Cell = str | int | Decimal | None
MOST_LETTERS = 32_000
# Excel has 1,048,576 lines on a sheet; some are left to whoever adds up a column.
LONGEST_SHEET = 1_048_000
TEXT = ' t="s"'
# So many letters are packed at once.
_AT_ONCE = 200_000
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads `_x0041_` as a letter.
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_BOLD = 1


class Workbook:
    """Sheets one after another into `file`; use it in a `with`, which writes the end of the workbook."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self._strings: dict[str, int] = {}
        self._made: dict[Cell, str] = {None: "<c/>", "": "<c/>"}
        self._sheets: list[str] = []

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, kind: object, *_rest: object) -> None:
        if kind is None:
            self._close()
        self._zip.close()

    def cells(self, cells: Iterable[Cell]) -> str:
        """Cells as a piece of a row: made once for what many rows begin or end with."""
        made = self._made
        return "".join([made.get(cell) or self._make(cell) for cell in cells])

    def row(self, cells: Iterable[Cell]) -> str:
        """A whole row."""
        return f"<row>{self.cells(cells)}</row>"

    def _make(self, cell: Cell) -> str:
        text = isinstance(cell, str)
        place = self._strings.setdefault(cell, len(self._strings)) if text else cell  # type: ignore[arg-type]
        made = f"<c{TEXT if text else ''}><v>{place}</v></c>"
        self._made[cell] = made
        return made

    def sheet(
        self, title: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, frozen: int, widths: Sequence[int]
    ) -> None:
        """Add a sheet of whole rows, some at once; a table longer than a sheet may be goes on on a further one.

        Its head and the columns before `frozen` stay in sight.
        """
        waiting, goes_on = iter(rows), True
        while goes_on:
            self._sheets.append(self._free(title))
            with self._zip.open(f"xl/worksheets/sheet{len(self._sheets)}.xml", "w") as out:
                out.write(_sheet_head(frozen, widths, selected=len(self._sheets) == 1))
                out.write(self.row(head).replace(TEXT, f'{TEXT} s="{_BOLD}"').encode())
                goes_on = _write(out, waiting)
                out.write(b"</sheetData></worksheet>")

    def _free(self, title: str) -> str:
        """A name that Excel takes: no more than 31 letters, without some signs, and no other sheet's."""
        plain = "".join(sign for sign in title if sign not in "[]:*?/\\'" and sign.isprintable()).strip()[:28] or "1"
        taken = {name.casefold() for name in self._sheets}
        names = (plain, *(f"{plain} {number}" for number in range(2, 100)))
        return next(name for name in names if name.casefold() not in taken)

    def _close(self) -> None:
        with self._zip.open("xl/sharedStrings.xml", "w") as out:
            out.write(f'{_HEAD}<sst xmlns="{_MAIN}" uniqueCount="{len(self._strings)}">'.encode())
            out.writelines(f'<si><t xml:space="preserve">{_plain(text)}</t></si>'.encode() for text in self._strings)
            out.write(b"</sst>")
        for name, text in _frame(self._sheets).items():
            with self._zip.open(name, "w") as out:
                out.write((_HEAD + text).encode())


def _write(out: IO[bytes], rows: Iterator[Sequence[str]]) -> bool:
    """Write rows until they end or the sheet is full; whether it is full."""
    pieces: list[str] = []
    count = letters = 0
    for some in rows:
        pieces += some
        count += len(some)
        letters += sum(map(len, some))
        if letters > _AT_ONCE:
            out.write("".join(pieces).encode())
            pieces, letters = [], 0
        if count >= LONGEST_SHEET:
            break
    out.write("".join(pieces).encode())
    return count >= LONGEST_SHEET


def _plain(text: str) -> str:
    return escape(_CODED.sub("_x005F_", _NOT_IN_XML.sub("", text[:MOST_LETTERS])))


def _sheet_head(frozen: int, widths: Sequence[int], *, selected: bool) -> bytes:
    corner = f"{chr(ord('A') + frozen)}2"
    pane = f'<pane xSplit="{frozen}" ySplit="1" topLeftCell="{corner}" activePane="bottomRight" state="frozen"/>'
    view = f'<sheetView workbookViewId="0"{" tabSelected=" + quoteattr("1") if selected else ""}>{pane}</sheetView>'
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>' for place, width in enumerate(widths, 1)
    )
    text = f'<worksheet xmlns="{_MAIN}"><sheetViews>{view}</sheetViews><cols>{columns}</cols><sheetData>'
    return (_HEAD + text).encode()


_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
    '<left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" '
    'fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" '
    'xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" '
    'builtinId="0"/></cellStyles></styleSheet>'
)


def _frame(sheets: Sequence[str]) -> dict[str, str]:
    """The small files that make a workbook of its sheets."""
    numbers = range(1, len(sheets) + 1)
    named = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(sheets, 1)
    )
    parts = [*(("worksheet", f"worksheets/sheet{number}.xml") for number in numbers),
             ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]  # fmt: skip
    return {
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(parts),
        "xl/styles.xml": _STYLES,
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "[Content_Types].xml": _types([("sheet.main", "workbook.xml"), *parts]),
    }


def _relations(parts: Sequence[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_REL}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(parts, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _types(parts: Sequence[tuple[str, str]]) -> str:
    spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    lines = "".join(f'<Override PartName="/xl/{name}" ContentType="{spreadsheet}.{kind}+xml"/>' for kind, name in parts)
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    )
