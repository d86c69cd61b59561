"""Flag a word that labels or judges a person in the author's own voice, and offer respectful wording.

Silent in quotation marks: the client may speak of themselves as they like, and law has its terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from trainer.checker.context import Context, Row
from trainer.checker.reading.values import Mark, UnitReading
from trainer.checker.rules.rule import Found, Rule, on_goal, on_problem, on_step
from trainer.checker.values import GateId, Severity

_SEVERITY = {3: Severity.MUST, 2: Severity.SHOULD, 1: Severity.CONSIDER}


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for unit, found_on in _units(row):
            for mark in judging(unit):
                found = found_on(mark.span, word=mark.lemma, instead=list(mark.instead))
                severity = _SEVERITY.get(mark.severity, Severity.CONSIDER)
                yield replace(found, severity=severity)


def _units(row: Row) -> Iterator[tuple[UnitReading, Callable[..., Found]]]:
    """Each cell's reading, with what makes a finding on its words."""
    yield row.reading.problem, partial(on_problem, row)
    yield row.reading.goal, partial(on_goal, row)
    for step in row.steps:
        yield step.reading, partial(on_step, step)


def judging(unit: UnitReading) -> tuple[Mark, ...]:
    """Judging words in the author's voice, where the reading of the whole cell says that it judges somebody."""
    if unit.respectful:
        return ()
    return tuple(mark for mark in unit.all("judgement") if not mark.quoted)


rule = Rule(
    id="judging-language",
    criterion=GateId.LANGUAGE,
    severity=Severity.SHOULD,
    source="person first: the barrier-free handbook (UA), the glossary of ethical vocabulary (2025), NIDA words matter",
    find=find,
    mistakes=(7, 31),
)
