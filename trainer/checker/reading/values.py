"""What the reading of a text gives to the rules: spans, times, marks, and the codebook's labels with their evidence.

The small values, of which a plan has thousands, are named tuples: they are made in a third of the time of a dataclass.
"""

# The comments of the fields stay with them on one line.
# ruff: noqa: E501
from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from trainer.checker.values import Language, Resource


class UnitKind(StrEnum):
    """The three kinds of unit that the codebook labels."""

    PROBLEM = "problem"
    GOAL = "goal"
    STEP = "step"


class TimeKind(StrEnum):
    """What a time expression says. VAGUE ("soon") and FREQUENCY without an end do not bound anything."""

    DEADLINE = "deadline"
    DURATION = "duration"
    FREQUENCY = "frequency"
    EVENT = "event"
    VAGUE = "vague"


class Span(NamedTuple):
    """Half-open range of code points in one text."""

    start: int
    end: int


class TimeExpression(NamedTuple):
    """One time expression. `value` is normalised (`2026-09-01`, `--04-01`, `6M`, `2/M`, `R:wd:6`); `due` when it is a day."""

    kind: TimeKind
    span: Span
    value: str
    due: dt.date | None = None
    bounded: bool = False
    end: dt.date | None = None


class Actor(NamedTuple):
    """Somebody named in a text or a responsible cell. `id` is set when it is a person, tie, service or group of the case."""

    text: str
    resource: Resource | None
    span: Span | None = None
    id: str | None = None
    subject: bool = False


class Mark(NamedTuple):
    """A vocabulary entry found in a text: the list it stands in (`vague_verb`), the entry's lemma, and what to offer.

    A mark alone is never a finding: rules combine it with the rest of the reading.
    """

    list: str
    lemma: str
    span: Span
    severity: int = 0
    instead: tuple[str, ...] = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class UnitReading:
    """One unit with the codebook's labels. `evidence[label]` are the spans that decided it.

    It is of words, not of a place: the same words in the same cells are read once, wherever they stand.
    """

    kind: UnitKind
    text: str
    language: Language
    times: tuple[TimeExpression, ...] = ()
    actors: tuple[Actor, ...] = ()
    marks: tuple[Mark, ...] = ()
    time: str = "none"
    due: dt.date | None = None
    start: dt.date | None = None
    measurable: bool | None = None
    owner: str | None = None
    outcome: str | None = None
    actor: str | None = None
    type: str | None = None
    concrete: bool | None = None
    frame: str | None = None
    respectful: bool = True
    evidence: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)

    def first(self, name: str) -> Mark | None:
        """The first mark of this list, or None."""
        for mark in self.marks:
            if mark.list == name:
                return mark
        return None

    def all(self, name: str) -> tuple[Mark, ...]:
        """Every mark of this list in the order of the text."""
        return tuple(mark for mark in self.marks if mark.list == name)


@dataclass(frozen=True, slots=True)
class GoalReading:
    """A goal row: the reading of its problem, its goal text and its steps, in the plan's order."""

    id: str
    problem: UnitReading
    goal: UnitReading
    steps: tuple[UnitReading, ...]
    voice: tuple[Span, ...] = ()
    needs: tuple[str, ...] = ()
    strengths_used: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanReading:
    """The whole plan as the rules see it."""

    language: Language
    day: dt.date | None
    goals: tuple[GoalReading, ...]

    def units(self) -> tuple[UnitReading, ...]:
        """Every unit in the order of the plan: problem, goal, steps of each row."""
        return tuple(unit for goal in self.goals for unit in (goal.problem, goal.goal, *goal.steps))
