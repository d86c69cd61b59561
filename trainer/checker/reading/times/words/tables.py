"""What a table of time words is, and how words and endings are put into it."""

from __future__ import annotations

from dataclasses import dataclass, field

Value = int | str
Table = dict[str, tuple[str, Value]]


@dataclass(frozen=True)
class TimeWords:
    """Words and phrases with their tags; `stems` are nouns that take the language's endings (Kazakh)."""

    words: Table = field(default_factory=dict)
    stems: Table = field(default_factory=dict)


def put(table: Table, tag: str, value: Value, words: str) -> None:
    """Give a tag to comma-separated words and phrases."""
    for word in words.split(","):
        if word.strip():
            table[word.strip()] = (tag, value)


def inflect(table: Table, tag: str, value: Value, stem: str, endings: str) -> None:
    """Give a tag to a stem with each of these endings, parted by `|`."""
    for ending in endings.split("|"):
        table[stem + ending] = (tag, value)
