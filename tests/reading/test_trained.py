"""The trained readers: how they do on wording that is new to them, and that their verdicts can be explained."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from trainer.checker.evaluation import kappa
from trainer.checker.reading.features import features
from trainer.checker.reading.trained import trained
from trainer.checker.reading.values import UnitKind
from trainer.checker.reading.verdicts import LABELS, guesses, judge
from trainer.checker.reading.vocabulary import Vocabulary
from trainer.checker.values import Language
from trainer.training.examples import Example, example_of, examples
from trainer.training.readers import see

Words = Mapping[Language, Vocabulary]
KEPT = Path(__file__).parent / "written_units.txt"
# Whole sources kept from training: other writers, other kinds of plans.
HELD = Path(__file__).parent / "held"

# A little below what the readers reach over all languages, so that a fall is noticed and not each small change.
FLOORS = {
    "actor": 0.72,
    "type": 0.65,
    "concrete": 0.83,
    "owner": 0.73,
    "kind": 0.74,
    "measurable": 0.82,
    "frame": 0.75,
}
# In one language there are fewer units, so a figure moves more.
FLOORS_OF_A_LANGUAGE = {label: floor - 0.1 for label, floor in FLOORS.items()}


def kept() -> list[Example]:
    lines = [line for line in KEPT.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [
        *(example_of(rest, Language(language)) for language, rest in (line.split(" | ", 1) for line in lines)),
        *examples(HELD),
    ]


def reached(units: list[Example], vocabularies: Words) -> dict[str, float]:
    pairs: dict[str, list[tuple[str, str]]] = {}
    for example in units:
        seen = see(example, vocabularies)
        for label, value in judge(example.kind, seen.unit, trained()).items():
            pairs.setdefault(label, []).append((example.labels[label], value))
    return {label: kappa(found) for label, found in pairs.items()}


def test_the_readers_do_well_on_sources_that_are_new_to_them(vocabularies: Words) -> None:
    found = reached(kept(), vocabularies)
    assert {label: value for label, value in found.items() if value < FLOORS[label]} == {}


@pytest.mark.parametrize("language", list(Language))
def test_they_do_well_in_each_language(vocabularies: Words, language: Language) -> None:
    found = reached([example for example in kept() if example.language is language], vocabularies)
    assert {label: value for label, value in found.items() if value < FLOORS_OF_A_LANGUAGE[label]} == {}


def test_what_is_kept_from_training_is_not_among_the_examples() -> None:
    assert not {example.text for example in kept()} & {example.text for example in examples()}


def test_every_label_has_a_reader_whose_weights_fit_its_values() -> None:
    readers = trained()
    assert set(readers) == {label for labels in LABELS.values() for label in labels}
    for reader in readers.values():
        assert {len(row) for row in reader.weights.values()} == {len(reader.values)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Swap recipes with the girl upstairs on Sundays"),
        ("ru", "Записать голос деда на телефон"),
        ("uk", "Записати дідів голос на телефон"),
        ("kk", "Атасының даусын телефонға жазып алу"),
    ],
)
def test_a_readers_verdict_names_the_words_that_moved_it(vocabularies: Words, language: str, text: str) -> None:
    example = Example(UnitKind.STEP, Language(language), text, (), {})
    unit = see(example, vocabularies).unit
    for label, value in judge(UnitKind.STEP, unit, trained()).items():
        spans = trained()[label].why(features(unit), value)
        assert spans and all(0 <= span.start < span.end <= len(text) for span in spans)
        if value != guesses(UnitKind.STEP, unit)[label]:
            assert unit.evidence[label]


@pytest.mark.parametrize("language", list(Language))
def test_what_a_professional_does_is_a_service_or_a_result(vocabularies: Words, language: Language) -> None:
    for example in examples():
        if example.kind is UnitKind.STEP and example.language is language:
            verdicts = judge(UnitKind.STEP, see(example, vocabularies).unit, trained())
            assert verdicts["actor"] != "formal" or verdicts["type"] in ("service", "outcome")
