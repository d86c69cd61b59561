"""Check a plan: read it, ask every rule of the rubric, suggest levels, and report all of it with its evidence.

Pure: the same plan, rubric and case give the same report, byte for byte. No text makes it raise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from trainer.checker import levels
from trainer.checker.attention import Group, first_three, grouped, holes, in_order, strongest, without_hints
from trainer.checker.case import Case
from trainer.checker.casebook import Casebook
from trainer.checker.context import Context
from trainer.checker.plan import Plan
from trainer.checker.reading import read_plan
from trainer.checker.reading.values import UnitReading
from trainer.checker.reading.vocabulary import Vocabulary
from trainer.checker.report import Finding, Praise, Report, Unit, finding_key
from trainer.checker.rubric import Rubric
from trainer.checker.rules import CATALOGUE
from trainer.checker.rules.rule import Found, Rule
from trainer.checker.values import CriterionId, GateId, Language

__all__ = [
    "CHECKER_VERSION",
    "Checker",
    "Group",
    "first_three",
    "grouped",
    "holes",
    "in_order",
    "report_json",
    "strongest",
    "without_hints",
]

# Raised whenever a change can alter the report of an unchanged plan.
CHECKER_VERSION = "1.0.0"

# What these cells say can be asked about only when they say something.
_CELLS_OF_WORDS = frozenset({"problem", "goal", "text", "client_words"})


class Checker:
    """Checks plans with the vocabularies of a bank. One for a process; it keeps compiled cases, never a plan."""

    def __init__(self, vocabularies: Mapping[Language, Vocabulary]) -> None:
        self._vocabularies = vocabularies
        self._casebooks: dict[tuple[str, Language, int], tuple[Case, Casebook]] = {}

    def check(self, plan: Plan, *, rubric: Rubric, case: Case | None = None) -> Report:
        """The report of a plan. Without a case, or with a case without its key, what rests on them is not judged."""
        reading = read_plan(plan, vocabularies=self._vocabularies, case=case)
        book = self._casebook(case, plan.language) if case else None
        context = Context(plan, reading, book, self._vocabularies.get(plan.language))
        places = _places(context)
        judged = levels.suggest(context, rubric)
        return Report(
            checker=CHECKER_VERSION,
            language=plan.language,
            case=case.reference if case else plan.case,
            rubric=rubric.reference,
            units=tuple(_unit(unit) for unit in reading.units() if unit.text.strip()),
            criteria=judged.criteria,
            gates=judged.gates,
            shares=judged.shares,
            findings=_findings(context, rubric, places),
            praise=_praise(context, places),
            cannot_judge=judged.cannot_judge,
        )

    def _casebook(self, case: Case, language: Language) -> Casebook:
        """The compiled case; kept while the very same case value is asked for."""
        key = (case.reference, language, len(case.key.needs))
        kept = self._casebooks.get(key)
        if kept is None or kept[0] is not case:
            if len(self._casebooks) > 200:
                self._casebooks.clear()
            kept = self._casebooks[key] = (case, Casebook(case, language))
        return kept[1]


def report_json(report: Report) -> bytes:
    """The report as JSON: sorted keys, UTF-8, the same bytes for the same report."""
    text = json.dumps(report.to_document(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def _findings(context: Context, rubric: Rubric, places: Mapping[str, int]) -> tuple[Finding, ...]:
    informs = {rule: part.id for part in (*rubric.criteria, *rubric.gates) for rule in part.rules}
    spoken: dict[str, tuple[tuple[int, int, int], Finding]] = {}
    for number, rule in enumerate(CATALOGUE):
        if rule.praise or rule.id not in informs or not rule.hears(context):
            continue
        for found in rule.find(context):
            if found.span is None and found.at.cell in _CELLS_OF_WORDS:
                continue
            finding = _finding(rule, found, informs[rule.id])
            order = (places.get(found.path, places.get("", 0)), found.span.start if found.span else -1, number)
            spoken.setdefault(finding.key, (order, finding))
    ranked = sorted(spoken.values(), key=lambda pair: (pair[0], pair[1].key))
    return tuple(finding for _, finding in ranked)


def _finding(rule: Rule, found: Found, criterion: CriterionId | GateId) -> Finding:
    values = dict(found.values)
    if rule.hint:
        values["key"] = True
    # Whole-plan findings of one rule may differ only by what they are about.
    about = found.quote or str(values.get("about", ""))
    return Finding(
        key=finding_key(rule.id, found.at, about),
        rule=rule.id,
        criterion=criterion,
        severity=found.severity or rule.severity,
        path=found.path,
        at=found.at,
        start=found.span.start if found.span else None,
        end=found.span.end if found.span else None,
        quote=found.quote,
        values=values,
    )


def _praise(context: Context, places: Mapping[str, int]) -> tuple[Praise, ...]:
    given: list[tuple[int, int, Praise]] = []
    for number, rule in enumerate(CATALOGUE):
        if not rule.praise or not rule.hears(context):
            continue
        for found in rule.find(context):
            praise = Praise(
                rule=rule.id,
                criterion=rule.criterion,
                path=found.path,
                at=found.at,
                start=found.span.start if found.span else None,
                end=found.span.end if found.span else None,
                quote=found.quote,
                values=found.values,
            )
            given.append((places.get(found.path, 0), number, praise))
    return tuple(praise for _, _, praise in sorted(given, key=lambda entry: entry[:2]))


def _places(context: Context) -> dict[str, int]:
    """The reading order of every path a finding may stand on; what is not listed is the plan as a whole, last."""
    paths: list[str] = []
    for row in context.rows:
        cells = ("problem", "client_words", "goal", "facts", "strengths", "responsible", "start", "end")
        paths += [row.path, *(f"{row.path}.{cell}" for cell in cells)]
        for step in row.steps:
            path = step.reading.path
            paths += [path, *(f"{path}.{cell}" for cell in ("responsible", "start", "end", "why_formal", "check_back"))]
    order = {path: place for place, path in enumerate(paths)}
    order[""] = len(paths)
    return order


def _unit(reading: UnitReading) -> Unit:
    return Unit.model_construct(
        path=reading.path,
        at=reading.place,
        time=None if reading.kind == "problem" else reading.time,
        due=reading.due.isoformat() if reading.due else None,
        measurable=reading.measurable,
        owner=reading.owner,
        kind=reading.outcome,
        actor=reading.actor,
        type=reading.type,
        concrete=reading.concrete,
        frame=reading.frame,
        respectful=reading.respectful,
    )
