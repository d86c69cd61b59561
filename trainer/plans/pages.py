"""What the pages of a plan show: the case beside, the rows to write in or to read, who does what when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from trainer.bank.exemplars import Exemplar
from trainer.checker.attention import grouped, in_order
from trainer.checker.plan import Plan
from trainer.checker.report import Report
from trainer.checker.values import Language
from trainer.models import AfterDue, Marking, MarkingState, Run, Submission, due_for, is_closed
from trainer.plans import queries
from trainer.plans.answers import last_answer
from trainer.plans.asking import check_page
from trainer.plans.service import Document
from trainer.plans.team import team_of, writer_of
from trainer.web.asked import holes_by_kind
from trainer.web.case_page import language_of
from trainer.web.documents import case_for_students, case_of, rubric_of
from trainer.web.fragments import case_fragment
from trainer.web.lateness import days_late
from trainer.web.plan_editor import case_beside, goal_forms, goals_by_fact, pickable, review_forms
from trainer.web.plan_timeline import timeline_of
from trainer.web.plan_view import Asked, numbered, people_of, place_words, plan_read
from trainer.web.scheme import Total, scheme_of, total_of
from trainer.web.words import language


class Deadline(NamedTuple):
    """What an assignment announces: until when, what happens afterwards, which attempt of how many."""

    due: dt.datetime | None
    refuses: bool
    closed: bool
    attempt: int
    attempts: int


def deadline_of(db: Session, run: Run, now: dt.datetime) -> Deadline | None:
    """The deadline that counts for this run; None in practice."""
    if run.assignment is None:
        return None
    extension = queries.extension_of(db, run)
    return Deadline(
        due_for(run.assignment, extension),
        run.assignment.after_due == AfterDue.REFUSE,
        is_closed(run.assignment, extension, now),
        run.draft.attempt,
        run.assignment.attempts,
    )


def editor_page(db: Session, run: Run, now: dt.datetime, *, checked: bool) -> dict[str, Any]:
    """Everything the editor's template loops over."""
    page = frozen_page(run.draft.document, run)
    plan, case, whole = page["plan"], page["case"], case_of(run.case_version)
    names = {"into": page["into"], "pick": pickable(case, Language(page["into"]))}
    return page | {
        "beside": case_beside(run, page["into"], goals_by_fact(plan)),
        "goals": goal_forms(plan, case),
        "reviews": review_forms(plan, case),
        "used": goals_by_fact(plan),
        "lists": case_fragment("plans/_people.html", whole, page["into"], names),
        "deadline": deadline_of(db, run, now),
        "may_check": queries.may_see_findings(run),
        "check": check_page(db, run) if checked else None,
        "answer": last_answer(db, run),
        "mates": team_of(db, run),
        "last_by": writer_of(run, run.draft.saved_by),
    }


def frozen_page(document: Document, run: Run) -> dict[str, Any]:
    """A plan to read: the plan itself and its rows, the case as a student may see it, the picture of its days."""
    case = case_for_students(run.case_version)
    plan = Plan.model_validate(document)
    into = language_of(case, plan.language)
    return {
        "run": run,
        "plan": plan,
        "read": plan_read(plan, case),
        "case": case,
        "into": into.value,
        "facts": {fact.id: fact for fact in case.facts},
        "rubric": rubric_of(run.rubric_version),
        "timeline": timeline_of(plan, people_of(case, plan.language)),
    }


def exemplar_of(run: Run) -> Plan | None:
    """The exemplar that the designer approved for showing, in the plan's language where it has it; None without one."""
    found = [Exemplar.model_validate(each) for each in run.case_version.teaching.get("exemplars", ())]
    case = case_of(run.case_version)
    into = language_of(case, run.draft.document["language"])
    return next((each.plan(into) for each in found if each.approved), None)


def may_see_exemplar(run: Run, submission: Submission, marking: Marking | None) -> bool:
    """Whether a worked plan gives nothing away: practice was handed in, or the released answer ends the work."""
    if run.assignment is None:
        return True
    if marking is None or run.draft.open:
        return False
    return marking.state == MarkingState.RELEASED or submission.attempt >= run.assignment.attempts


def names_of(run: Run) -> dict[str, str]:
    """The names of everybody whom the run's plan may name by an id, in the plan's language."""
    plan_language = Language(run.draft.document["language"])
    return {id: who.name for id, who in people_of(case_of(run.case_version), plan_language).items()}


def timeline_page(run: Run) -> dict[str, Any]:
    """The picture of the draft's days alone."""
    plan = Plan.model_validate(run.draft.document)
    names = people_of(case_of(run.case_version), plan.language)
    return {"run": run, "plan": plan, "timeline": timeline_of(plan, names)}


def hand_in_page(db: Session, run: Run, now: dt.datetime) -> dict[str, Any]:
    """What goes when the plan is handed in, what is still open in it, and until when it may be."""
    page = frozen_page(run.draft.document, run)
    plan = page["plan"]
    return page | {
        "deadline": deadline_of(db, run, now),
        "may_check": queries.may_see_findings(run),
        "holes": holes_by_kind(plan),
    }


class Question(NamedTuple):
    """What the checker asked of a handed-in plan: the first place with its words, and on how many rows more."""

    asked: Asked
    place: str
    more: int


def asked_then(submission: Submission, plan: Plan, aside: Collection[str]) -> tuple[list[Asked], list[Question]]:
    """The findings of the frozen report: each where its words are, and those of one rule as one question.

    All findings of a question bear its number. Hints on the hidden key are not among them.
    """
    report = Report.model_validate(submission.report)
    marks, questions = [], []
    for number, group in enumerate(grouped(in_order(report, aside)), 1):
        alike = [replace(each, number=number) for each in numbered((group.first, *group.others), language())]
        marks += alike
        questions.append(Question(alike[0], place_words(group.first, plan), group.more))
    return marks, questions


def total_shown(db: Session, marking: Marking | None, submission: Submission, run: Run) -> Total | None:
    """The mark of a released marking by the assignment's scheme; None while a level is missing."""
    if marking is None or run.assignment is None:
        return None
    levels = {mark.criterion: mark.level for mark in marking.marks}
    late = days_late(db, run.assignment, only=submission.public_id).get(submission.public_id, 0)
    total = total_of(levels, rubric_of(run.rubric_version), scheme_of(run.assignment.scheme), late)
    return total if total.value is not None else None
