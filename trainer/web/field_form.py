"""A form in fields that are kept one by one: `m:time` a criterion, `c:KEY` a comment, `o:` the words on the whole.

Each field comes with the revision it was written on and with a seal of its values, so that one that nobody touched is
left alone. Marking and reviewing by students read their forms in this way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trainer.checker.plan import storable
from trainer.errors import Invalid
from trainer.web.versions import Changed, Keep, Seen, Version
from trainer.web.words import _

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A field that was not kept: what was typed, and why.

    Either somebody else stored `theirs` meanwhile as `revision`, or `sentence` says what to mend.
    """

    field: str
    typed: Version
    base: int
    was: str
    at: tuple[str, str | None] = ("", None)
    theirs: Version | None = None
    revision: int = -1
    sentence: str = ""


def seal(*values: object) -> str:
    """A short sign of a field's values as the page showed them, by which an untouched field is known."""
    whole = "\x1f".join("" if value is None else "\n".join(str(value).splitlines()).strip() for value in values)
    return hashlib.blake2s(whole.encode("utf-8", "replace"), digest_size=6).hexdigest()


def troubles_of(form: Form, keep: Callable[[str], None]) -> list[Trouble]:
    """Keep every changed field of the form with `keep`; what could not be kept is returned."""
    found = []
    for field in _changed(form):
        typed, base, was = typed_in(form, field), number(form.get(f"{field}:base")), form.get(f"{field}:was", "")
        try:
            keep(field)
        except Changed as changed:
            found.append(Trouble(
                field, typed, base, was, place_in(form, field), theirs=changed.theirs, revision=changed.revision
            ))
        except Invalid as error:
            found.append(Trouble(field, typed, base, was, place_in(form, field), sentence=_(error.key, **error.values)))
    return found


def _changed(form: Form) -> Iterator[str]:
    for name in form:
        kind, _colon, rest = name.partition(":")
        key, _colon, part = rest.rpartition(":")
        if part != "base" or kind not in ("m", "c", "o"):
            continue
        field = f"{kind}:{key}"
        values = typed_in(form, field).values()
        if seal(*(storable(value) for value in values)) != form.get(f"{field}:was"):
            yield field


def typed_in(form: Form, field: str) -> dict[str, str]:
    """The values of a field as they were typed."""
    parts = {"m": ("level", "words"), "c": ("text", "cell")}.get(field[0], ("text",))
    names = {"words": "comment"}
    return {names.get(part, part): form.get(f"{field}:{part}", "") for part in parts}


def place_in(form: Form, field: str) -> tuple[str, str | None]:
    """The goal and the step that a comment of the form is on."""
    goal, _space, step = form.get(f"{field}:at", "").partition(" ")
    return goal, step or None


def level_of(typed: str) -> int | None:
    """A level from a radio button; empty is none, anything else but 0 to 3 is refused."""
    if not typed:
        return None
    if typed not in ("0", "1", "2", "3"):
        raise Invalid("marking.no_such_level")
    return int(typed)


def seen_of(base: Any, keep: Any, over: Any) -> Seen:
    """What a sender had seen, as a form or a script says it; a choice that is none counts as not made."""
    choice = Keep(keep) if isinstance(keep, str) and keep in set(Keep) else None
    return Seen(number(base), choice, number(over))


def number(typed: object) -> int:
    """A revision as the page sent it; what is not one matches no stored revision."""
    if isinstance(typed, int) and not isinstance(typed, bool):
        return typed
    return int(typed) if isinstance(typed, str) and typed.isascii() and typed.isdigit() and len(typed) < 10 else -1
