"""Flag a word that labels or judges a person in the author's own voice, and offer respectful wording.

Silent in quotation marks: the client may speak of themselves as they like, and law has its terms.
"""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context, Row
from trainer.checker.reading.values import Mark, UnitKind, UnitReading
from trainer.checker.rules.rule import Found, Rule, on_goal, on_problem, on_step
from trainer.checker.values import GateId, Severity

_SEVERITY = {3: Severity.MUST, 2: Severity.SHOULD, 1: Severity.CONSIDER}


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for unit in row.texts():
            for mark in judging(unit):
                found = _on(row, unit, mark)
                severity = _SEVERITY.get(mark.severity, Severity.CONSIDER)
                yield Found(found.at, found.path, found.text, found.span, found.values, severity)


def judging(unit: UnitReading) -> tuple[Mark, ...]:
    """Judging words in the author's voice, where the reading of the whole cell says that it judges somebody."""
    if unit.respectful:
        return ()
    return tuple(mark for mark in unit.all("judgement") if not mark.quoted)


def _on(row: Row, unit: UnitReading, mark: Mark) -> Found:
    values = {"word": mark.lemma, "instead": list(mark.instead)}
    if unit.kind is UnitKind.PROBLEM:
        return on_problem(row, mark.span, **values)
    if unit.kind is UnitKind.GOAL:
        return on_goal(row, mark.span, **values)
    step = next(step for step in row.steps if step.reading is unit)
    return on_step(step, mark.span, **values)


rule = Rule(
    id="judging-language",
    criterion=GateId.LANGUAGE,
    severity=Severity.SHOULD,
    source="person first: the barrier-free handbook (UA), the glossary of ethical vocabulary (2025), NIDA words matter",
    find=find,
    mistakes=(7, 31),
)
