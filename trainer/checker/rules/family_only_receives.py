"""Flag a row in which the family appears, but only to receive, attend and follow."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.levels.resources import counts_of
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.complete_rows:
        counts = counts_of(context, row)
        if counts.home_use or counts.natural or counts.safety:
            continue
        passive = [s for s in row.written_steps if s.reading.type in ("receive", "comply")]
        if passive and counts.access <= len(passive):
            yield on_step(passive[0], steps=len(passive))


rule = Rule(
    id="family-only-receives",
    criterion=CriterionId.RESOURCE,
    severity=Severity.SHOULD,
    source="the pseudo-internal step: Samira's plan, rows 3, 5 and 6",
    find=find,
    mistakes=(20,),
)
