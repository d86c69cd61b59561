"""Find words in whatever form they stand: which words of a body of text are forms of one that somebody asked for.

Nobody who asks types a lemma, and no dictionary is needed: two words are one when some word, of the text or of the
asking, has both among its forms. The endings are those by which plans are read (`forms`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from trainer.checker.reading import english, kazakh, russian, ukrainian
from trainer.checker.reading.forms import Lexicon
from trainer.checker.reading.tokens import tokenise
from trainer.checker.values import Language

_SMALL = {
    Language.EN: english.UNCHANGED,
    Language.RU: russian.EXACT,
    Language.UK: ukrainian.EXACT,
    Language.KK: kazakh.EXACT,
}
# So many letters of a beginning are enough to mean the words that begin with them.
BEGINNING = 4
_MOST_WORDS = 8


class Glossary:
    """The words of a body of text in one language, ready to be asked for."""

    def __init__(self, texts: Iterable[str], language: Language) -> None:
        keys = frozenset(token.key for text in texts for token in tokenise(text) if token.kind == "word")
        self._learn(keys, language)

    @classmethod
    def of_keys(cls, keys: Iterable[str], language: Language) -> Glossary:
        """A glossary of words whose keys are known, such as those that a database keeps."""
        made = cls.__new__(cls)
        made._learn(frozenset(keys), language)
        return made

    def _learn(self, keys: frozenset[str], language: Language) -> None:
        self.language = language
        self._keys = keys
        self._lexicon = Lexicon(language)
        for key in sorted(self._keys):
            self._lexicon.add(key)

    def keys_like(self, word: str) -> frozenset[str]:
        """The keys of the words in the text that are forms of this word, or begin with it."""
        asked = Lexicon(self.language)
        asked.add(word)
        found = self._alike(word, asked, self._lexicon, str)
        if found:
            return found
        if self.language is Language.UK and self._apart:
            # Typed without the apostrophe: "здоровя" for "здоров’я".
            return frozenset(key for plain in self._run_together.keys_like(word) for key in self._apart[plain])
        if self.language is not Language.KK or kazakh.has_own_letters(word):
            return found
        # Typed without the Kazakh letters: the text is compared as such a keyboard would type it.
        return self._alike(word, asked.typed_plainly(), self._typed_plainly, kazakh.plain)

    def _alike(self, word: str, asked: Lexicon, lexicon: Lexicon, spelt: Callable[[str], str]) -> frozenset[str]:
        lemmas = set(lexicon.lookup(word))
        return frozenset(
            key
            for key in self._keys
            if (shown := spelt(key)) == word
            or asked.lookup(shown)
            or lemmas & set(lexicon.lookup(shown))
            or (len(word) >= BEGINNING and shown.startswith(word))
        )

    @cached_property
    def _typed_plainly(self) -> Lexicon:
        return self._lexicon.typed_plainly()

    @cached_property
    def _apart(self) -> dict[str, list[str]]:
        """The words that have an apostrophe, by their letters alone."""
        found: dict[str, list[str]] = {}
        for key in self._keys:
            if "'" in key:
                found.setdefault(key.replace("'", ""), []).append(key)
        return found

    @cached_property
    def _run_together(self) -> Glossary:
        return Glossary.of_keys(self._apart, self.language)


def small_words(language: Language) -> frozenset[str]:
    """The words that join others and are not looked for: prepositions, pronouns, "not"."""
    return frozenset(_SMALL[language])


def words_asked(text: str, language: Language) -> tuple[str, ...]:
    """The keys of the words that mean something; all of them when none does. Eight at most."""
    keys = list(dict.fromkeys(token.key for token in tokenise(text[:400]) if token.kind in ("word", "number")))
    weighty = [key for key in keys if key not in _SMALL[language]]
    return tuple((weighty or keys)[:_MOST_WORDS])
