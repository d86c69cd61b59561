"""Flag a step that nobody could begin tomorrow: support, promote, work with.

Silent on headings, outcomes and repetitions of the goal: other rules ask about those.
"""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for step in row.written_steps:
            read = step.reading
            vague = read.first("vague_verb")
            heading = read.first("nominalised") is not None and not step.doers
            if vague and read.concrete is False and read.type != "outcome" and not heading:
                yield on_step(step, vague.span)


rule = Rule(
    id="step-vague",
    criterion=CriterionId.STEP,
    severity=Severity.SHOULD,
    source="tests for a step: who does what tomorrow",
    find=find,
    mistakes=(11, 16),
)
