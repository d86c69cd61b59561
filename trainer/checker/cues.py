"""Find the words of a case's key in a text: which needs, strengths and dangers a plan without links speaks about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from trainer.checker.reading.forms import Lexicon
from trainer.checker.reading.tokens import Token, tokenise
from trainer.checker.reading.values import Span
from trainer.checker.values import Language

# Words of a cue may have one or two others between them: "осмотр всех пятерых детей" is still "осмотр детей".
_GAP = 3
_WORDS = ("word", "number")

class Cue(NamedTuple):
    """A place in a text that speaks about one thing of the key; `words` says how many words of the cue were found."""

    about: str
    span: Span
    words: int


# The words of a phrase after its first, as numbers of the book's lexicon.
_Phrase = tuple[str, tuple[int, ...]]


class CueBook:
    """The cues of one kind (needs, say) in one language, compiled once for a case."""

    def __init__(self, language: Language, cues: Mapping[str, Iterable[str]]) -> None:
        self._lexicon = Lexicon(language)
        self._phrases: dict[int, list[_Phrase]] = {}
        # Few words begin a cue; which, is asked of every word of every plan.
        self._beginning = lru_cache(maxsize=8192)(self._beginning_with)
        for about, phrases in cues.items():
            for phrase in phrases:
                self._add(about, phrase)

    def __bool__(self) -> bool:
        return bool(self._phrases)

    def _add(self, about: str, phrase: str) -> None:
        words = [token.key for token in tokenise(phrase) if token.kind in _WORDS]
        if not words:
            return
        first, *more = (self._lexicon.add(word) for word in words)
        self._phrases.setdefault(first, []).append((about, tuple(more)))

    def _beginning_with(self, key: str) -> tuple[_Phrase, ...]:
        return tuple(phrase for number in self._lexicon.lookup(key) for phrase in self._phrases.get(number, ()))

    def find(self, tokens: tuple[Token, ...]) -> tuple[Cue, ...]:
        """Every cue in the text, in its order."""
        if not self._phrases:
            return ()
        words = [token for token in tokens if token.kind in _WORDS]
        found: list[Cue] = []
        for place, token in enumerate(words):
            for about, more in self._beginning(token.key):
                last = self._end(more, words, place)
                if last is not None:
                    found.append(Cue(about, Span(token.start, words[last].end), len(more) + 1))
        return tuple(found)

    def _end(self, more: tuple[int, ...], words: list[Token], place: int) -> int | None:
        """The place of the phrase's last word when all its words follow closely, else None."""
        for number in more:
            following = range(place + 1, min(place + 1 + _GAP, len(words)))
            step = next((index for index in following if number in self._lexicon.lookup(words[index].key)), None)
            if step is None:
                return None
            place = step
        return place
