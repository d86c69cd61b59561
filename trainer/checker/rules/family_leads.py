"""Praise a concrete step that somebody of the household leads with their own means."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for step in row.written_steps:
            read = step.reading
            if read.actor == "internal" and read.type == "use" and read.concrete:
                yield on_step(step)
                break


rule = Rule(
    id="family-leads",
    criterion=CriterionId.RESOURCE,
    severity=Severity.CONSIDER,
    source="capacity use: what still happens when the professional is taken away",
    find=find,
    praise=True,
)
