"""What students wrote without the names of who wrote it: what a marker reads while names are hidden.

A name that the student typed into their own plan, drawing, reason or review is drawn over with as many dots as it has
letters, so that every finding still lies on its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from trainer.models import Assignment, Base, Person, Run, Submission, writers
from trainer.web.documents import case_of

DOT = "•"
# Shorter words are as likely to be something else; an ending of a case may follow the longer ones.
_SHORTEST, _BENDS = 3, 5
_WORD = re.compile(r"[^\W\d_]+")

Veil = Callable[[Any], Any]
"""Gives a text, a document or a list of them without names."""


def draw_over(db: Session, submission: Submission) -> None:
    """Veil the plan, the report and the drawing, as far as they were loaded, where names are hidden."""
    veil = veil_of(db, submission.run)
    loaded = submission.__dict__
    cover(veil, submission, *(text for text in ("document", "report") if text in loaded))
    if loaded.get("sketch") is not None:
        cover(veil, submission.sketch, "document")


def cover(veil: Veil, row: Base, *columns: str) -> None:
    """Put the veiled words of these columns in their place; nothing is stored."""
    for column in columns:
        set_committed_value(row, column, veil(getattr(row, column)))


def veil_of(db: Session, run: Run, *also: str) -> Veil:
    """The veil over what belongs to a run; `also` are further names. Where names are shown it changes nothing."""
    return without_writers(db, run, *also) if run.assignment is not None and run.assignment.hides_names else _shown


def without_writers(db: Session, run: Run, *also: str) -> Veil:
    """The veil over what belongs to a run, whether or not its markers see names: for a plan that a class looks at."""
    names = [run.owner.name] if run.team_id is None else _names(db, [run.id]).get(run.id, [])
    return _veil(run, [*names, *also])


def veils_of(db: Session, runs: Collection[int]) -> dict[int, Veil]:
    """By run, the veil over what belongs to it, where names are hidden: two statements however many runs."""
    hidden = db.scalars(
        select(Run)
        .join(Assignment, Assignment.id == Run.assignment_id)
        .where(Run.id.in_(runs), Assignment.blind, Assignment.revealed_at.is_(None))
        .options(joinedload(Run.case_version))
    ).all()
    names = _names(db, [run.id for run in hidden]) if hidden else {}
    return {run.id: _veil(run, names.get(run.id, ())) for run in hidden}


def _shown(part: Any) -> Any:
    return part


def _veil(run: Run, names: Iterable[str]) -> Veil:
    people = case_of(run.case_version).people
    spared = {word for person in people for name in person.given_name.values() for word in _WORD.findall(name)}
    pattern = _pattern(names, spared)
    return _shown if pattern is None else lambda part: _veiled(part, pattern)


def _names(db: Session, runs: Collection[int]) -> dict[int, list[str]]:
    """The names of everybody who writes each run: its owner, or all of its team."""
    of = writers(Run.id.in_(runs)).subquery()
    found: dict[int, list[str]] = {}
    for run, name in db.execute(select(of.c.run, Person.name).join(Person, Person.id == of.c.person)):
        found.setdefault(run, []).append(name)
    return found


def _pattern(names: Iterable[str], spared: set[str]) -> re.Pattern[str] | None:
    """Each word of the names, written as a name is; those that the case's own people bear are left to them."""
    words = {word for name in names for word in _WORD.findall(name) if len(word) >= _SHORTEST} - spared
    forms = {form for word in words for form in (word[0].upper() + word[1:], word.upper())}
    bent = (re.escape(form) + (r"\w{0,3}" if len(form) >= _BENDS else "") for form in sorted(forms, key=len))
    pattern = "|".join(reversed([*bent]))
    return re.compile(rf"\b(?:{pattern})\b") if pattern else None


def _veiled(part: Any, names: re.Pattern[str]) -> Any:
    if isinstance(part, str):
        return names.sub(lambda found: DOT * len(found[0]), part)
    if isinstance(part, list):
        return [_veiled(each, names) for each in part]
    if isinstance(part, dict):
        return {key: _veiled(value, names) for key, value in part.items()}
    return part
