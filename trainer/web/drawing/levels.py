"""How many plans stand on each level: one bar from the lowest to the highest, and days as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trainer.web.drawing.svg import Drawing, Row, Words, element, label, picture, strip

_HEIGHT = 18
_COLUMN, _GAP, _TOP, _TALL = 64.0, 12.0, 18.0, 92.0


def level_bar(counts: Mapping[int | None, int], words: Words, *, title: str, name: str) -> Drawing:
    """One bar with a field for each of the levels 0 to 3, and a dashed one for plans that cannot be judged yet."""
    order = (0, 1, 2, 3, None)
    total = sum(counts.get(level, 0) for level in order)
    body, left = [], 0.0
    for level in order:
        count = counts.get(level, 0)
        if not count:
            continue
        wide = 100 * count / total
        look = "lv-none" if level is None else f"lv-{level}"
        body.append(element("rect", x=f"{left:.2f}%", y=1, width=f"{wide:.2f}%", height=_HEIGHT - 2, class_=look))
        left += wide
    if not total:
        body.append(element("rect", x="0.5%", y=1, width="99%", height=_HEIGHT - 2, rx=2, class_="lv-none"))
    said = {None: words("drawing.level_open")}
    rows: tuple[Row, ...] = ((words("drawing.col_level"), words("drawing.col_plans")),)
    rows += tuple((said.get(level, str(level)), str(counts.get(level, 0))) for level in order if counts.get(level))
    desc = ", ".join(f"{row[0]}: {row[1]}" for row in rows[1:]) if total else words("drawing.no_plans")
    svg = strip(body, name=name, title=title, desc=desc, height=_HEIGHT, class_="level-bar")
    return Drawing(svg, title, desc, rows)


def columns(counts: Sequence[int], labels: Sequence[str], words: Words, *, title: str, name: str) -> Drawing:
    """A column for each label, as high as its count, with the count above it."""
    most = max(counts, default=0)
    body = []
    for place, (count, said) in enumerate(zip(counts, labels, strict=True)):
        x = place * (_COLUMN + _GAP)
        high = _TALL * count / most if most else 0.0
        body.append(element("line", x1=x, x2=x + _COLUMN, y1=_TOP + _TALL, y2=_TOP + _TALL, class_="base"))
        if count:
            body.append(element("rect", x=x, y=_TOP + _TALL - high, width=_COLUMN, height=high, rx=3, class_="col"))
        body.append(label(str(count), x + _COLUMN / 2, _TOP + _TALL - high - 5, "num"))
        body.append(label(said, x + _COLUMN / 2, _TOP + _TALL + 18, "sub"))
    rows: tuple[Row, ...] = ((words("drawing.col_days"), words("drawing.col_plans")),)
    rows += tuple((said, str(count)) for count, said in zip(counts, labels, strict=True))
    desc = ", ".join(f"{row[0]}: {row[1]}" for row in rows[1:])
    width, height = len(counts) * (_COLUMN + _GAP) - _GAP, _TOP + _TALL + 26
    svg = picture(body, name=name, title=title, desc=desc, width=width, height=height, class_="columns")
    return Drawing(svg, title, desc, rows, int(width), int(height))
