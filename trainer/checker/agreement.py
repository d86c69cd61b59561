"""How far two readers of the same plans give the same levels: exactly, within one, and beyond chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LEVELS = range(4)
# Below so many pairs a figure says more about chance than about the readers.
ENOUGH = 10

# How often the first reader gave one level (0 to 3) where the second gave another.
Counts = Mapping[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The figures of one criterion. Shares are 0 to 1; `kappa` is None where either gave one level throughout.

    `above` is by how much the first reader gives more than the second on average; below zero, less.
    """

    n: int
    exact: float
    within_one: float
    above: float
    kappa: float | None


def agreement(counts: Counts) -> Agreement | None:
    """The figures of these pairs; None while there are fewer than ENOUGH."""
    n = sum(counts.values())
    if n < ENOUGH:
        return None
    return Agreement(
        n=n,
        exact=sum(times for (one, other), times in counts.items() if one == other) / n,
        within_one=sum(times for (one, other), times in counts.items() if abs(one - other) <= 1) / n,
        above=sum((one - other) * times for (one, other), times in counts.items()) / n,
        kappa=weighted_kappa(counts),
    )


def weighted_kappa(counts: Counts) -> float | None:
    """Cohen's kappa with quadratic weights (Cohen 1968): two levels apart weighs four times as much as one.

    1 = always the same, 0 = no more alike than by chance, below zero = less. None where either gave one level
    throughout: it would be 0 whatever the other did, and say nothing.
    """
    n = sum(counts.values())
    first = {level: sum(times for (one, _), times in counts.items() if one == level) for level in LEVELS}
    second = {level: sum(times for (_, other), times in counts.items() if other == level) for level in LEVELS}
    if min(sum(map(bool, levels.values())) for levels in (first, second)) < 2:
        return None
    apart = sum((one - other) ** 2 * times for (one, other), times in counts.items())
    by_chance = sum((one - other) ** 2 * first[one] * second[other] for one in LEVELS for other in LEVELS)
    return 1 - apart * n / by_chance
