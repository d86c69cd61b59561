"""Multinomial logistic regression in plain Python: few features a unit, a penalty on weight, always the same result."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence

Weights = dict[str, list[float]]
Row = tuple[list[str], str]

ROUNDS = 20
STEP = 0.15
# The penalty keeps a word seen twice from deciding alone.
PENALTY = 0.02


def learn(rows: Sequence[Row], values: Sequence[str], *, seed: int = 1) -> Weights:
    """Weights of each feature for each value, by stochastic gradients with a step of its own for each weight."""
    place = {value: number for number, value in enumerate(values)}
    common = Counter(name for names, _ in rows for name in set(names))
    known = [([name for name in names if common[name] > 1], place[value]) for names, value in rows]
    weights: Weights = {name: [0.0] * len(values) for name in sorted(common) if common[name] > 1}
    moved: Weights = {name: [1e-6] * len(values) for name in weights}
    order = random.Random(seed)  # noqa: S311 - an order of training, no secret
    for _ in range(ROUNDS):
        order.shuffle(known)
        for names, right in known:
            _adjust(weights, moved, names, right)
    return weights


def _adjust(weights: Weights, moved: Weights, names: list[str], right: int) -> None:
    chances = _chances([sum(column) for column in zip(*(weights[name] for name in names), strict=True)])
    for name in names:
        row, past = weights[name], moved[name]
        for number, chance in enumerate(chances):
            slope = chance - (number == right) + PENALTY * row[number]
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
