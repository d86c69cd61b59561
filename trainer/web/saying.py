"""What a finding says on a page: the words of its rule's page, with days as the reader writes them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from trainer.checker import handbook
from trainer.checker.handbook import Said
from trainer.checker.report import Finding, Praise
from trainer.web.words import day

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def say(found: Finding | Praise, into: str) -> Said:
    """Message, question and how to mend it; the checker's ISO dates read as `1 October 2026`."""
    return handbook.say(found.model_copy(update={"values": _for_reading(found.values)}), into)


def with_days(text: str) -> str:
    """A text with its ISO dates as the reader writes them."""
    return _DAY.sub(lambda found: _day(found[0]), text)


def _for_reading(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _day(value) if isinstance(value, str) and _DAY.fullmatch(value) else value
            for name, value in values.items()}  # fmt: skip


def _day(text: str) -> str:
    try:
        return day(dt.date.fromisoformat(text))
    except ValueError:
        return text
