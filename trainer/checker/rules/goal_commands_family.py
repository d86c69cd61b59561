"""Flag a goal that tells the family what it must do: an order is not yet anybody's own aim."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_goal
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        goal = row.reading.goal
        order = goal.first("agency_voice")
        spoken = row.goal.client_words.strip() or row.reading.voice
        if order and not order.quoted and goal.owner == "client" and not spoken:
            yield on_goal(row, order.span)


rule = Rule(
    id="goal-commands-family",
    criterion=CriterionId.OWN,
    severity=Severity.CONSIDER,
    source="Samira's plan, row 9: the family must acquire a business",
    find=find,
    mistakes=(10,),
)
