"""Find time expressions: what is a deadline, a length, a rhythm, a yearly event, and what only looks like one.

Every token becomes one letter (`tags.py` says which), numbers and dates first; one pattern over the string of
letters then finds the expressions. Values: `2026-09-01`, `--04-01` without a year, `--04-end`, `wd:5`, `eow`, `+3M`
counted from the plan's day, `6M` a length, `2/M` a rhythm, `R:wd:2,5` weekdays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from trainer.checker.reading.times.patterns import whole_pattern
from trainer.checker.reading.times.readers import reading_of
from trainer.checker.reading.times.tags import Tags, tags_of
from trainer.checker.reading.tokens import Token, tokenise
from trainer.checker.reading.values import Span, TimeKind
from trainer.checker.values import Language


class Found(NamedTuple):
    """A time expression before it is counted from a day. `bounded` says whether it ends at a known time."""

    kind: TimeKind
    value: str
    span: Span
    bounded: bool


# What tells nothing of time however it stands together.
_TELLS_NOTHING = re.compile(r"[~,.:/;H-]*")


@lru_cache(maxsize=2048)
def find_times(text: str, language: Language, cell: bool = False) -> tuple[Found, ...]:
    """Every time expression of a text, in order. A cell's bare words ("October", "6 months") count as terms."""
    return tuple(_expressions(tokenise(text), tags_of(text, language), cell))


def _expressions(tokens: Sequence[Token], tags: Tags, cell: bool) -> list[Found]:
    letters = "".join([tag.letter for tag in tags])
    found: list[Found] = []
    if _TELLS_NOTHING.fullmatch(letters):
        return found
    for match in whole_pattern().finditer(letters):
        reading = reading_of(match, tags, cell)
        if reading is None:
            continue
        kind, value, bounded = reading
        at_least = "g" in letters[max(0, match.start() - 2) : match.end() + 2]
        if kind is TimeKind.DURATION and at_least:
            bounded = False
        first, last = tags[match.start()].first, tags[match.end() - 1].last
        found.append(Found(kind, value, Span(tokens[first].start, tokens[last - 1].end), bounded))
    return found
