"""The letters beside each pattern of time are those with which it may begin: a wrong one would hide a deadline."""

from __future__ import annotations

from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from trainer.checker.reading.times.patterns import PATTERNS


@pytest.mark.parametrize(("name", "begins", "pattern"), PATTERNS, ids=[name for name, _, _ in PATTERNS])
def test_a_pattern_begins_with_the_letters_beside_it(name: str, begins: str, pattern: str) -> None:
    letters, may_be_empty = first_letters(_parser.parse(pattern))
    assert letters == set(begins) and not may_be_empty


def first_letters(parts: Any) -> tuple[set[str], bool]:
    """The letters with which a parsed pattern may begin, and whether it may be empty."""
    letters: set[str] = set()
    for op, value in parts:
        if op in (ops.ASSERT, ops.ASSERT_NOT):
            continue
        found, may_be_empty = _first(op, value)
        letters |= found
        if not may_be_empty:
            return letters, False
    return letters, True


def _first(op: Any, value: Any) -> tuple[set[str], bool]:
    if op is ops.LITERAL:
        return {chr(value)}, False
    if op is ops.IN:
        return {chr(letter) for _, letter in value}, False
    if op is ops.SUBPATTERN:
        return first_letters(value[3])
    if op is ops.BRANCH:
        branches = [first_letters(branch) for branch in value[1]]
        return set().union(*(found for found, _ in branches)), any(empty for _, empty in branches)
    assert op is ops.MAX_REPEAT, op
    found, may_be_empty = first_letters(value[2])
    return found, may_be_empty or value[0] == 0
