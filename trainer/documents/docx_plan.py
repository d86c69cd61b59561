"""Write a plan as a Word document, in the table that the profession knows; the importer reads it back."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from trainer.checker.case import Case
from trainer.checker.plan import Goal, Plan, Review, Step
from trainer.checker.report import Report
from trainer.checker.values import Language
from trainer.documents.cell_dates import written
from trainer.documents.headings import LABELS, ORDER, SECTIONS, WHOLE_GOAL, WRITTEN, Label, Section
from trainer.documents.plan_document import keepable

# On every machine with Word or LibreOffice, with all letters of the four languages.
FONT = "Times New Roman"
_WIDTHS = (50, 55, 82, 45, 37)


@dataclass(frozen=True, slots=True)
class Comment:
    """What a lecturer said: about a goal or step (by id), or about the whole plan."""

    text: str
    author: str = ""
    at: str = ""


def write(
    plan: Plan,
    *,
    case: Case | None = None,
    language: Language | str,
    words: Callable[[str], str],
    report: Report | None = None,
    say: Callable[[object], str] | None = None,
    comments: Sequence[Comment] = (),
) -> bytes:
    """The DOCX file: heading, table, deferred needs, reviews, closure; then findings and comments if given.

    `language` is that of the headings; `words` gives an interface sentence by its key; `say` gives the sentence of
    one finding of the report. Ids of the case become names.
    """
    writer = _Writer(plan, case, Language(language), words)
    writer.page()
    writer.heading()
    writer.table()
    writer.after_table()
    if report is not None and say is not None:
        writer.lines("documents.docx_findings", [say(finding) for finding in report.findings])
    loose = [comment for comment in comments if not writer.comment(comment)]
    writer.lines("documents.docx_comments", [_said(comment) for comment in loose])
    return writer.bytes()


def _said(comment: Comment) -> str:
    return f"{comment.text} ({comment.author})" if comment.author else comment.text


class _Writer:
    """One document that grows from top to bottom."""

    def __init__(self, plan: Plan, case: Case | None, language: Language, words: Callable[[str], str]) -> None:
        self._plan, self._case, self._language, self._words = plan, case, language, words
        self._names = _names(case, plan.language) if case else {}
        self._document = docx.Document()
        # Where each goal and step stands, so that what was said of it hangs on its words.
        self._places: dict[str, list[Any]] = {}

    def page(self) -> None:
        """A4 on its side, so that five columns have room, and one face for every script."""
        section = self._document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(14)
        section.top_margin = section.bottom_margin = Mm(16)
        for name, size in (("Normal", 11), ("Title", 18), ("Heading 2", 13)):
            use_font(self._document.styles[name], FONT, Pt(size))
        properties = self._document.core_properties
        properties.author, properties.comments = "", ""
        properties.title = self._words("documents.docx_title")
        properties.language = self._plan.language.value

    def heading(self) -> None:
        self._document.add_paragraph(self._words("documents.docx_title"), style="Title")
        if self._case:
            title = self._case.title.get(self._language) or next(iter(self._case.title.values()), self._case.id)
            self._fact(self._words("documents.docx_case"), title)
        if self._plan.date:
            self._fact(SECTIONS[self._language][Section.DATE], _day(self._plan.date.isoformat(), self._language))

    def table(self) -> None:
        table = self._document.add_table(rows=1, cols=len(ORDER))
        table.style = "Table Grid"
        table.autofit = False
        for cell, column in zip(table.rows[0].cells, ORDER, strict=True):
            run = cell.paragraphs[0].add_run(WRITTEN[self._language][column])
            run.bold = True
        repeat_heading(table.rows[0])
        for goal in self._plan.goals:
            self._goal(table, goal)
        for row in table.rows:
            _keep_whole(row)
            for cell, width in zip(row.cells, _WIDTHS, strict=True):
                cell.width = Mm(width)

    def after_table(self) -> None:
        plan, heads = self._plan, SECTIONS[self._language]
        self._section(heads[Section.DEFERRED], [f"{self._name(item.need)}: {item.reason}" for item in plan.deferred])
        self._section(heads[Section.REVIEWS], [self._review(review) for review in plan.reviews])
        self._section(heads[Section.CLOSURE], [plan.closure] if plan.closure else [])

    def _review(self, review: Review) -> str:
        """Day, people and what is looked at; a dash keeps the place of what is not given."""
        names = [self._name(name) for name in review.who]
        who = ("; " if any("," in name for name in names) else ", ").join(names)
        day = _day(review.date or "", self._language)
        return " · ".join((day or "–", who or "–", review.checks)).removesuffix(" · ")

    def comment(self, comment: Comment) -> bool:
        """Hang words on their goal or step as a comment of Word; False when the plan has no such row."""
        runs = [run for paragraph in self._places.get(comment.at, ()) for run in paragraph.runs]
        if not runs:
            return False
        author = _printable(comment.author)
        initials = "".join(part[0] for part in author.split()[:2])
        self._document.add_comment(runs, _printable(comment.text), author=author, initials=initials)
        return True

    def lines(self, heading: str, texts: Sequence[str]) -> None:
        """A section with one paragraph per text; nothing at all when there are none."""
        self._section(self._words(heading), texts)

    def _section(self, heading: str, texts: Sequence[str]) -> None:
        if not texts:
            return
        self._document.add_paragraph(heading, style="Heading 2")
        for text in texts:
            self._document.add_paragraph(_printable(text))

    def bytes(self) -> bytes:
        stream = io.BytesIO()
        self._document.save(stream)
        return stream.getvalue()

    def _fact(self, name: str, text: str) -> None:
        paragraph = self._document.add_paragraph()
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(_printable(text))

    def _goal(self, table: Any, goal: Goal) -> None:
        """One table row when the steps share the goal's people and dates, else one row per step under the goal's."""
        if not any(step.responsible or step.start or step.end for step in goal.steps):
            cells = table.add_row().cells
            self._texts(cells, goal)
            self._people_and_dates(cells, goal)
            lines = _fill(cells[2], _numbered([step.text for step in goal.steps]))
            self._places |= {step.id: [line] for step, line in zip(goal.steps, lines, strict=True)}
            return
        first = table.add_row().cells
        self._texts(first, goal)
        rows = [first]
        # Without this line one step's people and dates would be read as the goal's.
        if goal.responsible or goal.start or goal.end or len(goal.steps) == 1:
            _fill(first[2], [WHOLE_GOAL[self._language]])
            self._people_and_dates(first, goal)
            rows.append(table.add_row().cells)
        for number, step in enumerate(goal.steps, start=1):
            cells = rows[-1] if number == 1 else table.add_row().cells
            self._places[step.id] = _fill(cells[2], [f"{number}. {' '.join(step.text.split())}"])
            self._people_and_dates(cells, step)
            if cells is not rows[-1]:
                rows.append(cells)
        if len(rows) > 1:
            for column in (0, 1):
                rows[0][column].merge(rows[-1][column])
                _drop_empty(rows[0][column])

    def _texts(self, cells: Any, goal: Goal) -> None:
        labels = LABELS[self._language]
        problem = goal.problem.splitlines()
        if goal.client_words:
            problem.append(f"{labels[Label.CLIENT_WORDS]}: {' '.join(goal.client_words.split())}")
        text = goal.goal.splitlines()
        if goal.strengths:
            text.append(f"{labels[Label.STRENGTHS]}: {'; '.join(self._name(name) for name in goal.strengths)}")
        lines = _fill(cells[0], problem)
        self._places[goal.id] = _fill(cells[1], text) or lines

    def _people_and_dates(self, cells: Any, row: Goal | Step) -> None:
        names = [self._name(name) for name in row.responsible]
        _fill(cells[3], names if len(names) == 1 and "," not in names[0] else _numbered(names))
        _fill(cells[4], written(row.start, row.end, self._language))

    def _name(self, name: str) -> str:
        return self._names.get(name, name)


def _names(case: Case, language: Language) -> dict[str, str]:
    """What each id of the case is called, in the plan's language."""
    named = (*case.people, *case.groups, *case.network, *case.services, *case.key.needs, *case.key.strengths)
    return {entry.id: entry.name.get(language) or next(iter(entry.name.values()), entry.id) for entry in named}


def _day(text: str, language: Language) -> str:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return text
    return written(None, text, language)[0]


def _numbered(texts: Sequence[str]) -> list[str]:
    return [f"{number}. {' '.join(text.split())}" for number, text in enumerate(texts, start=1)]


def _printable(text: str) -> str:
    return keepable(text).replace("\r", "")


def _fill(cell: Any, texts: Sequence[str]) -> list[Any]:
    """One paragraph per text; returns them."""
    filled = []
    for place, text in enumerate(texts):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.add_run(_printable(text))
        filled.append(paragraph)
    return filled


def _drop_empty(cell: Any) -> None:
    """Merging leaves one empty paragraph for every row that was taken in."""
    for paragraph in cell.paragraphs[1:]:
        if not paragraph.text:
            paragraph._element.getparent().remove(paragraph._element)


def use_font(style: Any, name: str, size: Any) -> None:
    """One face in a style for every script; without this the theme's own face wins for some letters."""
    style.font.name, style.font.size = name, size
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), name)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)


def repeat_heading(row: Any) -> None:
    """The row stands again on top of every page that its table reaches."""
    element = OxmlElement("w:tblHeader")
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)


def _keep_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
