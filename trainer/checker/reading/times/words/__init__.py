"""The words with which four languages speak of time: months, weekdays, units, numerals and small cue words.

Each table gives a tag to a word or a run of words; `tags.py` reads the tags. A tag is one letter, the same in every
language: N number, M month, W weekday, w "on Mondays", U unit, Q quarter, B by, b by (after its noun), I within, i within (after
its noun), F every, f "daily", X times, x once, P per, p "a week" in one word, E end or middle of, e yearly event,
R from, r tomorrow, G ago, L a length in one word, l for, o of, O ordinal, n next, m term, A age, H numbering, k "days",
g at least, s since, a "-day" of a length. Small words with several duties have their own letters, which
the grammar accepts in each of them: z за, + на, ^ по.
"""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable
from functools import cache

from trainer.checker.reading.times.words import english, kazakh, russian, ukrainian
from trainer.checker.reading.times.words.tables import TimeWords, Value
from trainer.checker.values import Language

__all__ = ["TimeWords", "Value", "time_words"]

_TABLES: dict[Language, Callable[[], TimeWords]] = {
    Language.EN: english.time_words,
    Language.RU: russian.time_words,
    Language.UK: ukrainian.time_words,
    Language.KK: kazakh.time_words,
}


@cache
def time_words(language: Language) -> TimeWords:
    """The table of one language, made when its first text is read: a plan has one language, rarely two."""
    return _TABLES[language]()
