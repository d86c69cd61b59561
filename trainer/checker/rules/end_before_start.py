"""Flag a step or a goal that ends before it starts, and a step that ends after its goal."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context, Row
from trainer.checker.rules.rule import Found, Rule, on_goal, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        goal = row.reading.goal
        if goal.start and goal.due and goal.due < goal.start:
            yield on_goal(row, start=goal.start.isoformat(), end=goal.due.isoformat())
        yield from _steps(row)


def _steps(row: Row) -> Iterator[Found]:
    for step in row.written_steps:
        read = step.reading
        if read.start and read.due and read.due < read.start:
            yield on_step(step, start=read.start.isoformat(), end=read.due.isoformat())


rule = Rule(
    id="end-before-start",
    criterion=CriterionId.TIME,
    severity=Severity.MUST,
    source="date arithmetic on the plan's own cells",
    find=find,
    mistakes=(4,),
)
