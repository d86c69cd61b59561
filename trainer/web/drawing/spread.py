"""How far the levels of several readers of one plan lie apart: four fields, the number of readers in each."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.checker.agreement import LEVELS
from trainer.web.drawing.svg import Drawing, Row, Words, element, label, picture

_SIDE = 34.0
_GAP = 2.0
_TOP = 20.0
_BELOW = 18.0


def spread_strip(
    counts: Mapping[int, int], words: Words, *, title: str, name: str, own: int | None = None,
    expected: int | None = None,
) -> Drawing:
    """Levels 0 to 3 from left to right. The outlined field is the expected level; a word under a field says "you"."""
    most = max(counts.values(), default=0)
    body = []
    for level in LEVELS:
        x, times = level * (_SIDE + _GAP), counts.get(level, 0)
        tone = 0 if not times else 1 + min(2, 3 * times // (most + 1))
        same = " same" if level == expected else ""
        body.append(label(str(level), x + _SIDE / 2, 13, "lv"))
        body.append(element("rect", class_=f"t{tone}{same}", x=x + 1, y=_TOP, width=_SIDE - 2, height=_SIDE, rx=4))
        if times:
            body.append(label(str(times), x + _SIDE / 2, _TOP + _SIDE / 2 + 5, f"on{tone}"))
        if level == own:
            body.append(label(words("drawing.agree_given"), x + _SIDE / 2, _TOP + _SIDE + 14, "side"))
    desc = words("second.spread_desc", counts=", ".join(f"{level}: {counts.get(level, 0)}" for level in LEVELS))
    head: Row = (words("second.level"), words("second.people"))
    rows: tuple[Row, ...] = (head, *((str(level), str(counts.get(level, 0))) for level in LEVELS))
    width, height = 4 * (_SIDE + _GAP), _TOP + _SIDE + _BELOW
    svg = picture(body, name=name, title=title, desc=desc, width=width, height=height, class_="agree spread")
    return Drawing(svg, title, desc, rows, int(width), int(height))
