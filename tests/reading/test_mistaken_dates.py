"""What looks like a day or a term and is none bounds nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from trainer.checker.reading.dates import mistaken_date, resolve
from trainer.checker.reading.units import read_unit
from trainer.checker.reading.values import UnitKind
from trainer.checker.values import Language

DAY = dt.date(2026, 9, 1)
MISTAKEN = ("31.02.2027", "2026-13-45", "+99999999w", "до 31.02.2027", "32.01.26", "31.13", "0001-01-01", "2026-19")
FINE = (
    "28.02.2027", "2026-12-31", "+2w", "+ 3 m", "в течение месяца", "до 1 октября", "29.02", "1-2 недели", "24/7",
    "01.09.2026-15.09.2026", "12/31/2026", "2026/2027", "2026-27", "8-701-123-45-67", "", "—",
)


@pytest.mark.parametrize("cell", MISTAKEN)
def test_a_day_that_is_none_does_not_bound_its_row(cell: str) -> None:
    read = read_unit(UnitKind.STEP, "Мама звонит", language=Language.RU, vocabularies={}, end=cell, day=DAY)
    assert mistaken_date(cell) and resolve(cell, DAY, Language.RU) is None
    assert read.time == "open" and read.due is None


@pytest.mark.parametrize("cell", FINE)
def test_days_terms_and_words_are_left_alone(cell: str) -> None:
    assert mistaken_date(cell) is None
