"""Lint a case folder: everything that stops the case, keeps it from being published, or is worth a look."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from trainer.bank.cases import CaseFolder, read_case
from trainer.bank.checks.hidden_key import key_problems
from trainer.bank.checks.languages import language_problems
from trainer.bank.checks.pictures import picture_file_problems
from trainer.bank.checks.record import record_problems
from trainer.bank.checks.story import story_problems
from trainer.bank.checks.wording import wording_problems
from trainer.bank.checks.worked_plans import exemplar_problems
from trainer.bank.problems import BankError, Problem
from trainer.checker.case import Status
from trainer.checker.reading.vocabulary import Vocabulary
from trainer.checker.values import Language

Vocabularies = Mapping[Language, Vocabulary]


def lint_case(folder: Path, *, vocabularies: Vocabularies | None = None, overlay: Path | None = None) -> list[Problem]:
    """Every problem of a case folder, by file and line. A folder that cannot be used has only its errors.

    With `vocabularies` the exemplars are run through the checker and the wording is read; without them it is quick.
    `overlay` is a folder with a private `instructor/` that takes the place of the case's own.
    """
    try:
        found = read_case(folder, overlay)
    except BankError as error:
        return list(error.problems)
    return lint_read(found, vocabularies)


def lint_read(found: CaseFolder, vocabularies: Vocabularies | None = None) -> list[Problem]:
    """`lint_case` for a folder that has been read."""
    problems = [
        *record_problems(found),
        *language_problems(found),
        *picture_file_problems(found),
        *story_problems(found),
        *key_problems(found),
        *wording_problems(found, vocabularies),
        *exemplar_problems(found, vocabularies),
    ]
    return sorted(problems)


def stopping(problems: list[Problem], status: Status | None) -> list[Problem]:
    """The problems that must be mended now: errors always, what hinders publishing once a case is past its draft."""
    draft = status is Status.DRAFT
    return [one for one in problems if one.weight == "error" or (one.weight == "publish" and not draft)]
