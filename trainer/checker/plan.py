"""A service plan as a frozen value: the document `service-plan/1`.

Every text may be empty: a half-written plan is a plan. What is missing is for the rules to say.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from trainer.checker.values import Language, Value

FORMAT: Final = "service-plan/1"

MAX_GOALS = 60
MAX_STEPS = 60
# A plan's cell is read aloud to a family; ten pages in one cell is a paste by mistake.
MAX_TEXT = 20_000



def storable(text: Any) -> Any:
    """Replace what no database and no JSON reader can keep: half of a surrogate pair, and NUL."""
    if not isinstance(text, str) or text.isascii() and "\x00" not in text:
        return text
    return text.replace("\x00", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


Text = Annotated[str, BeforeValidator(storable), StringConstraints(max_length=MAX_TEXT)]
Short = Annotated[str, BeforeValidator(storable), StringConstraints(max_length=400)]
Names = Annotated[tuple[Short, ...], Field(max_length=40)]
RowId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,39}$")]


class Mode(StrEnum):
    """How a step is carried out: by the client alone, with somebody beside them, or by referral."""

    ALONE = "alone"
    ACCOMPANIED = "accompanied"
    REFERRED = "referred"


class Step(Value):
    """One action. The first of `responsible` leads; an entry is an id of the case or free text.

    `start` and `end` are an ISO date, `+2w` counted from the plan's date, or a cell's own words.
    """

    id: RowId
    text: Text = ""
    responsible: Names = ()
    start: Short | None = None
    end: Short | None = None
    mode: Mode | None = None
    why_formal: Text = ""
    check_back: Short | None = None


class Goal(Value):
    """One row of the plan: a problem, the goal that answers it, and the steps that lead there.

    `responsible`, `start` and `end` are the row's own cells; they hold for steps that have none.
    """

    id: RowId
    priority: int | None = Field(default=None, ge=1, le=99)
    problem: Text = ""
    goal: Text = ""
    client_words: Text = ""
    facts: Names = ()
    strengths: Names = ()
    responsible: Names = ()
    start: Short | None = None
    end: Short | None = None
    steps: Annotated[tuple[Step, ...], Field(max_length=MAX_STEPS)] = ()


class Review(Value):
    """A day on which the plan itself is looked at again: when, by whom, what is checked."""

    date: Short | None = None
    who: Names = ()
    checks: Text = ""


class Deferred(Value):
    """A need that is left for later on purpose, with the reason. `need` is an id of the case or free text."""

    need: Short = ""
    reason: Text = ""


class Plan(Value):
    """The whole plan. `date` is the day it is agreed: "within three months" counts from here."""

    format: Literal["service-plan/1"] = FORMAT
    case: Short | None = None
    language: Language
    date: dt.date | None = None
    reviews: Annotated[tuple[Review, ...], Field(max_length=40)] = ()
    closure: Text = ""
    deferred: Annotated[tuple[Deferred, ...], Field(max_length=40)] = ()
    goals: Annotated[tuple[Goal, ...], Field(max_length=MAX_GOALS)] = ()

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Plan:
        ids = [goal.id for goal in self.goals] + [step.id for goal in self.goals for step in goal.steps]
        twice = sorted({row for row in ids if ids.count(row) > 1}) if len(set(ids)) < len(ids) else []
        if twice:
            raise ValueError(f"the id {twice[0]!r} stands on two rows; each goal and step needs its own")
        return self

    @property
    def begun(self) -> bool:
        """Whether anything is written in a problem, a goal or a step."""
        texts = (text for goal in self.goals for text in (goal.problem, goal.goal, *(step.text for step in goal.steps)))
        return any(text.strip() for text in texts)

    def to_document(self) -> dict[str, object]:
        """The JSON document, every field present, in the order of the format."""
        return self.model_dump(mode="json")
