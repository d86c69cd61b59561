"""Notice a kind word that no fact stands behind: it pleases, and carries nothing."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_goal, on_problem, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        if row.goal.facts:
            continue
        if (mark := row.reading.problem.first("flattery")) and not mark.quoted:
            yield on_problem(row, mark.span, word=mark.lemma)
        if (mark := row.reading.goal.first("flattery")) and not mark.quoted:
            yield on_goal(row, mark.span, word=mark.lemma)
        for step in row.written_steps:
            if (mark := step.reading.first("flattery")) and not mark.quoted and not step.doers:
                yield on_step(step, mark.span, word=mark.lemma)


rule = Rule(
    id="strength-by-flattery",
    criterion=CriterionId.STRENGTH,
    severity=Severity.CONSIDER,
    source="a strength is a fact of the case, not praise",
    find=find,
    mistakes=(22,),
)
