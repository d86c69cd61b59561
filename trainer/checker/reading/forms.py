"""Which forms of a word a vocabulary entry stands for: endings by language, anchored at the entry's own stem.

A designer writes a lemma; here it becomes a stem with the endings its language allows, so that `помогать` is found
in "помогает" and `отбасы` in "отбасының". Forms are admitted generously: a form that no language has does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from trainer.checker.reading import english, kazakh, russian, ukrainian
from trainer.checker.values import Language

Admits = Callable[[str], bool]


@dataclass(frozen=True)
class Forms:
    """The forms of one word: whole words, and stems with a test for what may follow."""

    exact: frozenset[str]
    stems: tuple[tuple[str, Admits], ...] = ()


_GRAMMARS = {Language.EN: english, Language.RU: russian, Language.UK: ukrainian, Language.KK: kazakh}


def forms_of(word: str, language: Language, part: str | None = None) -> Forms:
    """The forms of one lemma. `part` is `verb`, `noun`, `adjective` or `exact`; without it the ending decides."""
    if part == "exact":
        return Forms(frozenset({word}))
    exact, stems = _GRAMMARS[language].forms(word, part)
    return Forms(frozenset(exact) | {word}, tuple(stems))


class Lexicon:
    """Many words of one language, asked in one go: which of them may this token be?

    A language has tens of thousands of forms and a handful of tests for endings: forms and stems are kept as tuples of
    numbers, which Python's collector of garbage need not look through again and again.
    """

    def __init__(self, language: Language) -> None:
        self._language = language
        self._exact: dict[str, tuple[int, ...]] = {}
        # By stem: the numbers of a test in `_tests` and of the word.
        self._stems: dict[str, tuple[tuple[int, int], ...]] = {}
        self._tests: dict[Admits, int] = {}
        self._ids: dict[tuple[str, str | None, tuple[str, ...]], int] = {}
        self._longest = 0
        self.lookup = lru_cache(maxsize=16384)(self._lookup)

    def add(self, word: str, part: str | None = None, more: Iterable[str] = ()) -> int:
        """The number of a word, the same for the same word; its forms can be found from now on."""
        known = (word, part, tuple(more))
        if known in self._ids:
            return self._ids[known]
        number = self._ids[known] = len(self._ids)
        forms = forms_of(word, self._language, part)
        for form in forms.exact.union(more):
            self._exact[form] = (*self._exact.get(form, ()), number)
        for stem, admits in forms.stems:
            self._add_stem(stem, admits, number)
        return number

    def _add_stem(self, stem: str, admits: Admits, number: int) -> None:
        test = self._tests.setdefault(admits, len(self._tests))
        self._stems[stem] = (*self._stems.get(stem, ()), (test, number))
        self._longest = max(self._longest, len(stem))

    def typed_plainly(self) -> Lexicon:
        """The same words as a keyboard without the Kazakh letters types them."""
        other = Lexicon(self._language)
        for form, numbers in self._exact.items():
            form = kazakh.plain(form)
            other._exact[form] = (*other._exact.get(form, ()), *numbers)
        tests = [kazakh.plain_admits(admits) for admits in self._tests]
        for stem, admitted in self._stems.items():
            for test, number in admitted:
                other._add_stem(kazakh.plain(stem), tests[test], number)
        return other

    def _lookup(self, key: str) -> tuple[int, ...]:
        """Numbers of the words that this token may be, exact forms first, then the longest stem."""
        found: list[int] = list(dict.fromkeys(self._exact.get(key, ())))
        if len(key) <= 60 and not (self._language is Language.KK and key in kazakh.JOINING):
            least = kazakh.own_stem(key) if self._language is Language.KK else 0
            tests = tuple(self._tests)
            for cut in range(min(len(key), self._longest), max(1, least - 1), -1):
                for test, number in self._stems.get(key[:cut], ()):
                    if number not in found and tests[test](key[cut:]):
                        found.append(number)
        return tuple(found)
