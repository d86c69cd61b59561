"""Ask about somebody who is near or has offered help, when a service acts and no step counts on them."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context, Row, StepRow
from trainer.checker.levels.resources import counts_of
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Resource, Severity


def find(context: Context) -> Iterator[Found]:
    book = context.casebook
    if book is None:
        return
    units = [unit for row in context.rows for unit in row.texts()]
    named = {actor.id for unit in units for actor in unit.actors}
    unasked = [(id, whom) for id, whom in book.near_help if id not in named]
    for row in context.complete_rows:
        for id, whom in unasked:
            step = _served(context, row, whom)
            if step:
                yield on_step(step, who=book.name(id), about=id)
                break


def _served(context: Context, row: Row, whom: str) -> StepRow | None:
    """The first step of a row about this person that a service does, with no reason given and nobody in danger."""
    if counts_of(context, row).safety or whom not in {actor.id for unit in row.texts() for actor in unit.actors}:
        return None
    for step in row.written_steps:
        acts = step.reading.actor == Resource.FORMAL and step.reading.type == "service"
        if acts and not step.step.why_formal.strip():
            return step
    return None


rule = Rule(
    id="near-help-unused",
    criterion=CriterionId.RESOURCE,
    severity=Severity.CONSIDER,
    source="naturally occurring resources before services: strengths model fidelity scale; DART: natural supports 34 %",
    find=find,
    needs_case=True,
    whole=True,
    mistakes=(19,),
)
