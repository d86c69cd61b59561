"""A rubric as a frozen value: criteria, weights, level descriptions, and the bands behind a suggested level.

Read from `casebank/rubrics/*.yaml`. Rules hold no weights: a rubric says which rules inform which criterion.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from trainer.checker.values import CarePlanModel, CriterionId, GateId, Id, Language, Value, WordsByLanguage

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
    """One row of the rubric. `levels[language]` are the descriptions of levels 0, 1, 2 and 3."""

    id: CriterionId
    weight: float = Field(default=1.0, ge=0, le=10)
    name: WordsByLanguage
    question: WordsByLanguage
    levels: dict[Language, FourDescriptions]
    rules: tuple[str, ...] = ()
    bands: dict[str, float] = {}


class Gate(Value):
    """A gate: shown on top, never part of a sum. `strict` gates are pointed out to the marker before releasing."""

    id: GateId
    strict: bool = True
    name: WordsByLanguage
    question: WordsByLanguage
    levels: dict[Language, FourDescriptions]
    rules: tuple[str, ...] = ()
    bands: dict[str, float] = {}


class Rubric(Value):
    """A rubric version. `bands` of a criterion are named thresholds that `trainer.checker.levels` reads."""

    format: Literal["rubric/1"] = "rubric/1"
    id: Id
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    model: CarePlanModel | None = None
    title: WordsByLanguage
    criteria: tuple[Criterion, ...]
    gates: tuple[Gate, ...] = ()

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

    def to_document(self) -> dict[str, object]:
        """The JSON document as the database keeps it."""
        return self.model_dump(mode="json")
