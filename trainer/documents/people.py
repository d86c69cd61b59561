"""Find whom of the case a responsible cell means, in whatever form of the name it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from trainer.checker.case import Case, Named, Person
from trainer.checker.values import Language

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_AND = re.compile(r"\s+(?:и|та|й|і|and|және|мен|бен|пен)\s+|\s*[,;/+&]\s*", re.IGNORECASE)
# "Mother of the family" is the mother: these words only say whose.
_OF_THE_FAMILY = frozenset(
    {"семьи", "семья", "семьей", "family", "family's", "the", "of", "a", "сім'ї", "сім’ї", "родини", "отбасының",
     "отбасындағы", "отбасы", "наш", "наша", "our"}
)
# Endings of names and nouns, longest first; what is left must still be long enough to tell people apart.
_ENDING = re.compile(
    r"(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|ской|ах|ях|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ым|им|ом|ем|ам|ям|ую|юю"
    r"|ою|ею|ів|їв|ій|ові|еві|лар|лер|дар|дер|тар|тер|ның|нің|дың|дің|тың|тің|мен|s|es|а|я|ы|и|о|е|у|ю|ь|й|і|ї|є)$"
)
_STEM_AT_LEAST = 3


class Cast:
    """Everybody whom a plan of this case can name, with the words that mean them."""

    def __init__(self, case: Case | None, language: Language) -> None:
        self._exact: dict[str, str] = {}
        self._stems: list[tuple[tuple[str, ...], str]] = []
        if case is None:
            return
        ambiguous: set[str] = set()
        for entry in _entries(case):
            for name in _names(entry, language):
                key = _plain(name)
                if self._exact.setdefault(key, entry.id) != entry.id:
                    ambiguous.add(key)
                self._stems.append((_stems(name), entry.id))
        for key in ambiguous:
            del self._exact[key]

    def ids(self, text: str) -> tuple[str, ...] | None:
        """The ids of those whom the text names, all of them; None when any part of it is somebody else.

        >>> Cast(samira, Language.RU).ids("Мама семьи")
        ('mo',)
        """
        if (one := self._one(text)) is not None:
            return (one,)
        parts = [part for part in _AND.split(text) if part.strip()]
        if len(parts) < 2:
            return None
        found = [self._one(part) for part in parts]
        return tuple(dict.fromkeys(one for one in found if one)) if all(found) else None

    def _one(self, text: str) -> str | None:
        if (exact := self._exact.get(_plain(text))) is not None:
            return exact
        stems = _stems(text)
        if not stems:
            return None
        matching = {who for name, who in self._stems if name == stems}
        if len(matching) == 1:
            return matching.pop()
        return self._covered(stems) if not matching else None

    def _covered(self, stems: tuple[str, ...]) -> str | None:
        """"Eldest daughter Samira": several names of one person, which together say every word."""
        covered: dict[str, set[str]] = {}
        for name, who in self._stems:
            if name and _is_part(name, stems):
                covered.setdefault(who, set()).update(name)
        whole = [who for who, words in covered.items() if words.issuperset(stems)]
        return whole[0] if len(whole) == 1 else None


def _entries(case: Case) -> Iterable[Named]:
    return (*case.people, *case.groups, *case.network, *case.services)


def _names(entry: Named, language: Language) -> list[str]:
    """The names in the plan's language; in the others too, because plans quote papers and habits."""
    names: list[str] = []
    for other in (language, *(item for item in Language if item is not language)):
        if other in entry.name:
            names.append(entry.name[other])
        names += entry.aliases.get(other, ())
        if isinstance(entry, Person) and other in entry.given_name:
            names.append(entry.given_name[other])
    return [name for name in names if name.strip()]


def _plain(text: str) -> str:
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    text = text.casefold().replace("ё", "е").replace("’", "'").replace("ʼ", "'")
    return [word for word in _WORD.findall(text)]


def _stems(text: str) -> tuple[str, ...]:
    words = _words(text)
    kept = [word for word in words if word not in _OF_THE_FAMILY]
    return tuple(_stem(word) for word in (kept or words))


def _stem(word: str) -> str:
    shorter = _ENDING.sub("", word)
    return shorter if len(shorter) >= _STEM_AT_LEAST else word


def _is_part(name: Sequence[str], words: Sequence[str]) -> bool:
    return any(tuple(words[at : at + len(name)]) == tuple(name) for at in range(len(words) - len(name) + 1))
