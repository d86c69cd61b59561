"""The printed plan of Samira's family, beside the levels that a person gave its rows and the flaws it is known for."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from trainer.bank.cases import case_root
from trainer.bank.exemplars import load_exemplars
from trainer.checker.case import Case
from trainer.checker.engine import Checker
from trainer.checker.report import Report
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language

PRINTED = next(one for one in load_exemplars(case_root() / "samira") if one.id == "as_printed")

# One digit a row, rows 1 to 10, as an expert read the plan.
BY_HAND = {
    "need": "2222101211",
    "own": "2212211212",
    "measure": "2211021112",
    "time": "0000011000",
    "step": "2111111112",
    "who": "1111111111",
    "strength": "1113101021",
    "resource": "1212112021",
}
# Rows that rest on hearsay (7) and on a wish (5) are open to another reading, as is what the outbuilding touches (1).
OPEN_ROWS = {"g1", "g5", "g7"}
# What is reached today, of 80 cells: (equal, at most one apart). Raise it with the reading; the aim is (56, 80).
REACHED = {Language.EN: (64, 80), Language.RU: (69, 80), Language.UK: (61, 79), Language.KK: (60, 79)}


@pytest.mark.parametrize("language", list(Language))
def test_the_levels_stay_near_those_given_by_hand(
    checker: Checker, rubric: Rubric, samira: Case, language: Language
) -> None:
    report = checker.check(PRINTED.plan(language), rubric=rubric, case=samira)
    apart = [abs(level - given) for level, given in _cells(report)]
    equal, near = REACHED[language]
    assert len(apart) == 80
    assert sum(gap == 0 for gap in apart) >= equal and sum(gap <= 1 for gap in apart) >= near


@pytest.mark.parametrize("language", list(Language))
def test_rows_that_are_not_open_to_another_reading_agree_in_seven_of_ten_cells(
    checker: Checker, rubric: Rubric, samira: Case, language: Language
) -> None:
    report = checker.check(PRINTED.plan(language), rubric=rubric, case=samira)
    cells = _cells(report, without=OPEN_ROWS)
    exact = sum(level == given for level, given in cells)
    assert len(cells) == 56 and exact >= 0.7 * len(cells)
    # One Kazakh row is still two levels off: its lessons are read as those of a service.
    far = [(level, given) for level, given in cells if abs(level - given) > 1]
    assert len(far) <= (1 if language is Language.KK else 0)


@pytest.mark.parametrize("language", list(Language))
def test_the_plan_as_a_whole_is_within_one_level_on_every_criterion_and_gate(
    checker: Checker, rubric: Rubric, samira: Case, language: Language
) -> None:
    report = checker.check(PRINTED.plan(language), rubric=rubric, case=samira)
    given = {"need": 1, "own": 2, "measure": 1, "time": 0, "step": 1, "who": 1, "strength": 1, "resource": 1}
    given |= {"cover": 2, "review": 0, "safe": 0, "language": 2}
    levels = {one.id.value: one.level for one in (*report.criteria, *report.gates)}
    assert {name: abs((levels[name] or 0) - level) <= 1 for name, level in given.items()} == dict.fromkeys(given, True)
    assert levels["cover"] == 2 and levels["review"] == 0 and levels["safe"] == 0 and levels["time"] == 0


def _cells(report: Report, without: Collection[str] = ()) -> list[tuple[int, int]]:
    rows = {one.id.value: one.rows for one in report.criteria}
    return [
        (rows[criterion][f"g{number}"], int(given))
        for criterion, levels in BY_HAND.items()
        for number, given in enumerate(levels, start=1)
        if f"g{number}" not in without
    ]


@pytest.mark.parametrize("language", list(Language))
def test_the_flaws_it_is_known_for_are_asked_about(
    checker: Checker, rubric: Rubric, samira: Case, language: Language
) -> None:
    report = checker.check(PRINTED.plan(language), rubric=rubric, case=samira)
    said = {(one.rule, one.at.goal) for one in report.findings}
    undated = {goal for rule, goal in said if rule == "goal-without-deadline"}
    assert undated >= {"g1", "g3", "g4", "g5", "g8", "g9", "g10"} and "g6" not in undated
    assert ("name-not-in-case", "g4") in said
    assert "hazard-without-early-step" in {rule for rule, _ in said}
    assert "outside-outweighs" in {rule for rule, _ in said}
    assert ("problem-is-service", "g6") in said


@pytest.mark.parametrize("language", list(Language))
def test_of_the_printed_plan_only_the_month_of_food_is_bounded_in_time(
    checker: Checker, rubric: Rubric, samira: Case, language: Language
) -> None:
    report = checker.check(PRINTED.plan(language), rubric=rubric, case=samira)
    assert [unit.path for unit in report.units if unit.time == "bounded"] == ["goals[5].goal"]
