"""What the checker asks of a draft, as the page shows it: the strongest point, three findings first, dials, hints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from trainer.bank.handbook_case import example_names
from trainer.checker import handbook
from trainer.checker.attention import (
    first_three,
    grouped,
    holes,
    in_order,
    on_cells,
    rests_on_key,
    strongest,
    without_rules,
)
from trainer.checker.case import Case
from trainer.checker.figures import Figures, figures_of
from trainer.checker.plan import Plan
from trainer.checker.quotation import repeats
from trainer.checker.report import Finding, Praise, Report
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language
from trainer.errors import NotAllowed
from trainer.models import Run, SetAside
from trainer.plans import queries
from trainer.web.dials import THREE_QUESTIONS, dials_of
from trainer.web.documents import case_of, rubric_of
from trainer.web.parts import parts
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


class Hint(NamedTuple):
    """Something that the plan does not touch: how much of it was asked for, from the area to its name."""

    key: str
    question: str
    grade: int
    lines: tuple[str, ...]


def check_page(db: Session, run: Run, *, whole: bool = True) -> dict[str, Any]:
    """The check of the saved draft in the reader's language; NotAllowed while the assignment keeps it back.

    Not whole: only what is about the very words of a cell, for a student who is still writing.
    """
    if not queries.may_see_findings(run):
        raise NotAllowed("plans.no_findings")
    case, rubric = case_of(run.case_version), rubric_of(run.rubric_version)
    plan = Plan.model_validate(run.draft.document)
    report = report_of(db, run, plan)
    page = asked_of(report if whole else on_cells(report), plan, rubric, queries.set_aside_in(db, run.id))
    hints = _hints(report, case, queries.hints_given(db, run.id)) if whole else []
    dials = dials_of(report, rubric) if whole else []
    # Where nothing is asked, a plan that is only half written must not look as if it were all right.
    empty = {} if page["first"] else holes_by_kind(plan)
    return page | {"whole": whole, "hints": hints, "dials": dials, "empty": empty}


def holes_by_kind(plan: Plan) -> dict[str, list[tuple[str, str]]]:
    """The places of empty cells by the kind of cell: pairs of words and the row's id."""
    found: dict[str, list[tuple[str, str]]] = {}
    for hole in holes(plan):
        found.setdefault(hole.cell, []).append((place_words(hole, plan), hole.at.step or hole.at.goal or ""))
    return found


def report_of(db: Session, run: Run, plan: Plan) -> Report:
    """What the checker says of a plan of this run, without the rules that the lecturer has set aside for the class."""
    case, rubric = case_of(run.case_version), rubric_of(run.rubric_version)
    report = parts().checker.check(plan, rubric=rubric, case=case)
    return without_rules(report, queries.rules_set_aside(db, run))


def figures_of_run(run: Run, plan: Plan, report: Report) -> Figures:
    """What is counted of a plan of this run when its class is looked at."""
    return figures_of(report, parts().checker.context(plan, case_of(run.case_version)))


def hints_of(db: Session, run: Run) -> list[Hint]:
    """The hints that the saved draft offers; NotAllowed while the assignment keeps findings back."""
    return list(check_page(db, run)["hints"])


def _hints(report: Report, case: Case, given: dict[str, int]) -> list[Hint]:
    found = []
    for finding in report.findings:
        if not rests_on_key(finding) or not handbook.hint(finding, 1, case, language()):
            continue
        grade = given.get(finding.key, 0)
        lines = tuple(handbook.hint(finding, each, case, language()) for each in range(1, grade + 1))
        found.append(Hint(finding.key, say(finding, language()).question, grade, lines))
    return found


def asked_of(report: Report, plan: Plan, rubric: Rubric, aside: dict[str, SetAside]) -> dict[str, Any]:
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
