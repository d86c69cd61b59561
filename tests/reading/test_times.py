"""What a plan's words say about time: deadlines, rhythms, lengths, and what only looks like one of them."""

from __future__ import annotations

import datetime as dt

import pytest

from trainer.checker.reading.dates import resolve
from trainer.checker.reading.times import find_times
from trainer.checker.values import Language

DAY = dt.date(2026, 9, 1)  # a Tuesday

BOUNDED = [
    ("en", "Rent is paid in full by 3 November", "--11-03"),
    ("en", "We will hear back within five weeks", "+5W"),
    ("ru", "Крыша перекрыта до 20 октября 2026 года", "2026-10-20"),
    ("ru", "Справка будет через четыре дня", "+4D"),
    ("uk", "Борг за світло погашено до кінця листопада", "--11-end"),
    ("uk", "Домовитися з лікаркою протягом тижня", "+1W"),
    ("kk", "Пеш 15 қазанға дейін жөнделеді", "--10-15"),
    ("kk", "Екі ай ішінде жұмысқа шығады", "+2M"),
    ("ru", "В течение 1 года 6 месяцев выплатить долг", "+18M"),
]
NO_TIME = [
    ("en", "Her 7-year-old cousin lives at 14 May street"),
    ("en", "He may march with class 5"),
    ("ru", "Дочери 6 лет, учится в 1 классе"),
    ("ru", "Дом 12 на улице 1 Мая"),
    ("uk", "Синові 9 років, школа № 4"),
    ("kk", "Ұлы 8 жаста, 2-сыныпта оқиды"),
    ("en", "A course of 1 year 4 months to 2 years"),
    ("en", "He walks the dog in the mornings"),
    ("ru", "Курс длится от 1 года 4 месяцев до 2 лет"),
    ("uk", "Курс триває від 4 до 9 місяців"),
    ("kk", "Курс 1 жыл 4 айдан 2 жыл 4 айға дейін"),
]


@pytest.mark.parametrize(("language", "text", "value"), BOUNDED)
def test_a_deadline_is_found_with_its_value(language: str, text: str, value: str) -> None:
    found = find_times(text, Language(language))
    assert [(item.value, item.bounded) for item in found] == [(value, True)]


@pytest.mark.parametrize(("language", "text"), NO_TIME)
def test_ages_classes_and_addresses_are_no_deadlines(language: str, text: str) -> None:
    assert not any(item.bounded for item in find_times(text, Language(language)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "She swims twice a week"),
        ("ru", "Моет посуду каждый вечер"),
        ("uk", "Щосереди читає бабусі"),
        ("kk", "Аптасына үш рет жүзеді"),
    ],
)
def test_a_rhythm_without_an_end_bounds_nothing(language: str, text: str) -> None:
    found = find_times(text, Language(language))
    assert found and not any(item.bounded for item in found)


@pytest.mark.parametrize(
    ("language", "cell", "day"),
    [
        ("en", "2026-10-01", dt.date(2026, 10, 1)),
        ("en", "+2w", dt.date(2026, 9, 15)),
        ("en", "+6m", dt.date(2027, 3, 1)),
        ("en", "by 1 October", dt.date(2026, 10, 1)),
        ("ru", "в течение месяца", dt.date(2026, 10, 1)),
        ("uk", "протягом місяця", dt.date(2026, 10, 1)),
        ("kk", "бір ай ішінде", dt.date(2026, 10, 1)),
        ("ru", "до пятницы", dt.date(2026, 9, 4)),
        ("ru", "по мере необходимости", None),
        ("en", "2026-02-31", None),
    ],
)
def test_a_cell_becomes_a_day(language: str, cell: str, day: dt.date | None) -> None:
    assert resolve(cell, DAY, Language(language)) == day


def test_a_term_needs_a_day_to_count_from() -> None:
    assert resolve("+2w", None, Language.EN) is None
