"""Praise a plan that meets an acute danger in its first two days."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.levels.gates import safety_of
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import GateId, Severity


def find(context: Context) -> Iterator[Found]:
    book = context.casebook
    if book is None:
        return
    for id in book.hazards:
        safety = safety_of(context, id)
        if safety.early:
            yield on_step(safety.early[0])


rule = Rule(
    id="danger-first",
    criterion=GateId.SAFE,
    severity=Severity.CONSIDER,
    source="safety first",
    find=find,
    whole=True,
    needs_key=True,
    praise=True,
)
