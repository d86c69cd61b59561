"""Praise a goal that has its day and something a stranger could see on it."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_goal
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        goal = row.reading.goal
        if goal.time == "bounded" and goal.measurable and goal.owner == "client":
            spans = [time.span for time in goal.times if time.bounded and time.span.end <= len(goal.text)]
            yield on_goal(row, spans[0] if spans and spans[0].end > spans[0].start else None)


rule = Rule(
    id="goal-dated",
    criterion=CriterionId.TIME,
    severity=Severity.CONSIDER,
    source="time-bound and measurable at once",
    find=find,
    praise=True,
)
