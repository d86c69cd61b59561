"""Flag a goal whose subject is the worker or the agency: it can be reached while nothing changes for the family."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.reading.values import Span, UnitReading
from trainer.checker.rules.rule import Found, Rule, on_goal
from trainer.checker.values import CriterionId, Resource, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        span = service_acts(row.reading.goal)
        if span:
            yield on_goal(row, span)


def service_acts(goal: UnitReading) -> Span | None:
    """The words that make the goal a service's own: a professional as its subject, or what only a service does.

    A goal without any subject ("to improve the situation") is nobody's yet, which is another question.
    """
    if goal.owner != "service" and goal.outcome != "activity":
        return None
    doer = next((actor for actor in goal.actors if actor.subject and actor.span), None)
    if doer and doer.resource is Resource.FORMAL:
        return doer.span
    verb = goal.first("service_verb")
    return verb.span if verb and not doer else None


rule = Rule(
    id="goal-owned-by-service",
    criterion=CriterionId.OWN,
    severity=Severity.MUST,
    source="NASW standards for case management, 5 and 6; Samira's plan, row 9",
    find=find,
    mistakes=(10,),
)
