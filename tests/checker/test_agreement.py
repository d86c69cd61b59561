"""The figures of agreement between two readers."""

from __future__ import annotations

import pytest

from trainer.checker.agreement import ENOUGH, agreement, weighted_kappa


def test_the_same_levels_agree_wholly_and_opposite_ones_less_than_by_chance() -> None:
    assert weighted_kappa({(0, 0): 5, (3, 3): 5}) == 1
    assert weighted_kappa({(0, 3): 5, (3, 0): 5}) == -1


def test_independent_levels_agree_as_by_chance() -> None:
    assert weighted_kappa({(one, other): 4 for one in (0, 1, 2, 3) for other in (0, 1, 2, 3)}) == pytest.approx(0)


def test_kappa_weighs_two_levels_apart_four_times_as_much_as_one() -> None:
    # First: 0 x5, 1 x5. Second: 0 x4, 1 x6. Apart: 1. Chance: (5*6 + 5*4) / 10 = 5. Kappa = 1 - 1/5.
    assert weighted_kappa({(0, 0): 4, (0, 1): 1, (1, 1): 5}) == pytest.approx(0.8)
    # First: 0 x5, 2 x5. Second: 0 x4, 2 x6. Apart: 4. Chance: 4 * 50 / 10 = 20. The same share, the same kappa.
    assert weighted_kappa({(0, 0): 4, (0, 2): 1, (2, 2): 5}) == pytest.approx(0.8)
    near, far = {(0, 0): 5, (3, 3): 4, (2, 3): 1}, {(0, 0): 5, (3, 3): 4, (1, 3): 1}
    assert weighted_kappa(near) > weighted_kappa(far)


def test_one_level_throughout_says_nothing() -> None:
    assert weighted_kappa({(2, 2): 12}) is None
    assert weighted_kappa({(1, 2): 6, (3, 2): 6}) is None
    assert weighted_kappa({}) is None


def test_too_few_pairs_give_no_figures() -> None:
    assert agreement({(0, 0): ENOUGH - 1}) is None
    assert agreement({(0, 0): ENOUGH}) is not None


def test_shares_and_by_how_much_one_is_above() -> None:
    found = agreement({(2, 2): 5, (3, 2): 3, (0, 2): 2})
    assert found is not None
    assert (found.n, found.exact, found.within_one) == (10, 0.5, 0.8)
    assert found.above == pytest.approx(-0.1)
