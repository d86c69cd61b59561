"""Judging language: which lines of case notes judge a person, and which only look as if they did."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from trainer.checker.reading import read_unit
from trainer.checker.reading.values import UnitKind
from trainer.checker.reading.vocabulary import Vocabulary
from trainer.checker.values import Language

Words = Mapping[Language, Vocabulary]
# Lines of several kinds of writers, `- ` before what judges and `+ ` before what does not.
LINES = Path(__file__).parent / "judging"


def judged(words: Words, language: Language, text: str) -> bool:
    return not read_unit(UnitKind.PROBLEM, text, language=language, vocabularies=words).respectful


@pytest.mark.parametrize("language", list(Language))
def test_lines_that_judge_are_told_from_lines_that_look_alike(vocabularies: Words, language: Language) -> None:
    lines = (LINES / f"{language}.txt").read_text("utf-8").splitlines()
    told = [(line[2:], line[0] == "-") for line in lines if line[:1] in "-+"]
    missed = [text for text, judges in told if judges and not judged(vocabularies, language, text)]
    wrongly = [text for text, judges in told if not judges and judged(vocabularies, language, text)]
    assert len(missed) <= 2 and len(wrongly) <= 2, (missed, wrongly)


@pytest.mark.parametrize(
    ("language", "judging", "neutral"),
    [
        ("en", "Her lazy husband stays in bed", "The lazy eye is patched"),
        ("en", "The son is rude and spoilt", "The letter to the son was rude"),
        ("en", "The mother is useless", "The mother feels useless"),
        ("en", "He is a criminal", "He has a criminal record since 2021"),
        ("en", "An alcoholic father", "The father goes to Alcoholics Anonymous"),
        ("en", "She puts a new boyfriend before her children", "She puts the children to bed before her shift"),
        ("ru", "Отец ленивый", "Отцу трудно ходить"),
        ("ru", "Родители-тунеядцы", "Бабушка-пенсионерка"),
        ("ru", "Инвалид с детства", "Общество инвалидов открыто с девяти"),
        ("uk", "Дівчинка з асоціальної родини", "Дівчинка з багатодітної родини"),
        ("uk", "Син нахабний і ледачий", "Синові важко вставати"),
        ("kk", "Жалқау бала", "Балаға сабақ қиын"),
        ("kk", "Арамтамақ өмір салты", "Салауатты өмір салты"),
    ],
)
def test_a_word_judges_only_where_it_is_said_of_somebody(
    vocabularies: Words, language: str, judging: str, neutral: str
) -> None:
    assert judged(vocabularies, Language(language), judging)
    assert not judged(vocabularies, Language(language), neutral)


@pytest.mark.parametrize("language", list(Language))
def test_every_line_is_about_as_often_neutral_as_judging(language: Language) -> None:
    signs = [line[:1] for line in (LINES / f"{language}.txt").read_text("utf-8").splitlines()]
    assert signs.count("-") >= 50 and signs.count("+") >= 35
