"""Flag a plan for a case with an acute danger in which no step makes it smaller within the first two days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trainer.checker.context import Context
from trainer.checker.levels.gates import safety_of
from trainer.checker.rules.rule import Found, Rule, on_goal, on_plan
from trainer.checker.values import GateId, Severity

# From this level on somebody does something about the danger in time.
MET = 2


def find(context: Context) -> Iterator[Found]:
    book = context.casebook
    if book is None or not context.complete_rows:
        return
    for id, hazard in book.hazards.items():
        safety = safety_of(context, id)
        if safety.level >= MET:
            continue
        values: dict[str, Any] = {"hazard": id, "about": id, "hours": hazard.within_hours}
        if safety.row is not None:
            yield on_goal(safety.row, **values)
        else:
            yield on_plan(**values)


rule = Rule(
    id="hazard-without-early-step",
    criterion=GateId.SAFE,
    severity=Severity.MUST,
    source="safety first: Signs of Safety; Samira's plan answers a falling outbuilding with a housing queue",
    find=find,
    whole=True,
    needs_key=True,
    hint=True,
    mistakes=(27,),
)
