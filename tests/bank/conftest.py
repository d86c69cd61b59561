"""Samira's folder, and copies of it that a test may break."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from trainer.bank.cases import CaseFolder, case_root, read_case
from trainer.bank.places import casebank_root
from trainer.bank.rubrics import load_rubric
from trainer.bank.vocabulary import load_vocabularies
from trainer.checker.engine import Checker
from trainer.checker.rubric import Rubric

SAMIRA = case_root() / "samira"


@pytest.fixture(scope="session")
def samira() -> CaseFolder:
    """The case as it lies in the bank."""
    return read_case(SAMIRA)


@pytest.fixture(scope="session")
def checker() -> Checker:
    """The checker with the words of the bank."""
    return Checker(load_vocabularies(casebank_root() / "vocabulary"))


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    """The general rubric."""
    return load_rubric()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of Samira's folder under its own name."""
    folder = tmp_path / "samira"
    shutil.copytree(SAMIRA, folder)
    return folder


@pytest.fixture
def change(copy: Path) -> Callable[[str, str, str], Path]:
    """Replace a text once in one file of the copy; the text must be there."""

    def replace(file: str, old: str, new: str) -> Path:
        path = copy / file
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return copy

    return replace
