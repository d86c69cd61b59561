"""The trained readers: which value of a label the words of a unit speak for, and which words those are.

`weights.json` is made by `python -m trainer.training` from our own written examples. A reader adds up what each
feature of a unit has weighed there, for each value of its label; the value with the most wins, the same each time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import chain

from trainer.checker.reading.features import Place
from trainer.checker.reading.values import Span

# More words than this explain nothing to a student.
_MOST_SPANS = 3


@dataclass(frozen=True, slots=True)
class Trained:
    """One label's reader: its values, and what each feature speaks for them, in the same order."""

    values: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]

    def read(self, found: Iterable[str], said: Iterable[str], barred: frozenset[str] = frozenset()) -> str:
        """The value that these features speak for most, but none that is barred."""
        return self.most_of(_sum(self.weights, found, len(self.values)), said, barred)

    def most_of(self, scores: Sequence[float], said: Iterable[str], barred: frozenset[str] = frozenset()) -> str:
        """The same, where what a unit's own features speak for is summed up already."""
        also = _sum(self.weights, said, len(self.values))
        open_to = [place for place, value in enumerate(self.values) if value not in barred]
        return self.values[max(open_to, key=lambda place: scores[place] + also[place])]

    def why(self, found: Mapping[str, Place], value: str) -> tuple[Span, ...]:
        """Places of the words that speak most for this value rather than for the others on average."""
        best = self.values.index(value)
        moved: dict[tuple[int, int], float] = {}
        for name, place in found.items():
            row = self.weights.get(name) if place is not None else None
            if row is not None and place is not None:
                span = place.start, place.end
                moved[span] = moved.get(span, 0.0) + row[best] - sum(row) / len(row)
        strongest = sorted(moved, key=lambda span: (-moved[span], span))[:_MOST_SPANS]
        return tuple(Span(*span) for span in sorted(span for span in strongest if moved[span] > 0))


class Readers(dict[str, Trained]):
    """The readers of all labels, by label."""

    def scores(self, labels: tuple[str, ...], found: Iterable[str]) -> dict[str, list[float]]:
        """What the features of a unit speak for in each of its labels, looked up once for all of them."""
        rows, widths = self._joined(labels)
        total = _sum(rows, found, sum(widths))
        begins = [sum(widths[:place]) for place in range(len(labels))]
        return {label: total[begin : begin + width] for label, begin, width in zip(labels, begins, widths, strict=True)}

    def _joined(self, labels: tuple[str, ...]) -> tuple[Mapping[str, tuple[float, ...]], tuple[int, ...]]:
        """One row a feature for all labels of a unit."""
        known = self._rows.get(labels)
        if known is None:
            parts = [self[label] for label in labels]
            widths = tuple(len(part.values) for part in parts)
            nothing = [(0.0,) * width for width in widths]
            names = dict.fromkeys(name for part in parts for name in part.weights)
            rows = {
                name: tuple(
                    chain.from_iterable(p.weights.get(name, none) for p, none in zip(parts, nothing, strict=True))
                )
                for name in names
            }
            known = self._rows[labels] = rows, widths
        return known

    @cached_property
    def _rows(self) -> dict[tuple[str, ...], tuple[Mapping[str, tuple[float, ...]], tuple[int, ...]]]:
        return {}


def _sum(weights: Mapping[str, tuple[float, ...]], names: Iterable[str], width: int) -> list[float]:
    rows = [row for row in map(weights.get, names) if row is not None]
    return list(map(sum, zip(*rows, strict=True))) or [0.0] * width


@cache
def trained() -> Readers:
    """All readers by label. Read once: the file is part of the program."""
    data = json.loads(resources.files(__package__).joinpath("weights.json").read_text("utf-8"))
    return Readers(
        (
            label,
            Trained(
                tuple(part["values"]),
                # Hundredths are stored, so that the file stays small and the sums exact.
                {name: tuple(weight / 100 for weight in row) for name, row in part["weights"].items()},
            ),
        )
        for label, part in data.items()
    )
