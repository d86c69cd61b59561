"""What the pages of a plan show: people to choose from, the case beside, and what the checker asks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from trainer.checker import handbook
from trainer.checker.attention import first_three, grouped, in_order, rests_on_key, strongest
from trainer.checker.case import Case
from trainer.checker.plan import Plan
from trainer.checker.reading.dates import resolve
from trainer.checker.report import Finding, Report
from trainer.checker.rubric import Rubric
from trainer.checker.values import CriterionId, Language, Resource
from trainer.documents.errors import Trouble
from trainer.errors import NotAllowed
from trainer.models import Marking, Run, SetAside, due_for
from trainer.plans import queries
from trainer.plans.service import Document
from trainer.web import drawing
from trainer.web.documents import case_of, rubric_of
from trainer.web.parts import parts
from trainer.web.scheme import Total, scheme_of, total_of
from trainer.web.words import _, language, short_day

THREE_QUESTIONS = (CriterionId.STRENGTH, CriterionId.TIME, CriterionId.RESOURCE)


class Who(NamedTuple):
    """Somebody whom a step may name."""

    id: str
    name: str
    resource: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A finding as the page shows it."""

    finding: Finding
    place: str
    anchor: str
    message: str
    question: str
    mend: str
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


def people_of(case: Case, into: Language) -> list[Who]:
    """Everybody and everything of the case that a plan may name, with whose resource it is."""
    inside = [Who(person.id, _name(person.name, into), "internal") for person in case.people if person.acts]
    inside += [Who(group.id, _name(group.name, into), "internal") for group in case.groups]
    near = [Who(tie.id, _name(tie.name, into), tie.resource) for tie in case.network]
    return inside + near + [Who(service.id, _name(service.name, into), "formal") for service in case.services]


def _name(names: dict[Language, str], into: Language) -> str:
    return names.get(into) or next(iter(names.values()))


def editor_page(db: Session, run: Run, *, checked: bool) -> dict[str, Any]:
    """Everything the editor's template loops over."""
    page = frozen_page(run.draft.document, run)
    due = due_for(run.assignment, queries.extension_of(db, run)) if run.assignment else None
    page |= {
        "due": due,
        "may_check": queries.may_see_findings(run),
        "check": check_page(db, run) if checked else None,
        "comments": _last_comments(db, run),
        "addressed": queries.addressed_in(db, run.id) if run.draft.attempt > 1 else set(),
    }
    return page


def frozen_page(document: Document, run: Run) -> dict[str, Any]:
    """A plan to read: the plan itself, names for its ids, the case as a student may see it."""
    case = case_of(run.case_version).without_key()
    plan = Plan.model_validate(document)
    into = plan.language if plan.language in case.languages else Language.EN
    who = people_of(case, into)
    return {
        "run": run,
        "plan": plan,
        "case": case,
        "into": into.value,
        "who": who,
        "names": {each.id: each for each in who},
        "facts": {fact.id: fact for fact in case.facts},
        "rubric": rubric_of(run.rubric_version),
        "timeline": timeline_of(plan, {each.id: each for each in who}),
        "symbols": drawing.pattern_defs(),
        "shown_date": lambda cell: shown_date(cell, plan),
    }


def _last_comments(db: Session, run: Run) -> list[Any]:
    if run.draft.attempt < 2:
        return []
    last = queries.submission_of(db, run.id, run.draft.attempt - 1)
    marking = queries.released_marking(db, last.id)
    return list(marking.comments) if marking else []


def shown_date(cell: str | None, plan: Plan) -> str:
    """A date cell for reading: `1 Sep` for what can be resolved, else the cell's own words."""
    found = resolve(cell, plan.date, plan.language) if cell else None
    return short_day(found) if found else (cell or "")


def check_page(db: Session, run: Run) -> dict[str, Any]:
    """The check of the saved draft as the reader's language says it; NotAllowed while the assignment keeps it back."""
    if not queries.may_see_findings(run):
        raise NotAllowed("plans.no_findings")
    case, rubric = case_of(run.case_version), rubric_of(run.rubric_version)
    plan = Plan.model_validate(run.draft.document)
    report = parts().checker.check(plan, rubric=rubric, case=case)
    page = asked_of(report, plan, rubric, queries.set_aside_in(db, run.id))
    return page | {"hints": _hints(report, case, queries.hints_given(db, run.id))}


class Hint(NamedTuple):
    """Something that the plan does not touch: how much of it was asked for, from the area to its name."""

    key: str
    question: str
    grade: int
    lines: tuple[str, ...]


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
        found.append(Hint(finding.key, handbook.say(finding, language()).question, grade, lines))
    return found


def asked_of(report: Report, plan: Plan, rubric: Rubric, aside: dict[str, SetAside]) -> dict[str, Any]:
    """Findings in the order of attention, dials and the other criteria."""
    first = first_three(report, set(aside))
    shown = {finding.key for finding in first}
    rest = [finding for finding in in_order(report, set(aside)) if finding.key not in shown]
    levels = {level.id: level for level in report.criteria}
    best = strongest(report)
    return {
        "first": [_asked(finding, plan) for finding in first],
        "rest": [_asked(group.first, plan, more=group.more) for group in grouped(rest)],
        "aside": list(aside.values()),
        "best": (handbook.say(best, language()), best) if best else None,
        "dials": [(rubric.criterion(id), levels[id]) for id in THREE_QUESTIONS if id in levels],
        "others": [
            (criterion, levels[criterion.id]) for criterion in rubric.criteria if criterion.id not in THREE_QUESTIONS
        ],
        "gates": [(gate, level) for gate in rubric.gates for level in report.gates if level.id == gate.id],
        "shares": report.shares,
    }


def _asked(finding: Finding, plan: Plan, more: int = 0) -> Asked:
    said = handbook.say(finding, language())
    return Asked(
        finding,
        place_of(finding, plan),
        finding.at.step or finding.at.goal or "plan",
        said.message,
        said.question,
        said.mend,
        more,
    )


def place_of(finding: Finding, plan: Plan) -> str:
    """Where a finding stands, in words: goal 2, step 2.1, or the whole plan."""
    for number, goal in enumerate(plan.goals, 1):
        if goal.id != finding.at.goal:
            continue
        for index, step in enumerate(goal.steps, 1):
            if step.id == finding.at.step:
                return _("plans.step_number", number=f"{number}.{index}")
        return _("plans.goal_number", number=number)
    return _("plans.whole_plan")


def timeline_of(plan: Plan, names: dict[str, Who]) -> Any:
    """The picture of who does what when, or None while nothing is written."""
    rows = []
    for number, goal in enumerate(plan.goals, 1):
        due = resolve(goal.end, plan.date, plan.language)
        for index, step in enumerate(goal.steps, 1):
            if step.text.strip():
                rows.append(_timeline_row(f"{number}.{index}", step, due, plan, names))
    return drawing.timeline(rows, _, today=plan.date or dt.date.today()) if rows else None


def _timeline_row(number: str, step: Any, due: dt.date | None, plan: Plan, names: dict[str, Who]) -> Any:
    lead = names.get(step.responsible[0]) if step.responsible else None
    return drawing.TimelineRow(
        number=number,
        label=step.text,
        resource=Resource(lead.resource) if lead else None,
        start=resolve(step.start, plan.date, plan.language),
        end=resolve(step.end, plan.date, plan.language),
        due=due,
    )


def say_trouble(trouble: Trouble) -> str:
    """One reason why a file could not be read, with its place when it has one."""
    sentence = _(trouble.key, **trouble.values)
    if trouble.line:
        return _("plans.at_line", line=trouble.line, sentence=sentence)
    return _("plans.at_field", field=trouble.field, sentence=sentence) if trouble.field else sentence


def total_shown(marking: Marking | None, run: Run) -> Total | None:
    """The mark of a released marking by the assignment's scheme; None while a level is missing."""
    if marking is None or run.assignment is None:
        return None
    levels = {mark.criterion: mark.level for mark in marking.marks}
    total = total_of(levels, rubric_of(run.rubric_version), scheme_of(run.assignment.scheme))
    return total if total.value is not None else None
