"""Hint at a strength of the case that no goal or step of the plan uses."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.levels.strengths import strengths_at_work
from trainer.checker.rules.rule import Found, Rule, on_plan
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    book = context.casebook
    if book is None or not context.complete_rows or not book.strengths:
        return
    used = strengths_at_work(context)
    coverage = book.case.key.coverage
    wanted = coverage.strengths_min if coverage else len(book.strengths)
    if len(used) >= wanted:
        return
    for id in book.strengths:
        if id not in used:
            yield on_plan(strength=id, about=id)


rule = Rule(
    id="strength-unused",
    criterion=CriterionId.STRENGTH,
    severity=Severity.CONSIDER,
    source="Samira's plan never uses the parents' warmth",
    find=find,
    whole=True,
    needs_key=True,
    hint=True,
    mistakes=(21,),
)
