"""Flag the same strength put into row after row, while no step of those rows does anything with it."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.levels.strengths import pasted
from trainer.checker.rules.rule import Found, Rule, on_row
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for strength, rows in pasted(context).items():
        for row in rows:
            called = context.strength_called(strength)
            yield on_row(row, "strengths", strength=called, rows=len(rows), about=strength)


rule = Rule(
    id="strength-pasted",
    criterion=CriterionId.STRENGTH,
    severity=Severity.SHOULD,
    source="a strength that fits every row carries none of them",
    find=find,
    whole=True,
    mistakes=(34,),
)
