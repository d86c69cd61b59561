"""What the records of markings and reviews hold, by what was done: pages read these fields without asking twice."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

# One of the ten, a gate, or a rubric's own: as `trainer.checker.values.AnyPartId`.
Part = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,15}$")]
Level = Annotated[int, Field(ge=0, le=3)] | None
Levels = dict[Part, Level]
Amount = Annotated[str, Field(pattern=r"^\d{1,7}(\.\d{1,7})?$")] | None


class _Entry(BaseModel):
    model_config = ConfigDict(strict=True)


class CommentBy(_Entry):
    """Who wrote a comment."""

    key: str


class NotChosen(_Entry):
    """A version of a field that was not chosen."""

    field: str
    version: dict[str, Any]
    at: str = ""


class LevelGiven(_Entry):
    """A level that was set."""

    criterion: Part
    before: Level = None
    after: Level = None
    suggested: Level = None
    suggestion_seen: bool = False


class Settled(_Entry):
    """A level on which two markers differed."""

    criterion: Part
    first: Level
    second: Level
    after: Level
    reason: str


class Changed(_Entry):
    """What moved of a mark that its student had seen."""

    why: Literal["appeal", "correction", "rubric", "scheme"]
    levels: dict[Part, Annotated[list[Level], Field(min_length=2, max_length=2)]]
    mark: Annotated[list[Amount], Field(min_length=2, max_length=2)]
    reason: str


class Stood(_Entry):
    """How a marking stood when it was taken back."""

    levels: Levels
    mark: Amount


class TakenBack(_Entry):
    """A marking that is worked on again."""

    shown: Stood | None = None


_ENTRIES: dict[str, type[BaseModel]] = {
    "comment": CommentBy,
    "not_chosen": NotChosen,
    "level": LevelGiven,
    "settled": Settled,
    "changed": Changed,
    "draft": TakenBack,
}
LEVELS, WORDS = TypeAdapter(Levels), TypeAdapter(dict[Part, str])


def check_entry(what: str, values: dict[str, Any]) -> None:
    """ValidationError when an entry lacks what pages read of it."""
    model = _ENTRIES.get(what)
    if model is not None:
        model.model_validate(values)
