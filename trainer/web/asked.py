"""What the checker asks of a plan, as the editor shows it: the strongest point, three findings first, then the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trainer.bank.handbook_case import example_names
from trainer.checker import handbook
from trainer.checker.attention import first_three, grouped, holes, in_order, strongest
from trainer.checker.plan import Plan
from trainer.checker.quotation import repeats
from trainer.checker.report import Finding, Praise, Report
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language
from trainer.models import SetAside
from trainer.web.dials import THREE_QUESTIONS
from trainer.web.plan_view import place_words
from trainer.web.saying import say
from trainer.web.words import language

# Beside a question stands one line; a plan in little is read on the rule's page.
LONGEST_EXAMPLE = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """A finding as the page shows it."""

    finding: Finding
    place: str
    anchor: str
    message: str
    question: str
    mend: str
    example: str
    quote: str = ""
    more: int = 0

    def marks(self, number: int) -> dict[str, Any]:
        """Data attributes by which the page underlines the very words: the field, code points, the words."""
        at = self.finding.at
        if at.cell is None or self.finding.start is None:
            return {}
        return {
            "data-field": f"{at.step or at.goal}.{at.cell}",
            "data-start": self.finding.start,
            "data-end": self.finding.end,
            "data-quote": self.finding.quote,
            "data-severity": self.finding.severity.value,
            "data-number": number,
        }


def holes_by_kind(plan: Plan) -> dict[str, list[tuple[str, str]]]:
    """The places of empty cells by the kind of cell: pairs of words and the row's id."""
    found: dict[str, list[tuple[str, str]]] = {}
    for hole in holes(plan):
        found.setdefault(hole.cell, []).append((place_words(hole, plan), hole.at.step or hole.at.goal or ""))
    return found


def asked_of(report: Report, plan: Plan, rubric: Rubric, aside: Mapping[str, SetAside]) -> dict[str, Any]:
    """Findings in the order of attention, and the criteria beside the three questions."""
    first = first_three(report, set(aside))
    shown = {finding.key for finding in first}
    rest = [finding for finding in in_order(report, set(aside)) if finding.key not in shown]
    levels = {level.id: level for level in report.criteria}
    best = strongest(report)
    return {
        "first": [_asked(finding, plan) for finding in first],
        "rest": [_asked(group.first, plan, more=group.more) for group in grouped(rest)],
        "aside": list(aside.values()),
        "best": _praised(best) if best else None,
        "others": [
            (criterion, levels[criterion.id])
            for criterion in rubric.criteria
            if criterion.measure not in THREE_QUESTIONS and criterion.id in levels
        ],
        "gates": [(gate, level) for gate in rubric.gates for level in report.gates if level.id == gate.id],
    }


def _asked(finding: Finding, plan: Plan, more: int = 0) -> Asked:
    said = say(finding, language())
    better = _better(finding.rule, Language(language()))
    anchor = finding.at.step or finding.at.goal or ""
    quote, place = _unsaid(finding, said.message), place_words(finding, plan)
    return Asked(finding, place, anchor, said.message, said.question, said.mend, better, quote, more)


def _better(rule: str, into: Language) -> str:
    """The rule's first good example that fits on a line; empty without one."""
    page = handbook.page(rule)
    good = (one.text(example_names(page.case, into)) for one in page.text(into).examples if one.kind == "silent")
    return next((text for text in good if len(text) <= LONGEST_EXAMPLE), "")


def _praised(best: Praise) -> tuple[str, str]:
    message = say(best, language()).message
    return message, _unsaid(best, message)


def _unsaid(found: Finding | Praise, message: str) -> str:
    """The words that a message is about, unless it says them itself."""
    return "" if repeats(message, handbook.shortened(found.quote)) else found.quote
