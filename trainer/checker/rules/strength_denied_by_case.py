"""Flag a tie that the case says is lost and that a step counts on, while no step restores it."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context, StepRow
from trainer.checker.rules.rule import Found, Rule, on_step, on_step_cell
from trainer.checker.values import CriterionId, Severity

# These steps make the tie again; they do not count on it.
_RESTORING = frozenset({"internal", "formal", "joint"})


def find(context: Context) -> Iterator[Found]:
    book = context.casebook
    lost: frozenset[str | None] = frozenset(book.lost_ties) if book else frozenset()
    if book is None or not lost:
        return
    for row in context.rows:
        for step in row.written_steps:
            counted = [actor for actor in step.doers if actor.id in lost and step.reading.actor not in _RESTORING]
            if counted:
                yield on_step(step, counted[0].span, who=counted[0].text)
            else:
                yield from _in_cell(step, lost, context)


def _in_cell(step: StepRow, lost: frozenset[str | None], context: Context) -> Iterator[Found]:
    book = context.casebook
    entries = [entry for entry in step.step.responsible if entry.strip()]
    id = book.id_of(entries[0]) if book and entries else None
    if book and id and id in lost:
        yield on_step_cell(step, "responsible", entries[0], who=book.name(id))


rule = Rule(
    id="strength-denied-by-case",
    criterion=CriterionId.STRENGTH,
    severity=Severity.SHOULD,
    source="Samira's plan, row 9, counts on relatives with whom there is no contact",
    find=find,
    needs_case=True,
    mistakes=(23,),
)
