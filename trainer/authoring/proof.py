"""Prove a case: let the checker read each exemplar plan, and lay what it says beside what its author expects."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trainer.bank.exemplars import Exemplar, Expected
from trainer.checker.case import Case
from trainer.checker.engine import Checker
from trainer.checker.plan import Plan
from trainer.checker.report import Finding, Report
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language, Severity


class Outcome(StrEnum):
    """How an expectation stands: met, not met, or known not to be met in this language yet."""

    MET = "met"
    DIFFERS = "differs"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Line:
    """One expectation: `wanted` says whether the checker should speak; `heard` whether it does."""

    expected: Expected
    wanted: bool
    heard: bool
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Proof:
    """What the checker says of one exemplar in one language. `unforeseen` are must findings that nobody expected."""

    exemplar: Exemplar
    language: Language
    plan: Plan
    report: Report
    lines: tuple[Line, ...]
    unforeseen: tuple[Finding, ...]

    def rows(self) -> list[tuple[Line, list[str]]]:
        """The expectations with alike ones together: a line and the places it stands for, none for "anywhere"."""
        found: dict[tuple[str, bool, Outcome], tuple[Line, list[str]]] = {}
        for line in self.lines:
            _line, places = found.setdefault((line.expected.rule, line.wanted, line.outcome), (line, []))
            places += [line.expected.at] if line.expected.at else []
        return list(found.values())

    @property
    def met(self) -> int:
        """How many expectations are met."""
        return sum(line.outcome is Outcome.MET for line in self.lines)

    @property
    def holds(self) -> bool:
        """Whether nothing differs but what the exemplar itself admits."""
        return not self.unforeseen and all(line.outcome is not Outcome.DIFFERS for line in self.lines)


def prove(exemplar: Exemplar, case: Case, language: Language, *, checker: Checker, rubric: Rubric) -> Proof:
    """Check one exemplar in one language and compare."""
    plan = exemplar.plan(language)
    report = checker.check(plan, rubric=rubric, case=case)
    surprises = exemplar.expect.surprises(report)
    differing = {id(one) for one in (*surprises.lacking, *surprises.unwanted)}
    known = {id(one) for one in surprises.known}

    def line(one: Expected, wanted: bool) -> Line:
        outcome = Outcome.KNOWN if id(one) in known else Outcome.DIFFERS if id(one) in differing else Outcome.MET
        return Line(one, wanted, one.met_by(report), outcome)

    lines = [line(one, True) for one in exemplar.expect.must] + [line(one, False) for one in exemplar.expect.never]
    return Proof(exemplar, language, plan, report, tuple(lines), _unforeseen(exemplar, report))


def _unforeseen(exemplar: Exemplar, report: Report) -> tuple[Finding, ...]:
    """Must findings that no expectation names, one of a rule: the others of the same rule say the same."""
    foreseen = {one.rule for one in exemplar.expect.must}
    found: dict[str, Finding] = {}
    for finding in report.findings:
        if finding.severity is Severity.MUST and finding.rule not in foreseen:
            found.setdefault(finding.rule, finding)
    return tuple(found.values())
