"""What the marking page shows: the frozen plan with the checker's marks, the rubric with levels, the words so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from trainer.checker import handbook
from trainer.checker.plan import Plan
from trainer.checker.report import Report
from trainer.checker.rubric import Criterion, Gate, Rubric
from trainer.checker.sketch import Sketch
from trainer.checker.values import Language
from trainer.marking import queries, waiting
from trainer.marking.desk import Desk, is_held
from trainer.marking.evidence import Evidence, Suggestion
from trainer.marking.queries import Before, Noted
from trainer.marking.rows import Record, Said, record, rows_said, typed_again, unplaced
from trainer.marking.service import EDITABLE, parts_by_id, shows_suggestion
from trainer.marking.since import since_of
from trainer.marking.typed import Trouble, seal
from trainer.models import Assignment, Mark, Marking, MarkingState, ShowSuggestion, Submission
from trainer.web.case_page import language_of
from trainer.web.comments import cells_of_rows
from trainer.web.documents import case_for_students, case_of, rubric_of
from trainer.web.lateness import days_late
from trainer.web.parts import now
from trainer.web.plan_view import numbered, places_of, plan_read
from trainer.web.scheme import Total, scheme_of, total_of
from trainer.web.sketch_view import SketchRead, known_facts, sketch_read
from trainer.web.words import _, language, ngettext, number

LOW = 1
LEVELS = {"0": 0, "1": 1, "2": 2, "3": 3}


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
    trouble: Trouble | None = None
    history: tuple[Noted, ...] = ()
    before: Mark | None = None

    @property
    def warns(self) -> bool:
        """A strict gate that the marker, or before them the checker, put low: pointed out before releasing."""
        shown = self.level if self.level is not None else self.suggestion.level if self.suggestion else None
        return self.is_gate and getattr(self.rubric, "strict", False) and shown is not None and shown <= LOW


def evidence_of(submission: Submission, *, into: str) -> Evidence:
    """What the frozen report of a submission says, in the reader's language; veiled before where names are hidden."""
    report = Report.model_validate(submission.report)
    plan = Plan.model_validate(submission.document)
    case = case_of(submission.run.case_version)
    return Evidence(report, plan, case, numbered(report.findings, into), places_of(plan))


def marking_page(
    db: Session, submission: Submission, desk: Desk, *, reader: int, into: str, state: str = "all",
    only: str = "", findings: bool = True, troubles: Sequence[Trouble] = (),
) -> dict[str, Any]:
    """Everything the marking template loops over; `troubles` bring back what could not be saved.

    `only` is the one criterion that is marked across all plans: the others and their findings stay away.
    """
    run = submission.run
    rubric = rubric_of(run.rubric_version)
    evidence = evidence_of(submission, into=into)
    marking = desk.marking
    kept = record(queries.record_of(db, marking.id) if marking else ())
    by_field = {trouble.field: trouble for trouble in troubles}
    marks = {mark.criterion: mark for mark in marking.marks} if marking else {}
    before = queries.said_before(db, submission)
    parts = parts_of(rubric, run.assignment, marks, evidence, kept, by_field, before)
    if only:
        parts = [part for part in parts if part.id == only]
    shown = [each for each in evidence.asked if not only or str(each.finding.criterion) == only]
    said = rows_said(evidence.plan, marking, kept, by_field, reader=reader)
    meant = queries.meant_by_student(db, run)
    late = days_late(db, run.assignment, only=submission.public_id)
    return {
        "submission": submission,
        "run": run,
        "assignment": run.assignment,
        "case": evidence.case,
        "rubric": rubric,
        "mates": queries.mates_of(db, run),
        "marking": marking,
        "state": str(marking.state) if marking else str(MarkingState.DRAFT),
        "desk": desk,
        "held": is_held(marking, by=reader, now=now()),
        "takes": not desk.twice and (marking is None or marking.marker_id != reader),
        "editable": (marking is None or marking.state in EDITABLE) and not desk.both_ready,
        "plan": plan_read(evidence.plan, evidence.case, shown if findings else ()),
        "evidence": evidence,
        "sketch": sketch_handed_in(submission),
        "asked": evidence.asked,
        "findings": findings,
        "only": only,
        "parts": parts,
        "first_open": next((part.id for part in parts if part.level is None), parts[0].id if parts else ""),
        "total": (counted := total(rubric, run.assignment, marks.values(), late.get(submission.public_id, 0))),
        "of": of_words(counted),
        "overall": overall(marking, kept, by_field.get("o:")),
        "said": said,
        "before": before,
        "since": since_of(before, submission, evidence.plan, evidence.case),
        "cells": cells_of_rows(),
        "hints": hints_of(evidence, queries.hints_asked(db, run.id)),
        "meant": [(each, meant[each.finding.key]) for each in evidence.asked if each.finding.key in meant],
        "beside": waiting.neighbours_of(db, submission, by=reader, state=state, criterion=only),
        "troubles": troubles,
        "named": names_of(parts, by_field, evidence.places),
        "unplaced": unplaced(by_field, said, [part.id for part in parts]),
        "at_once": bool(run.assignment and run.assignment.show_suggestion == ShowSuggestion.AT_ONCE),
    }


def sketch_handed_in(submission: Submission) -> SketchRead | None:
    """The student's drawing of the family and what the facts say of it; None where nothing was drawn."""
    if submission.sketch is None:
        return None
    case = case_for_students(submission.run.case_version)
    into = language_of(case, submission.document["language"])
    return sketch_read(Sketch.model_validate(submission.sketch.document), case, known_facts(submission.run, case), into)


def hints_of(evidence: Evidence, asked: Mapping[str, int]) -> list[str]:
    """What the student had hints on, as far as they were told: the area, the fact or the name, in their order.

    A hint on what the plan has dealt with since has no finding any more; it still counts, by its number alone.
    """
    open_ones = [finding for finding in evidence.report.findings if finding.key in asked]
    return [handbook.hint(finding, asked[finding.key], evidence.case, language()) for finding in open_ones] + [
        ""
    ] * (len(asked) - len(open_ones))


def parts_of(
    rubric: Rubric, assignment: Assignment | None, marks: Mapping[str, Mark], evidence: Evidence, kept: Record,
    troubles: Mapping[str, Trouble], before: Before | None,
) -> list[Part]:
    """The gates, then the criteria, each with what is kept of it, or what was typed where that could not be kept."""
    earlier = {mark.criterion: mark for mark in before.marking.marks} if before else {}
    shown = []
    for id, one in parts_by_id(rubric).items():
        mark, trouble = marks.get(id), troubles.get(f"m:{id}")
        level, words = (mark.level, mark.comment) if mark else (None, "")
        base, was = mark.revision if mark else 0, seal(level, words)
        if trouble:
            level, words = LEVELS.get(trouble.typed["level"]), trouble.typed["comment"]
            base, was = trouble.base, trouble.was
        shown.append(Part(
            id=id, rubric=one, is_gate=isinstance(one, Gate), level=level, words=words, base=base, was=was,
            suggestion=evidence.suggestion(id) if shows_suggestion(assignment, mark) else None,
            trouble=trouble, history=kept.of(f"m:{id}"), before=earlier.get(id),
        ))
    return shown


def names_of(parts: Sequence[Part], troubles: Mapping[str, Trouble], places: Mapping[str, str]) -> dict[str, str]:
    """How the page calls the fields in which something could not be kept."""
    names = {f"m:{part.id}": part.rubric.name.get(Language(language()), part.id) for part in parts}
    for field, trouble in troubles.items():
        goal, step = trouble.at
        if field == "o:":
            names[field] = _("marking.overall")
        elif field.startswith("c:") and (step or goal) in places:
            on = _("marking.on_step", number=places[step]) if step else _("marking.on_goal", number=places[goal])
            names[field] = _("marking.comment_on", place=on)
        elif field.startswith("c:") and not goal:
            names[field] = _("marking.comment_on", place=_("marking.on_whole"))
    return names


def total(rubric: Rubric, assignment: Assignment | None, marks: Collection[Mark] | Any, days: int = 0) -> Total:
    """The mark so far, of a plan that was handed in so many days late."""
    levels = {mark.criterion: mark.level for mark in marks}
    return total_of(levels, rubric, scheme_of(assignment.scheme if assignment else {}), days)


def of_words(counted: Total) -> str:
    """What stands behind the sum: of how much, the letter, and what being late took off."""
    whole = counted.complete or not counted.marked
    of = _("marking.of_all", top=number(counted.top)) if whole else _("marking.of_so_far", of=number(counted.of))
    parts = [of, counted.grade.letter if counted.grade else "", late_words(counted) if whole else ""]
    return " · ".join(part for part in parts if part)


def late_words(counted: Total) -> str:
    """What being late took off a mark; empty for a plan in time."""
    if not counted.days:
        return ""
    return ngettext("second.taken_off", "second.taken_off", counted.days, off=number(counted.taken_off))


def overall(marking: Marking | None, kept: Record, trouble: Trouble | None) -> Said:
    """The words on the whole plan."""
    if trouble:
        return typed_again(trouble, kept)
    text, base = (marking.overall, marking.revision) if marking else ("", 0)
    return Said("", text, "", base, seal(text), history=kept.of("o:"))
