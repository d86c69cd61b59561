"""What is counted of one plan when many are looked at together: the little that pictures of a class need."""

from __future__ import annotations

from trainer.checker.context import Context
from trainer.checker.levels.cover import met
from trainer.checker.levels.strengths import strengths_at_work
from trainer.checker.report import Report
from trainer.checker.values import Value


class Figures(Value):
    """Counted of one plan: suggested levels by criterion and gate, the rules that fired, steps by whose resource.

    `needs` and `strengths` are ids of the case's key that the plan meets and uses; None where nobody counted them.
    """

    levels: dict[str, int | None]
    rules: tuple[str, ...]
    shares: dict[str, int]
    needs: tuple[str, ...] | None = None
    strengths: tuple[str, ...] | None = None


def figures_of(report: Report, context: Context) -> Figures:
    """The figures of a plan from its report and from the reading that the report came from."""
    gates = {str(gate.id): gate.level for gate in report.gates}
    with_key = context.casebook is not None and context.casebook.has_key
    return Figures(
        levels=gates | {str(part.id): part.level for part in report.criteria},
        rules=tuple(sorted({finding.rule for finding in report.findings})),
        shares=report.shares,
        needs=tuple(sorted(met(context))) if with_key else None,
        strengths=tuple(sorted(strengths_at_work(context))) if with_key else None,
    )
