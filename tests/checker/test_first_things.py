"""What the checker must not teach: that more of the family's own is always better, or that help is a fault."""

from __future__ import annotations

import pytest

from tests.checker.plans import level, plan, row, rules, step
from trainer.bank.cases import case_root
from trainer.bank.exemplars import load_exemplars
from trainer.checker.case import Case
from trainer.checker.engine import Checker, first_three, in_order
from trainer.checker.handbook import pages
from trainer.checker.rubric import Rubric
from trainer.checker.values import CriterionId, GateId, Language, Severity

# What asks whose resources are used, or whose strength it is; none of it is for those who are being kept from harm.
RESOURCES = {
    "outside-before-inside",
    "outside-outweighs",
    "home-has-more",
    "family-only-receives",
    "formal-without-reason",
    "near-help-unused",
    "row-without-strength",
}
VIOLENCE = {
    "en": (
        "The father beats the mother and the children hide.",
        "By 1 October the mother and the children live without fear.",
        (
            "The police officer keeps the father away from the home",
            "The shelter gives the mother and the children a room",
        ),
    ),
    "ru": (
        "Отец избивает маму, дети прячутся.",
        "К 1 октября мама и дети живут без страха.",
        ("Полиция удаляет отца из дома", "Кризисный центр принимает маму и детей"),
    ),
    "uk": (
        "Через домашнє насильство мама боїться ночувати вдома.",
        "До 1 жовтня мама й діти живуть без страху.",
        ("Поліція виносить заборонний припис", "Соціальна служба приймає маму й дітей до притулку"),
    ),
    "kk": (
        "Үйде зорлық-зомбылық болып жатыр, балалар қорқады.",
        "1 қазанға дейін анасы мен балалар қорықпай өмір сүреді.",
        ("Полиция қорғау нұсқамасын береді", "Дағдарыс орталығы анасы мен балаларды қабылдайды"),
    ),
}


@pytest.mark.parametrize("language", list(VIOLENCE))
def test_help_from_services_in_danger_is_never_asked_about(
    checker: Checker, rubric: Rubric, samira: Case, language: str
) -> None:
    problem, goal, steps = VIOLENCE[language]
    danger = row(problem, goal, *(step(text, end="2026-09-02") for text in steps), end="2026-10-01")
    for case in (None, samira):
        report = checker.check(plan(danger, language=language), rubric=rubric, case=case)
        assert not RESOURCES & rules(report, "g1")
        assert "danger-without-step" not in rules(report)
        assert sum(report.shares.values()) == 0, "safety steps leave the share of resources"


@pytest.mark.parametrize("language", list(VIOLENCE))
def test_a_danger_that_waits_is_said_first(checker: Checker, rubric: Rubric, language: str) -> None:
    problem, goal, _ = VIOLENCE[language]
    mother = {"en": "The mother", "ru": "Мама", "uk": "Мама", "kk": "Анасы"}[language]
    acts = {"en": "attends a course", "ru": "ходит на курсы", "uk": "ходить на курси", "kk": "курсқа барады"}[language]
    waiting = row(problem, goal, step(f"{mother} {acts}", end="2026-11-20"), end="2026-12-01")
    report = checker.check(plan(waiting, language=language), rubric=rubric)
    assert first_three(report)[0].rule == "danger-without-step"


def test_a_child_who_carries_and_a_carer_who_is_worn_out_come_before_the_three_questions(
    checker: Checker, rubric: Rubric, samira: Case
) -> None:
    burdened = row(
        "The mother is exhausted because she is alone with five children.",
        "Improve the situation",
        step("Samira applies to the akimat for housing", "sam", "2026-10-20"),
        step("The mother cooks for two days", "mo", "2026-10-20"),
    )
    report = checker.check(plan(burdened), rubric=rubric, case=samira)
    said = [finding.rule for finding in in_order(report) if finding.criterion != GateId.SAFE]
    assert set(said[:2]) == {"child-leads-adult-task", "tired-carer-alone"}


def test_no_question_of_resources_is_ever_a_must() -> None:
    softer = {CriterionId.RESOURCE, CriterionId.STRENGTH}
    assert all(page.rule.severity is not Severity.MUST for page in pages() if page.rule.criterion in softer)


def test_a_row_that_only_keeps_people_safe_has_no_level_of_resources(
    checker: Checker, rubric: Rubric, samira: Case
) -> None:
    fence = row(
        "The outbuilding may fall where the children play.",
        "By 3 September no child plays near the outbuilding.",
        step("The akimat fences off the outbuilding", "akimat", "2026-09-02"),
        end="2026-09-03",
    )
    report = checker.check(plan(fence), rubric=rubric, case=samira)
    assert level(report, "resource", "g1") is None and level(report, "resource") is None


@pytest.mark.parametrize("language", list(Language))
def test_the_question_of_resources_asks_and_does_not_demand(rubric: Rubric, language: Language) -> None:
    wanted = {"en": "if it is safe", "ru": "если это безопасно", "uk": "якщо це безпечно", "kk": "Қауіпсіз болса"}
    assert wanted[language] in rubric.criterion("resource").question[language]


@pytest.mark.parametrize("language", list(Language))
def test_the_approved_exemplar_is_not_asked_for_more_of_the_family(
    checker: Checker, rubric: Rubric, samira: Case, language: Language
) -> None:
    good = next(one for one in load_exemplars(case_root() / "samira") if one.approved)
    report = checker.check(good.plan(language), rubric=rubric, case=samira)
    assert not RESOURCES & rules(report) - {"home-has-more"}
