"""Flag a given name that nobody in the case bears: most often a slip or a copy from another plan."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_goal, on_problem, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    book = context.casebook
    if book is None:
        return
    for row in context.rows:
        for name in book.unknown_names(row.goal.problem):
            yield on_problem(row, name.span, name=name.text, near=name.near or "")
        for name in book.unknown_names(row.goal.goal):
            yield on_goal(row, name.span, name=name.text, near=name.near or "")
        for step in row.written_steps:
            for name in book.unknown_names(step.text):
                yield on_step(step, name.span, name=name.text, near=name.near or "")


rule = Rule(
    id="name-not-in-case",
    criterion=CriterionId.WHO,
    severity=Severity.SHOULD,
    source="Samira's plan, row 4: Sabina instead of Samira",
    find=find,
    needs_case=True,
    mistakes=(29,),
)
