"""What the page of a review shows: the plan without its writer, the rubric with levels, the words so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from trainer.checker.plan import Plan
from trainer.checker.rubric import Criterion
from trainer.checker.values import Language
from trainer.models import PeerReview, ReviewKind, Submission
from trainer.models.base import new_public_id
from trainer.peers import queries
from trainer.peers.service import NOT_CHOSEN, document_of
from trainer.web.case_page import language_of
from trainer.web.comments import cells_of_rows
from trainer.web.documents import case_for_students, rubric_of
from trainer.web.field_form import Trouble, seal
from trainer.web.plan_view import places_of, plan_read
from trainer.web.words import _, clock, language

LEVELS = {"0": 0, "1": 1, "2": 2, "3": 3}


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion as the reviewer meets it, in the shape of the rubric that lecturers mark by."""

    id: str
    rubric: Criterion
    level: int | None
    words: str
    base: int
    was: str
    trouble: Trouble | None = None
    history: tuple[queries.Noted, ...] = ()
    is_gate: bool = False
    warns: bool = False
    suggestion: None = None
    before: None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A text in its field, or the empty field for a new one (`base` 0)."""

    key: str
    text: str
    cell: str
    base: int
    was: str
    at: str = ""
    trouble: Trouble | None = None
    history: tuple[queries.Noted, ...] = field(default_factory=tuple)

    @property
    def by(self) -> str:
        return _("marking.you")

    @property
    def begun(self) -> bool:
        return bool(self.base or self.trouble)


Row = tuple[str, str | None]
History = Mapping[str, tuple[queries.Noted, ...]]


def review_page(
    db: Session, review: PeerReview, newest: Submission | None, troubles: Sequence[Trouble] = ()
) -> dict[str, Any]:
    """Everything the template loops over; `troubles` bring back what could not be saved. It names nobody."""
    rubric, case = rubric_of(review.run.rubric_version), case_for_students(review.run.case_version)
    plan = Plan.model_validate(document_of(review, newest))
    history = _history(db, review)
    by_field = {trouble.field: trouble for trouble in troubles}
    parts = _parts(review, rubric.criteria, history, by_field)
    into = language_of(case, plan.language)
    return {
        "review": review,
        "own": review.kind == ReviewKind.SELF,
        "case": case,
        "title": case.title[into],
        "into": into.value,
        "rubric": rubric,
        "plan": plan_read(plan, case),
        "parts": parts,
        "given": sum(part.level is not None for part in parts),
        "first_open": next((part.id for part in parts if part.level is None), parts[0].id if parts else ""),
        "said": _said(plan, review, history, by_field),
        "overall": _overall(review, history, by_field.get("o:")),
        "cells": cells_of_rows(),
        "troubles": troubles,
        "named": _named(parts, by_field, places_of(plan)),
    }


def reading_page(review: PeerReview, newest: Submission | None = None) -> dict[str, Any]:
    """A review as it is read: the plan with the words on its rows, levels and words by criterion."""
    rubric, case = rubric_of(review.run.rubric_version), case_for_students(review.run.case_version)
    plan = Plan.model_validate(document_of(review, newest))
    given = {each.criterion: each for each in review.levels}
    into = language_of(case, plan.language)
    return {
        "review": review,
        "title": case.title[into],
        "into": into.value,
        "plan": plan_read(plan, case),
        "parts": [(part, given[str(part.id)]) for part in rubric.criteria if str(part.id) in given],
        "comments": review.comments,
    }


def _parts(
    review: PeerReview, criteria: Sequence[Criterion], history: History, troubles: Mapping[str, Trouble]
) -> list[Part]:
    given, shown = {each.criterion: each for each in review.levels}, []
    for part in criteria:
        id = str(part.id)
        kept, trouble = given.get(id), troubles.get(f"m:{id}")
        level, words, base = (kept.level, kept.comment, kept.revision) if kept else (None, "", 0)
        was = seal(level, words)
        if trouble:
            level, words = LEVELS.get(trouble.typed["level"]), trouble.typed["comment"]
            base, was = trouble.base, trouble.was
        shown.append(Part(id, part, level, words, base, was, trouble, history.get(f"m:{id}", ())))
    return shown


def _said(
    plan: Plan, review: PeerReview, history: History, troubles: Mapping[str, Trouble]
) -> dict[Row, list[Said]]:
    """The comments of each row, and after them an empty field for a new one with a key of its own."""
    rows: dict[Row, list[Said]] = {("", None): []}
    for goal in plan.goals:
        rows |= {(goal.id, None): []} | {(goal.id, step.id): [] for step in goal.steps}
    known = set()
    for comment in review.comments:
        name = f"c:{comment.public_id}"
        known.add(name)
        # A comment on a row of a draft that is gone meanwhile stands with those on the whole plan.
        at: Row = (comment.goal or "", comment.step)
        row = rows.get(at, rows["", None])
        was = seal(comment.text, comment.cell)
        trouble = troubles.get(name)
        row.append(_typed_again(trouble, history) if trouble else Said(
            comment.public_id, comment.text, comment.cell or "", comment.revision, was, clock(comment.saved_at),
            history=history.get(name, ()),
        ))  # fmt: skip
    for name, trouble in troubles.items():
        if name.startswith("c:") and name not in known:
            rows.get(trouble.at, rows["", None]).append(_typed_again(trouble, history))
    for row in rows.values():
        row.append(Said(new_public_id(), "", "", 0, seal("", "")))
    return rows


def _typed_again(trouble: Trouble, history: History) -> Said:
    typed = trouble.typed
    return Said(trouble.field[2:], typed["text"], typed.get("cell") or "", trouble.base, trouble.was,
                trouble=trouble, history=history.get(trouble.field, ()))  # fmt: skip


def _overall(review: PeerReview, history: History, trouble: Trouble | None) -> Said:
    if trouble:
        return _typed_again(trouble, history)
    return Said("", review.overall, "", review.revision, seal(review.overall), history=history.get("o:", ()))


def _history(db: Session, review: PeerReview) -> History:
    found: dict[str, tuple[queries.Noted, ...]] = {}
    for row in queries.record_of(db, review.id, NOT_CHOSEN):
        name = row.entry.values["field"]
        found[name] = (*found.get(name, ()), row)
    return found


def _named(parts: Sequence[Part], troubles: Mapping[str, Trouble], places: Mapping[str, str]) -> dict[str, str]:
    """How the page calls the fields in which something could not be kept."""
    names = {f"m:{part.id}": part.rubric.name.get(Language(language()), part.id) for part in parts}
    for name, trouble in troubles.items():
        number = places.get(trouble.at[1] or trouble.at[0], "")
        on = _("marking.on_step" if trouble.at[1] else "marking.on_goal", number=number) if number else ""
        if name.startswith("c:"):
            names[name] = _("marking.comment_on", place=on or _("marking.on_whole"))
        elif name == "o:":
            names[name] = _("peers.overall")
    return names
