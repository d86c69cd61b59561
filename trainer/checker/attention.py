"""In which order a report speaks: what is strongest, safety, the three questions, the rest; alike ones as one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from trainer.checker.plan import Plan
from trainer.checker.report import Finding, Place, Praise, Report
from trainer.checker.rules import CATALOGUE
from trainer.checker.values import CriterionId, GateId, Severity

_SEVERITY = {Severity.MUST: 0, Severity.SHOULD: 1, Severity.CONSIDER: 2}
# Children's burdens and worn-out carers come before every question of whose resources are used.
_PROTECTING = frozenset(rule.id for rule in CATALOGUE if rule.protects)
# The mission's three questions: whose strength carries this, by when, whose resources.
_QUESTIONS = (
    (CriterionId.STRENGTH, CriterionId.OWN),
    (CriterionId.TIME,),
    (CriterionId.RESOURCE,),
)
# Questions for a day that has a cell of its own, beside the words that they stand on.
_MAY_STILL_COME = frozenset({"goal-without-deadline", "step-without-date"})
# Which praise is the strongest: what a supervisor would point at first.
_BEST_FIRST = ("danger-first", "strength-works", "family-leads", "client-speaks", "goal-dated", "review-planned")


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule and severity, said once: the first, and how many more rows."""

    first: Finding
    others: tuple[Finding, ...] = ()

    @property
    def more(self) -> int:
        """For the words "and 9 more rows"."""
        return len(self.others)


@dataclass(frozen=True, slots=True)
class Hole:
    """A cell that is empty although the row needs it: `cell` is `goal`, `steps`, `end` or `responsible`."""

    at: Place
    path: str
    cell: str


def rests_on_key(finding: Finding) -> bool:
    """Whether the finding tells something of the hidden key: shown only as a hint that is asked for."""
    return bool(finding.values.get("key"))


def without_hints(report: Report) -> Report:
    """The report for exams and visitors: nothing that rests on the hidden key."""
    kept = tuple(finding for finding in report.findings if not rests_on_key(finding))
    return report.model_copy(update={"findings": kept})


def without_rules(report: Report, rules: Collection[str]) -> Report:
    """The report for a class whose lecturer has set rules aside: nothing of them is asked, and the report says which.

    Levels stay: they are measured on the plan, not counted from findings.
    """
    kept = tuple(finding for finding in report.findings if finding.rule not in rules)
    return report.model_copy(update={"findings": kept, "set_aside": tuple(sorted(rules))})


def on_cells(report: Report) -> Report:
    """The report while somebody is still writing: only what is about the very words of a cell.

    What belongs into another cell of the row may still come: its absence is asked about when the whole plan is.
    """
    about_words = (finding for finding in report.findings if finding.at.cell and finding.start is not None)
    kept = tuple(finding for finding in about_words if finding.rule not in _MAY_STILL_COME)
    return report.model_copy(update={"findings": kept, "praise": ()})


def grouped(findings: Collection[Finding]) -> list[Group]:
    """Alike findings as one, in the order in which the first of each stands."""
    groups: dict[tuple[str, Severity, str], list[Finding]] = {}
    for finding in findings:
        # The traps of a case share a rule, but each asks its own question.
        trap = str(finding.values.get("trap", ""))
        groups.setdefault((finding.rule, finding.severity, trap), []).append(finding)
    return [Group(alike[0], tuple(alike[1:])) for alike in groups.values()]


def in_order(report: Report, set_aside: Collection[str] = ()) -> list[Finding]:
    """Every finding that is shown, in the order of attention; of alike ones the later follow at the end.

    Safety and whom a step would burden, then one finding for each of the three questions, then the rest by how much it
    matters and how much the rubric's model weighs it. Findings on the hidden key stay out, except a danger that nobody
    has seen: it says only that there is one.
    """
    shown = [f for f in report.findings if f.key not in set_aside]
    shown = [f for f in shown if not rests_on_key(f) or f.criterion == GateId.SAFE]
    weights = {str(criterion.id): criterion.weight for criterion in report.criteria}

    def matters(finding: Finding) -> tuple[int, float]:
        return _SEVERITY[finding.severity], -weights.get(finding.criterion, 1.0)

    firsts = sorted((group.first for group in grouped(shown)), key=matters)
    chosen = [finding for finding in firsts if finding.criterion == GateId.SAFE]
    chosen += [finding for finding in firsts if finding.rule in _PROTECTING and finding not in chosen]
    heaviest = sorted(_QUESTIONS, key=lambda question: -max(weights.get(part, 1.0) for part in question))
    for question in heaviest:
        chosen += [finding for finding in firsts if finding.criterion in question and finding not in chosen][:1]
    chosen += [finding for finding in firsts if finding not in chosen]
    keys = {finding.key for finding in chosen}
    return chosen + [finding for finding in shown if finding.key not in keys]


def first_three(report: Report, set_aside: Collection[str] = ()) -> list[Finding]:
    """The three findings that are said first; only these are underlined."""
    return in_order(report, set_aside)[:3]


def strongest(report: Report) -> Praise | None:
    """The one thing that is done best, with the words that earned it."""
    rank = {rule: place for place, rule in enumerate(_BEST_FIRST)}
    best = sorted(enumerate(report.praise), key=lambda pair: (rank.get(pair[1].rule, len(rank)), pair[0]))
    return best[0][1] if best else None


def holes(plan: Plan) -> list[Hole]:
    """The empty cells of rows that have begun: what the page before handing in lists."""
    found: list[Hole] = []
    for index, goal in enumerate(plan.goals):
        path = f"goals[{index}]"
        written = [step for step in goal.steps if step.text.strip()]
        if not (goal.problem.strip() or goal.goal.strip() or written):
            continue
        empty = [("goal", not goal.goal.strip()), ("steps", not written), ("end", not _given(goal.end))]
        found += [Hole(Place(goal=goal.id, cell=cell), f"{path}.{cell}", cell) for cell, hole in empty if hole]
        for number, step in enumerate(goal.steps):
            if not step.text.strip():
                continue
            lacks = [
                ("responsible", not any(name.strip() for name in (*step.responsible, *goal.responsible))),
                ("end", not (_given(step.start) or _given(step.end) or _given(goal.end))),
            ]
            place = f"{path}.steps[{number}]"
            found += [
                Hole(Place(goal=goal.id, step=step.id, cell=cell), f"{place}.{cell}", cell)
                for cell, hole in lacks
                if hole
            ]
    return found


def _given(cell: str | None) -> bool:
    return bool(cell and cell.strip())
