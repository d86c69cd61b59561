"""Markdown that people write, made into safe HTML once, when it is saved.

Python-Markdown is quadratic in brackets (20,000 `[` took two minutes), so length and runs of brackets are limited.
"""

from __future__ import annotations

import re

import nh3
from markdown import Markdown
from markupsafe import Markup

MAX_LENGTH = 40_000
TAGS = {
    "p",
    "br",
    "em",
    "strong",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "h2",
    "h3",
    "h4",
    "a",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "hr",
}
# People begin a list right under its sentence; Markdown would run it into the paragraph.
LIST_AFTER_TEXT = re.compile(r"^(?![ \t]*(?:[-*+]|\d+[.)])[ \t])(\S[^\n]*)\n(?=(?:[-*+]|\d+\.)[ \t])", re.MULTILINE)
EMPTY_HEADINGS = re.compile(r"<thead>\s*<tr>(?:\s*<th[^>]*></th>)+\s*</tr>\s*</thead>")
RUNS = re.compile(r"([\[\]()!*_`<>])\1{7,}")


def to_html(text: str) -> Markup:
    """Safe HTML of a Markdown text; headings begin at level 2 because the page has its own first."""
    limited = RUNS.sub(lambda run: run.group(0)[:8], text[:MAX_LENGTH])
    if limited.count("[") > 400:
        limited = limited.replace("[", "\\[")
    limited = LIST_AFTER_TEXT.sub(r"\1\n\n", limited)
    html = Markdown(extensions=["tables", "sane_lists"], output_format="html").convert(limited)
    html = re.sub(r"<(/?)h1>", r"<\1h2>", html)
    # A form without headings begins with an empty row; to a screen reader an empty heading is a riddle.
    html = EMPTY_HEADINGS.sub("", html)
    html = re.sub(r"<th([^>]*)></th>", r"<td\1></td>", html)
    clean = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"https", "http", "mailto"})
    return Markup(clean)  # noqa: S704 - nh3 has just cleaned it
