"""Read a whole plan: each row's problem, goal and steps, the client's voice, and the key's needs and strengths."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.checker.case import Case
from trainer.checker.plan import Goal, Plan, Step
from trainer.checker.reading.units import read_unit
from trainer.checker.reading.values import GoalReading, PlanReading, Span, UnitKind, UnitReading
from trainer.checker.reading.vocabulary import Vocabulary
from trainer.checker.values import Language


def read_plan(plan: Plan, *, vocabularies: Mapping[Language, Vocabulary], case: Case | None = None) -> PlanReading:
    """The reading of a plan. A row's own cells hold for its goal and for steps that have none."""
    rows = tuple(_row(goal, plan, vocabularies, case) for goal in plan.goals)
    return PlanReading(plan.language, plan.date, rows)


def _row(goal: Goal, plan: Plan, vocabularies: Mapping[Language, Vocabulary], case: Case | None) -> GoalReading:
    problem = read_unit(
        UnitKind.PROBLEM,
        goal.problem,
        language=plan.language,
        vocabularies=vocabularies,
        case=case,
        day=plan.date,
    )
    aim = read_unit(
        UnitKind.GOAL,
        goal.goal,
        language=plan.language,
        vocabularies=vocabularies,
        case=case,
        responsible=goal.responsible,
        start=goal.start,
        end=goal.end,
        day=plan.date,
    )
    steps = tuple(_step(step, goal, plan, vocabularies, case) for step in goal.steps)
    needs, strengths = _of_key(goal, case)
    return GoalReading(goal.id, problem, aim, steps, _voice(goal, aim), needs, strengths)


def _step(
    step: Step, goal: Goal, plan: Plan, vocabularies: Mapping[Language, Vocabulary], case: Case | None
) -> UnitReading:
    return read_unit(
        UnitKind.STEP,
        step.text,
        language=plan.language,
        vocabularies=vocabularies,
        case=case,
        responsible=step.responsible or goal.responsible,
        shared=not any(name.strip() for name in step.responsible),
        start=step.start or goal.start,
        end=step.end or goal.end,
        day=plan.date,
    )


def _of_key(goal: Goal, case: Case | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of the key that the row cites: needs by shared facts, strengths by their ids."""
    if case is None:
        return (), ()
    cited = set(goal.facts)
    needs = tuple(need.id for need in case.key.needs if cited & set(need.facts))
    strengths = tuple(strength.id for strength in case.key.strengths if strength.id in goal.strengths)
    return needs, strengths


def _voice(goal: Goal, aim: UnitReading) -> tuple[Span, ...]:
    """Where the goal speaks in the client's own words; an empty span at its start when a cell of its own holds them."""
    found = [mark.span for mark in aim.marks if mark.list == "client_voice"]
    if goal.client_words.strip():
        found.insert(0, Span(0, 0))
    return tuple(found)
