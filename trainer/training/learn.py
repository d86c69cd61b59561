"""Multinomial logistic regression in plain Python: few features a unit, a penalty on weight, always the same result."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence

Weights = dict[str, list[float]]
Row = tuple[list[str], str]

ROUNDS = 16
STEP = 0.15
# A feature is learnt from when this many units have it.
LEAST = 3
# The penalty on a weight, shared out over the units that have the feature: a rare word decides nothing alone.
PENALTY = 1.0


def learn(rows: Sequence[Row], values: Sequence[str], *, seed: int = 1) -> Weights:
    """Weights of each feature for each value, by stochastic gradients with a step of its own for each weight.

    What is returned is their mean over the second half of the rounds, which hangs less on the order of the units.
    """
    place = {value: number for number, value in enumerate(values)}
    common = Counter(name for names, _ in rows for name in set(names))
    known = [([n for n in dict.fromkeys(names) if common[n] >= LEAST], place[value]) for names, value in rows]
    states = {name: _State(len(values), PENALTY / common[name]) for name in sorted(common) if common[name] >= LEAST}
    order = random.Random(seed)  # noqa: S311 - an order of training, no secret
    for turn in range(ROUNDS):
        order.shuffle(known)
        for names, right in known:
            _adjust([states[name] for name in names], right)
        if turn >= ROUNDS // 2:
            for state in states.values():
                state.total = [total + weight for total, weight in zip(state.total, state.weights, strict=True)]
    return {name: [total / (ROUNDS - ROUNDS // 2) for total in state.total] for name, state in states.items()}


class _State:
    """The weights of one feature while they are learnt."""

    __slots__ = ("moved", "penalty", "total", "weights")

    def __init__(self, values: int, penalty: float) -> None:
        self.weights = [0.0] * values
        self.moved = [1e-6] * values
        self.total = [0.0] * values
        self.penalty = penalty


def _adjust(states: list[_State], right: int) -> None:
    chances = _chances([sum(column) for column in zip(*(state.weights for state in states), strict=True)])
    for state in states:
        row, past, penalty = state.weights, state.moved, state.penalty
        for number, chance in enumerate(chances):
            slope = chance - (number == right) + penalty * row[number]
            past[number] += slope * slope
            row[number] -= STEP * slope / math.sqrt(past[number])


def _chances(scores: list[float]) -> list[float]:
    most = max(scores)
    powers = [math.exp(score - most) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def rounded(weights: Weights, least: int = 3) -> dict[str, list[int]]:
    """Hundredths as whole numbers; a feature that weighs next to nothing for every value is left out."""
    found = {name: [round(weight * 100) for weight in row] for name, row in weights.items()}
    return {name: row for name, row in found.items() if max(row) - min(row) >= least}
