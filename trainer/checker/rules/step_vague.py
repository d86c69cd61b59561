"""Flag a step that nobody could begin tomorrow: support, promote, work with; or send, with nobody who is sent.

Silent on headings, outcomes and repetitions of the goal: other rules ask about those.
"""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context, StepRow
from trainer.checker.reading.values import Mark
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Resource, Severity

_SENDS = frozenset(("refer", "refer to", "send", "send to", "направить", "направлять", "направити", "направляти",
                    "скерувати", "скеровувати", "жіберу", "бағыттау"))  # fmt: skip
_FEW_WORDS = 5


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for step in row.written_steps:
            read = step.reading
            vague = read.first("vague_verb")
            heading = read.first("nominalised") is not None and not step.doers
            if vague and read.concrete is False and read.type != "outcome" and not heading:
                yield on_step(step, vague.span)
            elif mark := sends_nobody(step):
                yield on_step(step, mark.span)


def sends_nobody(step: StepRow) -> Mark | None:
    """The verb of a few words that only send, "refer to the addiction doctor": nobody is said to go, nor when."""
    read = step.reading
    people = any(actor.span and actor.resource is not Resource.FORMAL for actor in read.actors)
    words = step.text.split()
    if step.doers or people or read.times or len(words) > _FEW_WORDS:
        return None
    return next((mark for mark in read.marks if mark.lemma in _SENDS), None)


rule = Rule(
    id="step-vague",
    criterion=CriterionId.STEP,
    severity=Severity.SHOULD,
    source="tests for a step: who does what tomorrow",
    find=find,
    mistakes=(11, 16),
)
