"""What a marker typed, read from the whole form and kept field by field; a field that nobody touched is left alone."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from trainer.checker.rubric import Rubric
from trainer.errors import Invalid
from trainer.marking.service import At, Changed, save_comment, save_mark, save_overall, words
from trainer.models import Marking, Submission

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that was saved by somebody else meanwhile: both texts, and the revision that is stored."""

    field: str
    mine: dict[str, Any]
    theirs: dict[str, Any]
    revision: int


def seal(*values: object) -> str:
    """A short sign of a field's values as the page showed them, by which an untouched field is known."""
    whole = "\x1f".join("" if value is None else "\n".join(str(value).splitlines()).strip() for value in values)
    return hashlib.blake2s(whole.encode("utf-8", "replace"), digest_size=6).hexdigest()


def save_form(
    db: Session, marking: Marking, submission: Submission, rubric: Rubric, form: Form, *, by: int, now: dt.datetime
) -> list[Clash]:
    """Keep every field that was changed; what clashes with a newer save is returned, and nothing of it is stored."""
    clashes: list[Clash] = []
    for name in form:
        kind, _, rest = name.partition(":")
        key, _, part = rest.partition(":")
        if part != "base" or kind not in ("m", "c", "o"):
            continue
        field = f"{kind}:{key}"
        try:
            if kind == "m":
                _mark(db, marking, submission, rubric, form, key, by=by, now=now)
            elif kind == "c":
                _comment(db, marking, submission, form, key, now=now)
            else:
                _overall(marking, form, now=now)
        except Changed as changed:
            clashes.append(Clash(field, changed.mine, changed.theirs, changed.revision))
    return clashes


def _mark(
    db: Session, marking: Marking, submission: Submission, rubric: Rubric, form: Form, key: str, *,
    by: int, now: dt.datetime,
) -> None:
    level, comment = form.get(f"m:{key}:level", ""), form.get(f"m:{key}:words", "")
    if seal(level, words(comment)) == form.get(f"m:{key}:was"):
        return
    save_mark(
        db, marking, submission, rubric, key,
        level=level_of(level), comment=comment, base=number(form.get(f"m:{key}:base")), by=by, now=now,
    )


def _comment(db: Session, marking: Marking, submission: Submission, form: Form, key: str, *, now: dt.datetime) -> None:
    text, cell = form.get(f"c:{key}:text", ""), form.get(f"c:{key}:cell", "")
    if seal(words(text), cell) == form.get(f"c:{key}:was"):
        return
    goal, _, step = form.get(f"c:{key}:at", "").partition(" ")
    save_comment(
        db, marking, submission, key, At(goal, step or None, cell or None),
        text=text, base=number(form.get(f"c:{key}:base")), now=now,
    )


def _overall(marking: Marking, form: Form, *, now: dt.datetime) -> None:
    text = form.get("o::text", "")
    if seal(words(text)) != form.get("o::was"):
        save_overall(marking, text=text, base=number(form.get("o::base")), now=now)


def level_of(typed: str) -> int | None:
    """A level from a radio button; empty is none, anything else but 0 to 3 is refused."""
    if not typed:
        return None
    if typed not in ("0", "1", "2", "3"):
        raise Invalid("marking.no_such_level")
    return int(typed)


def number(typed: object) -> int:
    """A revision as the page sent it; what is not one matches no stored revision."""
    if isinstance(typed, int) and not isinstance(typed, bool):
        return typed
    return int(typed) if isinstance(typed, str) and typed.isascii() and typed.isdigit() and len(typed) < 10 else -1
