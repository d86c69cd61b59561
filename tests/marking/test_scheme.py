"""Levels become a mark as the assignment's scheme says."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.checker.rubric import Criterion, Rubric
from trainer.checker.values import CriterionId
from trainer.web.scales import SCALES
from trainer.web.scheme import Kind, Rounding, Scheme, late_days, rounded, scheme_of, total_of

FOUR = {"en": ("a", "b", "c", "d")}


def rubric_of(**weights: float) -> Rubric:
    criteria = tuple(
        Criterion(id=CriterionId(id), weight=weight, name={"en": id}, question={"en": "?"}, levels=FOUR)
        for id, weight in weights.items()
    )
    return Rubric(id="r", version="1.0.0", title={"en": "R"}, criteria=criteria)


PLAIN = rubric_of(time=1, need=2, cover=0)


def test_without_a_scheme_levels_times_weights_are_points() -> None:
    total = total_of({"time": 3, "need": 2}, PLAIN, scheme_of({}))
    assert (total.value, total.top, total.passed) == (Decimal(7), Decimal(9), None)


def test_a_missing_level_leaves_a_sum_so_far_and_no_mark() -> None:
    total = total_of({"time": 2, "need": None}, PLAIN, scheme_of({"pass": 1}))
    assert (total.so_far, total.of, total.marked, total.criteria) == (2, 3, 1, 2)
    assert total.value is None and total.passed is None and not total.complete


def test_a_criterion_without_weight_and_the_gates_do_not_count() -> None:
    with_more = total_of({"time": 3, "need": 2, "cover": 3, "safe": 0, "language": 0}, PLAIN, scheme_of({}))
    assert with_more.value == 7


@pytest.mark.parametrize("scheme, mark", [
    ({"kind": "percent"}, "78"), ({"kind": "percent", "rounding": "whole"}, "78"),
    ({"kind": "percent", "rounding": "tenth"}, "77.8"), ({"kind": "percent", "rounding": "none"}, "77.778"),
    ({"kind": "points", "top": 30}, "23.5"), ({"kind": "points", "top": 30, "rounding": "whole"}, "23"),
    ({"kind": "points", "top": 5, "rounding": "half"}, "4"),
])
def test_points_and_percent_are_scaled_and_rounded(scheme: dict, mark: str) -> None:
    assert str(total_of({"time": 3, "need": 2}, PLAIN, scheme_of(scheme)).value) == mark


def test_the_limit_is_met_by_the_mark_that_people_see() -> None:
    just = {"kind": "percent", "pass": 78, "rounding": "whole"}
    assert total_of({"time": 3, "need": 2}, PLAIN, scheme_of(just)).passed is True
    assert total_of({"time": 3, "need": 2}, PLAIN, scheme_of(just | {"pass": 78.5})).passed is False


def test_a_half_goes_up() -> None:
    assert rounded(Decimal("2.5"), Rounding.WHOLE) == 3
    assert rounded(Decimal("0.25"), Rounding.HALF) == Decimal("0.5")


@pytest.mark.parametrize("document", [
    None, {}, {"kind": "stars"}, {"top": "x", "pass": [], "rounding": 7}, {"top": -3}, {"top": float("nan")},
    {"kind": ["x"]}, {"pass": True},
])
def test_a_scheme_that_cannot_be_read_is_the_default(document: dict | None) -> None:
    assert scheme_of(document) == Scheme()


@given(st.dictionaries(st.sampled_from(["time", "need", "cover"]), st.integers(0, 3)), st.sampled_from(list(Kind)),
       st.sampled_from(list(Rounding)))
def test_no_levels_give_a_mark_outside_its_range(levels: dict[str, int], kind: Kind, rounding: Rounding) -> None:
    total = total_of(levels, PLAIN, Scheme(kind=kind, rounding=rounding))
    assert 0 <= total.so_far <= total.of <= total.top
    assert "E" not in str(total.top)


@pytest.mark.parametrize("scale, percent, letter, passes", [
    ("kz", 95, "A", True), ("kz", 94, "A-", True), ("kz", 50, "D", True), ("kz", 49, "FX", False),
    ("kz", 24, "F", False), ("ua", 90, "A", True), ("ua", 89, "B", True), ("ua", 60, "E", True),
    ("ua", 59, "FX", False), ("ua", 34, "F", False),
    ("ects", 100, "A", True), ("ects", 50, "E", True), ("ects", 0, "F", False),
])  # fmt: skip
def test_the_named_scales_have_their_published_thresholds(scale: str, percent: int, letter: str, passes: bool) -> None:
    grade = SCALES[scale].grade(percent)
    assert (grade.letter, grade.passes) == (letter, passes)


def test_a_letter_stands_beside_the_mark_and_decides_about_passing_unless_a_limit_does() -> None:
    total = total_of({"time": 3, "need": 2}, PLAIN, scheme_of({"scale": "kz"}))
    assert (total.value, total.grade.letter, total.grade.points, total.passed) == (7, "B-", "2.67", True)
    assert total_of({"time": 3, "need": 2}, PLAIN, scheme_of({"scale": "kz", "pass": 8})).passed is False
    assert total_of({"time": 3}, PLAIN, scheme_of({"scale": "kz"})).grade is None


def test_each_day_begun_takes_its_share_off_up_to_the_cap_and_never_below_nothing() -> None:
    scheme = scheme_of({"kind": "percent", "penalty": 5, "cap": 12})
    marks = [total_of({"time": 3, "need": 3}, PLAIN, scheme, days) for days in (0, 1, 2, 3, 30)]
    assert [mark.value for mark in marks] == [100, 95, 90, 88, 88]
    assert [(mark.days, mark.taken_off) for mark in marks] == [(0, 0), (1, 5), (2, 10), (3, 12), (30, 12)]
    assert total_of({"time": 0, "need": 0}, PLAIN, scheme, 2).value == 0


def test_a_day_late_begins_with_its_first_minute() -> None:
    due = dt.datetime(2026, 9, 1, 18, tzinfo=dt.UTC)
    late = [late_days(due, due + dt.timedelta(minutes=minutes)) for minutes in (-1, 0, 1, 24 * 60, 24 * 60 + 1)]
    assert late == [0, 0, 1, 1, 2] and late_days(None, due) == 0
