"""Flag a step that says the goal again in nearly the same words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from trainer.checker.context import Context
from trainer.checker.reading.tokens import tokenise
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Severity

# Shared words among the step's own: three of four. Below three words two texts are alike by chance.
SHARE = 0.75
MIN_WORDS = 3
# Word forms differ by their endings; their first five letters mostly do not.
STEM = 5


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for step in row.written_steps:
            if restates(step.text, row.goal.goal):
                yield on_step(step)


def restates(step: str, goal: str) -> bool:
    """Whether nearly all weighty words of the step stand in the goal, and most of the goal's in the step."""
    mine, theirs = _stems(step), _stems(goal)
    if len(mine) < MIN_WORDS or not theirs:
        return False
    shared = len(mine & theirs)
    return shared >= SHARE * len(mine) and shared >= len(theirs) / 3


@lru_cache(maxsize=128)
def _stems(text: str) -> frozenset[str]:
    return frozenset(t.key[:STEM] for t in tokenise(text) if t.kind == "word" and len(t.key) > 3)


rule = Rule(
    id="step-restates-goal",
    criterion=CriterionId.STEP,
    severity=Severity.SHOULD,
    source="Samira's plan, row 7, step 3: the goal copied into a step",
    find=find,
    mistakes=(15,),
)
