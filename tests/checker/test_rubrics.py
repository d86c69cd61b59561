"""A rubric that cannot be used says where and how to mend it; one that can is read to its last band."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from trainer.bank.places import casebank_root
from trainer.bank.problems import BankError
from trainer.bank.rubrics import RubricError, load_rubrics
from trainer.checker import levels
from trainer.checker.rubric import BANDS
from trainer.checker.values import CriterionId, GateId

FOLDER = casebank_root() / "rubrics"


@pytest.fixture
def rubrics(tmp_path: Path) -> Path:
    """A copy of the bank's rubrics that may be spoilt."""
    return Path(shutil.copytree(FOLDER, tmp_path / "rubrics"))


def spoil(folder: Path, name: str, old: str, new: str) -> int:
    """Put a slip into a file; the line on which it stands."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("service-plan-broker.yaml", "natural_share", "natural_shre", "no band 'natural_shre'"),
        ("service-plan-broker.yaml", "{resource: {nat", "{resorce: {nat", "no criterion 'resorce'"),
        ("service-plan-broker.yaml", "extends: service-plan", "extends: servis-plan", "no rubric 'servis-plan'"),
        ("service-plan.yaml", "[problem-is-service,", "[problem-is-servis,", "problem-is-service"),
        ("service-plan.yaml", "weight: 1\n", "wieght: 1\n", "no such field"),
        ("service-plan.yaml", "weight: 1\n", "weight: heavy\n", "valid number"),
        ("service-plan.yaml", "{effect_words: 8,", "{effect_wrods: 8,", "effect_words"),
    ],
)
def test_a_spoilt_rubric_names_file_line_and_remedy(rubrics: Path, name: str, old: str, new: str, words: str) -> None:
    line = spoil(rubrics, name, old, new)
    with pytest.raises(RubricError) as trouble:
        load_rubrics(rubrics)
    told = [each for each in trouble.value.lines if words in each]
    assert told and any(f"{name}:{line}" in each for each in told), trouble.value.lines


def test_yaml_that_cannot_be_read_is_told_with_its_line(rubrics: Path) -> None:
    spoil(rubrics, "service-plan.yaml", "criteria:", "criteria: [")
    with pytest.raises(BankError, match=r"service-plan\.yaml"):
        load_rubrics(rubrics)


def test_every_threshold_that_the_levels_read_can_be_written_in_a_rubric() -> None:
    folder = Path(levels.__file__).parent
    read = {name for path in folder.glob("*.py") for name in re.findall(r'bands\.get\("(\w+)"', path.read_text())}
    assert set(BANDS) == {*CriterionId, *GateId}
    assert read == set().union(*BANDS.values())
