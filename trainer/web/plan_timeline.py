"""Who does what when: the picture of a plan's days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from trainer.checker.plan import Goal, Plan, Step
from trainer.checker.reading.dates import resolve
from trainer.checker.values import Resource
from trainer.web import drawing
from trainer.web.plan_view import Who
from trainer.web.words import _


class Timeline(NamedTuple):
    """Who does what when: an axis of months, and for each step its number, its words, who leads and its bar."""

    axis: Any
    rows: list[tuple[str, str, str, Any]]


def timeline_of(plan: Plan, names: Mapping[str, Who]) -> Timeline | None:
    """The picture of the plan's days, or None while no step has one."""
    rows, leads = [], []
    for number, goal in enumerate(plan.goals, 1):
        due = resolve(goal.end, plan.date, plan.language)
        for index, step in enumerate(goal.steps, 1):
            if step.text.strip():
                rows.append(_timeline_row(f"{number}.{index}", step, goal, due, plan, names))
                owners = step.responsible or goal.responsible
                leads.append(names[owners[0]].name if owners and owners[0] in names else next(iter(owners), ""))
    if not any(row.start or row.end for row in rows):
        return None
    drawn = drawing.timeline_parts(rows, _, today=plan.date or dt.date.today())
    parts = zip(rows, leads, drawn.rows, strict=True)
    return Timeline(drawn.axis, [(row.number, row.label, lead, strip) for row, lead, strip in parts])


def _timeline_row(
    number: str, step: Step, goal: Goal, due: dt.date | None, plan: Plan, names: Mapping[str, Who]
) -> drawing.TimelineRow:
    """A step with its own people and days, else with those of its row."""
    owners = step.responsible or goal.responsible
    lead = names.get(owners[0]) if owners else None
    own = step.start or step.end
    start, end = (step.start, step.end) if own or not goal.responsible else (goal.start, goal.end)
    return drawing.TimelineRow(
        number=number,
        label=step.text,
        resource=Resource(lead.resource) if lead and lead.resource != "unclear" else None,
        start=resolve(start, plan.date, plan.language),
        end=resolve(end, plan.date, plan.language),
        due=due,
    )
