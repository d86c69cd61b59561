"""A plan without the names of who wrote it: what a marker reads while names are hidden.

A name that the student typed into their own plan is drawn over with as many dots as it has letters, so that every
finding still lies on its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from trainer.models import GroupMember, Person, Run, Submission
from trainer.web.documents import case_of

DOT = "•"
# Shorter words are as likely to be something else; an ending of a case may follow the longer ones.
_SHORTEST, _BENDS = 3, 5
_WORD = re.compile(r"[^\W\d_]+")


def draw_over(db: Session, submission: Submission) -> None:
    """Veil the plan and the report, as far as they were loaded, where names are hidden; nothing is stored."""
    run = submission.run
    if run.assignment is None or not run.assignment.hides_names:
        return
    people = case_of(run.case_version).people
    spared = {word for person in people for name in person.given_name.values() for word in _WORD.findall(name)}
    names = _pattern(_written_by(db, run), spared)
    if names is not None:
        loaded = submission.__dict__
        for text in ("document", "report"):
            if text in loaded:
                set_committed_value(submission, text, _veiled(loaded[text], names))


def _written_by(db: Session, run: Run) -> list[str]:
    if run.team_id is None:
        return [run.owner.name]
    members = select(Person.name).join(GroupMember, GroupMember.person_id == Person.id)
    return [*db.scalars(members.where(GroupMember.group_id == run.team_id))]


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
