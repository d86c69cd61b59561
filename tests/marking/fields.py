"""The marking form as a browser without a script would send it."""

from __future__ import annotations

import re
from html import unescape

_INPUT = re.compile(r"<input\b[^>]*>|<textarea\b[^>]*>.*?</textarea>", re.DOTALL)


def form_of(page: str) -> dict[str, str]:
    """The fields of the marking form as a browser without a script would send them."""
    fields: dict[str, str] = {}
    for tag in _INPUT.findall(page):
        name = re.search(r'name="([mco]:[^"]*)"', tag)
        if name is None or ('type="radio"' in tag and " checked" not in tag):
            continue
        if tag.startswith("<textarea"):
            fields[name[1]] = unescape(tag.split(">", 1)[1].rsplit("</textarea>", 1)[0])
        else:
            value = re.search(r'value="([^"]*)"', tag)
            fields[name[1]] = unescape(value[1]) if value else ""
    for name, options in re.findall(r'<select\b[^>]*name="(c:[^"]*)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    return fields


def new_comment_on(fields: dict[str, str], row: str) -> str:
    """The name of the empty field for a new comment on this row ("g1" or "g1 s1")."""
    return next(name[: -len(":at")] for name, value in fields.items()
                if name.endswith(":at") and value == row and not fields[name[:-2] + "text"])
