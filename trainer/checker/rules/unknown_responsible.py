"""Flag somebody who answers for a step and whom the case does not know: no such person, tie or service there."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context, filled
from trainer.checker.rules.rule import Found, Rule, on_row, on_step_cell
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for entry in filled(row.goal.responsible):
            if _unknown(context, entry):
                yield on_row(row, "responsible", entry, who=entry.strip())
        for step in row.steps:
            for entry in filled(step.step.responsible):
                if _unknown(context, entry):
                    yield on_step_cell(step, "responsible", entry, who=entry.strip())


def _unknown(context: Context, entry: str) -> bool:
    """An id that the case lacks, or a given name that nobody of the case has. Roles in free words are let be."""
    book = context.casebook
    if book is None or book.id_of(entry):
        return False
    if _looks_like_id(entry):
        return True
    return bool(book.unknown_names(entry))


def _looks_like_id(entry: str) -> bool:
    words = entry.strip()
    return words.isascii() and "_" in words and words == words.lower() and " " not in words


rule = Rule(
    id="unknown-responsible",
    criterion=CriterionId.WHO,
    severity=Severity.SHOULD,
    source="a plan may only count on people and services that the case has",
    find=find,
    needs_case=True,
    mistakes=(23, 29),
)
