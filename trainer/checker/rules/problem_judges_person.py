"""Flag a problem that labels a person and tells no fact: a label cannot be mended by a plan."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_problem
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        problem = row.reading.problem
        if problem.frame == "judgement":
            spans = problem.evidence.get("frame", ())
            yield on_problem(row, spans[0] if spans else None)


rule = Rule(
    id="problem-judges-person",
    criterion=CriterionId.NEED,
    severity=Severity.SHOULD,
    source="behaviour, not labels: Signs of Safety; the printed plan of Samira's family, row 5",
    find=find,
    mistakes=(7,),
)
