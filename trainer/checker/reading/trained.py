"""The trained readers: which value of a label the words of a unit speak for, and which words those are.

`weights.json` is made by `python -m trainer.training` from our own written examples. A reader adds up what each
feature of a unit has weighed there, for each value of its label; the value with the most wins, the same each time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

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
        rows = [row for row in map(self.weights.get, (*found, *said)) if row is not None]
        scores = [sum(column) for column in zip(*rows, strict=True)] or [0.0] * len(self.values)
        open_to = [place for place, value in enumerate(self.values) if value not in barred]
        return self.values[max(open_to, key=scores.__getitem__)]

    def why(self, found: Mapping[str, Span | None], value: str) -> tuple[Span, ...]:
        """Places of the words that speak most for this value rather than for the others on average."""
        best = self.values.index(value)
        moved: dict[Span, float] = {}
        for name, span in found.items():
            row = self.weights.get(name) if span is not None else None
            if row is not None and span is not None:
                moved[span] = moved.get(span, 0.0) + row[best] - sum(row) / len(row)
        strongest = sorted(moved, key=lambda span: (-moved[span], span.start, span.end))[:_MOST_SPANS]
        return tuple(sorted((span for span in strongest if moved[span] > 0), key=lambda span: (span.start, span.end)))


@cache
def trained() -> dict[str, Trained]:
    """All readers by label. Read once: the file is part of the program."""
    data = json.loads(resources.files(__package__).joinpath("weights.json").read_text("utf-8"))
    return {
        label: Trained(
            tuple(part["values"]),
            # Hundredths are stored, so that the file stays small and the sums exact.
            {name: tuple(weight / 100 for weight in row) for name, row in part["weights"].items()},
        )
        for label, part in data.items()
    }
