"""Texts that leave the trainer: names in any case form and likely personal data are gone, the rest is word for word."""

from __future__ import annotations

import pytest

from trainer.bank.cases import case_root, load_case
from trainer.checker.values import Language
from trainer.documents.pseudonyms import Pseudonyms

PEOPLE = ["Daniyar Seitov", "Данияр Сеитов", "Нұрлан Әбдіғали", "Олена Шевченко", "Aigerim Kenzhebek"]
CASE = load_case(case_root() / "samira")


def without(text: str, language: str) -> str:
    return Pseudonyms(PEOPLE, CASE, Language(language)).without([text])[0]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Позвонить Сеитову Данияру", "Позвонить [name 1] [name 2]"),
        ("ru", "Мать Самиры просит Самиру помочь", "Мать [name 1] просит [name 1] помочь"),
        ("ru", "Мама звонит Марату Оспанову", "Мама звонит [name 1] [name 2]"),
        ("ru", "Иванова А. П. приходит в среду", "[name 1] приходит в среду"),
        ("ru", "Aigerim помогает маме", "[name 1] помогает маме"),
        ("ru", "Вместе с Айгеримом Кенжебеком", "Вместе с [name 1] [name 2]"),
        ("kk", "Кенжебекке хабарласу", "[name 1] хабарласу"),
        ("uk", "Олені Шевченко телефонує Саміра", "[name 1] [name 2] телефонує [name 3]"),
        ("kk", "Самираның анасы Нұрланға барады", "[name 1] анасы [name 2] барады"),
        ("kk", "Бекзат Серікұлы келеді", "[name 1] [name 2] келеді"),
        ("en", "Samira's mother calls Daniyar Seitov", "[name 1] mother calls [name 2] [name 3]"),
    ],
)
def test_a_name_is_taken_out_in_any_form(language: str, text: str, expected: str) -> None:
    assert without(text, language) == expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Телефон 8 701 123 45 67", "Телефон [phone]"),
        ("Писать на mama@example.kz", "Писать на [e-mail]"),
        ("ИИН 900101300123", "ИИН [number]"),
        ("Живут: ул. Абая 15", "Живут: [address]"),
    ],
)
def test_what_points_to_one_person_is_taken_out(text: str, kept: str) -> None:
    assert without(text, "ru") == kept


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Центр занятости оформляет пособие до 1 марта"),
        ("ru", "Улучшить жилищные условия семьи в Алматы"),
        ("uk", "Мати щотижня ходить до психолога"),
        ("kk", "Отбасы Қазақстан бағдарламасына өтініш береді"),
        ("en", "The family moves into a flat in Kokshetau by 1 May"),
    ],
)
def test_words_that_are_no_names_stay(language: str, text: str) -> None:
    assert without(text, language) == text


def test_the_same_person_has_the_same_number_in_all_cells_of_a_unit() -> None:
    shown = Pseudonyms(PEOPLE, CASE, Language.RU).without(["Самира зовёт Тимура", "Тимур", "Мама"])
    assert shown == ["[name 1] зовёт [name 2]", "[name 2]", "Мама"]


@pytest.mark.parametrize("text", ["", "\x00", "А. Б.", "🙂 Самира", "[name 1]", "а" * 3000, "А" * 3000])
def test_no_text_makes_it_raise(text: str) -> None:
    for language in Language:
        Pseudonyms(PEOPLE, CASE, language).without([text])
        Pseudonyms((), None, language).without([text])
