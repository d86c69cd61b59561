"""Notice a step that is written for the file: too many words for the family to find its own part in it."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Severity

MOST_WORDS = 30


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for step in row.written_steps:
            words = len(step.text.split())
            if words > MOST_WORDS:
                yield on_step(step, words=words)


rule = Rule(
    id="step-too-long",
    criterion=CriterionId.STEP,
    severity=Severity.CONSIDER,
    source="care plans that are rarely consulted by those they are about",
    find=find,
    mistakes=(32,),
)
