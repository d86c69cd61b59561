"""Train one reader for each label, in the order in which the labels of a unit weigh one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.checker.reading.features import Place, features, said
from trainer.checker.reading.marked import Unit
from trainer.checker.reading.trained import Readers, Trained
from trainer.checker.reading.units import unit_of
from trainer.checker.reading.verdicts import LABELS, SURE, guesses, judge
from trainer.checker.reading.vocabulary import Vocabulary
from trainer.checker.values import Language
from trainer.training.examples import Example
from trainer.training.learn import Row, learn, rounded

# What a label weighs of those before it must be as often wrong in training as later: each fold is read by the others.
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """An example with what its readers find in it."""

    example: Example
    unit: Unit
    found: Mapping[str, Place]
    heard: tuple[str, ...]


def see(example: Example, vocabularies: Mapping[Language, Vocabulary]) -> Seen:
    """Read an example as the checker does, up to where the trained readers begin."""
    unit = unit_of(example.text, language=example.language, vocabularies=vocabularies, responsible=example.responsible)
    rules = {f"rule {label}": value for label, value in guesses(example.kind, unit).items()}
    return Seen(example, unit, features(unit), tuple(said(unit.language, rules)))


def train(seen: Sequence[Seen]) -> dict[str, dict[str, Any]]:
    """The values and rounded weights of every label's reader."""
    made: dict[str, dict[str, Any]] = {}
    for kind, labels in LABELS.items():
        made |= _chain(labels, [each for each in seen if each.example.kind is kind])
    return made


def _chain(labels: Sequence[str], seen: Sequence[Seen]) -> dict[str, dict[str, Any]]:
    made: dict[str, dict[str, Any]] = {}
    before: list[dict[str, str]] = [{} for _ in seen]
    for label in labels:
        values = sorted({each.example.labels[label] for each in seen})
        rows = [_row(each, said_before, label) for each, said_before in zip(seen, before, strict=True)]
        made[label] = {"values": values, "weights": rounded(learn(rows, values))}
        if label != labels[-1]:
            before = _read_by_others(label, values, rows, seen, before)
    return made


def _row(each: Seen, before: Mapping[str, str], label: str) -> Row:
    return [*each.found, *each.heard, *said(each.unit.language, before)], each.example.labels[label]


def _read_by_others(
    label: str, values: list[str], rows: Sequence[Row], seen: Sequence[Seen], before: Sequence[dict[str, str]]
) -> list[dict[str, str]]:
    """The label of each example as a reader gives it that has not learnt from it."""
    found = [dict(verdicts) for verdicts in before]
    for fold in range(FOLDS):
        others = [row for place, row in enumerate(rows) if place % FOLDS != fold]
        reader = reader_of({"values": values, "weights": rounded(learn(others, values))})
        for place in range(fold, len(rows), FOLDS):
            each = seen[place]
            sure = SURE[label](each.unit, found[place]) if label in SURE else None
            heard = [*each.heard, *said(each.unit.language, before[place])]
            found[place][label] = sure or reader.read(each.found, heard)
    return found


def reader_of(part: Mapping[str, Any]) -> Trained:
    """A reader from its values and its weights in hundredths."""
    weights = {name: tuple(weight / 100 for weight in row) for name, row in part["weights"].items()}
    return Trained(tuple(part["values"]), weights)


def agreement(made: Mapping[str, Mapping[str, Any]], seen: Sequence[Seen]) -> dict[str, list[tuple[str, str]]]:
    """Pairs of the written and the read value, by language and label."""
    readers = Readers((label, reader_of(part)) for label, part in made.items())
    pairs: dict[str, list[tuple[str, str]]] = {}
    for each in seen:
        for label, value in judge(each.example.kind, each.unit, readers).items():
            for name in (f"{each.unit.language} {label}", f"all {label}"):
                pairs.setdefault(name, []).append((each.example.labels[label], value))
    return pairs
