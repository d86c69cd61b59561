"""What the marking page shows: the frozen plan with the checker's marks, the rubric with levels, the words so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from trainer.checker.plan import Plan
from trainer.checker.report import Finding, Report
from trainer.checker.rubric import Criterion, Gate, Rubric
from trainer.marking import queries
from trainer.marking.service import EDITABLE, parts_by_id, shows_suggestion
from trainer.marking.typed import Clash, seal
from trainer.models import Assignment, Comment, Mark, Marking, MarkingState, ShowSuggestion, Submission
from trainer.models.base import new_public_id
from trainer.web.documents import case_of, rubric_of
from trainer.web.plan_view import CELLS, STEP_CELLS, Asked, numbered, places_of, plan_read
from trainer.web.scheme import Total, scheme_of, total_of
from trainer.web.words import _

LOW = 1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The level that the checker suggests, with the evidence: findings and how the rows scored."""

    level: int | None
    evidence: tuple[tuple[str, Asked], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion or gate of the rubric as the marker meets it. `suggestion` is None while it may not be seen."""

    id: str
    rubric: Criterion | Gate
    is_gate: bool
    level: int | None
    words: str
    base: int
    was: str
    suggestion: Suggestion | None
    clash: Clash | None = None

    @property
    def warns(self) -> bool:
        """A strict gate that the marker, or before them the checker, put low: pointed out before releasing."""
        shown = self.level if self.level is not None else self.suggestion.level if self.suggestion else None
        return self.is_gate and getattr(self.rubric, "strict", False) and shown is not None and shown <= LOW


@dataclass(frozen=True, slots=True)
class Said:
    """A comment in its field, or the empty field for a new one (`base` 0)."""

    key: str
    text: str
    cell: str
    base: int
    was: str
    clash: Clash | None = None


def marking_page(
    db: Session, submission: Submission, *, into: str, findings: bool = True,
    clashes: Sequence[Clash] = (), typed: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Everything the marking template loops over. `clashes` and `typed` bring back what could not be saved."""
    run = submission.run
    case, rubric = case_of(run.case_version), rubric_of(run.rubric_version)
    plan = Plan.model_validate(submission.document)
    report = Report.model_validate(submission.report)
    marking = queries.marking_of(db, submission.id)
    asked = numbered(report.findings, into)
    by_field = {clash.field: clash for clash in clashes}
    marks = {mark.criterion: mark for mark in marking.marks} if marking else {}
    numbers = places_of(plan)
    parts = parts_of(rubric, run.assignment, marks, report, asked, numbers, by_field)
    meant = queries.meant_by_student(db, run.id)
    return {
        "submission": submission,
        "run": run,
        "assignment": run.assignment,
        "case": case,
        "rubric": rubric,
        "marking": marking,
        "state": str(marking.state) if marking else str(MarkingState.DRAFT),
        "editable": marking is None or marking.state in EDITABLE,
        "plan": plan_read(plan, case, asked if findings else ()),
        "asked": asked,
        "findings": findings,
        "place_of": lambda finding: place_words(finding, numbers),
        "parts": parts,
        "first_open": next((part.id for part in parts if part.level is None), None),
        "total": total(rubric, run.assignment, marks.values()),
        "overall": overall(marking, by_field.get("o:")),
        "said": said_on(plan, marking.comments if marking else (), by_field, typed or {}),
        "cells": {"goal": CELLS[:3] + CELLS[5:], "step": STEP_CELLS[:4]},
        "meant": [(each, meant[each.finding.key]) for each in asked if each.finding.key in meant],
        "beside": queries.neighbours_of(db, submission),
        "clashes": clashes,
        "at_once": bool(run.assignment and run.assignment.show_suggestion == ShowSuggestion.AT_ONCE),
    }


def parts_of(
    rubric: Rubric, assignment: Assignment | None, marks: Mapping[str, Mark], report: Report,
    asked: Sequence[Asked], places: Mapping[str, str], clashes: Mapping[str, Clash],
) -> list[Part]:
    """The gates, then the criteria, each with what is kept of it."""
    levels = {gate.id.value: gate.level for gate in report.gates}
    levels |= {criterion.id.value: criterion.level for criterion in report.criteria}
    shown = []
    for id, one in parts_by_id(rubric).items():
        mark = marks.get(id)
        clash = clashes.get(f"m:{id}")
        seen = shows_suggestion(assignment, mark)
        level, words = (mark.level, mark.comment) if mark else (None, "")
        was = seal(level, words)
        if clash:
            level, words = clash.mine["level"], clash.mine["comment"]
        shown.append(Part(
            id=id, rubric=one, is_gate=isinstance(one, Gate), level=level, words=words,
            base=mark.revision if mark else 0, was=was,
            suggestion=Suggestion(levels.get(id), evidence_for(id, asked, places)) if seen else None, clash=clash,
        ))
    return shown


def evidence_for(criterion: str, asked: Sequence[Asked], places: Mapping[str, str]) -> tuple[tuple[str, Asked], ...]:
    """The findings that inform a criterion, each with its place in words."""
    found = [each for each in asked if each.finding.criterion.value == criterion]
    return tuple((place_words(each.finding, places), each) for each in found)


def place_words(finding: Finding, numbers: Mapping[str, str]) -> str:
    """Where a finding stands: goal 2, step 2.1, or the whole plan."""
    step, goal = numbers.get(finding.at.step or ""), numbers.get(finding.at.goal or "")
    if step:
        return _("marking.at_step", number=step)
    if goal:
        return _("marking.at_goal", number=goal)
    return _("marking.whole_plan")


def total(rubric: Rubric, assignment: Assignment | None, marks: Collection[Mark] | Any) -> Total:
    """The mark so far."""
    levels = {mark.criterion: mark.level for mark in marks}
    return total_of(levels, rubric, scheme_of(assignment.scheme if assignment else {}))


def overall(marking: Marking | None, clash: Clash | None) -> Said:
    """The words on the whole plan."""
    kept, base = (marking.overall, marking.revision) if marking else ("", 0)
    return Said("", clash.mine["text"] if clash else kept, "", base, seal(kept), clash)


def said_on(
    plan: Plan, comments: Sequence[Comment], clashes: Mapping[str, Clash], typed: Mapping[str, str]
) -> dict[tuple[str, str | None], list[Said]]:
    """The comments of each row, and after them an empty field for a new one with a key of its own."""
    rows: dict[tuple[str, str | None], list[Said]] = {}
    for goal in plan.goals:
        rows[goal.id, None] = []
        rows |= {(goal.id, step.id): [] for step in goal.steps}
    kept = set()
    for comment in comments:
        clash = clashes.get(f"c:{comment.public_id}")
        kept.add(f"c:{comment.public_id}")
        text = clash.mine["text"] if clash else comment.text
        row = rows.get((comment.goal or "", comment.step))
        if row is not None:
            was = seal(comment.text, comment.cell)
            row.append(Said(comment.public_id, text, comment.cell or "", comment.revision, was, clash))
    for field, clash in clashes.items():
        # A comment that somebody took away while it was written on keeps its words here, to be saved again.
        at, _, step = typed.get(f"{field}:at", "").partition(" ")
        if field.startswith("c:") and field not in kept and (at, step or None) in rows:
            said = Said(field[2:], clash.mine["text"], typed.get(f"{field}:cell", ""), 0, seal("", ""), clash)
            rows[at, step or None].append(said)
    for row in rows.values():
        row.append(Said(new_public_id(), "", "", 0, seal("", "")))
    return rows


