"""Lay a worded report out as one HTML file that needs nothing else and survives a mail program.

Mail programs drop style sheets, so every style stands on its element; widths and level marks are tables and letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from trainer.checker.values import Language, Severity
from trainer.cli.rows import Asked, Cell, Row
from trainer.cli.sheet import Line, Scale, Sheet
from trainer.web.words import say as word

_INK, _QUIET, _PRAISE = "#1A211E", "#5F6964", "#1C6640"
_TONES = {Severity.MUST: "#A3261F", Severity.SHOULD: "#7E5000", Severity.CONSIDER: "#5B4A86"}
# Each severity has a line of its own, so that black and white tells the same.
_LINES = {Severity.MUST: "solid", Severity.SHOULD: "dashed", Severity.CONSIDER: "dotted"}
_SANS = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif"
_SERIF = "font-family:Charter,'PT Serif','Noto Serif',Georgia,serif"
_BODY = f"margin:0;padding:24px 16px;background:#FFFFFF;color:{_INK};{_SANS};font-size:16px;line-height:1.5"
_H2 = "font-size:19px;line-height:1.3;margin:32px 0 8px"
_SMALL = f"margin:2px 0;color:{_QUIET};font-size:14px"
_TEXT = "margin:2px 0"
_ASK = "margin:2px 0;font-weight:600"
_ROW = "margin:0 0 16px;padding:12px 16px;border:1px solid #DDE1DC;border-radius:8px"
_WORDS = f"margin:12px 0 4px;{_SERIF};font-size:17px"
_TD = "text-align:start;overflow-wrap:anywhere;vertical-align:top;padding:6px 16px 6px 0;border-top:1px solid #DDE1DC"


def page_of(sheet: Sheet, rows: Iterable[Row], language: Language) -> str:
    """The whole document, in the reader's language."""
    parts = [f'<h1 style="font-size:24px;line-height:1.25;margin:0 0 4px">{escape(sheet.title)}</h1>']
    parts.append(_p(_SMALL, sheet.about))
    if sheet.praise:
        parts += [_heading(word(language, "cli.done_well")), _p(f"margin:2px 0;color:{_PRAISE}", f"✓ {sheet.praise}")]
    parts.append(_heading(word(language, "cli.first")))
    parts += [_first(sheet.first, language) if sheet.first else _p(_TEXT, word(language, "cli.nothing"))]
    if laid := [_row(row, language) for row in rows]:
        parts += [_heading(word(language, "cli.rest")), *laid]
    parts += [_heading(word(language, "cli.criteria")), _table((*sheet.gates, *sheet.criteria), language)]
    if sheet.shares:
        parts += [_heading(word(language, "cli.shares")), *(_p(_TEXT, line) for line in sheet.shares)]
    if sheet.unsure:
        parts += [_heading(word(language, "cli.unsure")), *(_p(_TEXT, line) for line in sheet.unsure)]
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="color-scheme" content="light"><title>{escape(sheet.title)}</title></head>\n'
        f'<body style="{_BODY}"><main style="max-width:704px;margin:0 auto">\n{body}\n</main></body>\n</html>\n'
    )


def _heading(words: str) -> str:
    return f'<h2 style="{_H2}">{escape(words)}</h2>'


def _p(style: str, words: str) -> str:
    return f'<p style="{style}">{escape(words)}</p>' if words else ""


def _severity(severity: Severity, language: Language) -> str:
    names = {
        Severity.MUST: word(language, "look.must"),
        Severity.SHOULD: word(language, "look.should"),
        Severity.CONSIDER: word(language, "look.consider"),
    }
    return f'<span style="color:{_TONES[severity]};font-weight:600">{escape(names[severity])}</span>'


def _first(lines: Sequence[Line], language: Language) -> str:
    items = "".join(_item(line, language) for line in lines)
    return f'<ol style="margin:0;padding-inline-start:24px">{items}</ol>'


def _item(line: Line, language: Language) -> str:
    head = f'<p style="{_SMALL}">{_severity(line.severity, language)} · {escape(line.where)}</p>'
    said = [_p(_TEXT, line.message), _p(_ASK, line.question), _p(_TEXT, f"→ {line.mend}"), _p(_SMALL, line.more)]
    title = f'<p style="{_TEXT}">{escape(line.title)} <code style="{_SMALL}">{escape(line.rule)}</code></p>'
    return f'<li style="margin:12px 0">{head}{title}{"".join(said)}</li>'


def _row(row: Row, language: Language) -> str:
    cells = "".join(_cell(cell, language) for cell in row.cells)
    return f'<section style="{_ROW}">{_p(_SMALL, row.title)}{cells}{_asked(row.beside, language)}</section>'


def _cell(cell: Cell, language: Language) -> str:
    words = f'<p style="{_WORDS}">{escape(cell.mark)}{_marked(cell)}</p>' if cell.text else ""
    return words + _asked((*cell.pointed, *cell.beside), language)


def _marked(cell: Cell) -> str:
    """The words of a cell, underlined where something is asked about them; where two overlap, by the weightier."""
    spans = [(one.start or 0, one.end or 0, one.severity) for one in cell.pointed]
    cuts = sorted({0, len(cell.text), *(place for start, end, _ in spans for place in (start, end))})
    shown = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        words = escape(cell.text[start:end])
        here = [severity for first, last, severity in spans if first <= start and end <= last]
        if here:
            worst = min(here, key=list(Severity).index)
            words = f'<span style="border-bottom:2px {_LINES[worst]} {_TONES[worst]}">{words}</span>'
        shown.append(words)
    return "".join(shown)


def _asked(found: Sequence[Asked], language: Language) -> str:
    items = []
    for one in found:
        head = f'{_severity(one.severity, language)} · {escape(one.title)} <code>{escape(one.rule)}</code>'
        mend = _p(_TEXT, f"→ {one.mend}") if one.mend else ""
        question = _p(_ASK, one.question)
        items.append(f'<div style="margin:6px 0 6px 16px"><p style="{_SMALL}">{head}</p>{question}{mend}</div>')
    return "".join(items)


def _table(scales: Sequence[Scale], language: Language) -> str:
    rows = []
    for scale in scales:
        drawn = "–" if scale.level is None else "■" * scale.level + "□" * (scale.top - scale.level)
        told = "" if scale.level is None else word(language, "cli.level", level=scale.level, top=scale.top)
        level = f'<span aria-hidden="true" style="color:#2B4A9B">{drawn}</span>&nbsp;{escape(told)}'
        rows.append(
            f'<tr><th scope="row" style="{_TD};font-weight:600">{escape(scale.name)}</th>'
            f'<td style="{_TD}">{level}<br>{escape(scale.meaning)}</td></tr>'
        )
    return f'<table style="border-collapse:collapse;width:100%;font-size:15px">{"".join(rows)}</table>'
