"""Give every token of a text the letter that says what it means for time: the tag string that the patterns read.

Numbers and dates first, then the words of `words/`, whose docstring tells the letters. D is a full date, Y a year, N a
number; signs stand for themselves and every other word is `~`.
"""

# Lists of words stay on one line.
# ruff: noqa: E501
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from trainer.checker.reading.kazakh import NOUN, has_own_letters, plain
from trainer.checker.reading.times.words import Value, time_words
from trainer.checker.reading.tokens import LONGEST_KEPT, Token, tokenise
from trainer.checker.values import Language


class Tag(NamedTuple):
    """One letter of the tag string with its value and the tokens it stands for."""

    letter: str
    value: Value
    first: int
    last: int


Tags = tuple[Tag, ...]


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "і": 1, "іі": 2, "ііі": 3}
_SUFFIX = frozenset(
    "th st nd rd го й я е ой ый му м х ого ому ое ше га ге ға ке қа ні ны і ы сі сы де да те та ден дан інші ші шы го ї ту ти ші-сі іне ына сіне не на ін ым им ма ме".split()
)


def tags_of(text: str, language: Language) -> Tags:
    """The tag string's letters of a text with their values; the places are those of its tokens."""
    return _kept(text, language) if len(text) <= LONGEST_KEPT else _tagged(text, language)


@lru_cache(maxsize=2048)
def _kept(text: str, language: Language) -> Tags:
    return _tagged(text, language)


def _tagged(text: str, language: Language) -> Tags:
    tokens = tokenise(text)
    phrases = _phrases(language, language is Language.KK and not has_own_letters(text))
    tags: list[Tag] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.kind == "number":
            tag = _date_at(tokens, place) or _number_at(tokens, place)
        else:
            tag = _word_at(tokens, place, phrases) or Tag(_letter_of(token), "", place, place + 1)
        if tag.letter != " ":
            tags.append(tag)
        place = tag.last
    return _with_whole_lengths(tags)


# How many of the smaller unit make one of the larger, where people write both: "1 year 10 months".
_SMALLER = {("Y", "M"): 12, ("W", "D"): 7, ("H", "MIN"): 60}


def _with_whole_lengths(tags: list[Tag]) -> Tags:
    """A length in two units as one: a year and ten months are twenty-two months."""
    whole: list[Tag] = []
    for tag in tags:
        if tag.letter == "U" and [before.letter for before in whole[-3:]] == ["N", "U", "N"]:
            many, large, few = whole[-3:]
            parts = _SMALLER.get((str(large.value), str(tag.value)))
            if parts:
                count = int(many.value) * parts + int(few.value)
                whole[-3:] = [Tag("N", count, many.first, few.last)]
        whole.append(tag)
    return tuple(whole)


def _letter_of(token: Token) -> str:
    """The letter of what says nothing of time: signs stand for themselves, every word is the same."""
    if token.kind == "line":
        return ";"
    return _SIGNS.get(token.key, "~") if token.kind == "sign" else "~"


_SIGNS = {**{sign: sign for sign in ",.-:/"}, "–": "-", "—": "-", "№": "H"}


def _date_at(tokens: Sequence[Token], place: int) -> Tag | None:
    """`2026-09-01`, `01.09.2026`, `1/9/26`: numbers joined by the same sign without spaces."""
    window = tokens[place : place + 5]
    if len(window) < 5 or window[0].kind != "number" or window[2].kind != "number" or window[4].kind != "number":
        return None
    if window[1].key != window[3].key or window[1].key not in ".-/" or not all(token.glued for token in window[1:]):
        return None
    a, b, c = window[0].key, window[2].key, window[4].key
    if len(a) == 4 and len(b) <= 2 and len(c) <= 2:
        year, month, day = int(a), int(b), int(c)
    elif len(a) <= 2 and len(b) <= 2 and len(c) in (2, 4):
        day, month, year = int(a), int(b), int(c) + (2000 if len(c) == 2 else 0)
    else:
        return None
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1900 <= year <= 2200):
        return None
    return Tag("D", f"{year:04d}-{month:02d}-{day:02d}", place, place + 5)


def _number_at(tokens: Sequence[Token], place: int) -> Tag:
    token = tokens[place]
    last = place + 1
    # Thousands ("84 000") and phone numbers are one number and no time.
    while (
        last < len(tokens)
        and tokens[last].kind == "number"
        and len(tokens[last].key) >= 2
        and len(tokens[place].key) <= 3
        and not tokens[last].glued
    ):
        last += 1
    if last - place > 1:
        return Tag("~", "", place, last)
    if (
        last + 1 < len(tokens)
        and tokens[last].key in "-–"
        and tokens[last].glued
        and tokens[last + 1].glued
        and tokens[last + 1].key in _SUFFIX
    ):
        last += 2
    elif last < len(tokens) and tokens[last].glued and tokens[last].key in _SUFFIX:
        last += 1
    elif (
        last + 1 < len(tokens)
        and tokens[last].key in ".:,"
        and tokens[last].glued
        and tokens[last + 1].kind == "number"
        and tokens[last + 1].glued
    ):
        # 10:00 is an hour of the day, 2.5 a fraction, 01.09 a date without a year (dates with one are found before).
        if tokens[last].key == "." and _day_and_month(token.key, tokens[last + 1].key):
            return Tag("D", f"--{int(tokens[last + 1].key):02d}-{int(token.key):02d}", place, last + 2)
        return Tag("~", "", place, last + 2)
    number = int(token.key)
    if len(token.key) == 4 and 1900 <= number <= 2100:
        return Tag("Y", number, place, last)
    return Tag("N", number, place, last) if len(token.key) <= 3 else Tag("~", "", place, last)


def _day_and_month(day: str, month: str) -> bool:
    return len(day) == 2 and len(month) == 2 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31


class _Phrases(NamedTuple):
    """The words of time, and for each word that begins a phrase how many words its longest phrase has."""

    words: dict[str, tuple[str, Value]]
    longest: dict[str, int]
    kazakh: bool
    typed_plain: bool


@cache
def _phrases(language: Language, typed_plain: bool) -> _Phrases:
    words = time_words(language).words
    if typed_plain:
        words = {plain(word): tag for word, tag in words.items()}
    longest: dict[str, int] = {}
    for word in words:
        first, *rest = word.split(" ")
        if rest:
            longest[first] = max(longest.get(first, 0), len(rest) + 1)
    return _Phrases(words, longest, language is Language.KK, typed_plain)


def _word_at(tokens: Sequence[Token], place: int, phrases: _Phrases) -> Tag | None:
    words = phrases.words
    token = tokens[place]
    if token.kind == "line":
        return None
    if token.kind == "sign" and token.key not in "№/":
        return None
    key = token.key
    for size in range(phrases.longest.get(key, 1), 1, -1):
        window = tokens[place : place + size]
        phrase = " ".join(each.key for each in window)
        if len(window) == size and phrase in words:
            letter, value = words[phrase]
            return Tag(letter, value, place, place + size)
    if key in _ROMAN and token.capital and key not in ("i", "і"):
        return Tag("O", _ROMAN[key], place, place + 1)
    if key in words:
        letter, value = words[key]
        # "may" and "march" are verbs unless they are written as a month.
        if letter == "M" and key in ("may", "march", "mar", "sen", "sun", "sat") and not token.capital:
            return None
        return Tag(letter, value, place, place + 1)
    found = _compound(key, place, words) if "-" in key else None
    return found or (_kazakh_stem(key, place, phrases.typed_plain) if phrases.kazakh else None)


def _compound(key: str, place: int, words: dict[str, tuple[str, Value]]) -> Tag | None:
    """`twelve-week`, `mid-June`, `6-month`: words joined by a hyphen."""
    head, _, rest = key.partition("-")
    first, second = words.get(head), words.get(rest.partition("-")[0])
    if first and second and first[0] == "N" and second[0] == "U":
        age = rest.endswith("old")
        return Tag("A" if age else "L", f"{first[1]}{second[1]}", place, place + 1)
    if first and second and first[0] == "E" and second[0] == "M":
        return Tag("D", f"--{second[1]:02d}-{first[1]}", place, place + 1)
    return None


@lru_cache(maxsize=8192)
def _kazakh_value(key: str, typed_plain: bool) -> tuple[str, Value] | None:
    stems = time_words(Language.KK).stems
    for stem, tag in stems.items():
        base = plain(stem) if typed_plain else stem
        for form in (base, base[:-1] + {"к": "г", "қ": "ғ"}.get(base[-1], base[-1])):
            if (
                key.startswith(form)
                and len(key) - len(form) < 9
                and (_PLAIN_NOUN if typed_plain else NOUN).match(key[len(form) :])
            ) and not (form == "ай" and key not in _MOON):
                return tag
    return None


_PLAIN_NOUN = re.compile(plain(NOUN.pattern))
_MOON = frozenset(
    "ай айда айдың айға айы айын айдан аймен айлар айдың айының айында айынан айларда айдағы айына".split()
)


def _kazakh_stem(key: str, place: int, typed_plain: bool) -> Tag | None:
    tag = _kazakh_value(key, typed_plain)
    return Tag(tag[0], tag[1], place, place + 1) if tag else None
