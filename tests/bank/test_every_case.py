"""Every case of the bank as it stands: the checker says of its exemplar plans what their authors expect."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.bank.cases import case_root, find_cases, read_case
from trainer.bank.lint import Vocabularies, lint_read, stopping
from trainer.bank.places import casebank_root
from trainer.bank.vocabulary import load_vocabularies

FOLDERS = find_cases(case_root())


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    """The words of the bank, read once for all cases."""
    return load_vocabularies(casebank_root() / "vocabulary")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_case_of_the_bank_has_nothing_that_stops_it(folder: Path, vocabularies: Vocabularies) -> None:
    found = read_case(folder)
    assert [str(one) for one in stopping(lint_read(found, vocabularies), found.case.status)] == []


def test_the_bank_is_there() -> None:
    assert len(FOLDERS) >= 25
