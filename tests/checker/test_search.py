"""Searching the rule pages: any form of a word finds its page, in four languages, and no text makes it raise."""

from __future__ import annotations

import pytest

from trainer.checker.handbook import pages
from trainer.checker.rubric import Rubric
from trainer.checker.search import Found, search
from trainer.checker.values import Language


def ids(found: Found) -> list[str]:
    return [match.page.id for match in found.matches]


def hits(found: Found) -> set[str]:
    """The words that are marked, in small letters."""
    sentences = [one for match in found.matches for one in (match.title, match.question, *match.more)]
    return {piece.words.casefold() for one in sentences for piece in one.pieces if piece.hit}


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        ("en", "deadlines"), ("en", "DEADLINE"), ("ru", "сроки"), ("ru", "сроков"), ("ru", "сроками"),
        ("uk", "строки"), ("uk", "строків"), ("kk", "мерзімдері"), ("kk", "мерзімсіз"),
    ],
)  # fmt: skip
def test_any_form_of_a_word_finds_the_page_about_it(rubric: Rubric, language: str, asked: str) -> None:
    found = search(asked, Language(language), rubric)
    assert "goal-without-deadline" in ids(found)[:3]
    assert found.language == language and found.whole


def test_irregular_forms_are_one_word(rubric: Rubric) -> None:
    assert {"дети", "ребенок"} <= {word.replace("ё", "е") for word in hits(search("детьми", Language.RU, rubric))}
    assert {"child", "children"} <= hits(search("child", Language.EN, rubric))
    assert {"дитина", "дітям"} & hits(search("дитиною", Language.UK, rubric))


def test_kazakh_typed_without_its_own_letters_is_understood(rubric: Rubric) -> None:
    assert ids(search("мерзим", Language.KK, rubric)) == ids(search("мерзім", Language.KK, rubric))


def test_a_word_that_is_not_in_the_readers_language_is_found_in_its_own(rubric: Rubric) -> None:
    found = search("сроки", Language.EN, rubric)
    assert found.language is Language.RU and "goal-without-deadline" in ids(found)


def test_pages_with_every_word_go_before_pages_with_some(rubric: Rubric) -> None:
    both = search("опасность дети", Language.RU, rubric)
    assert both.whole and "danger-without-step" in ids(both)
    some = search("deadline xylophone", Language.EN, rubric)
    assert not some.whole and ids(some) == ids(search("deadline", Language.EN, rubric))


def test_a_small_word_beside_another_is_not_looked_for(rubric: Rubric) -> None:
    assert ids(search("the deadline of a", Language.EN, rubric)) == ids(search("deadline", Language.EN, rubric))
    assert len(search("the", Language.EN, rubric).matches) > 40


def test_the_name_of_a_criterion_brings_its_questions_along(rubric: Rubric) -> None:
    found = search("ответственные", Language.RU, rubric)
    assert {"who"} <= found.named
    assert {page.id for page in pages() if page.rule.criterion == "who"} <= set(ids(found))


def test_a_rule_is_found_by_its_id(rubric: Rubric) -> None:
    assert ids(search("goal-without-deadline", Language.KK, rubric)) == ["goal-without-deadline"]


def test_no_gap_of_a_sentence_is_shown_open(rubric: Rubric) -> None:
    for match in search("goal", Language.EN, rubric).matches:
        assert "{" not in "".join(piece.words for one in (match.title, *match.more) for piece in one.pieces)


def test_what_is_shown_is_the_page_word_for_word(rubric: Rubric) -> None:
    for match in search("служба", Language.RU, rubric).matches:
        text = match.page.text("ru")
        assert "".join(piece.words for piece in match.title.pieces) == text.title
        assert "".join(piece.words for piece in match.question.pieces) == text.question


@pytest.mark.parametrize("words", ["", "   ", "%%__", "[", "\x00\ud800", "а" * 5000, "нет такого", "🙂", "{quote}"])
@pytest.mark.parametrize("language", list(Language))
def test_no_text_makes_it_raise(rubric: Rubric, language: Language, words: str) -> None:
    search(words, language, rubric)
