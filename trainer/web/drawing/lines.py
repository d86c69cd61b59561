"""The lines of ties: thick, dotted, zigzag, cut; one grammar for the family drawing and the ecomap."""

from __future__ import annotations

import math

from trainer.checker.case import TieKind
from trainer.web.drawing.svg import path

Point = tuple[float, float]

_CLASS = {
    TieKind.STRONG: "ln strong",
    TieKind.CLOSE: "ln close",
    TieKind.WEAK: "ln weak",
    TieKind.STRESS: "ln stress",
    TieKind.CONFLICT: "ln conflict",
    TieKind.CUTOFF: "ln",
    TieKind.OFFERED: "ln faint",
}
_HEAD = 10.0


def between(a: Point, b: Point, from_a: float, from_b: float) -> tuple[Point, Point]:
    """The part of the way from a to b that begins and ends at these distances."""
    length = math.dist(a, b) or 1.0
    along = ((b[0] - a[0]) / length, (b[1] - a[1]) / length)
    return (
        (a[0] + along[0] * from_a, a[1] + along[1] * from_a),
        (b[0] - along[0] * from_b, b[1] - along[1] * from_b),
    )


def tie(kind: TieKind, start: Point, end: Point, *, double: bool = False) -> list[str]:
    """The strokes of one tie. `double` draws closeness as parallel lines, as the family drawing does."""
    if kind in (TieKind.STRESS, TieKind.CONFLICT):
        return [path(_CLASS[kind], *_zigzag(start, end))]
    if kind is TieKind.CUTOFF:
        return _cut(start, end)
    if double:
        shifts = (-3.5, 0.0, 3.5) if kind is TieKind.STRONG else (-2.0, 2.0)
        return [path("ln bond", *_straight(*_shifted(start, end, by))) for by in shifts]
    return [path(_CLASS[kind], *_straight(start, end))]


def arrow(tip: Point, source: Point) -> str:
    """The head of an arrow at `tip`, coming from `source`."""
    angle = math.atan2(tip[1] - source[1], tip[0] - source[0])
    left = (tip[0] - _HEAD * math.cos(angle - 0.42), tip[1] - _HEAD * math.sin(angle - 0.42))
    right = (tip[0] - _HEAD * math.cos(angle + 0.42), tip[1] - _HEAD * math.sin(angle + 0.42))
    return path("ar", "M", *tip, "L", *left, "L", *right, "z")


def shorter(start: Point, end: Point, by: float) -> Point:
    """The end moved towards the start: a thick line must not show beside the tip of its arrow."""
    return between(start, end, 0, by)[1]


def _straight(start: Point, end: Point) -> list[str | float]:
    return ["M", *start, "L", *end]


def _shifted(start: Point, end: Point, by: float) -> tuple[Point, Point]:
    length = math.dist(start, end) or 1.0
    x, y = -(end[1] - start[1]) / length * by, (end[0] - start[0]) / length * by
    return (start[0] + x, start[1] + y), (end[0] + x, end[1] + y)


shifted = _shifted


def _zigzag(start: Point, end: Point) -> list[str | float]:
    length = math.dist(start, end) or 1.0
    teeth = max(4, round(length / 9))
    parts: list[str | float] = ["M", *start]
    for tooth in range(1, teeth):
        at = between(start, end, length * tooth / teeth, 0)[0]
        (x, y), _ = _shifted(at, end, 5.0 if tooth % 2 else -5.0)
        parts += ["L", x, y]
    return [*parts, "L", *end]


def _cut(start: Point, end: Point) -> list[str]:
    """A line with a gap in the middle and a bar at each edge of the gap."""
    length = math.dist(start, end) or 1.0
    near, far = between(start, end, length / 2 - 5, length / 2 - 5)
    strokes: list[str | float] = [*_straight(start, near), *_straight(far, end)]
    bars: list[str | float] = []
    for at, other in ((near, end), (far, start)):
        a, _ = _shifted(at, other, 8.0)
        b, _ = _shifted(at, other, -8.0)
        bars += _straight(a, b)
    return [path("ln", *strokes), path("ln bars", *bars)]
