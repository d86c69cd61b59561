"""The dashed line round a household: one outline that follows the generations, with rounded corners."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from trainer.web.drawing import lines
from trainer.web.drawing.svg import path

Band = tuple[float, float, float, float]
"""Left, right, top and bottom of those who live together in one generation."""


def around(bands: Sequence[Band], *, together: bool) -> list[str]:
    """The outline of the bands from top to bottom; as one box where nobody else stands in it (`together`)."""
    if together:
        return [path("house", *_rounded(_corners([box_of(bands)])))]
    return [path("house", *_rounded(_corners(group))) for group in _touching(bands)]


def box_of(bands: Sequence[Band]) -> Band:
    """The box that holds all of them."""
    return (min(b[0] for b in bands), max(b[1] for b in bands), min(b[2] for b in bands), max(b[3] for b in bands))


def _touching(bands: Sequence[Band]) -> list[list[Band]]:
    """Bands of generations that lie above each other share an outline."""
    groups: list[list[Band]] = []
    for band in bands:
        if groups and groups[-1][-1][0] < band[1] and band[0] < groups[-1][-1][1]:
            groups[-1].append(band)
        else:
            groups.append([band])
    return groups


def _corners(bands: Sequence[Band]) -> list[tuple[float, float]]:
    """The corners of the outline round bands that lie above each other, clockwise from the upper left."""
    bands = list(bands)
    for place, (above, below) in enumerate(pairwise(bands)):
        edge = (above[3] + below[2]) / 2
        bands[place] = (*bands[place][:3], edge)
        bands[place + 1] = (below[0], below[1], edge, below[3])
    right = [(band[1], y) for band in bands for y in (band[2], band[3])]
    left = [(band[0], y) for band in reversed(bands) for y in (band[3], band[2])]
    return [*right, *left]


def _rounded(corners: list[tuple[float, float]], radius: float = 10.0) -> list[str | float]:
    """A closed path through the corners, each of them rounded as far as its sides allow."""
    parts: list[str | float] = []
    count = len(corners)
    for place, corner in enumerate(corners):
        before, after = corners[place - 1], corners[(place + 1) % count]
        room = min(radius, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        into, _ = lines.between(corner, before, room, 0)
        out, _ = lines.between(corner, after, room, 0)
        parts += ["L" if parts else "M", *into, "Q", *corner, *out]
    return [*parts, "z"]
