"""Lay a worded report out as one HTML file that needs nothing else."""

from __future__ import annotations

from html import escape

from trainer.checker.values import Language
from trainer.cli.sheet import Line, Scale, Sheet
from trainer.web.words import say as word

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}"
    "body{color:#1c2330;background:#fff}"
    "h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}li{margin:.9rem 0}p{margin:.2rem 0}"
    ".where,.rule{color:#51596a;font-size:.875rem}"
    "th,td{text-align:start;vertical-align:top;padding:.3rem .8rem .3rem 0}"
)


def page_of(sheet: Sheet, language: Language) -> str:
    """The whole document, in the reader's language."""
    parts = [f"<h1>{escape(sheet.title)}</h1>", f"<p>{escape(sheet.about)}</p>"]
    if sheet.praise:
        parts += [_heading(word(language, "cli.done_well")), f"<p>{escape(sheet.praise)}</p>"]
    parts.append(_heading(word(language, "cli.first")))
    parts.append(_list(sheet.first) if sheet.first else f"<p>{escape(word(language, 'cli.nothing'))}</p>")
    if sheet.rest:
        parts += [_heading(word(language, "cli.rest")), _list(sheet.rest)]
    parts += [_heading(word(language, "cli.criteria")), _table((*sheet.gates, *sheet.criteria), language)]
    if sheet.shares:
        parts.append(_heading(word(language, "cli.shares")))
        parts += [f"<p>{escape(line)}</p>" for line in sheet.shares]
    if sheet.unsure:
        items = "".join(f"<li>{escape(line)}</li>" for line in sheet.unsure)
        parts += [_heading(word(language, "cli.unsure")), f"<ul>{items}</ul>"]
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(sheet.title)}</title>'
        f"<style>{_STYLE}</style></head>\n<body><main>\n{body}\n</main></body>\n</html>\n"
    )


def _heading(words: str) -> str:
    return f"<h2>{escape(words)}</h2>"


def _list(lines: tuple[Line, ...]) -> str:
    return "<ol>" + "".join(_item(line) for line in lines) + "</ol>"


def _item(line: Line) -> str:
    said = [line.message, line.question, line.mend]
    words = "".join(f"<p>{escape(sentence)}</p>" for sentence in said if sentence)
    more = f'<p class="where">{escape(line.more)}</p>' if line.more else ""
    return (
        f'<li><strong>{escape(line.title)}</strong> <span class="where">{escape(line.where)}</span>'
        f'{words}{more}<p class="rule">{escape(line.rule)}</p></li>'
    )


def _table(scales: tuple[Scale, ...], language: Language) -> str:
    rows = []
    for scale in scales:
        level = "" if scale.level is None else word(language, "cli.level", level=scale.level, top=scale.top)
        name, meaning = escape(scale.name), escape(scale.meaning)
        rows.append(f'<tr><th scope="row">{name}</th><td>{level}</td><td>{meaning}</td></tr>')
    return "<table>" + "".join(rows) + "</table>"
