"""Flag a problem that is a service or an activity: it closes the question before anybody asked it."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_problem
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        if row.reading.problem.frame == "service":
            yield on_problem(row)


rule = Rule(
    id="problem-is-service",
    criterion=CriterionId.NEED,
    severity=Severity.SHOULD,
    source="needs before services: wraparound practice; the printed plan of Samira's family, row 6",
    find=find,
    mistakes=(6,),
)
