"""Levels and words that are kept as they are typed, by criterion, in one document: a round's, or to settle a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.web.field_form import seal
from trainer.web.versions import Version

LEVELS = (None, 0, 1, 2, 3)
NOTHING: Version = {"level": None, "comment": ""}


def stored_in(document: Mapping[str, Any] | None, criterion: str) -> Version:
    """What is kept of one criterion."""
    return (document or {}).get(criterion, NOTHING)


def revision_of(stored: Version) -> int:
    """A number that changes with what is stored, and is 0 while nothing is: what a page says that it has seen."""
    if stored == NOTHING:
        return 0
    return int(seal(stored["level"], stored["comment"])[:8], 16) or 1
