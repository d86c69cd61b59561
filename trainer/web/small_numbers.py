"""Numbers in addresses and forms: no longer than a column of the database holds, because longer ones break a query."""

from __future__ import annotations

import re

from werkzeug.routing import IntegerConverter

DIGITS = r"\d{1,9}"


class SmallNumber(IntegerConverter):
    """`<int:…>` in an address. A longer number is no address of ours, so its page is not found."""

    regex = DIGITS


def small_number(text: str) -> int:
    """For `request.args.get("page", 1, small_number)`: ValueError, and thus the default, for anything else."""
    if not re.fullmatch(DIGITS, text):
        raise ValueError(text[:20])
    return int(text)
