"""Cut a text into words, numbers and signs, each with the place where it stands in the text as it was typed.

A word's `key` is what vocabularies and grammars compare: lower case, ё as е, one apostrophe, no soft hyphen,
and a word that an imported table broke over two lines made whole again. Offsets are code points of the original.
"""

# Lists of words and patterns stay on one line.
# ruff: noqa: E501
from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# One alternative per kind; every branch consumes at least one character, so the pattern is linear on any text.
# Spaces match nothing and are passed over. Invisible characters (soft hyphen, joiners, combining accents) stay inside a word; the key drops or composes them.
_INSIDE = "\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f"
_LETTER = r"[^\W\d_]"
_WORD = re.compile(
    rf"(?P<number>\d{{1,9}}(?!\d))"
    rf"|(?P<long>\d+)"
    rf"|(?P<word>{_LETTER}(?:{_LETTER}|[{_INSIDE}]|['’ʼ`´]{_LETTER}|[-‐‑]{_LETTER}|-[ \t]?\r?\n[ \t]*(?=[^\W\d_A-ZА-ЯЁЇІЄҐӘҒҚҢӨҰҮҺ]))*)"
    rf"|(?P<line>[\r\n\u2028\u2029]+)"
    rf"|(?P<sign>[^ \t\u00a0\u202f])",
)
_BROKEN = re.compile(r"-[ \t]?\r?\n[ \t]*")
_DROP = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_APOSTROPHE = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "ё": "е"})
_OPENING = {"«": "»", "“": "”", "„": "“”", "‘": "’", "‹": "›"}
_OPENS_QUOTE = re.compile("[\"" + "".join(_OPENING) + "]")
# A quotation longer than this is a lost closing mark, not a quotation.
_LONGEST_QUOTE = 600


class Token(NamedTuple):
    """One word, number, sign or line break. `kind` is `word`, `number`, `sign` or `line`."""

    kind: str
    key: str
    start: int
    end: int
    capital: bool = False
    quoted: bool = False
    glued: bool = False


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """The form under which a word is compared: `П’ЯТНИЦЯ` and `п'ятниця` are one."""
    if word.isascii():
        return word.lower()
    whole = _DROP.sub("", _BROKEN.sub("", word))
    return unicodedata.normalize("NFC", whole).lower().translate(_APOSTROPHE)


def tokenise(text: str) -> tuple[Token, ...]:
    """Words, numbers, signs and line breaks of a text in order; spaces are left out."""
    return _kept(text) if len(text) <= LONGEST_KEPT else _kept_long(text)


# Many rules ask for the tokens of one cell; a cell of a plan is rarely longer than this.
LONGEST_KEPT = 600


@lru_cache(maxsize=2048)
def _kept(text: str) -> tuple[Token, ...]:
    return cut(text)


# Of longer cells few are kept: nobody writes many of them, and memory has its price.
@lru_cache(maxsize=8)
def _kept_long(text: str) -> tuple[Token, ...]:
    return cut(text)


def cut(text: str) -> tuple[Token, ...]:
    """The tokens of a text that nobody will ask for again."""
    found: list[Token] = []
    inside = _quoted_ranges(text)
    following = 0
    end_before = -1
    for match in _WORD.finditer(text):
        kind = match.lastgroup or "sign"
        start, end = match.span()
        glued = start == end_before
        end_before = -1 if kind == "line" else end
        while following < len(inside) and inside[following][1] <= start:
            following += 1
        quoted = following < len(inside) and inside[following][0] <= start
        piece = match[0]
        # A run of more than nine digits is no number of a plan; it only has to do no harm.
        key = key_of(piece) if kind == "word" and len(piece) <= 200 else piece[:9]
        found.append(Token("number" if kind == "long" else kind, key, start, end, piece[0].isupper(), quoted, glued))
    return tuple(found)


def _quoted_ranges(text: str) -> list[tuple[int, int]]:
    """Ranges of the text between quotation marks, marks included."""
    ranges: list[tuple[int, int]] = []
    if not _OPENS_QUOTE.search(text):
        return ranges
    closing = ""
    begin = 0
    for place, sign in enumerate(text):
        if closing:
            if sign in closing or place - begin > _LONGEST_QUOTE:
                if sign in closing:
                    ranges.append((begin, place + 1))
                closing = ""
        elif sign == '"':
            closing, begin = '"', place
        elif sign in _OPENING and not (sign == "‘" and place and text[place - 1].isalnum()):
            closing, begin = _OPENING[sign], place
    return ranges
