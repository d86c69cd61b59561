"""What a rule is given: the plan row by row with its reading, and what the case says about it when there is one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from trainer.checker.casebook import Casebook
from trainer.checker.plan import Goal, Plan, Step
from trainer.checker.reading.clauses import stands_aside
from trainer.checker.reading.values import Actor, GoalReading, PlanReading, Span, UnitReading
from trainer.checker.reading.vocabulary import Vocabulary
from trainer.checker.report import Place, place_of
from trainer.checker.values import Language, Resource

Known = TypeVar("Known")

# What must keep somebody from harm begins in the first two days.
SAFE_WITHIN = dt.timedelta(hours=48)
# An act that would make safe, but begins later than this, keeps nobody from harm now.
PUT_OFF_AFTER = dt.timedelta(days=14)


class Remembering:
    """Keeps in `known` what has been worked out."""

    __slots__ = ()
    known: dict[Any, Any]

    def once(self, what: Any, work: Callable[[], Known]) -> Known:
        """The answer to one question about it, worked out when it is first asked."""
        try:
            answer: Known = self.known[what]
        except KeyError:
            answer = self.known[what] = work()
        return answer


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step with its reading.

    `responsible` are those who answer for it by its own cell, else by the row's; blank entries do not count. `doers`
    are the people whom the step's own words name as the ones who act, and not only while or because they do.
    """

    step: Step
    reading: UnitReading
    goal: Goal
    path: str
    responsible: tuple[str, ...] = ()
    doers: tuple[Actor, ...] = ()

    @property
    def text(self) -> str:
        return self.step.text

    @property
    def written(self) -> bool:
        return bool(self.step.text.strip())

    @property
    def starts(self) -> dt.date | None:
        """The first day that is known of the step: its start, else its end.

        An end that stands in the row's cell alone says by when all of it is done, and of no step when it begins.
        """
        own = self.step.start or self.step.end or self.reading.times
        return self.reading.start or (self.reading.due if own else None)

    def place(self, cell: str) -> Place:
        return place_of(self.goal.id, self.step.id, cell)


@dataclass(frozen=True, slots=True)
class Row(Remembering):
    """One goal with its problem, its steps and their readings.

    A row is read for one case; `known` keeps what has been worked out about it, so that ten rules do not count the
    same steps ten times.
    """

    index: int
    path: str
    goal: Goal
    reading: GoalReading
    steps: tuple[StepRow, ...]
    written_steps: tuple[StepRow, ...]
    known: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def complete(self) -> bool:
        """Enough is written to judge the row as a whole: a goal and at least one step."""
        return bool(self.written_steps) and bool(self.goal.goal.strip())

    def place(self, cell: str | None = None) -> Place:
        return place_of(self.goal.id, None, cell)

    def texts(self) -> Iterator[UnitReading]:
        """The readings of the row's cells that have text."""
        for unit in (self.reading.problem, self.reading.goal, *self.reading.steps):
            if unit.text.strip():
                yield unit


@dataclass(frozen=True)
class Context(Remembering):
    """Everything that a rule may look at. `casebook` is None when the plan is checked without a case."""

    plan: Plan
    rows: tuple[Row, ...]
    casebook: Casebook | None = None
    vocabulary: Vocabulary | None = None
    known: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def only(self, row: Row) -> Context:
        """The same plan, looked at in one row only."""
        return Context(self.plan, (row,), self.casebook, self.vocabulary)

    @property
    def language(self) -> Language:
        return self.plan.language

    @property
    def day(self) -> dt.date | None:
        return self.plan.date

    @property
    def complete_rows(self) -> tuple[Row, ...]:
        return self.once("complete rows", lambda: tuple(row for row in self.rows if row.complete))

    def called(self, id: str) -> str:
        """The name of somebody of the case in the plan's language; the words themselves for anybody else."""
        return self.casebook.name(id) if self.casebook else id

    def strength_called(self, entry: str) -> str:
        """A strength of the row's list in words: the key's name for an id, the student's own words otherwise."""
        book = self.casebook
        known = book.strengths.get(entry) if book else None
        return known.name.get(self.language, entry) if known else entry

    def generic(self, entry: str) -> bool:
        """Whether a responsible cell names only somebody who could be anybody: "other specialists", "staff"."""
        if self.vocabulary is None or (self.casebook and self.casebook.id_of(entry)):
            return False
        marks = [mark for mark in self.vocabulary.marks(entry) if mark.list == "generic_actor"]
        covered = sum(mark.span.end - mark.span.start for mark in marks)
        return covered * 2 > len(entry.strip())

    def resource_of(self, step: StepRow) -> Resource | None:
        """Whose resource carries a step; of several on equal footing, whom its words name first, then its cell.

        Nobody's while nobody is named: "Contact the akimat" has no one yet who does it.
        """
        if not step.responsible and not step.doers:
            return None
        label = step.reading.actor
        if label == "joint":
            named = (*step.doers, *step.reading.actors)
            return next((actor.resource for actor in named if actor.resource), None)
        return _RESOURCES.get(label) if label else None

    def in_danger(self, row: Row) -> bool:
        """Whether somebody may come to harm in this row: by a danger of the key, or by what its problem tells."""
        if self.casebook and self.casebook.dangers_of(row):
            return True
        told = (*row.reading.problem.all("risk_word"), *row.reading.goal.all("risk_word"))
        return any(mark.lemma not in _VERDICTS for mark in told)

    def is_safety(self, row: Row, step: StepRow) -> bool:
        """A step that keeps somebody from harm, or a service called to do so.

        Such steps stay out of every count of whose resources are used: in danger nobody is asked to manage alone.
        """
        if not self.in_danger(row) or self._put_off(step):
            return False
        acts = step.reading.first("safety_act") is not None
        return acts or self._early_service(step) or bool(self.casebook and self.casebook.safe_acts(step.text))

    def _put_off(self, step: StepRow) -> bool:
        return self.day is not None and step.starts is not None and step.starts > self.day + PUT_OFF_AFTER

    def _early_service(self, step: StepRow) -> bool:
        """A service in the first two days; one without a date is not early. Where the plan has no day, any date is."""
        if step.reading.actor != Resource.FORMAL or step.starts is None:
            return False
        return self.day is None or step.starts <= self.day + SAFE_WITHIN


def foremost(rows: Iterable[Row]) -> Row | None:
    """The row to speak on when several are meant: by priority, then by id, so that shuffling changes nothing."""
    return min(rows, key=lambda row: (row.goal.priority or 99, len(row.goal.id), row.goal.id), default=None)


# These judge how somebody cares and do not tell what happens to whom: "left unattended" and "no food" do.
_VERDICTS = frozenset(("neglect", "пренебрежение", "нехтування"))

_RESOURCES = {resource.value: resource for resource in Resource}


def rows_of(plan: Plan, reading: PlanReading) -> tuple[Row, ...]:
    """The rows of a plan, each with its reading."""
    pairs = zip(plan.goals, reading.goals, strict=True)
    return tuple(row_of(index, goal, read) for index, (goal, read) in enumerate(pairs))


def row_of(index: int, goal: Goal, reading: GoalReading) -> Row:
    """One row, at its place in the plan."""
    shared = filled(goal.responsible)
    path = f"goals[{index}]"
    steps = tuple(
        StepRow(step, read, goal, f"{path}.steps[{number}]", filled(step.responsible) or shared, _doers(read))
        for number, (step, read) in enumerate(zip(goal.steps, reading.steps, strict=True))
    )
    return Row(index, path, goal, reading, steps, tuple(step for step in steps if step.written))


def _doers(step: UnitReading) -> tuple[Actor, ...]:
    named = (actor for actor in step.actors if actor.subject and actor.span is not None)
    return tuple(actor for actor in named if actor.span and not stands_aside(step.text, actor.span))


def filled(names: tuple[str, ...]) -> tuple[str, ...]:
    """The entries that are not blank."""
    return tuple(name for name in names if name.strip())


def whole(text: str) -> Span | None:
    """The span of a cell's words without the blanks around them; None for a blank cell."""
    words = text.strip()
    if not words:
        return None
    start = text.index(words)
    return Span(start, start + len(words))
