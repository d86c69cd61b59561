"""The checker with the bank's vocabularies, the general rubric and Samira's case, read once for all tests."""

from __future__ import annotations

import pytest

from trainer.bank.cases import case_root, load_case
from trainer.bank.places import casebank_root
from trainer.bank.rubrics import load_rubric
from trainer.bank.vocabulary import load_vocabularies
from trainer.checker.case import Case
from trainer.checker.engine import Checker
from trainer.checker.rubric import Rubric


@pytest.fixture(scope="session")
def checker() -> Checker:
    return Checker(load_vocabularies(casebank_root() / "vocabulary"))


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    return load_rubric()


@pytest.fixture(scope="session")
def samira() -> Case:
    return load_case(case_root() / "samira")
