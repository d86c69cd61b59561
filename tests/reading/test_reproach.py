"""Reproaches in words that no list holds: found, shown with their words, and never in what a person says of himself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from trainer.checker.reading import read_unit
from trainer.checker.reading.reproach import reproaches, trained_reproaches
from trainer.checker.reading.tokens import tokenise
from trainer.checker.reading.values import UnitKind
from trainer.checker.reading.vocabulary import Vocabulary
from trainer.checker.values import Language
from trainer.training.reproaches import read_lines

Words = Mapping[Language, Vocabulary]
UNREAD = Path(__file__).parent / "judging_unread"


def judged(words: Words, language: Language, text: str) -> bool:
    return not read_unit(UnitKind.PROBLEM, text, language=language, vocabularies=words).respectful


def test_most_reproaches_of_unread_writers_are_found_and_hardly_a_line_is_wronged(vocabularies: Words) -> None:
    told = [(language, *line) for language in Language for line in read_lines(UNREAD / f"{language}.txt")]
    found = [judged(vocabularies, language, text) for language, text, judges in told if judges]
    wrongly = [text for language, text, judges in told if not judges and judged(vocabularies, language, text)]
    assert sum(found) / len(found) >= 0.8 and len(wrongly) <= 2, (sum(found) / len(found), wrongly)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Never once opened a schoolbook and laughs at those who do"),
        ("ru", "Ни одной просьбы не выполнит, лишь бы насолить соседям"),
        ("uk", "Жодного прохання не виконає, аби лиш дошкулити сусідам"),
        ("kk", "Бір өтінішті орындамайды, көршілерін ренжітсе болды"),
    ],
)
def test_what_is_found_is_shown_with_its_words_and_what_to_say_instead(language: str, text: str) -> None:
    for mark in reproaches(tokenise(text), (), Language(language), text):
        assert mark.lemma == text[mark.span.start : mark.span.end].lower() and mark.instead and mark.severity == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I was a lousy drunk who let everybody down"),
        ("en", "“A lousy drunk who lets everybody down”, wrote the neighbour"),
        ("ru", "Мне говорили, что ничего путного не выйдет и толку никакого"),
        ("uk", "Мені казали, що нічого путнього не вийде й пуття ніякого"),
        ("kk", "Маған ештеңе шықпайды, пайдасыз деп айтты"),
    ],
)
def test_who_speaks_of_himself_or_is_quoted_is_let_be(language: str, text: str) -> None:
    assert not list(reproaches(tokenise(text), (), Language(language), text))


def test_every_language_has_weights_and_a_bar_above_nothing() -> None:
    assert set(trained_reproaches()) == set(Language)
    assert all(part.bar > 0 and part.weights for part in trained_reproaches().values())
