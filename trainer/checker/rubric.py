"""A rubric as a frozen value: criteria, weights, level descriptions, and the bands behind a suggested level.

Read from `casebank/rubrics/*.yaml`. Rules hold no weights: a rubric says which rules inform which criterion.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, model_validator

from trainer.checker.values import (
    CarePlanModel,
    CriterionId,
    GateId,
    Id,
    Language,
    PartId,
    Value,
    WordsByLanguage,
)

# The thresholds that `trainer.checker.levels` reads, by criterion and gate; a misspelt one would be silently lost.
_OF_ROWS = frozenset({"level_1", "level_2", "level_3"})
BANDS: dict[str, frozenset[str]] = {
    "need": _OF_ROWS | {"effect_words", "label"},
    "own": _OF_ROWS,
    "measure": _OF_ROWS | {"some_words", "no_baseline"},
    "time": _OF_ROWS | {"steps_dated", "first_step_days"},
    "step": _OF_ROWS | {"concrete_most", "words_most"},
    "who": _OF_ROWS | {"people_most", "home_leads"},
    "strength": _OF_ROWS,
    "resource": _OF_ROWS | {"own_steps", "natural_share", "home_leads", "access_counts", "hand_back"},
    "cover": frozenset({"needs_few", "needs_most", "invented_some", "invented_many", "goals_most"}),
    "review": frozenset({"first_review_days", "referrals_checked"}),
    "safe": frozenset(),
    "language": frozenset({"words_many"}),
}

FourDescriptions = Annotated[tuple[str, ...], Field(min_length=4, max_length=4)]


class Criterion(Value):
    """One row of the rubric. `levels[language]` are the descriptions of levels 0, 1, 2 and 3.

    `judged`: which of the checker's ten measures suggests its level, or `person` where none does. Left out, one of the
    ten ids is its own measure, and any other id is judged by a person alone.
    """

    id: PartId
    judged: CriterionId | Literal["person"] | None = None
    weight: float = Field(default=1.0, ge=0, le=10)
    name: WordsByLanguage
    question: WordsByLanguage
    levels: dict[Language, FourDescriptions]
    rules: tuple[str, ...] = ()
    bands: dict[str, float] = {}

    @property
    def measure(self) -> CriterionId | None:
        """The measure that suggests its level; None when only a person can tell."""
        if isinstance(self.judged, CriterionId):
            return self.judged
        return self.id if self.judged is None and isinstance(self.id, CriterionId) else None


class Gate(Value):
    """A gate: shown on top, never part of a sum. `strict` gates are pointed out to the marker before releasing."""

    id: GateId
    strict: bool = True
    name: WordsByLanguage
    question: WordsByLanguage
    levels: dict[Language, FourDescriptions]
    rules: tuple[str, ...] = ()
    bands: dict[str, float] = {}


Part = TypeVar("Part", Criterion, Gate)


class Rubric(Value):
    """A rubric version. `bands` of a criterion are named thresholds that `trainer.checker.levels` reads.

    `languages` says in which it is written (`source`, `translated`, `partial`), its source first; left out, in all
    that its title has. `adapts` names the version that it began from.
    """

    format: Literal["rubric/1"] = "rubric/1"
    id: Id
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    adapts: str | None = None
    model: CarePlanModel | None = None
    languages: dict[Language, Literal["source", "translated", "partial"]] = {}
    title: WordsByLanguage
    criteria: tuple[Criterion, ...]
    gates: tuple[Gate, ...] = ()

    @model_validator(mode="after")
    def _each_part_once(self) -> Self:
        ids = [*(str(gate.id) for gate in self.gates), *(str(part.id) for part in self.criteria)]
        if twice := next((id for id in ids if ids.count(id) > 1), None):
            raise ValueError(f"two parts have the id {twice}")
        return self

    @property
    def written_in(self) -> tuple[Language, ...]:
        """The languages in which it can be read, the one it was written in first."""
        known = sorted(self.languages, key=lambda each: self.languages[each] != "source")
        return tuple(known or (each for each in Language if each in self.title))

    @property
    def reference(self) -> str:
        """`service-plan@1.0.0`."""
        return f"{self.id}@{self.version}"

    def criterion(self, id: str) -> Criterion:
        """The criterion of this id; KeyError when the rubric has none."""
        for criterion in self.criteria:
            if criterion.id == id:
                return criterion
        raise KeyError(id)

    def in_every_language(self) -> Rubric:
        """The same with the words of its source wherever a language lacks them, so that every page can show it."""
        source = self.written_in[0] if self.written_in else Language.EN

        def spoken(part: Part) -> Part:
            words = {"name": _filled(part.name, source), "question": _filled(part.question, source)}
            return part.model_copy(update={**words, "levels": _filled_levels(part.levels, source)})

        return self.model_copy(
            update={
                "title": _filled(self.title, source),
                "criteria": tuple(spoken(part) for part in self.criteria),
                "gates": tuple(spoken(part) for part in self.gates),
            }
        )

    def to_document(self) -> dict[str, object]:
        """The JSON document as the database keeps it."""
        return self.model_dump(mode="json")


def _filled(words: Mapping[Language, str], source: Language) -> WordsByLanguage:
    own = words.get(source) or next((text for text in words.values() if text), "")
    return {language: words.get(language) or own for language in Language}


def _filled_levels(levels: Mapping[Language, tuple[str, ...]], source: Language) -> dict[Language, tuple[str, ...]]:
    own = levels.get(source) or next(iter(levels.values()), ("", "", "", ""))
    return {
        language: tuple(text or own[at] for at, text in enumerate(levels.get(language, own))) for language in Language
    }
