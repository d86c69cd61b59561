"""Notice that nobody of the family is heard in any row of a plan that is otherwise written."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_plan
from trainer.checker.values import CriterionId, Severity

# One row may be the worker's own worry; a second one without a voice is a habit.
MIN_ROWS = 2


def find(context: Context) -> Iterator[Found]:
    rows = context.complete_rows
    if len(rows) < MIN_ROWS:
        return
    if not any(row.goal.client_words.strip() or row.reading.voice for row in context.rows):
        yield on_plan(rows=len(rows))


rule = Rule(
    id="no-client-words",
    criterion=CriterionId.OWN,
    severity=Severity.CONSIDER,
    source="plans in the first person shift the content to what matters to the person",
    find=find,
    whole=True,
    mistakes=(30,),
)
