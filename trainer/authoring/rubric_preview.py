"""Try the draft of a rubric: the levels that it suggests for known plans, beside those of its last version."""

from __future__ import annotations

from typing import NamedTuple

from trainer.bank.exemplars import Exemplar
from trainer.checker.case import Case
from trainer.checker.engine import Checker
from trainer.checker.plan import Plan
from trainer.checker.report import Report
from trainer.checker.rubric import Criterion, Gate, Rubric
from trainer.checker.values import Language


class Beside(NamedTuple):
    """A criterion or gate with both suggestions; `judged`: whether the checker suggests anything for it at all.

    `new`: the other version has no such part, so there is nothing to compare.
    """

    part: Criterion | Gate
    now: int | None
    before: int | None
    judged: bool
    new: bool

    @property
    def differs(self) -> bool:
        return self.judged and not self.new and self.now != self.before


class Tried(NamedTuple):
    """One exemplar plan in one language with what both rubrics suggest, and how many questions each asks."""

    exemplar: Exemplar
    language: Language
    rows: list[Beside]
    asked: int
    asked_before: int

    @property
    def differing(self) -> int:
        """How many levels would be suggested otherwise."""
        return sum(row.differs for row in self.rows)


def try_rubric(
    rubric: Rubric, other: Rubric, case: Case, exemplars: list[Exemplar], into: Language, *, checker: Checker
) -> list[Tried]:
    """Each exemplar checked with both rubrics, in the order of the case."""
    return [_tried(rubric, other, case, each, into, checker) for each in exemplars]


def _tried(
    rubric: Rubric, other: Rubric, case: Case, exemplar: Exemplar, into: Language, checker: Checker
) -> Tried:
    plan: Plan = exemplar.plan(into)
    now, before = (checker.check(plan, rubric=each, case=case) for each in (rubric, other))
    levels, old = _levels(now), _levels(before)
    rows = [
        Beside(part, levels[str(part.id)], old.get(str(part.id)), _is_judged(part), str(part.id) not in old)
        for part in (*rubric.gates, *rubric.criteria)
    ]
    return Tried(exemplar, into, rows, len(now.findings), len(before.findings))


def _levels(report: Report) -> dict[str, int | None]:
    gates = {str(gate.id): gate.level for gate in report.gates}
    return gates | {str(part.id): part.level for part in report.criteria}


def _is_judged(part: Criterion | Gate) -> bool:
    return isinstance(part, Gate) or part.measure is not None
