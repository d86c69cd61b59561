"""Flag a goal that nobody could later call met or not met.

Silent on goals that are activities of a service or pure absences: other rules ask about those.
"""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.goal_owned_by_service import service_acts
from trainer.checker.rules.rule import Found, Rule, on_goal
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        goal = row.reading.goal
        if goal.measurable is False and goal.outcome != "absence" and not service_acts(goal):
            vague = goal.first("vague_verb")
            yield on_goal(row, vague.span if vague else None)


rule = Rule(
    id="goal-unmeasurable",
    criterion=CriterionId.MEASURE,
    severity=Severity.SHOULD,
    source="the stranger test; SMART-GEM; R-GORI measurability",
    find=find,
    mistakes=(11,),
)
