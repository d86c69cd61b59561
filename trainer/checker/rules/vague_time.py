"""Flag a goal or step whose only word about time is vague: soon, regularly, as needed."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.reading.values import Span, TimeKind, UnitReading
from trainer.checker.rules.rule import Found, Rule, on_goal, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        if span := _only_vague(row.reading.goal):
            yield on_goal(row, span)
        for step in row.written_steps:
            if span := _only_vague(step.reading):
                yield on_step(step, span)


def _only_vague(unit: UnitReading) -> Span | None:
    if unit.time != "open":
        return None
    kinds = {time.kind for time in unit.times}
    if kinds != {TimeKind.VAGUE}:
        return None
    span = unit.times[0].span
    # A vague word may stand in a cell; then its span is not one of the text.
    return span if span.end <= len(unit.text) and span.end > span.start else Span(0, len(unit.text))


rule = Rule(
    id="vague-time",
    criterion=CriterionId.TIME,
    severity=Severity.SHOULD,
    source="the when-test for goals",
    find=find,
    mistakes=(2,),
)
