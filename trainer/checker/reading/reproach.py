"""Sentences that judge somebody in words that no list holds: a trained reader weighs their words and word pairs.

`reproach.json` is made by `python -m trainer.training` from lines that we wrote in the manner of many writers. What
stands in quotation marks is not weighed. A sentence is marked only above a bar that ordinary plans keep well below,
and only with the words that carried it over the bar, so that the student sees what the question is about.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from trainer.checker.reading.shapes import stem_of
from trainer.checker.reading.tokens import Token
from trainer.checker.reading.values import Mark, Span
from trainer.checker.values import Language

_ENDS = frozenset(".;!?")
# Who speaks of himself judges nobody else.
_SPEAKS = frozenset(
    "i i'm i'd i'll i've me my myself я мне меня мной мой моя мое мои мені мене мій моє мої мен маған менің".split()
)
# A sentence of a plan is shorter; what is longer is a pasted page, and its first words are weighed.
_MOST_WORDS = 40
# More words than this say nothing to a student.
_WIDEST = 6
_LONG = 8
_RUN = 4
_MOST_KNOWN = 16_384
INSTEAD = {
    Language.EN: ("on (date) ... happened",),
    Language.RU: ("(дата) было вот что: ...",),
    Language.UK: ("(дата) було таке: ...",),
    Language.KK: ("(күні) мынадай жағдай болды: ...",),
}


class Reproach(NamedTuple):
    """What the words of one language weigh, in hundredths, and from what sum on a sentence judges."""

    bar: int
    weights: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    known: dict[str, tuple[str, int]]


def reproaches(tokens: Sequence[Token], marks: Sequence[Mark], language: Language, text: str) -> Iterator[Mark]:
    """A judging mark for each sentence that judges somebody and holds no judging word of a list."""
    reader = trained_reproaches().get(language)
    if reader is None:
        return
    for sentence in sentences(tokens):
        shares = weighed(sentence, language)
        # Nearly every sentence of a plan ends here.
        if settled_sum(shares) <= reader.bar or _is_let_be(sentence, marks):
            continue
        span = _strongest(sentence, shares)
        yield Mark("judgement", text[span.start : span.end].lower(), span, 2, INSTEAD[language])


def _is_let_be(sentence: Sequence[Token], marks: Sequence[Mark]) -> bool:
    """Whether a list has told the reproach already, or the sentence is what somebody says of himself."""
    begin, end = sentence[0].start, sentence[-1].end
    told = any(mark.list == "judgement" and not mark.quoted and begin <= mark.span.start < end for mark in marks)
    return told or any(token.key in _SPEAKS for token in sentence)


def sentences(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The words and numbers of each sentence that stand outside quotation marks."""
    words: list[Token] = []
    for token in tokens:
        if token.key in _ENDS or token.kind == "line":
            if words:
                yield words[:_MOST_WORDS]
            words = []
        elif token.kind in ("word", "number") and not token.quoted:
            words.append(token)
    if words:
        yield words[:_MOST_WORDS]


def names_of(words: Sequence[Token], language: Language) -> list[tuple[str, ...]]:
    """What is weighed at each word: what it is by itself, and its stem with the one before it."""
    stems = [_stem(token, language) for token in words]
    pairs = zip(["^", *stems], stems, strict=False)
    return [
        (*word_names(token.key, language), f"{before} {stem}")
        for token, (before, stem) in zip(words, pairs, strict=True)
    ]


def word_names(key: str, language: Language) -> tuple[str, ...]:
    """A word's stem and its runs of four letters, which it shares with words of its family. A number is a number."""
    if key.isdecimal():
        return ("#",)
    marked = f"<{key}>"
    return stem_of(key, language), *(marked[place : place + _RUN] for place in range(len(marked) - _RUN + 1))


def settled_sum(shares: Sequence[float]) -> float:
    """What a sentence sums up to. In a long one small shares add up to much, so it is made less of."""
    total = sum(shares)
    return total if total < 0 or len(shares) <= _LONG else total / (len(shares) / _LONG) ** 0.7


def weighed(words: Sequence[Token], language: Language) -> list[int]:
    """What each word of a sentence adds, in hundredths."""
    reader = trained_reproaches()[language]
    known, pairs = reader.known, reader.pairs
    before = "^"
    found = []
    for token in words:
        # A language is slow to hash, so each has its own words.
        stem, weight = known.get(token.key) or _learn_word(token.key, language, reader)
        found.append(weight + pairs.get((before, stem), 0))
        before = stem
    return found


def _stem(token: Token, language: Language) -> str:
    return "#" if token.kind == "number" else stem_of(token.key, language)


def _learn_word(key: str, language: Language, reader: Reproach) -> tuple[str, int]:
    """The stem of a word, and what the word adds by itself; kept for the next time."""
    if len(reader.known) >= _MOST_KNOWN:
        reader.known.clear()
    names = word_names(key, language)
    reader.known[key] = found = names[0], sum(reader.weights.get(name, 0) for name in names)
    return found


def _strongest(words: Sequence[Token], shares: Sequence[int]) -> Span:
    """The few words in a row that weigh most."""
    best, first, last = -1, 0, 0
    for begin in range(len(words)):
        total = 0
        for end in range(begin, min(len(words), begin + _WIDEST)):
            total += shares[end]
            if total > best:
                best, first, last = total, begin, end
    return Span(words[first].start, words[last].end)


@cache
def trained_reproaches() -> Mapping[Language, Reproach]:
    """The weights of every language. Read once: the file is part of the program."""
    data = json.loads(resources.files(__package__).joinpath("reproach.json").read_text("utf-8"))
    return {Language(name): _reproach(part["bar"], part["weights"]) for name, part in data.items()}


def _reproach(bar: int, weights: Mapping[str, int]) -> Reproach:
    """What is weighed by itself and what in pairs, apart."""
    pairs = {
        (first, last): weight for name, weight in weights.items() for first, gap, last in [name.partition(" ")] if gap
    }
    return Reproach(bar, weights, pairs, {})
