"""How a class is counted, on a handful of plans whose figures can be told by hand."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from trainer.overview import counting
from trainer.overview.counting import Fired, Plan

AT = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)


def plan(id: int, run: int, attempt: int = 1, *, rules=(), time: int | None = 1, needs=(), home: int = 1) -> Plan:
    figures = {
        "levels": {"time": time}, "rules": list(rules), "shares": {"internal": home, "formal": 1},
        "needs": None if needs is None else list(needs), "strengths": [],
    }  # fmt: skip
    return counting.plan_of(id, run, attempt, figures)


def test_a_question_is_counted_in_first_plans_and_as_mended_only_by_those_who_handed_in_again() -> None:
    plans = [
        plan(1, 1, rules=["a", "b"]), plan(2, 2, rules=["a"]), plan(3, 3, rules=["a"]),
        plan(4, 1, 2, rules=["b"]), plan(5, 2, 2, rules=["a", "c"]),
    ]  # fmt: skip
    assert counting.questions(plans) == [Fired("a", 3, 2, 1), Fired("b", 1, 1, 0)]


def test_attempts_beyond_the_third_are_counted_with_it() -> None:
    plans = [plan(1, 1), plan(2, 1, 3, time=2), plan(3, 2, 5, time=3), plan(4, 2, 2, time=None)]
    assert counting.suggested(plans) == {
        ("time", 1): Counter({1: 1}), ("time", 2): Counter({None: 1}), ("time", 3): Counter({2: 1, 3: 1})
    }  # fmt: skip
    assert counting.given([("time", 3, 2, 4), ("time", 4, 2, 1)]) == {("time", 3): Counter({2: 5})}


def test_what_the_fewest_found_comes_first_and_plans_that_do_not_tell_are_left_out() -> None:
    plans = [plan(1, 1, needs=["food"]), plan(2, 1, 2, needs=["food", "roof"]), plan(3, 2, needs=["food"]),
             plan(4, 3, needs=None)]  # fmt: skip
    assert counting.found_by(plans, "needs", ["food", "roof", "school"]) == [
        ("school", 0, 2), ("roof", 1, 2), ("food", 2, 2)
    ]  # fmt: skip


def test_shares_are_summed_by_attempt() -> None:
    assert counting.shares([plan(1, 1, home=2), plan(2, 2, home=3), plan(3, 1, 2, home=5)]) == {
        1: Counter(internal=5, formal=2), 2: Counter(internal=5, formal=1)
    }  # fmt: skip


def test_days_to_the_answer_fall_into_their_fields_and_a_clock_set_back_counts_as_at_once() -> None:
    hours = (-1, 5, 30, 24 * 7, 24 * 30)
    wait = counting.waits([(AT, AT + dt.timedelta(hours=each)) for each in hours] + [(AT, None)])
    assert (wait.buckets, wait.waiting, wait.median) == ((2, 1, 0, 1, 1), 1, 1.25)
    assert counting.waits([]).median is None


def test_plans_of_a_seminar_stand_in_an_order_of_their_own_that_stays() -> None:
    plans = [plan(id, id, time=id % 4) for id in range(1, 30)]
    order = counting.shuffled(plans, "one")
    assert sorted(order) == list(range(1, 30)) and order != sorted(order)
    assert order == counting.shuffled(reversed(plans), "one") != counting.shuffled(plans, "another")
    low, high = counting.furthest(plans)
    assert (low % 4, high % 4) == (0, 3)
    assert counting.furthest(plans[:1]) is None
