"""The words that a language's readers look for: lists of lemmas and phrases, compiled so that any form is found.

The lists are data of the designers (`casebank/vocabulary/`); `trainer.bank.vocabulary` reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from trainer.checker.reading.forms import Lexicon
from trainer.checker.reading.kazakh import has_own_letters
from trainer.checker.reading.tokens import Token, cut, key_of, tokenise
from trainer.checker.reading.values import Mark, Span
from trainer.checker.values import Language


class Entry(NamedTuple):
    """One lemma or phrase of a list. `part` and `forms` help where the ending of the lemma misleads."""

    list: str
    lemma: str
    severity: int = 0
    instead: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    part: str | None = None


class Hit(NamedTuple):
    """An entry found over the tokens `first` to `last`, `last` not included."""

    entry: Entry
    first: int
    last: int


# A node of the phrase tree: the number of the next word leads on, _END holds the entries that end here.
Node = dict[int, Any]
_END = -1
# "puts … before her children": where an entry has an ellipsis, up to this many words may stand.
_GAP = -2
_WIDEST_GAP = 3


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All lists of one language. Compiled on first use, so that loading four languages stays quick."""

    language: Language
    entries: tuple[Entry, ...]

    def hits(self, tokens: Sequence[Token], text: str) -> list[Hit]:
        """Every entry found in the tokens, the longest first at each place; none is hidden by another list's entry."""
        lexicon, root = self._compiled
        if self.language is Language.KK and not has_own_letters(text):
            lexicon = self._plain
        lookup = lexicon.lookup
        ids = [lookup(token.key) if token.kind in ("word", "number") else () for token in tokens]
        found: list[Hit] = []
        for place, numbers in enumerate(ids):
            if numbers:
                # Most words are known only from the middle of a phrase.
                nodes = [root[number] for number in numbers if number in root]
                if nodes:
                    found.extend(_longest_of_each_list(list(self._along(nodes, ids, tokens, place, place + 1))))
            elif "-" in tokens[place].key:
                found.extend(self._by_a_part(tokens[place].key, place))
        return found

    def _by_a_part(self, key: str, place: int) -> Iterator[Hit]:
        """ "родители-алкоголики", "нечупара-донька": a person and, on either side of the hyphen, a label."""
        if self.language in (Language.RU, Language.UK):
            lexicon, root = self._compiled
            first, _, last = key.rpartition("-")
            for number in (*lexicon.lookup(last), *lexicon.lookup(first)):
                for entry in root.get(number, {}).get(_END, ()):
                    if entry.list == "judgement":
                        yield Hit(entry, place, place + 1)
                        return

    def marks(self, text: str) -> tuple[Mark, ...]:
        """The entries found in a text, as marks with their place."""
        tokens = tokenise(text)
        return tuple(mark_of(hit, tokens) for hit in self.hits(tokens, text))

    def _along(
        self, nodes: list[Node], ids: list[tuple[int, ...]], tokens: Sequence[Token], place: int, last: int
    ) -> Iterator[Hit]:
        """Every entry that began at `place` and goes on from these nodes at the token `last`."""
        while nodes:
            for node in nodes:
                for entry in node.get(_END, ()):
                    yield Hit(entry, place, last)
            # A phrase may be written over a line break or with a comma inside; nothing else may part it.
            while last < len(tokens) and (tokens[last].kind == "line" or tokens[last].key in ",-."):
                last += 1
            if last >= len(tokens):
                return
            for wide in [node[_GAP] for node in nodes if _GAP in node]:
                yield from self._over_gap(wide, ids, tokens, place, last)
            nodes = [node[number] for node in nodes for number in ids[last] if number in node]
            last += 1

    def _over_gap(
        self, node: Node, ids: list[tuple[int, ...]], tokens: Sequence[Token], place: int, last: int
    ) -> Iterator[Hit]:
        for end in range(last, min(last + _WIDEST_GAP + 1, len(tokens))):
            if tokens[end].kind not in ("word", "number"):
                return
            following = [node[number] for number in ids[end] if number in node]
            yield from self._along(following, ids, tokens, place, end + 1)

    @cached_property
    def _compiled(self) -> tuple[Lexicon, Node]:
        lexicon = Lexicon(self.language)
        root: Node = {}
        for entry in self.entries:
            words = _words(entry.lemma)
            node = root
            for word in words:
                if word == "…":
                    node = node.setdefault(_GAP, {})
                    continue
                single = len(words) == 1
                number = lexicon.add(word, entry.part if single else None, map(key_of, entry.forms) if single else ())
                node = node.setdefault(number, {})
            if words:
                node[_END] = (*node.get(_END, ()), entry)
        return lexicon, root

    @cached_property
    def _plain(self) -> Lexicon:
        return self._compiled[0].typed_plainly()


def _words(lemma: str) -> list[str]:
    """The keys of a lemma's words; most lemmas are one word and need not be cut."""
    if lemma.isalpha():
        return [key_of(lemma)]
    return [token.key for token in cut(lemma) if token.kind != "sign" or token.key == "…"]


def mark_of(hit: Hit, tokens: Sequence[Token]) -> Mark:
    """A hit with its place in the text. A mark is quoted when all its words stand in quotation marks."""
    inside = tokens[hit.first : hit.last]
    entry = hit.entry
    span = Span(inside[0].start, inside[-1].end)
    quoted = inside[0].quoted and all(token.quoted for token in inside)
    return Mark(entry.list, entry.lemma, span, entry.severity, entry.instead, quoted)


def _longest_of_each_list(hits: list[Hit]) -> Iterable[Hit]:
    """Of the hits at one place, the longest first."""
    if len(hits) < 2:
        return hits
    longest: dict[str, Hit] = {}
    for hit in sorted(hits, key=lambda hit: (-hit.last, hit.entry.list)):
        longest.setdefault(hit.entry.list, hit)
    return longest.values()
