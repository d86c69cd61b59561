"""Notice one and the same end date on most steps: dates that were pasted, not thought about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_plan
from trainer.checker.values import CriterionId, Severity

MIN_STEPS = 5
SHARE = 0.6


def find(context: Context) -> Iterator[Found]:
    dues = [step.reading.due for row in context.rows for step in row.written_steps if step.reading.due]
    if len(dues) < MIN_STEPS:
        return
    day, times = Counter(dues).most_common(1)[0]
    if times > SHARE * len(dues):
        yield on_plan(date=day.isoformat(), steps=times, of=len(dues), about=day.isoformat())


rule = Rule(
    id="same-date-everywhere",
    criterion=CriterionId.TIME,
    severity=Severity.CONSIDER,
    source="dates pasted everywhere look dated and are not",
    find=find,
    whole=True,
    mistakes=(34,),
)
