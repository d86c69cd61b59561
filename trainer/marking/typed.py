"""What a marker typed, read from the whole form and kept field by field; a field that nobody touched is left alone."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from trainer.checker.rubric import Rubric
from trainer.errors import Invalid
from trainer.marking.service import save_comment, save_mark, save_overall
from trainer.models import Marking, Submission
from trainer.web.comments import At
from trainer.web.field_form import Form, Trouble, level_of, place_in, seal, seen_of, troubles_of

__all__ = ["Trouble", "nothing_kept", "save_form", "seal", "seen_of"]


def save_form(
    db: Session, marking: Marking, submission: Submission, rubric: Rubric, form: Form, *, by: int, now: dt.datetime
) -> list[Trouble]:
    """Keep every field that was changed; what could not be kept is returned, and nothing of it is stored."""

    def keep(field: str) -> None:
        kind, _colon, key = field.partition(":")
        seen = seen_of(form.get(f"{field}:base"), form.get(f"{field}:keep"), form.get(f"{field}:over"))
        if kind == "m":
            level, comment = form.get(f"{field}:level", ""), form.get(f"{field}:words", "")
            save_mark(db, marking, submission, rubric, key, level=level_of(level), comment=comment, seen=seen,
                      by=by, now=now)
        elif kind == "c":
            at = At(*place_in(form, field), form.get(f"{field}:cell") or None)
            save_comment(db, marking, submission, key, at, text=form.get(f"{field}:text", ""), seen=seen,
                         by=by, now=now)
        else:
            save_overall(db, marking, text=form.get("o::text", ""), seen=seen, by=by, now=now)

    return troubles_of(form, keep)


def nothing_kept(form: Form, error: Invalid) -> list[Trouble]:
    """Every changed field of the form as one that could not be kept, for the same reason."""

    def keep(_field: str) -> None:
        raise error

    return troubles_of(form, keep)
