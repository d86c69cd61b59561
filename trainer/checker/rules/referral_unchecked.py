"""Ask when somebody looks whether a referral has arrived; a closed door is else heard of at the next crisis."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.plan import Mode
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for step in row.written_steps:
            if step.step.mode is Mode.REFERRED and not (step.step.check_back or "").strip():
                yield on_step(step)


rule = Rule(
    id="referral-unchecked",
    criterion=CriterionId.REVIEW,
    severity=Severity.CONSIDER,
    source="the broker model: every referral has its check that it was received",
    find=find,
)
