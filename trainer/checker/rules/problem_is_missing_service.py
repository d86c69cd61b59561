"""Flag a problem that is the lack of one particular service: only that service could ever mend it."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_problem
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        problem = row.reading.problem
        if problem.frame == "missing_service":
            spans = problem.evidence.get("frame", ())
            yield on_problem(row, spans[0] if spans else None)


rule = Rule(
    id="problem-is-missing-service",
    criterion=CriterionId.NEED,
    severity=Severity.SHOULD,
    source="needs before services: wraparound practice; the printed plan of Samira's family, rows 4, 9 and 10",
    find=find,
    mistakes=(5,),
)
