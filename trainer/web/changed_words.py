"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s]+")
# difflib is quadratic: 3,000 equal words take over a second. Longer middles are shown as replaced whole.
MOST_WORDS = 600

Piece = tuple[str, str]
"""(`same`, `old` or `new`, the words)."""


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The words of two texts as same, old and new: without the new ones they are the old text, and so on."""
    left, right = WORDS.findall(old), WORDS.findall(new)
    head = _common(left, right)
    tail = _common(left[head:][::-1], right[head:][::-1])
    middle_left, middle_right = left[head : len(left) - tail], right[head : len(right) - tail]
    found = [
        ("same", "".join(left[:head])),
        *_middle(middle_left, middle_right),
        ("same", "".join(left[len(left) - tail :])),
    ]
    return tuple(piece for piece in found if piece[1])


def _common(left: list[str], right: list[str]) -> int:
    count = 0
    while count < min(len(left), len(right)) and left[count] == right[count]:
        count += 1
    return count


def _middle(left: list[str], right: list[str]) -> Iterator[Piece]:
    if len(left) + len(right) > MOST_WORDS:
        yield "old", "".join(left)
        yield "new", "".join(right)
        return
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(left[a:b])
            continue
        yield "old", "".join(left[a:b])
        yield "new", "".join(right[c:d])
