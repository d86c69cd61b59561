"""The closed sets and the two base shapes that every document of the checker shares."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class Language(StrEnum):
    """The languages in which people write plans and read the product."""

    EN = "en"
    RU = "ru"
    UK = "uk"
    KK = "kk"


class Resource(StrEnum):
    """Whose resource carries a step. External is the last three (`domain.md` §7.1 of the research)."""

    INTERNAL = "internal"
    INFORMAL = "informal"
    COMMUNITY = "community"
    FORMAL = "formal"


class Severity(StrEnum):
    """How much a finding matters; the order is the order of attention."""

    MUST = "must"
    SHOULD = "should"
    CONSIDER = "consider"


class CarePlanModel(StrEnum):
    """The four models of case management; they shift weights and bands, never what a rule sees."""

    STRENGTHS = "strengths"
    BROKER = "broker"
    CLINICAL = "clinical"
    INTENSIVE = "intensive"


class CriterionId(StrEnum):
    """Ten criteria of a plan, in the order in which they are shown."""

    NEED = "need"
    OWN = "own"
    MEASURE = "measure"
    TIME = "time"
    STEP = "step"
    WHO = "who"
    STRENGTH = "strength"
    RESOURCE = "resource"
    COVER = "cover"
    REVIEW = "review"


class GateId(StrEnum):
    """Two gates: not part of any sum, shown above it."""

    SAFE = "safe"
    LANGUAGE = "language"


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
"""A stable id inside a document: lower case, never reused for another thing."""


OwnId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,15}$")]
"""The id of a criterion that a rubric adds to the ten; as short as the tables of marks keep it."""

PartId = Annotated[CriterionId | OwnId, Field(union_mode="left_to_right")]
"""The id of a criterion: one of the ten, or a rubric's own."""

AnyPartId = Annotated[CriterionId | GateId | OwnId, Field(union_mode="left_to_right")]
"""The id of a criterion or of a gate."""


class Value(BaseModel):
    """A frozen document part: unknown fields are errors, so that a misspelt field is never silently lost."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)


WordsByLanguage = dict[Language, str]
ListsByLanguage = dict[Language, tuple[str, ...]]
