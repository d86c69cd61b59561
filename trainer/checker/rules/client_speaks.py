"""Praise a row in which the client's own words can be read."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context
from trainer.checker.rules.rule import Found, Rule, on_goal, on_row
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        if row.goal.client_words.strip():
            yield on_row(row, "client_words", row.goal.client_words)
        elif row.reading.voice and row.reading.voice[0].end <= len(row.goal.goal):
            yield on_goal(row, row.reading.voice[0])


rule = Rule(
    id="client-speaks",
    criterion=CriterionId.OWN,
    severity=Severity.CONSIDER,
    source="goals in the client's words: strengths model",
    find=find,
    praise=True,
)
