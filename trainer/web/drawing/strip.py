"""Levels of one criterion side by side: four steps, and on them the signs of who gave which level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from trainer.web.drawing.svg import element

_STEP, _LEFT, _TOP, _LANE = 54.0, 16.0, 9.0, 15.0
_WIDTH = _LEFT * 2 + 3 * _STEP


def level_strip(own: int | None, peers: Sequence[int], checker: int | None, lecturer: int | None) -> Markup:
    """A picture without words: a lane for each of the four; hidden from screen readers, the table beside says it.

    A circle that is empty is one's own level, full circles are other students (the more the larger), a triangle the
    checker, a square the lecturer.
    """
    body = [_line(lane) for lane in range(4)] + [_step(level) for level in range(4)]
    if own is not None:
        body.append(element("circle", class_="b-own", cx=_x(own), cy=_y(0), r=5))
    for level, times in sorted(Counter(peers).items()):
        body.append(element("circle", class_="b-peer", cx=_x(level), cy=_y(1), r=min(7.0, 3.5 + times)))
    if checker is not None:
        x, y = _x(checker), _y(2)
        body.append(element("path", class_="b-checker", d=f"M{x:g} {y - 5.5:g}L{x + 6:g} {y + 4.5:g}H{x - 6:g}Z"))
    if lecturer is not None:
        body.append(
            element("rect", class_="b-lecturer", x=_x(lecturer) - 5, y=_y(3) - 5, width=10, height=10, rx=1.5)
        )
    height = _TOP * 2 + 3 * _LANE
    return Markup(  # noqa: S704 - made of numbers and of our own names alone
        f'<svg class="beside" viewBox="0 0 {_WIDTH:g} {height:g}" width="{_WIDTH:g}" height="{height:g}" '
        f'aria-hidden="true">{"".join(body)}</svg>'
    )


def _x(level: int) -> float:
    return _LEFT + level * _STEP


def _y(lane: int) -> float:
    return _TOP + lane * _LANE


def _step(level: int) -> str:
    return element("line", class_="b-step", x1=_x(level), x2=_x(level), y1=2, y2=_TOP * 2 + 3 * _LANE - 2)


def _line(lane: int) -> str:
    return element("line", class_="b-lane", x1=_x(0), x2=_x(3), y1=_y(lane), y2=_y(lane))
