"""What is said of one place of a document that was brought in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """One cell and what became of it. Row and column count from 1, 0 where there is none; `reason` is a message key."""

    row: int
    column: int
    text: str
    reason: str
