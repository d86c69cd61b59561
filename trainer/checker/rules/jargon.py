"""Notice words of the office in a plan that the family is to keep on its own table."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.reading.values import UnitKind
from trainer.checker.rules.rule import Found, Rule, on_goal, on_step
from trainer.checker.values import CriterionId, Severity

# One such word may be needed; two in one sentence and the family puts the plan away.
MIN_WORDS = 2


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        words = [mark for mark in row.reading.goal.all("jargon") if not mark.quoted]
        if len(words) >= MIN_WORDS:
            yield on_goal(row, words[0].span, word=words[0].lemma)
        for step in row.written_steps:
            words = [mark for mark in step.reading.all("jargon") if not mark.quoted]
            if len(words) >= MIN_WORDS and step.reading.kind is UnitKind.STEP:
                yield on_step(step, words[0].span, word=words[0].lemma)


rule = Rule(
    id="jargon",
    criterion=CriterionId.STEP,
    severity=Severity.CONSIDER,
    source="care plans that are rarely consulted by those they are about",
    find=find,
    mistakes=(30, 32),
)
