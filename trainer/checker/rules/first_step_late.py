"""Notice a row whose earliest step begins more than a week after the plan is agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Severity

# A family that hears nothing for a week after agreeing a plan has reason to think it forgotten.
FIRST_WITHIN = dt.timedelta(days=7)


def find(context: Context) -> Iterator[Found]:
    day = context.day
    for row in context.complete_rows:
        dated = [(step.starts, step) for step in row.written_steps if step.starts]
        if day is None or len(dated) < len(row.written_steps):
            continue
        first, step = min(dated, key=lambda pair: pair[0] or dt.date.max)
        if first and first > day + FIRST_WITHIN:
            yield on_step(step, date=first.isoformat(), days=(first - day).days)


rule = Rule(
    id="first-step-late",
    criterion=CriterionId.TIME,
    severity=Severity.CONSIDER,
    source="start small and soon: Ukrainian planning textbooks; the strengths model's weekly steps",
    find=find,
    mistakes=(17,),
)
