"""Exemplar plans: each is a whole plan in four languages, and the checker says of each what its author expects."""

from __future__ import annotations

import pytest

from tests.bank.conftest import SAMIRA
from trainer.bank.cases import CaseFolder
from trainer.bank.exemplars import Exemplar, load_exemplars
from trainer.checker.engine import Checker
from trainer.checker.report import Report
from trainer.checker.rubric import Rubric
from trainer.checker.rules import BY_ID, CATALOGUE
from trainer.checker.values import Language

EXEMPLARS = {exemplar.id: exemplar for exemplar in load_exemplars(SAMIRA)}
EACH = [(id, language) for id in EXEMPLARS for language in Language]


@pytest.fixture(scope="module")
def reports(samira: CaseFolder, checker: Checker, rubric: Rubric) -> dict[tuple[str, Language], Report]:
    """What the checker says of every exemplar in every language."""
    return {
        (id, language): checker.check(EXEMPLARS[id].plan(language), rubric=rubric, case=samira.case)
        for id, language in EACH
    }


def texts(exemplar: Exemplar, language: Language) -> list[str]:
    """Every text of the exemplar's plan in one language."""
    plan = exemplar.plan(language)
    said = [plan.closure, *(review.checks for review in plan.reviews), *(one.reason for one in plan.deferred)]
    for goal in plan.goals:
        said += [goal.problem, goal.goal, goal.client_words, *(step.text for step in goal.steps)]
    return [text for text in said if text]


def test_samira_has_exemplars_at_three_levels_and_one_is_approved() -> None:
    assert {exemplar.level for exemplar in EXEMPLARS.values()} == {"beginning", "developing", "proficient"}
    assert [id for id, exemplar in EXEMPLARS.items() if exemplar.approved] == ["proficient"]
    assert "as_printed" in EXEMPLARS


@pytest.mark.parametrize(("id", "language"), EACH)
def test_an_exemplar_is_a_whole_plan_in_each_language(id: str, language: Language) -> None:
    plan = EXEMPLARS[id].plan(language)
    assert plan.language is language and plan.goals
    assert all(goal.goal.strip() and goal.steps for goal in plan.goals)
    english = texts(EXEMPLARS[id], Language.EN)
    own = texts(EXEMPLARS[id], language)
    assert len(own) == len(english)
    if language is not Language.EN:
        assert not set(own) & set(english)


@pytest.mark.parametrize("id", list(EXEMPLARS))
def test_an_exemplar_rests_on_facts_and_strengths_that_exist(samira: CaseFolder, id: str) -> None:
    facts = {fact.id for fact in samira.case.facts}
    strengths = {strength.id for strength in samira.case.key.strengths}
    needs = {need.id for need in samira.case.key.needs}
    plan = EXEMPLARS[id].plan(Language.EN)
    assert {fact for goal in plan.goals for fact in goal.facts} <= facts
    assert {one for goal in plan.goals for one in goal.strengths if one.startswith("s_")} <= strengths
    assert {one.need for one in plan.deferred} <= needs


@pytest.mark.parametrize("id", list(EXEMPLARS))
def test_what_is_expected_names_rules_that_speak_and_places_that_are_there(samira: CaseFolder, id: str) -> None:
    plan = EXEMPLARS[id].plan(Language.EN)
    places = {goal.id for goal in plan.goals} | {step.id for goal in plan.goals for step in goal.steps}
    key = samira.case.key
    places |= {part.id for part in (*key.needs, *key.strengths, *key.hazards)}
    spoken = {rule.id for rule in CATALOGUE}
    for expected in (*EXEMPLARS[id].expect.must, *EXEMPLARS[id].expect.never):
        assert expected.rule in BY_ID
        assert expected.at is None or expected.at in places
    assert {expected.rule for expected in EXEMPLARS[id].expect.must} <= spoken


@pytest.mark.parametrize(("id", "language"), EACH)
def test_the_checker_finds_what_is_expected(
    reports: dict[tuple[str, Language], Report], id: str, language: Language
) -> None:
    surprises = EXEMPLARS[id].expect.surprises(reports[id, language])
    assert not surprises.lacking
    assert not surprises.unwanted


@pytest.mark.parametrize("language", list(Language))
def test_the_better_plan_has_the_better_levels(reports: dict[tuple[str, Language], Report], language: Language) -> None:
    def sum_of(id: str) -> int:
        return sum(criterion.level or 0 for criterion in reports[id, language].criteria)

    assert sum_of("beginning") < sum_of("developing") < sum_of("proficient")
    assert sum_of("as_printed") < sum_of("proficient")


@pytest.mark.parametrize("language", list(Language))
def test_the_proficient_plan_is_asked_nothing_that_must_change(
    reports: dict[tuple[str, Language], Report], language: Language
) -> None:
    assert not [finding.rule for finding in reports["proficient", language].findings if finding.severity == "must"]
