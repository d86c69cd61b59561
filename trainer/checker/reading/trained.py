"""The trained readers: which value of a label the words of a unit speak for, and which words those are.

`weights.json` is made by `python -m trainer.training` from our own written examples. A reader adds up what each
feature of a unit has weighed there, for each value of its label; the value with the most wins, the same each time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from itertools import accumulate, chain, pairwise
from operator import add
from typing import NamedTuple

from trainer.checker.reading.features import Place
from trainer.checker.reading.values import Span

# More words than this explain nothing to a student.
_MOST_SPANS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """One label's reader: its values, and what each feature speaks for them, in the same order."""

    values: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]

    def read(self, found: Iterable[str], said: Iterable[str], barred: frozenset[str] = frozenset()) -> str:
        """The value that these features speak for most, but none that is barred."""
        return self.most_of(_sum(self.weights, found, len(self.values)), tuple(said), barred)

    def most_of(self, scores: Sequence[float], said: tuple[str, ...], barred: frozenset[str] = frozenset()) -> str:
        """The same, where what a unit's own features speak for is summed up already."""
        total = list(map(add, scores, _said_for(self, said)))
        open_to = (
            [place for place, value in enumerate(self.values) if value not in barred] if barred else range(len(total))
        )
        return self.values[max(open_to, key=total.__getitem__)]

    def why(self, found: Mapping[str, Place], value: str) -> tuple[Span, ...]:
        """Places of the words that speak most for this value rather than for the others on average."""
        best = self.values.index(value)
        moved: dict[tuple[int, int], float] = {}
        for name, place in found.items():
            if place is not None and (row := self.weights.get(name)) is not None:
                span = place.start, place.end
                moved[span] = moved.get(span, 0.0) + row[best] - sum(row) / len(row)
        strongest = sorted(moved, key=lambda span: (-moved[span], span))[:_MOST_SPANS]
        return tuple(Span(*span) for span in sorted(span for span in strongest if moved[span] > 0))


# What rules and other labels say comes in a few hundred combinations.
@lru_cache(maxsize=8192)
def _said_for(reader: Trained, said: tuple[str, ...]) -> list[float]:
    return _sum(reader.weights, said, len(reader.values))


class Readers(dict[str, Trained]):
    """The readers of all labels, by label."""

    def scores(self, labels: tuple[str, ...], found: Iterable[str]) -> dict[str, list[float]]:
        """What the features of a unit speak for in each of its labels, looked up once for all of them."""
        joined = self._joined(labels)
        total = _sum(joined.rows, found, joined.width)
        return {label: total[place] for label, place in joined.places}

    def _joined(self, labels: tuple[str, ...]) -> _Joined:
        known = self._known.get(labels)
        if known is None:
            known = self._known[labels] = _joined([(label, self[label]) for label in labels])
        return known

    @cached_property
    def _known(self) -> dict[tuple[str, ...], _Joined]:
        return {}


class _Joined(NamedTuple):
    """One row a feature for several labels, and where each label's values stand in a row."""

    rows: Mapping[str, tuple[float, ...]]
    width: int
    places: tuple[tuple[str, slice], ...]


def _joined(readers: Sequence[tuple[str, Trained]]) -> _Joined:
    begins = list(accumulate((len(reader.values) for _, reader in readers), initial=0))
    places = tuple((label, slice(*ends)) for (label, _), ends in zip(readers, pairwise(begins), strict=True))
    parts = [(reader.weights, (0.0,) * len(reader.values)) for _, reader in readers]
    names = dict.fromkeys(chain.from_iterable(weights for weights, _ in parts))
    rows = {
        name: tuple(chain.from_iterable(weights.get(name, nothing) for weights, nothing in parts)) for name in names
    }
    return _Joined(rows, begins[-1], places)


def _sum(weights: Mapping[str, tuple[float, ...]], names: Iterable[str], width: int) -> list[float]:
    rows = [row for row in map(weights.get, names) if row is not None]
    return list(map(sum, zip(*rows, strict=True))) or [0.0] * width


@cache
def trained() -> Readers:
    """All readers by label. Read once: the file is part of the program.

    Hundredths are stored, so that the file stays small. Ninety thousand weights have a few hundred values: each
    is kept once, which saves megabytes and keeps what is summed up within the processor's own memory.
    """
    data = json.loads(resources.files(__package__).joinpath("weights.json").read_text("utf-8"))
    hundredths = _Hundredths()
    return Readers(
        (
            label,
            Trained(
                tuple(part["values"]),
                {name: tuple(map(hundredths.__getitem__, row)) for name, row in part["weights"].items()},
            ),
        )
        for label, part in data.items()
    )


class _Hundredths(dict[int, float]):
    """A hundredth of each number, the same value whenever it is asked for."""

    def __missing__(self, number: int) -> float:
        return self.setdefault(number, number / 100)
