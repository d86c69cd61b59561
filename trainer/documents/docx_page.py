"""Write a rendered page as a Word document, to be changed before class: headings, paragraphs, lists and tables.

It is made from the page that is printed, so both always say the same. Photographs come along; drawings stay behind
(not every Word reads SVG, and nothing here makes one into another picture), the tables beside them are kept.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

import docx
from docx.image.exceptions import UnrecognizedImageError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from trainer.documents.docx_plan import FONT, repeat_heading, use_font
from trainer.documents.page_tree import Node, tree_of
from trainer.documents.plan_document import keepable

_HEADINGS = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3"}
_BLOCKS = frozenset({"p", "figcaption", "dt", "dd", "blockquote", *_HEADINGS})
_HOLDERS = frozenset({"", "div", "section", "article", "figure", "details", "nav", "header", "ul", "ol", "li", "dl",
                      "table"})  # fmt: skip
# What begins anew after words that stand before it in a cell or an item. The text of a slip stays beside its number.
_BREAKING = {**dict.fromkeys((*_BLOCKS, "li"), "\n"), "div": "  "}
_NEVER = frozenset({"svg", "script", "style", "template", "form", "button", "summary"})
_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em"})
_TEXT = Mm(210 - 2 * 18)
_BLANK = "_" * 24
_SPACE = re.compile(r"\s+")

TO_FILL = "empty-plan"
"""The class of a table whose rows are filled by hand and need room."""

Piece = tuple[str, bool, bool]
"""A text, whether it is bold, whether it is italic; a piece of "\\n" ends a line."""


def write(
    html: str, *, title: str, language: str, left_out: Collection[str], new_page: Collection[str],
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:  # fmt: skip
    """The DOCX file. `left_out` are classes of what is for a screen only, `new_page` of what begins a page.

    `pictures` by the last part of their address; of one that is not there, or of a kind that Word cannot show, its
    words are told.
    """
    writer = _Writer(frozenset(left_out), frozenset(new_page), pictures)
    writer.page(title, language)
    writer.walk(tree_of(html))
    return writer.bytes()


class _Writer:
    """One document that grows from top to bottom."""

    def __init__(self, left_out: frozenset[str], new_page: frozenset[str], pictures: Mapping[str, bytes]) -> None:
        self._left_out, self._new_page, self._pictures = left_out, new_page, pictures
        self._document: Any = docx.Document()
        self._turns = False

    def page(self, title: str, language: str) -> None:
        """A4 upright, one face for every script."""
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(18)
        section.top_margin = section.bottom_margin = Mm(16)
        for name, size in (("Normal", 11), ("Title", 20), ("Heading 1", 15), ("Heading 2", 13), ("Heading 3", 12)):
            use_font(self._document.styles[name], FONT, Pt(size))
        properties = self._document.core_properties
        properties.author, properties.comments = "", ""
        properties.title, properties.language = title, language

    def bytes(self) -> bytes:
        stream = io.BytesIO()
        self._document.save(stream)
        return stream.getvalue()

    def walk(self, node: Node) -> None:
        """Write what stands in a holder: blocks one after another, loose words as a paragraph of their own."""
        if self._unseen(node):
            return
        if node.classes & self._new_page and len(self._document.element.body) > 1:
            self._turns = True
        if node.tag in _BLOCKS:
            self._block(node)
        elif node.tag == "table":
            self._table(node)
        elif node.tag in ("ul", "ol"):
            self._list(node)
        else:
            self._inside(node, "Normal")

    def _unseen(self, node: Node) -> bool:
        return bool(node.tag in _NEVER or node.attributes.get("aria-hidden") == "true" or node.classes & self._left_out)

    def _inside(self, node: Node, style: str) -> None:
        loose: list[Node | str] = []
        for child in node.children:
            picture = next(child.elements("img"), None) if isinstance(child, Node) and child.tag == "a" else None
            if picture is not None:
                self._loose(loose, style)
                loose = []
                self._picture(picture)
            elif isinstance(child, Node) and (child.tag in _HOLDERS or child.tag in _BLOCKS):
                self._loose(loose, style)
                loose = []
                self.walk(child)
            else:
                loose.append(child)
        self._loose(loose, style)

    def _picture(self, node: Node) -> None:
        """A picture as wide as the text at most; what it shows is told to who cannot see it, or in its place."""
        said = node.attributes.get("alt", "")
        data = self._pictures.get(node.attributes.get("src", "").partition("?")[0].rpartition("/")[2])
        paragraph = self._paragraph("Normal")
        try:
            shape = paragraph.add_run().add_picture(io.BytesIO(data or b""))
        except UnrecognizedImageError:
            paragraph.add_run(keepable(said)).italic = True
            return
        if shape.width > _TEXT:
            shape.width, shape.height = _TEXT, round(shape.height * _TEXT / shape.width)
        shape._inline.docPr.set("descr", keepable(said))

    def _loose(self, parts: list[Node | str], style: str) -> None:
        if self._words(Node("", {}, parts)).strip():
            self._runs(self._paragraph(style), Node("", {}, parts))

    def _block(self, node: Node) -> None:
        if self._words(node).strip():
            self._runs(self._paragraph(_HEADINGS.get(node.tag, "Normal")), node)

    def _list(self, node: Node) -> None:
        """One paragraph for each item. Slips to cut apart have a dashed line below instead of a sign before."""
        cut = "slips" in node.classes
        style = "Normal" if cut else "List Number" if node.tag == "ol" else "List Bullet"
        for item in node.children:
            if isinstance(item, Node) and item.tag == "li" and self._words(item).strip():
                paragraph = self._paragraph(style)
                for at, line in enumerate(_lines(self._pieces(item, bold=False, italic=False))):
                    _add(paragraph, line, break_before=at > 0)
                if cut:
                    _dashed_below(paragraph)

    def _paragraph(self, style: str) -> Any:
        paragraph = self._document.add_paragraph(style=style)
        if self._turns:
            paragraph.paragraph_format.page_break_before = True
            self._turns = False
        return paragraph

    def _words(self, node: Node) -> str:
        if self._unseen(node):
            return ""
        if "blank" in node.classes:
            return _BLANK
        return "".join(child if isinstance(child, str) else self._words(child) for child in node.children)

    def _runs(self, paragraph: Any, node: Node) -> None:
        for at, line in enumerate(_lines(self._pieces(node, bold=False, italic=False))):
            _add(paragraph, line, break_before=at > 0)

    def _pieces(self, node: Node, *, bold: bool, italic: bool) -> list[Piece]:
        if self._unseen(node):
            return []
        if node.tag == "br":
            return [("\n", bold, italic)]
        if "blank" in node.classes:
            return [(_BLANK, bold, italic)]
        bold, italic = bold or node.tag in _BOLD or node.tag == "th", italic or node.tag in _ITALIC
        found: list[Piece] = []
        for child in node.children:
            if isinstance(child, str):
                found.append((_SPACE.sub(" ", child), bold, italic))
                continue
            pieces = self._pieces(child, bold=bold, italic=italic)
            if pieces and found and child.tag in _BREAKING:
                found.append((_BREAKING[child.tag], False, False))
            found += pieces
            if pieces and child.tag in _BREAKING:
                found.append(("\n", False, False))
        return found

    def _table(self, node: Node) -> None:
        rows = [row for row in node.elements("tr")]
        if not rows:
            return
        grid, wide = _grid(rows)
        if self._turns:
            self._paragraph("Normal")
        table = self._document.add_table(rows=len(rows), cols=wide)
        table.style = "Table Grid"
        for (top, left), (cell, down, across) in grid.items():
            place = table.cell(top, left)
            if down > 1 or across > 1:
                place = place.merge(table.cell(min(top + down, len(rows)) - 1, min(left + across, wide) - 1))
            self._fill(place, cell)
        if TO_FILL in node.classes:
            for row in table.rows[1:]:
                row.height = Mm(30)
        if any(cell.tag == "th" for cell in rows[0].elements("th", "td")):
            repeat_heading(table.rows[0])
        self._document.add_paragraph()

    def _fill(self, place: Any, cell: Node) -> None:
        """A paragraph for each line of the cell."""
        for at, line in enumerate(_lines(self._pieces(cell, bold=False, italic=False))):
            _add(place.paragraphs[0] if at == 0 else place.add_paragraph(), line)


def _lines(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces of each line that says something; spaces at its edges belong to the page's source."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece[0] == "\n":
            lines.append([])
        elif piece[0].strip() or lines[-1]:
            lines[-1].append(piece)
    for line in lines:
        while line and not line[-1][0].strip():
            line.pop()
        if line:
            line[0] = (line[0][0].lstrip(), *line[0][1:])
            line[-1] = (line[-1][0].rstrip(), *line[-1][1:])
    return [line for line in lines if line]


def _add(paragraph: Any, line: list[Piece], *, break_before: bool = False) -> None:
    if break_before:
        paragraph.add_run().add_break()
    for text, bold, italic in line:
        run = paragraph.add_run(keepable(text))
        run.bold, run.italic = bold or None, italic or None


def _dashed_below(paragraph: Any) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "dashed"), ("sz", "6"), ("space", "6"), ("color", "78827C")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def _grid(rows: list[Node]) -> tuple[dict[tuple[int, int], tuple[Node, int, int]], int]:
    """Where each cell stands with the rows and columns it spans, and how many columns there are."""
    taken: set[tuple[int, int]] = set()
    found: dict[tuple[int, int], tuple[Node, int, int]] = {}
    for top, row in enumerate(rows):
        left = 0
        for cell in row.elements("th", "td"):
            while (top, left) in taken:
                left += 1
            down, across = (_span(cell, name) for name in ("rowspan", "colspan"))
            taken |= {(top + y, left + x) for y in range(down) for x in range(across)}
            found[top, left] = (cell, down, across)
            left += across
    return found, max(x for _y, x in taken) + 1


def _span(cell: Node, name: str) -> int:
    value = cell.attributes.get(name, "1")
    return max(1, min(int(value), 100)) if value.isdecimal() else 1
