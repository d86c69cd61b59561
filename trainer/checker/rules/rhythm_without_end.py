"""Notice a rhythm that never ends: "every Monday" says when, but not until when."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.reading.values import Span, TimeKind, UnitReading
from trainer.checker.rules.rule import Found, Rule, on_goal, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        if span := _rhythm(row.reading.goal):
            yield on_goal(row, span)
        for step in row.written_steps:
            if span := _rhythm(step.reading):
                yield on_step(step, span)


def _rhythm(unit: UnitReading) -> Span | None:
    if unit.time != "open":
        return None
    for time in unit.times:
        if time.kind is TimeKind.FREQUENCY and time.span.start < time.span.end <= len(unit.text):
            return time.span
    return None


rule = Rule(
    id="rhythm-without-end",
    criterion=CriterionId.TIME,
    severity=Severity.CONSIDER,
    source="definition of time-bound: a frequency needs an end",
    find=find,
    mistakes=(2,),
)
