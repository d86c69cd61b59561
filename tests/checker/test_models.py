"""The four models: the same plan, seen by four rubrics, is weighed as each model weighs it."""

from __future__ import annotations

import pytest

from tests.checker.plans import level, plan, row, rules, step
from trainer.bank.rubrics import load_rubrics
from trainer.checker.case import Case
from trainer.checker.engine import Checker, in_order
from trainer.checker.report import Report
from trainer.checker.rubric import Rubric
from trainer.checker.values import CarePlanModel

RUBRICS = load_rubrics()
MODELS = {rubric.model: rubric for rubric in RUBRICS.values() if rubric.model}
WEIGHTS = {
    CarePlanModel.STRENGTHS: {"strength": 2, "resource": 2, "own": 1.5},
    CarePlanModel.BROKER: {"who": 2, "step": 1.5, "review": 1.5, "resource": 0.5},
    CarePlanModel.CLINICAL: {"measure": 2, "need": 1.5},
    CarePlanModel.INTENSIVE: {"time": 2, "who": 1.5, "resource": 0.5},
}
REFERRALS = row(
    "The children have never been examined, so nobody knows why the second girl is ill.",
    "By 1 October the second girl has been examined.",
    step("The mother books the girl with the doctor", "mo", "2026-09-05"),
    step("The mother registers the girl at the clinic", "mo", "2026-09-10"),
    step("The doctor examines the girl", "district_doctor", "2026-09-20"),
    end="2026-10-01",
)


def seen(checker: Checker, samira: Case, *rows: dict, **parts: object) -> dict[CarePlanModel, Report]:
    """The reports of one plan under each model."""
    one = plan(*rows, **parts)
    return {model: checker.check(one, rubric=rubric, case=samira) for model, rubric in MODELS.items()}


def test_each_model_has_a_rubric_and_its_weights() -> None:
    assert set(MODELS) == set(CarePlanModel)
    for model, rubric in MODELS.items():
        heavier = {part.id.value: part.weight for part in rubric.criteria if part.weight != 1}
        assert heavier == WEIGHTS[model]


def test_models_see_the_same_and_differ_in_weights_and_bands_only(checker: Checker, samira: Case) -> None:
    reports = list(seen(checker, samira, REFERRALS).values())
    assert len({report.units for report in reports}) == 1
    assert len({tuple(finding.key for finding in report.findings) for report in reports}) == 1


def test_reaching_a_service_by_oneself_is_the_work_of_the_broker_and_not_yet_of_strengths(
    checker: Checker, samira: Case
) -> None:
    reports = seen(checker, samira, REFERRALS)
    assert level(reports[CarePlanModel.BROKER], "resource", "g1") == 2
    assert level(reports[CarePlanModel.STRENGTHS], "resource", "g1") == 1


def test_the_first_step_of_the_intensive_model_comes_in_two_days(checker: Checker, samira: Case) -> None:
    reports = seen(checker, samira, REFERRALS)
    assert level(reports[CarePlanModel.INTENSIVE], "time", "g1") == 2
    assert level(reports[CarePlanModel.STRENGTHS], "time", "g1") == 3


def test_the_worker_may_do_more_under_the_intensive_model_when_the_last_step_hands_back(
    checker: Checker, samira: Case
) -> None:
    handing_back = row(
        "There is little food at home, so the children go to bed hungry.",
        "By 20 September the family has food for every day of the week.",
        step("The worker brings a food parcel", "worker", "2026-09-02"),
        step("The mother draws up the week's shopping list and cooks for two days", "mo", "2026-09-18"),
        end="2026-09-20",
    )
    kept = {**handing_back, "steps": handing_back["steps"][:1] * 2}
    intensive = MODELS[CarePlanModel.INTENSIVE]
    given = checker.check(plan(handing_back), rubric=intensive, case=samira)
    not_given = checker.check(plan(kept), rubric=intensive, case=samira)
    assert (level(given, "resource", "g1") or 0) >= 2 > (level(not_given, "resource", "g1") or 0)


def test_the_clinical_model_wants_a_baseline_and_no_label(checker: Checker, samira: Case) -> None:
    change = row(
        "The mother smokes and worries about it.",
        "By 1 December the mother reduces her smoking to 5 cigarettes a day.",
        step("The mother counts her cigarettes every evening", "mo", "2026-09-03"),
        end="2026-12-01",
    )
    reports = seen(checker, samira, change)
    assert level(reports[CarePlanModel.CLINICAL], "measure", "g1") == 1
    assert level(reports[CarePlanModel.STRENGTHS], "measure", "g1") == 2
    told = {**change, "problem": "The mother smokes 20 cigarettes a day and worries about it."}
    assert level(seen(checker, samira, told)[CarePlanModel.CLINICAL], "measure", "g1") == 3


def test_a_review_is_sooner_where_the_model_says_so(checker: Checker, samira: Case) -> None:
    late = {
        "reviews": [{"date": "2026-12-01", "who": ["mo", "worker"], "checks": "the health cards"}],
        "closure": "The girl is well and the mother knows where to go.",
    }
    reports = seen(checker, samira, REFERRALS, **late)
    levels = {model: level(report, "review") for model, report in reports.items()}
    assert levels[CarePlanModel.STRENGTHS] == 3 and levels[CarePlanModel.BROKER] == 3
    assert levels[CarePlanModel.CLINICAL] == 2 and levels[CarePlanModel.INTENSIVE] == 2


def test_the_broker_asks_whether_a_referral_arrived(checker: Checker, samira: Case) -> None:
    review = {"date": "2026-10-01", "who": ["mo"], "checks": "the health card"}
    for check_back, expected in ((None, 2), ("2026-09-22", 3)):
        referred = {**REFERRALS["steps"][2], "mode": "referred", "check_back": check_back}
        one = {**REFERRALS, "steps": [*REFERRALS["steps"][:2], referred]}
        report = seen(checker, samira, one, reviews=[review], closure="The girl is well.")[CarePlanModel.BROKER]
        assert level(report, "review") == expected
        assert ("referral-unchecked" in rules(report)) is (check_back is None)


@pytest.mark.parametrize(("model", "first"), [(CarePlanModel.BROKER, "who"), (CarePlanModel.CLINICAL, "measure")])
def test_what_a_model_weighs_is_said_before_its_equals(
    checker: Checker, samira: Case, rubric: Rubric, model: CarePlanModel, first: str
) -> None:
    weak = row(
        "The parents have no work, so there is no steady income.",
        "Improve the family's situation.",
        step("Support the family", end="2026-09-03"),
        step("Everybody helps", "specialists", "2026-09-04"),
        end="2026-10-01",
    )
    one = plan(weak)
    order = {}
    for name, each in (("model", MODELS[model]), ("general", rubric)):
        report = checker.check(one, rubric=each, case=samira)
        asked = [finding.criterion for finding in in_order(report) if finding.severity == "should"]
        rest = [part for part in asked if part not in ("strength", "own", "time", "resource", "safe")]
        order[name] = rest
    assert order["model"][0] == first
    assert set(order["model"]) == set(order["general"])
