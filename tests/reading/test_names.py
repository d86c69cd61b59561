"""A name that the case does not have is noticed in any case form; the case's own names and places are let be."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.bank.cases import load_case
from trainer.checker.reading.names import same_name, unknown_names
from trainer.checker.values import Language

SAMIRA = load_case(Path(__file__).resolve().parents[2] / "casebank" / "cases" / "samira")


@pytest.mark.parametrize(
    ("language", "text", "name", "near"),
    [
        ("ru", "Обучение Сабины английскому", "Сабины", "Самира"),
        ("ru", "По субботам с Сабиной читает мама", "Сабиной", "Самира"),
        ("uk", "Навчання Сабіни англійської", "Сабіни", "Саміра"),
        ("kk", "Апта сайын Сабинаның сабағын тыңдау", "Сабинаның", "Самира"),
        ("kk", "Сабинаны үйретуге дайын белсенділер", "Сабинаны", "Самира"),
        ("en", "Teach Sabina English", "Sabina", "Samira"),
    ],
)
def test_a_wrong_name_is_found_with_the_one_that_was_meant(language: str, text: str, name: str, near: str) -> None:
    found = unknown_names(text, SAMIRA, Language(language))
    assert [(item.text, item.near) for item in found] == [(name, near)]
    assert text[found[0].span.start : found[0].span.end] == name


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Самирой гордится мама. Сама Самира хочет читать."),
        ("ru", "Обратиться в Центр занятости и Акимат"),
        ("uk", "Саміру відводить до школи тато"),
        ("kk", "Самираның анасы кітап оқиды"),
        ("en", "Samira's mother reads on Monday"),
    ],
)
def test_the_cases_own_names_and_other_capitals_are_let_be(language: str, text: str) -> None:
    assert unknown_names(text, SAMIRA, Language(language)) == ()


def test_two_names_that_differ_by_an_ending_of_sex_are_two() -> None:
    assert same_name("Самиры", "Самира", Language.RU)
    assert not same_name("Самирова", "Самира", Language.RU)
    assert not same_name("Данияра", "Диана", Language.RU)
