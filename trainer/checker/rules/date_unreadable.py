"""Flag a date cell whose figures look like a day or a term and are none: the 31st of February, `+99999999w`.

Silent on words, however vague: those are for `vague-time`.
"""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.reading.dates import mistaken_date
from trainer.checker.rules.rule import Found, Rule, on_plan, on_row, on_step_cell
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for cell in ("start", "end"):
            if words := _mistaken(getattr(row.goal, cell)):
                yield on_row(row, cell, words)
        for step in row.steps:
            for cell in ("start", "end", "check_back"):
                if words := _mistaken(getattr(step.step, cell)):
                    yield on_step_cell(step, cell, words)
    for number, review in enumerate(context.plan.reviews, start=1):
        if words := _mistaken(review.date):
            yield on_plan("reviews", words, about=str(number))


def _mistaken(cell: str | None) -> str:
    """The whole cell where it holds such figures, else nothing."""
    return cell if cell and mistaken_date(cell) else ""


rule = Rule(
    id="date-unreadable",
    criterion=CriterionId.TIME,
    severity=Severity.SHOULD,
    source="date arithmetic on the plan's own cells: a day that the calendar does not have ends nothing",
    find=find,
    whole=True,
    mistakes=(4,),
)
