"""The families of whom the handbook's examples speak: its own, whose key is open, and a student's, whose key is not."""

from __future__ import annotations

from functools import cache

from trainer.bank.cases import case_root, casebank_root, load_case
from trainer.checker.case import Case
from trainer.checker.examples import names_in
from trainer.checker.values import Language

HANDBOOK_CASE = "handbook"


@cache
def example_case(id: str) -> Case:
    """The case of which a page's examples speak, with its key: the handbook's own, or a packaged one."""
    return load_case((casebank_root() if id == HANDBOOK_CASE else case_root()) / id)


@cache
def example_names(id: str, language: Language) -> dict[str, str]:
    """What the ids in those examples are called; of a student's case nothing that its key holds."""
    case = example_case(id)
    return names_in(case if id == HANDBOOK_CASE else case.without_key(), language)


def example_facts(id: str, language: Language) -> list[tuple[str, str]]:
    """The facts that the examples of the handbook's own case rest on, by id; none of a student's case."""
    facts = example_case(id).facts if id == HANDBOOK_CASE else ()
    return [(fact.id, fact.words.get(language, "")) for fact in facts]
