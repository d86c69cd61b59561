"""Search the rule pages: whoever remembers a word of a question, in any form and language, finds its page again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from trainer.checker.handbook import RulePage, RuleText, pages
from trainer.checker.reading.asked_words import Glossary, words_asked
from trainer.checker.reading.tokens import tokenise
from trainer.checker.rubric import Criterion, Gate, Rubric
from trainer.checker.values import AnyPartId, Language

# What is searched, and how much a word there says about the page.
WEIGHTS = {"title": 8, "question": 4, "message": 4, "mend": 3, "example": 2, "why": 1, "limits": 1}
# A criterion that is asked for brings its questions along, after those that use the word themselves.
_CRITERION = 1
_SHOWN_ALWAYS = ("title", "question")
_MOST_SENTENCES = 2
_GAP = re.compile(r"\{[a-z_]+\}")

# For each word that was asked for, the keys of the words in the text that are a form of it.
Wanted = Sequence[frozenset[str]]


class Piece(NamedTuple):
    """A stretch of a sentence; `hit` where it is a word that was asked for."""

    words: str
    hit: bool = False


class Sentence(NamedTuple):
    """A part of a page (a key of WEIGHTS) in pieces."""

    part: str
    pieces: tuple[Piece, ...]

    @property
    def hits(self) -> bool:
        """Whether a word that was asked for stands in it."""
        return any(piece.hit for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Match:
    """A page that was found: title and question always, then the sentences in which the words stand."""

    page: RulePage
    title: Sentence
    question: Sentence
    more: tuple[Sentence, ...]
    score: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave, the best first, and the language in which it was found.

    `whole`: each page has every word. `named`: the criteria and gates whose own name or question has one.
    """

    language: Language
    matches: tuple[Match, ...] = ()
    whole: bool = True
    named: frozenset[str] = frozenset()


def search(words: str, language: Language, rubric: Rubric) -> Found:
    """The pages with these words, in the reader's language; in another one only where that has none.

    Pages with some of the words come when no page has them all. No text makes it raise.
    """
    order = sorted(Language, key=lambda each: each is not language)
    for whole in (True, False):
        for each in order:
            found = _found(words, each, rubric, whole=whole)
            if found.matches:
                return found
    return Found(language)


@dataclass(frozen=True, slots=True)
class _Text:
    """A page in one language, ready for searching: each part with its text and the keys of its words."""

    page: RulePage
    parts: tuple[tuple[str, str, frozenset[str]], ...]


class _Index(NamedTuple):
    glossary: Glossary
    texts: tuple[_Text, ...]


@cache
def _index(language: Language) -> _Index:
    texts = tuple(_Text(page, tuple(_parts(page.text(language)))) for page in pages())
    return _Index(Glossary((words for text in texts for _, words, _ in text.parts), language), texts)


def _parts(text: RuleText) -> Iterator[tuple[str, str, frozenset[str]]]:
    told = [(part, _GAP.sub("…", getattr(text, part))) for part in WEIGHTS if part != "example"]
    # Cell by cell and without their names: a deadline in the plan of an example does not make a page about deadlines.
    cells = [words for example in text.examples for _, words in example.parts]
    for part, words in [*told, *(("example", words.replace("[", "").replace("]", "")) for words in cells)]:
        yield part, words, _keys(words)


def _keys(words: str) -> frozenset[str]:
    return frozenset(token.key for token in tokenise(words) if token.kind == "word")


def _found(words: str, language: Language, rubric: Rubric, *, whole: bool) -> Found:
    index, asked = _index(language), words_asked(words, language)
    wanted = [index.glossary.keys_like(word) for word in asked]
    named = _criteria_named(asked, language, rubric)
    found = []
    for text in index.texts:
        scores = [_score(text, asked[n], wanted[n], text.page.rule.criterion in named[n]) for n in range(len(asked))]
        if scores and (all(scores) if whole else any(scores)):
            found.append(_match(text, wanted, sum(scores)))
    matches = tuple(sorted(found, key=lambda match: -match.score))
    return Found(language, matches, whole, frozenset(str(id) for ids in named for id in ids))


def _criteria_named(asked: Sequence[str], language: Language, rubric: Rubric) -> list[set[AnyPartId]]:
    """For each word the criteria and gates whose name or question has it."""
    parts: list[Criterion | Gate] = [*rubric.gates, *rubric.criteria]
    said = {part.id: f"{part.name[language]} {part.question[language]}" for part in parts}
    glossary = Glossary(said.values(), language)
    wanted = [glossary.keys_like(word) for word in asked]
    return [{id for id, words in said.items() if keys & _keys(words)} for keys in wanted]


def _score(text: _Text, word: str, keys: frozenset[str], named: bool) -> int:
    """How much the page says about one word; a rule's own id counts like its title."""
    score = sum(WEIGHTS[part] for part in {part for part, _, has in text.parts if has & keys})
    score += WEIGHTS["title"] * (word == text.page.id or word in text.page.id.split("-"))
    return score + _CRITERION * named


def _match(text: _Text, wanted: Wanted, score: int) -> Match:
    keys: frozenset[str] = frozenset().union(*wanted)
    sentences = [Sentence(part, tuple(pieces(words, keys))) for part, words, _ in text.parts]
    title, question = (next(one for one in sentences if one.part == part) for part in _SHOWN_ALWAYS)
    more = [one for one in sentences if one.hits and one.part not in _SHOWN_ALWAYS]
    return Match(text.page, title, question, tuple(more[:_MOST_SENTENCES]), score)


def pieces(words: str, keys: frozenset[str]) -> Iterator[Piece]:
    """A text cut at the words with these keys; put together again, the pieces are the text."""
    at = 0
    for token in tokenise(words):
        if token.kind == "word" and token.key in keys:
            if token.start > at:
                yield Piece(words[at : token.start])
            yield Piece(words[token.start : token.end], hit=True)
            at = token.end
    if at < len(words):
        yield Piece(words[at:])
