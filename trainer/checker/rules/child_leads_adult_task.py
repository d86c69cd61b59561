"""Ask about a child who carries steps that are for adults, or who carries most of the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from trainer.checker.context import Context, Row, StepRow
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Resource, Severity

CHILD = 16
MOST_STEPS = 3


def find(context: Context) -> Iterator[Found]:
    led = [pair for row in context.rows for pair in row.once("led by children", partial(_by_children, context, row))]
    count = Counter(child for _, child in led)
    for step, child in led:
        if _to_an_office(context, step, child) or count[child] > MOST_STEPS:
            yield on_step(step, who=context.called(child), steps=count[child])


def _by_children(context: Context, row: Row) -> list[tuple[StepRow, str]]:
    return [(step, child) for step in row.written_steps if (child := _child(context, step))]


def _to_an_office(context: Context, step: StepRow, child: str) -> bool:
    """Whether the step goes to a service that is not the child's own, as their school is."""
    formal = {actor.id for actor in step.reading.actors if actor.resource is Resource.FORMAL and actor.span}
    own = context.casebook.tied_to(child) if context.casebook else frozenset()
    return bool(formal - own) or (step.reading.type == "access" and not formal)


def _child(context: Context, step: StepRow) -> str | None:
    """The child of the case who leads the step, unless an adult of the case stands beside."""
    book = context.casebook
    if book is None:
        return None
    named = [book.id_of(entry) for entry in step.responsible] or [actor.id for actor in step.doers]
    ids = [id for id in named if id]
    if not ids or not book.child_under(ids[0], CHILD):
        return None
    adults = [id for id in ids[1:] if not book.child_under(id, CHILD)]
    return None if adults else ids[0]


rule = Rule(
    id="child-leads-adult-task",
    criterion=CriterionId.WHO,
    severity=Severity.SHOULD,
    source="children's burdens outrank the family's own resources",
    find=find,
    whole=True,
    protects=True,
    needs_case=True,
    mistakes=(33,),
)
