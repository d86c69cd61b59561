"""Quotation marks within quotation marks: words that quote somebody are themselves quoted by a question."""

from __future__ import annotations

# By the mark that opens around the words: what the same pair becomes within it.
_WITHIN = {"«": str.maketrans("«»", "„“"), "“": str.maketrans("“”", "‘’")}


def within(opening: str, words: str) -> str:
    """The words as they stand after this opening mark; unchanged where none opens."""
    return words.translate(_WITHIN[opening]) if opening in _WITHIN else words


def repeats(message: str, words: str) -> bool:
    """Whether a message holds these words, with their own marks or with those that they have within its marks."""
    return any(within(opening, words) in message for opening in ("", *_WITHIN))
