"""Make an id from the words of a person: Latin letters that stay readable, and no id twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

MOST = 40
# Letters of the three Cyrillic alphabets as people write them in addresses; what is not here falls away.
_LATIN = dict(
    zip(
        "абвгґдеєжзиійклмнопрстуфцыэіїәғқңөұүһё",
        "a b v g g d e ye zh z i i y k l m n o p r s t u f ts y e i yi a g q n o u u h e".split(),
        strict=True,
    )
) | {"х": "kh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}


def id_from(words: str, taken: Container[str], *, prefix: str = "", fallback: str = "one") -> str:
    """An id that begins with `prefix`, says what the words say, and is not `taken`: `n_safe_yard`, `n_safe_yard-2`."""
    said = re.sub("['’ʼ]", "", unicodedata.normalize("NFC", words[:200]).casefold())
    latin = "".join(_LATIN.get(sign, sign) for sign in said)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    said = re.sub(r"[^a-z0-9]+", "-" if not prefix else "_", plain).strip("-_")
    begun = f"{prefix}{said or fallback}"
    begun = (begun if begun[0].isalpha() else f"{fallback}-{begun}")[: MOST - 4].rstrip("-_")
    return next_free(begun, taken)


def next_free(id: str, taken: Container[str]) -> str:
    """The id itself, or with the first number that is free."""
    if id not in taken:
        return id
    number = 2
    while f"{id}-{number}" in taken:
        number += 1
    return f"{id}-{number}"


def numbered(prefix: str, taken: Container[str], *, digits: int = 1) -> str:
    """The first free id of a numbered kind: `f01`, `x3`."""
    number = 1
    while f"{prefix}{number:0{digits}}" in taken:
        number += 1
    return f"{prefix}{number:0{digits}}"
