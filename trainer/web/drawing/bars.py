"""Bars: whose resources carry the plan, which of its rows have what a question asks for, how many of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trainer.checker.values import Resource
from trainer.web.drawing.svg import Drawing, Row, Words, element, strip
from trainer.web.drawing.symbols import RESOURCES, fill

SHARE_NAMES = {
    Resource.INTERNAL: "drawing.share_internal",
    Resource.INFORMAL: "drawing.share_informal",
    Resource.COMMUNITY: "drawing.share_community",
    Resource.FORMAL: "drawing.share_formal",
}
_HEIGHT = 14


def share_bar(shares: Mapping[str, int], words: Words, *, name: str = "shares") -> Drawing:
    """One bar in the fixed order family, people near, community, services. Without steps it is a dashed outline."""
    counts = {resource: max(0, int(shares.get(resource.value, 0))) for resource in RESOURCES}
    total = sum(counts.values())
    body = []
    left = 0.0
    for resource in RESOURCES:
        if counts[resource]:
            wide = 100 * counts[resource] / total
            body.append(element("rect", x=_percent(left), y=0, width=_percent(wide), height=_HEIGHT,
                                **fill(resource, "")))
            left += wide
    if not total:
        body.append(element("rect", x="0.5%", y=1, width="99%", height=_HEIGHT - 2, rx=2, class_="none"))
    title = words("drawing.share_title")
    rows: tuple[Row, ...] = ((words("drawing.col_whose"), words("drawing.col_steps")),)
    rows += tuple((words(SHARE_NAMES[resource]), str(counts[resource])) for resource in RESOURCES)
    desc = ", ".join(f"{label}: {count}" for label, count in rows[1:]) if total else words("drawing.share_none")
    return Drawing(strip(body, name=name, title=title, desc=desc, height=_HEIGHT, class_="share"), title, desc, rows)


def dial_units(
    units: Sequence[bool | None], words: Words, *, title: str, labels: Sequence[str] = (), name: str = "units"
) -> Drawing:
    """One small field per goal or step: filled where it has what is asked for, dashed where not, open where unknown.

    `title` is the dial's name as shown; `labels` name the units in the table ("1.2").
    """
    shown = list(units)
    count = max(len(shown), 1)
    gap = min(1.6, 24 / count)
    wide = (100 - gap * (count - 1)) / count
    looks = {True: "u-on", False: "u-off", None: "u-open"}
    body = [
        element("rect", x=_percent(place * (wide + gap)), y=1, width=_percent(wide), height=_HEIGHT - 2, rx=2,
                class_=looks[unit])
        for place, unit in enumerate(shown)
    ]
    said = {True: words("drawing.unit_yes"), False: words("drawing.unit_no"), None: words("drawing.unit_open")}
    names = [*labels, *(str(place + 1) for place in range(len(labels), len(shown)))]
    rows: tuple[Row, ...] = ((words("drawing.col_unit"), title),)
    rows += tuple((unit_name, said[unit]) for unit_name, unit in zip(names, shown, strict=False))
    desc = words("drawing.units_desc", yes=sum(unit is True for unit in shown), all=len(shown))
    svg = strip(body, name=name, title=title, desc=desc, height=_HEIGHT, class_="share units")
    return Drawing(svg, title, desc, rows)


def part_bar(part: int, whole: int, words: Words, *, title: str, name: str = "part") -> Drawing:
    """How many of all: one bar, filled as far as the part goes, the rest an outline."""
    wide = 100 * min(max(part, 0), whole) / whole if whole > 0 else 0.0
    body = [element("rect", x="0.5%", y=1, width="99%", height=_HEIGHT - 2, rx=2, class_="u-rest")]
    if wide:
        body.append(element("rect", x="0.5%", y=1, width=_percent(wide * 0.99), height=_HEIGHT - 2, rx=2,
                            class_="u-part"))
    desc = words("drawing.units_desc", yes=part, all=whole)
    svg = strip(body, name=name, title=title, desc=desc, height=_HEIGHT, class_="share units")
    return Drawing(svg, title, desc, ((title,), (desc,)))


def _percent(value: float) -> str:
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{shown or '0'}%"
