"""The mistakes that students make, each in a plan of two languages, and strong plans that nothing must stop."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checker.examples import plan_of
from trainer.bank.handbook_case import example_case
from trainer.checker.engine import Checker
from trainer.checker.examples import Example
from trainer.checker.rubric import Rubric
from trainer.checker.rules import BY_ID
from trainer.checker.values import Language, Severity

PLANS = Path(__file__).parent / "mistakes"
CASE = "handbook"


def plans(name: str) -> list[tuple[str, Example]]:
    """The plans of a file: what stands before the language, and the cells after it."""
    found = []
    for number, line in enumerate((PLANS / name).read_text("utf-8").splitlines(), start=1):
        if line and not line.startswith("#"):
            head, _, cells = line.partition(" | ")
            what, language = head.split()
            found.append((what, Example("flagged", cells, number, Language(language))))
    return found


WEAK, STRONG = plans("weak.txt"), plans("strong.txt")


@pytest.mark.parametrize(("mistake", "example"), WEAK, ids=lambda one: one if isinstance(one, str) else one.language)
def test_a_plan_with_a_mistake_is_asked_about_it(
    mistake: str, example: Example, checker: Checker, rubric: Rubric
) -> None:
    report = checker.check(plan_of(example, CASE)[0], rubric=rubric, case=example_case(CASE))
    asked = {finding.rule for finding in report.findings}
    assert [rule for rule in asked if int(mistake) in BY_ID[rule].mistakes], sorted(asked)


def test_each_mistake_stands_in_two_languages() -> None:
    told = {(int(mistake), example.language) for mistake, example in WEAK}
    assert {mistake for mistake, _ in told} == set(range(1, 35)) and len(told) == 68


@pytest.mark.parametrize(("which", "example"), STRONG, ids=lambda one: one if isinstance(one, str) else one.language)
def test_a_strong_plan_is_stopped_by_nothing(which: str, example: Example, checker: Checker, rubric: Rubric) -> None:
    report = checker.check(plan_of(example, CASE)[0], rubric=rubric, case=example_case(CASE))
    assert [(one.rule, one.quote) for one in report.findings if one.severity is Severity.MUST] == []


def test_there_are_five_strong_plans_in_each_language() -> None:
    assert all(sum(one.language is language for _, one in STRONG) == 5 for language in Language)
