"""Notice a row that lists many people while its steps do not say who begins."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context, filled
from trainer.checker.rules.rule import Found, Rule, on_row, on_step_cell
from trainer.checker.values import CriterionId, Severity

MOST_FOR_A_ROW = 2
MOST_FOR_A_STEP = 4


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        people = filled(row.goal.responsible)
        leaderless = [s for s in row.written_steps if not filled(s.step.responsible) and not s.doers]
        if len(people) > MOST_FOR_A_ROW and leaderless:
            yield on_row(row, "responsible", people[0], people=len(people), steps=len(leaderless))
        for step in row.written_steps:
            own = filled(step.step.responsible)
            if len(own) > MOST_FOR_A_STEP:
                yield on_step_cell(step, "responsible", own[0], people=len(own), steps=1)


rule = Rule(
    id="no-lead",
    criterion=CriterionId.WHO,
    severity=Severity.SHOULD,
    source="one lead for each step; Samira's plan lists three to five people for every row",
    find=find,
    mistakes=(24,),
)
