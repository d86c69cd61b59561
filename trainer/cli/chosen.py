"""Find the case and the rubric that a command names, in the bank of this copy and in those of TRAINER_CASEBANK."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from trainer.bank.cases import find_cases, load_case
from trainer.bank.places import casebank_root
from trainer.bank.rubrics import load_rubrics
from trainer.checker.case import Case
from trainer.checker.rubric import Rubric


class NotInBank(Exception):
    """The bank has no such thing: `name` as it was asked for, `near` what it has instead.

    `is_place` tells a file or folder without a case from an id that was mistyped.
    """

    def __init__(self, name: str, near: list[str]) -> None:
        super().__init__(name)
        self.name, self.near = name, near
        self.is_place = Path(name).exists() or any(sign in name for sign in ("/", os.sep))


def bank_roots() -> list[Path]:
    """The folders with cases and rubrics: this copy's own, then those that the setting names."""
    named = os.environ.get("TRAINER_CASEBANK", "").split(os.pathsep)
    return [casebank_root(), *(Path(folder) for folder in named if folder.strip())]


def chosen_case(name: str) -> Case:
    """The case of this id (`samira`, `samira@1.0.0`) or in this folder; NotInBank, or BankError for a broken folder."""
    case = load_case(case_folder(name))
    version = "" if Path(name).is_dir() else name.partition("@")[2]
    if version and version != case.version:
        raise NotInBank(name, [case.reference])
    return case


def case_folder(name: str) -> Path:
    """The folder of the case of this id, or the folder that is named itself; NotInBank when there is none."""
    if Path(name).is_dir() and (Path(name) / "case.yaml").is_file():
        return Path(name)
    folders = {folder.name: folder for root in bank_roots() for folder in find_cases(root / "cases")}
    id = name.partition("@")[0]
    if id not in folders:
        raise NotInBank(name, _near(id, folders))
    return folders[id]


def chosen_rubric(name: str) -> Rubric:
    """The rubric of this id; NotInBank when there is none, RubricError for a file that cannot be used."""
    rubrics = {id: rubric for root in reversed(bank_roots()) for id, rubric in load_rubrics(root / "rubrics").items()}
    id = name.partition("@")[0]
    if id not in rubrics:
        raise NotInBank(name, _near(id, rubrics))
    return rubrics[id]


def _near(name: str, known: dict[str, Path] | dict[str, Rubric]) -> list[str]:
    return difflib.get_close_matches(name, known, n=3, cutoff=0.4) or sorted(known)[:10]
