"""A rubric may add criteria: one that only a person can judge, or a second one by a measure of the checker."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from trainer.bank.cases import case_root, load_case
from trainer.bank.exemplars import load_exemplars
from trainer.bank.rubrics import load_rubric
from trainer.checker.engine import Checker, first_three, report_json
from trainer.checker.report import Report
from trainer.checker.rubric import Criterion, Rubric
from trainer.checker.values import Language

FOUR = {"en": ("none", "some", "most", "all")}


def own(id: str, **more: object) -> Criterion:
    return Criterion.model_validate({"id": id, "name": {"en": id}, "question": {"en": "?"}, "levels": FOUR, **more})


def with_criteria(*criteria: Criterion) -> Rubric:
    rubric = load_rubric()
    return rubric.model_copy(update={"criteria": (*rubric.criteria, *criteria)})


@pytest.fixture(scope="module")
def plan():
    return next(one for one in load_exemplars(case_root() / "samira") if one.id == "beginning").plan(Language.EN)


def check(checker: Checker, rubric: Rubric, plan) -> Report:
    return checker.check(plan, rubric=rubric, case=load_case(case_root() / "samira"))


def levels(report: Report) -> dict[str, int | None]:
    return {str(part.id): part.level for part in report.criteria}


def test_only_a_person_judges_a_criterion_of_the_rubrics_own(checker: Checker, plan) -> None:
    report = check(checker, with_criteria(own("style")), plan)
    assert levels(report)["style"] is None
    assert levels(report) == {**levels(check(checker, load_rubric(), plan)), "style": None}
    assert "style" not in {str(gap.criterion) for gap in report.cannot_judge}
    assert Report.model_validate(report.to_document()) == report and b'"style"' in report_json(report)


def test_a_measure_suggests_the_level_of_another_criterion_by_its_own_bands(checker: Checker, plan) -> None:
    strict = own("deadlines", judged="time", bands={"level_1": 3, "level_2": 3, "level_3": 3})
    found = levels(check(checker, with_criteria(own("days", judged="time"), strict), plan))
    assert found["days"] == found["time"] == 1 and found["deadlines"] == 0


def test_one_of_the_ten_may_be_left_to_a_person(checker: Checker, plan) -> None:
    rubric = load_rubric()
    time = rubric.criterion("time").model_copy(update={"judged": "person"})
    alone = rubric.model_copy(update={"criteria": (time,)})
    report = check(checker, alone, plan)
    assert levels(report) == {"time": None}
    assert any(finding.criterion == "time" for finding in report.findings), "its questions are asked all the same"


def test_a_question_stands_under_the_criterion_that_names_it(checker: Checker, plan) -> None:
    rubric = load_rubric()
    style = own("style", rules=["step-vague"])
    lone = rubric.model_copy(update={"criteria": (style,), "gates": ()})
    report = check(checker, lone, plan)
    assert {str(finding.criterion) for finding in report.findings} == {"style"}
    assert first_three(report)


def test_a_language_that_it_lacks_is_read_in_its_source() -> None:
    rubric = Rubric(
        id="own", version="1.0.0", languages={"kk": "partial", "ru": "source"}, title={"ru": "Своя", "kk": ""},
        criteria=(Criterion(id="style", name={"ru": "Стиль", "kk": "Стиль"}, question={"ru": "Ясно?"},
                            levels={"ru": ("0", "1", "2", "3"), "kk": ("нөл", "", "", "үш")}),),
    )  # fmt: skip
    assert rubric.written_in == ("ru", "kk")
    shown = rubric.in_every_language()
    assert shown.title == dict.fromkeys(Language, "Своя")
    assert shown.criteria[0].question["en"] == "Ясно?"
    assert shown.criteria[0].levels["kk"] == ("нөл", "1", "2", "үш")


@pytest.mark.parametrize("id", ["safe", "need"])
def test_two_parts_of_one_id_are_refused(id: str) -> None:
    rubric = load_rubric()
    with pytest.raises(ValidationError, match="two parts have the id"):
        Rubric.model_validate({**rubric.model_dump(), "criteria": [*rubric.criteria, own(id)]})
