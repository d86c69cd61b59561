"""What the bar of resources counts, and what stands beside it: who leads, and which steps are left out."""

from __future__ import annotations

import pytest

from tests.checker.plans import plan, row, step
from trainer.checker.case import Case
from trainer.checker.engine import Checker
from trainer.checker.report import Report
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language
from trainer.cli.sheet import worded
from trainer.web.dials import dials_of

FAMILY_LEADS = row(
    "The children have never been examined, so nobody knows why the second girl is ill.",
    "By 1 October all five children have a health card.",
    step("The mother books the children at the clinic", "mo", "2026-09-05"),
    step("The mother collects the certificates at the clinic", "mo", "2026-09-08"),
    step("The doctor examines the children", "district_doctor", "2026-09-20"),
    end="2026-10-01",
)
DANGER = row(
    "The outbuilding may fall where the children play.",
    "By 10 September the outbuilding is gone.",
    step("The father boards up the outbuilding", "fa", "2026-09-02"),
    end="2026-09-10",
)


@pytest.fixture
def report(checker: Checker, rubric: Rubric, samira: Case) -> Report:
    """The report of a plan whose family leads three steps of four, two of them to a service."""
    return checker.check(plan(FAMILY_LEADS, DANGER), rubric=rubric, case=samira)


def test_the_report_says_who_leads_and_how_many_steps_the_bar_leaves_out(report: Report) -> None:
    resource = next(part for part in report.criteria if part.id == "resource").measures
    assert (resource["steps"], resource["steps_led_by_home"]) == (4, 3)
    assert resource["safety_steps"] == 1 and resource["result_steps"] == 0
    assert sum(report.shares.values()) == resource["steps"] - resource["safety_steps"] - resource["result_steps"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Led by the family: 3 of 4.", "Safety steps, not counted above: 1.")),
        ("ru", ("Ведёт семья: 3 из 4.", "Шаги ради безопасности, выше не учтены: 1.")),
        ("uk", ("Веде родина: 3 із 4.", "Кроки заради безпеки, вище не враховані: 1.")),
        ("kk", ("Отбасы бастайтын қадам: 4 ішінен 3.", "Қауіпсіздік қадамдары, жоғарыда есептелмеген: 1.")),
    ],
)
def test_the_terminal_says_so_under_the_bar(
    report: Report, rubric: Rubric, samira: Case, language: str, said: tuple[str, ...]
) -> None:
    sheet = worded(report, plan=plan(FAMILY_LEADS, DANGER), rubric=rubric, case=samira, language=Language(language))
    assert sheet.shares[1:] == said


def test_the_page_says_what_its_bar_counts_and_what_it_leaves_out(report: Report, rubric: Rubric) -> None:
    dial = next(dial for dial in dials_of(report, rubric) if dial.shares is not None)
    assert dial.units_word == "Whose resource the steps use"
    assert dial.sentence == "The family leads: steps 3 of 4. Safety steps are left out of the bar: 1."


def test_the_question_about_outside_help_says_what_the_family_does(
    checker: Checker, rubric: Rubric, samira: Case
) -> None:
    more = row(
        "The parents have no steady work, so there is not enough money.",
        "By 1 December the father has a job.",
        step("The father registers at the employment centre", "fa", "2026-09-10"),
        end="2026-12-01",
    )
    report = checker.check(plan(FAMILY_LEADS, more), rubric=rubric, case=samira)
    asked = next(finding for finding in report.findings if finding.rule == "outside-outweighs")
    assert (asked.values["own"], asked.values["reached"], asked.values["steps"]) == (0, 3, 4)
