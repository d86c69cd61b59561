"""Measure the reading of texts against what two careful readers agreed: accuracy, kappa, precision and recall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from trainer.checker.reading import read_unit
from trainer.checker.reading.times import find_times
from trainer.checker.reading.values import TimeKind, UnitKind, UnitReading
from trainer.checker.reading.vocabulary import Vocabulary
from trainer.checker.values import Language

_LABELS = {
    UnitKind.GOAL: ("time", "measurable", "owner", "kind", "respectful"),
    UnitKind.STEP: ("actor", "type", "concrete", "time", "respectful"),
    UnitKind.PROBLEM: ("frame", "respectful"),
}
Pairs = list[tuple[str, str]]


def evaluate(rows: Sequence[Mapping[str, Any]], vocabularies: Mapping[Language, Vocabulary]) -> dict[str, Any]:
    """Figures by language, and over all, for labelled units or for time expressions; which of both the rows tell."""
    if rows and "expected" in rows[0]:
        return _expressions(rows, vocabularies)
    return _units(rows, vocabularies)


def labels_of(reading: UnitReading) -> dict[str, str]:
    """A reading's labels in the words of the codebook."""
    values = {
        "time": reading.time,
        "measurable": reading.measurable,
        "owner": reading.owner,
        "kind": reading.outcome,
        "respectful": reading.respectful,
        "actor": reading.actor,
        "type": reading.type,
        "concrete": reading.concrete,
        "frame": reading.frame,
    }
    spoken = {True: "yes", False: "no"}
    return {
        name: spoken[value] if isinstance(value, bool) else value for name, value in values.items() if value is not None
    }


def read_row(row: Mapping[str, Any], vocabularies: Mapping[Language, Vocabulary]) -> UnitReading:
    """The reading of one labelled unit with its cells."""
    return read_unit(
        UnitKind(row["unit"]),
        row["text"],
        language=Language(row["lang"]),
        vocabularies=vocabularies,
        responsible=tuple(row.get("responsible") or ()),
        start=row.get("start"),
        end=row.get("end"),
    )


def _units(rows: Iterable[Mapping[str, Any]], vocabularies: Mapping[Language, Vocabulary]) -> dict[str, Any]:
    pairs: dict[str, dict[str, Pairs]] = {}
    for row in rows:
        given = labels_of(read_row(row, vocabularies))
        for label in _LABELS[UnitKind(row["unit"])]:
            if label in row["labels"]:
                for language in (row["lang"], "all"):
                    pairs.setdefault(language, {}).setdefault(f"{row['unit']}.{label}", []).append(
                        (row["labels"][label], given.get(label, ""))
                    )
    return {
        language: {label: _figures(found) for label, found in sorted(labels.items())}
        for language, labels in sorted(pairs.items())
    }


def _expressions(rows: Iterable[Mapping[str, Any]], vocabularies: Mapping[Language, Vocabulary]) -> dict[str, Any]:
    pairs: dict[str, dict[str, Pairs]] = {}
    for row in rows:
        expected = row["expected"]
        kind, value = _expression(row["text"], Language(row["lang"]), vocabularies)
        for language in (row["lang"], "all"):
            found = pairs.setdefault(language, {})
            found.setdefault("expression.kind", []).append((expected["kind"], kind))
            found.setdefault("expression.value", []).append((expected.get("value", ""), value))
    return {
        language: {label: _figures(found, by_value=label.endswith("kind")) for label, found in labels.items()}
        for language, labels in sorted(pairs.items())
    }


def _expression(text: str, language: Language, vocabularies: Mapping[Language, Vocabulary]) -> tuple[str, str]:
    """The first expression of a text; a yearly event is a deadline here, a vague word is none."""
    found = find_times(text, language)
    if found:
        kind = TimeKind.DEADLINE if found[0].kind is TimeKind.EVENT else found[0].kind
        return kind.value, found[0].value
    vocabulary = vocabularies.get(language)
    vague = vocabulary is not None and any(mark.list == "vague_time" for mark in vocabulary.marks(text))
    return "none", "vague" if vague else ""


def _figures(pairs: Pairs, by_value: bool = True) -> dict[str, Any]:
    n = len(pairs)
    right = sum(1 for expected, given in pairs if expected == given)
    figures: dict[str, Any] = {"n": n, "accuracy": round(right / n, 4), "kappa": kappa(pairs)}
    if by_value:
        figures["values"] = {
            value: _value_figures(pairs, value)
            for value in sorted({pair[0] for pair in pairs} | {pair[1] for pair in pairs})
        }
    return figures


def kappa(pairs: Pairs) -> float:
    """Cohen's kappa; 1 where both gave one and the same value throughout."""
    n = len(pairs)
    agree = sum(1 for expected, given in pairs if expected == given) / n
    left, right = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    chance = sum(left[value] * right[value] for value in left) / (n * n)
    return 1.0 if chance == 1 else round((agree - chance) / (1 - chance), 4)


def _value_figures(pairs: Pairs, value: str) -> dict[str, Any]:
    both = sum(1 for expected, given in pairs if expected == given == value)
    expected = sum(1 for pair in pairs if pair[0] == value)
    given = sum(1 for pair in pairs if pair[1] == value)
    return {
        "n": expected,
        "precision": round(both / given, 4) if given else None,
        "recall": round(both / expected, 4) if expected else None,
    }
