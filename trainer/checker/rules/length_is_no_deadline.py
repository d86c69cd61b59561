"""Notice a goal or step whose only figure of time is a length: of a course, of an illness, of somebody's life."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.reading.times.tags import Tag, tags_of
from trainer.checker.reading.tokens import tokenise
from trainer.checker.reading.values import Span, TimeKind, UnitReading
from trainer.checker.rules.rule import Found, Rule, on_goal, on_step
from trainer.checker.values import CriterionId, Severity

# The letters of `reading/times/tags.py`: a number, and a unit of time after it.
_NUMBER, _UNIT = "N", "U"
_TOO_SHORT = frozenset({"MIN", "H"})


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        if span := _length(row.reading.goal):
            yield on_goal(row, span)
        for step in row.written_steps:
            if span := _length(step.reading):
                yield on_step(step, span)


def _length(unit: UnitReading) -> Span | None:
    """The first "two years" of a text that has no day of its own; half an hour is no length of this kind."""
    lengths = all(time.kind is TimeKind.DURATION and not time.bounded for time in unit.times)
    if unit.time == "bounded" or not lengths or (unit.time == "open" and not unit.times):
        return None
    tokens = tokenise(unit.text)
    if not any(token.kind == "number" for token in tokens):
        return None
    tags = tags_of(unit.text, unit.language)
    for number, measure in zip(tags, tags[1:], strict=False):
        if (number.letter, measure.letter) == (_NUMBER, _UNIT) and not _short(measure):
            return Span(tokens[number.first].start, tokens[measure.last - 1].end)
    return None


def _short(measure: Tag) -> bool:
    return str(measure.value) in _TOO_SHORT


rule = Rule(
    id="length-is-no-deadline",
    criterion=CriterionId.TIME,
    severity=Severity.CONSIDER,
    source="Samira's plan, row 2, step 3: the length of the course stands where a date should",
    find=find,
    mistakes=(3,),
)
