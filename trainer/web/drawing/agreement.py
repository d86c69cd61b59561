"""How often one reader gave a level where another gave one: four by four fields, the diagonal where they agree."""

from __future__ import annotations

from trainer.checker.agreement import LEVELS, Counts
from trainer.web.drawing.svg import Drawing, Row, Words, element, label, picture

_SIDE = 34.0
_GAP = 2.0
_LEFT = 38.0
_TOP = 36.0


# What stands at the rows, at the columns, and in the corner of the table.
Sides = tuple[str, str, str]
OWN_AND_SUGGESTED: Sides = ("drawing.agree_given", "drawing.agree_suggested", "drawing.agree_corner")
TWO_MARKERS: Sides = ("second.side_first", "second.side_second", "second.side_corner")


def agreement_grid(
    counts: Counts, words: Words, *, title: str, name: str, sides: Sides = OWN_AND_SUGGESTED
) -> Drawing:
    """Rows are the levels that the first reader gave, the highest on top; columns those of the second.

    A darker field stands for more plans, and its number is written in it.
    """
    most = max(counts.values(), default=0)
    body = [_axis(words, sides)]
    for given in LEVELS:
        for suggested in LEVELS:
            body += _field(given, suggested, counts.get((given, suggested), 0), most)
    body += _levels()
    alike = sum(times for (given, suggested), times in counts.items() if given == suggested)
    desc = words("drawing.agree_desc", alike=alike, all=sum(counts.values()))
    width, height = _LEFT + 4 * (_SIDE + _GAP), _TOP + 4 * (_SIDE + _GAP)
    svg = picture(body, name=name, title=title, desc=desc, width=width, height=height, class_="agree")
    return Drawing(svg, title, desc, _table(counts, words, sides), int(width), int(height))


def _place(given: int, suggested: int) -> tuple[float, float]:
    return _LEFT + suggested * (_SIDE + _GAP), _TOP + (3 - given) * (_SIDE + _GAP)


def _field(given: int, suggested: int, times: int, most: int) -> list[str]:
    x, y = _place(given, suggested)
    tone = 0 if not times else 1 + min(2, 3 * times // (most + 1))
    same = " same" if given == suggested else ""
    drawn = [element("rect", class_=f"t{tone}{same}", x=x, y=y, width=_SIDE, height=_SIDE, rx=4)]
    if times:
        drawn.append(label(str(times), x + _SIDE / 2, y + _SIDE / 2 + 5, f"on{tone}"))
    return drawn


def _levels() -> list[str]:
    """The four levels along both sides."""
    across = [label(str(level), _place(3, level)[0] + _SIDE / 2, _TOP - 7, "lv") for level in LEVELS]
    down = [label(str(level), _LEFT - 10, _place(level, 0)[1] + _SIDE / 2 + 5, "lv") for level in LEVELS]
    return [*across, *down]


def _axis(words: Words, sides: Sides) -> str:
    middle = 2 * (_SIDE + _GAP) - _GAP / 2
    across = label(words(sides[1]), _LEFT + middle, 12, "side")
    down = element(
        "g", label(words(sides[0]), 0, 0, "side"), transform=f"translate(12 {_TOP + middle:g}) rotate(-90)"
    )
    return across + down


def _table(counts: Counts, words: Words, sides: Sides) -> tuple[Row, ...]:
    head: Row = (words(sides[2]), *(str(level) for level in LEVELS))
    return (head, *((str(given), *(str(counts.get((given, suggested), 0)) for suggested in LEVELS))
                    for given in reversed(LEVELS)))  # fmt: skip
