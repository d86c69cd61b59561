"""Hint at a need of the case that no goal meets and that is not left for later with a reason."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.levels.cover import deferred, met
from trainer.checker.rules.rule import Found, Rule, on_plan
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    book = context.casebook
    if book is None or not context.complete_rows or not book.has_cues:
        return
    done = met(context) | deferred(context)
    coverage = book.case.key.coverage
    musts = frozenset(coverage.must) if coverage else frozenset(book.needs)
    for id in book.expected_needs:
        if id not in done:
            severity = Severity.SHOULD if id in musts else Severity.CONSIDER
            found = on_plan(need=id, about=id)
            yield Found(found.at, found.path, values=found.values, severity=severity)


rule = Rule(
    id="need-not-covered",
    criterion=CriterionId.COVER,
    severity=Severity.SHOULD,
    source="the plan matches the assessment: NASW standard 6; Samira's plan loses the outbuilding",
    find=find,
    whole=True,
    needs_key=True,
    hint=True,
    mistakes=(8,),
)
