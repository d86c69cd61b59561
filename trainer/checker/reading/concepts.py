"""What a word of a plan means, whatever the language: the act it names (`visit`, `monitor`) or the thing (`housing`).

`concepts.txt` lists them with the beginnings of their words. A trained reader that knows a visit from English plans
knows it in Kazakh ones too.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources

from trainer.checker.reading.english import forms
from trainer.checker.values import Language

_ORDER = (Language.EN, Language.RU, Language.UK, Language.KK)
# How many letters may follow a short beginning that is marked with `_`.
_SHORT_ENDING = 3

Concepts = tuple[str | None, str | None]


@lru_cache(maxsize=16384)
def concepts_of(word: str, language: Language) -> Concepts:
    """The act and the thing that a word names; None where the lists hold none."""
    found = _beginnings()[language]
    act = thing = None
    whole = found.get(f"={word}")
    if whole is not None:
        act, thing = whole
    for cut in range(min(len(word), 16), 1, -1):
        if act is not None and thing is not None:
            break
        start = word[:cut]
        for names in (found.get(start), found.get(f"{start}_") if len(word) - cut <= _SHORT_ENDING else None):
            if names is not None:
                act, thing = act or names[0], thing or names[1]
    return act, thing


@cache
def _beginnings() -> dict[Language, dict[str, Concepts]]:
    """By language: each beginning, as written in the file, with its act and its thing."""
    found: dict[Language, dict[str, Concepts]] = {language: {} for language in Language}
    section = 0
    for line in resources.files(__package__).joinpath("concepts.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = int(line == "[things]")
        elif line.strip() and not line.startswith("#"):
            name, *columns = (part.strip() for part in line.split("|"))
            for language, column in zip(_ORDER, columns, strict=True):
                for start in column.split():
                    for key in _english(start) if language is Language.EN else (start,):
                        before = found[language].get(key, (None, None))
                        found[language][key] = (
                            (before[0], before[1] or name) if section else (before[0] or name, before[1])
                        )
    return found


def _english(lemma: str) -> list[str]:
    return [f"={form}" for form in {lemma, *forms(lemma, None)[0]}]
