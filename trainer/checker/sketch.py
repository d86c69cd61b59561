"""The family and its world as a student draws them: a genogram and an ecomap from a small form.

Everything may be half filled in: a drawing that is being made is a drawing. Names are the student's own words;
`trainer.checker.sketching` finds out whom of the case they mean.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from trainer.checker.case import TieKind
from trainer.checker.plan import storable
from trainer.checker.values import Id, Value

FORMAT: Final = "family-sketch/1"
MOST_ROWS = 40
NAME_LENGTH = 60

Name = Annotated[str, BeforeValidator(storable), StringConstraints(max_length=NAME_LENGTH)]
Row = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_-]{0,39})?$")]
"""The id of another row, or nothing while none is chosen."""


class Bond(StrEnum):
    """How two people are or were a couple."""

    MARRIED = "married"
    PARTNERS = "partners"
    SEPARATED = "separated"
    DIVORCED = "divorced"
    WIDOWED = "widowed"


class Descent(StrEnum):
    """How a child came to its parents; a pregnancy is a child that is expected."""

    BIRTH = "birth"
    ADOPTION = "adoption"
    FOSTER = "foster"
    PREGNANCY = "pregnancy"


class Member(Value):
    """Somebody of the family. `home`: lives in the household; `focal`: the person the case is about."""

    id: Id
    name: Name = ""
    sex: Literal["f", "m", "x"] = "x"
    age: int | None = Field(default=None, ge=0, le=130)
    born: int | None = Field(default=None, ge=1850, le=2100)
    died: bool = False
    focal: bool = False
    home: bool = False


class Couple(Value):
    """Two members who are or were a couple."""

    id: Id
    a: Row = ""
    b: Row = ""
    kind: Bond = Bond.MARRIED


class Offspring(Value):
    """A child of a couple; children with the same letter in `twin` were born together, `identical` if from one egg."""

    id: Id
    child: Row = ""
    of: Row = ""
    by: Descent = Descent.BIRTH
    twin: Literal["", "a", "b", "c"] = ""
    identical: bool = False


class Line(Value):
    """A tie between the family (`who` is empty) or a member, and whatever `with_` names; undecided without a kind."""

    id: Id
    who: Row = ""
    with_: Name = Field(default="", alias="with")
    kind: TieKind | None = None
    flow: Literal["in", "out", "both"] | None = None
    model_config = {**Value.model_config, "populate_by_name": True}


class Sketch(Value):
    """The whole drawing."""

    format: Literal["family-sketch/1"] = FORMAT
    people: Annotated[tuple[Member, ...], Field(max_length=MOST_ROWS)] = ()
    couples: Annotated[tuple[Couple, ...], Field(max_length=MOST_ROWS)] = ()
    children: Annotated[tuple[Offspring, ...], Field(max_length=MOST_ROWS)] = ()
    ties: Annotated[tuple[Line, ...], Field(max_length=MOST_ROWS)] = ()

    @property
    def begun(self) -> bool:
        """Whether there is anything to see."""
        return any(member.name.strip() for member in self.people) or any(tie.with_.strip() for tie in self.ties)

    def to_document(self) -> dict[str, Any]:
        """The JSON document, every field present, in the order of the format."""
        return self.model_dump(mode="json", by_alias=True)
