"""The vocabularies of the bank, read once for all tests of reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.bank.vocabulary import load_vocabularies
from trainer.checker.reading.vocabulary import Vocabulary
from trainer.checker.values import Language

FOLDER = Path(__file__).resolve().parents[2] / "casebank" / "vocabulary"


@pytest.fixture(scope="session")
def vocabularies() -> dict[Language, Vocabulary]:
    return load_vocabularies(FOLDER)
