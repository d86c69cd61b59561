"""Flag a step that rests on people whom nobody has asked: neighbours who will buy, friends who will come."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context, Row, StepRow
from trainer.checker.reading.values import Actor
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Resource, Severity

_OTHERS = (Resource.INFORMAL, Resource.COMMUNITY)


def find(context: Context) -> Iterator[Found]:
    # Where the case says that the tie is lost, that is the question.
    lost = context.casebook.lost_ties if context.casebook else frozenset()
    for row in context.rows:
        for step in row.written_steps:
            actor = outsider(row, step)
            if actor and actor.id not in lost:
                yield on_step(step, actor.span, who=actor.text)


def outsider(row: Row, step: StepRow) -> Actor | None:
    """The one who is to act, when nobody of the plan answers for them and no other step goes and asks them."""
    doers = step.doers
    if not doers or not step.responsible or any(actor.resource not in _OTHERS for actor in doers):
        return None
    cells = [actor for actor in step.reading.actors if actor.span is None]
    if any(actor.resource in _OTHERS and _same(actor, doer) for actor in cells for doer in doers):
        return None
    others = [actor for each in row.written_steps if each is not step for actor in each.reading.actors]
    if any(_same(actor, doer) for actor in others if actor.span and not actor.subject for doer in doers):
        return None
    return doers[0]


def _same(one: Actor, other: Actor) -> bool:
    if one.id or other.id:
        return one.id == other.id
    return one.text.casefold() == other.text.casefold() or one.resource is other.resource


rule = Rule(
    id="step-outside-control",
    criterion=CriterionId.STEP,
    severity=Severity.SHOULD,
    source="Samira's plan, row 9, step 3: neighbours and relatives are to buy the vegetables",
    find=find,
    mistakes=(18,),
)
