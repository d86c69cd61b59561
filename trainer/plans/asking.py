"""What the checker asks of a student's draft, with what was set aside, the dials and the hints that were asked for."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from trainer.checker import handbook
from trainer.checker.attention import on_cells, rests_on_key, without_rules
from trainer.checker.case import Case
from trainer.checker.figures import Figures, figures_of
from trainer.checker.plan import Plan
from trainer.checker.report import Report
from trainer.errors import NotAllowed
from trainer.models import Run
from trainer.plans import queries
from trainer.web.asked import asked_of, holes_by_kind
from trainer.web.dials import dials_of
from trainer.web.documents import case_of, rubric_of
from trainer.web.parts import parts
from trainer.web.saying import say
from trainer.web.words import language


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
