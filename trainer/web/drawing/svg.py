"""The little that every drawing needs: elements as text, always in the same order, always escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Protocol

Row = tuple[str, ...]

# A sign that XML cannot hold would make the whole page unreadable.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Words(Protocol):
    """Gives an interface sentence by its key, with its values filled in: `trainer.web.words._` does."""

    def __call__(self, key: str, /, **values: object) -> str: ...


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing and the same in words. `table[0]` are the headings; `width` and `height` are its natural pixels.

    `key` explains the signs that this drawing uses: pairs of a small SVG, hidden from screen readers, and its words.
    """

    svg: str
    title: str
    desc: str
    table: tuple[Row, ...]
    width: int = 0
    height: int = 0
    key: tuple[tuple[str, str], ...] = ()


def text_of(value: object) -> str:
    """Any text, safe inside an element or an attribute."""
    return escape(_NOT_XML.sub("\ufffd", str(value)))


def number(value: float) -> str:
    """The shortest form of a coordinate: one decimal at most, no `-0`, no trailing zero."""
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def element(name: str, /, *children: str, attributes: Mapping[str, object] | None = None, **more: object) -> str:
    """One element. Attributes keep their order; `class_` and `stroke_width` lose and change their underscores."""
    parts = []
    for key, value in {**more, **(attributes or {})}.items():
        if value is None:
            continue
        shown = number(value) if isinstance(value, float) else value
        parts.append(f' {key.rstrip("_").replace("_", "-") if key.islower() else key}="{text_of(shown)}"')
    body = "".join(children)
    return f"<{name}{''.join(parts)}>{body}</{name}>" if body else f"<{name}{''.join(parts)}/>"


def label(words: str, x: float, y: float, class_: str | None = None, anchor: str | None = None) -> str:
    """One line of text; its place is the middle of its base line unless `anchor` says otherwise."""
    return element("text", text_of(words), class_=class_, x=float(x), y=float(y), text_anchor=anchor or "middle")


def path(class_: str, *parts: str | float) -> str:
    """A path from letters and coordinates."""
    drawn = " ".join(number(part) if isinstance(part, int | float) else part for part in parts)
    return element("path", class_=class_, d=drawn)


def picture(
    body: Sequence[str], *, name: str, title: str, desc: str, width: float, height: float, class_: str = "dr"
) -> str:
    """A whole drawing that grows with its frame. `name` must be the only one of its kind on the page.

    Its own width is the least at which its words can be read: a frame that is narrower scrolls.
    """
    return element(
        "svg",
        *_said(name, title, desc),
        *body,
        class_=class_,
        width=number(width),
        attributes={"viewBox": f"0 0 {number(width)} {number(height)}", **_spoken(name, desc)},
    )


def strip(
    body: Sequence[str], *, name: str, title: str, desc: str = "", height: int, class_: str
) -> str:
    """A drawing as wide as its frame and of fixed height: its inner widths are percentages."""
    return element(
        "svg",
        *_said(name, title, desc),
        *body,
        class_=class_,
        width="100%",
        height=height,
        attributes=_spoken(name, desc),
    )


def _said(name: str, title: str, desc: str) -> tuple[str, ...]:
    said = (element("title", text_of(title), id=f"{name}-title"),)
    return (*said, element("desc", text_of(desc), id=f"{name}-desc")) if desc else said


def _spoken(name: str, desc: str) -> dict[str, object]:
    return {"role": "img", "aria-labelledby": f"{name}-title {name}-desc" if desc else f"{name}-title"}


def wrapped(words: str, limit: int, lines: int = 3) -> list[str]:
    """The words on at most so many lines of about `limit` signs; what does not fit ends with an ellipsis."""
    found: list[str] = []
    for word in words.split():
        if found and len(found[-1]) + 1 + len(word) <= limit:
            found[-1] += f" {word}"
        else:
            found.append(word)
    if len(found) > lines:
        found = [*found[: lines - 1], " ".join(found[lines - 1 :])]
    return [line if len(line) <= limit * 1.4 else line[: int(limit * 1.4) - 1].rstrip() + "…" for line in found]


def text_width(words: str, size: float = 13.0) -> float:
    """About how wide a line of the interface's face is, in pixels."""
    wide, narrow = "шщюжмфыWMШЩЮЖМФЫ", " .,:;il|'’fjtrІі()"
    return sum(0.86 if sign in wide else 0.34 if sign in narrow else 0.6 for sign in words) * size
