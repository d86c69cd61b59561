"""What a script sends of one field while it is typed, and the answer where somebody else saved it meanwhile.

Marks, reviews, rounds and what settles two markings are all saved in this way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import jsonify, request

from trainer.errors import Invalid
from trainer.web.comments import At
from trainer.web.field_form import seen_of
from trainer.web.versions import Changed, Seen
from trainer.web.words import _


def sent_by() -> tuple[dict[str, Any], Seen]:
    """What the script sent of one field, and what it had seen of it; Invalid when it is no such thing."""
    try:
        sent = request.get_json(silent=True)
    except RecursionError:
        sent = None
    if not isinstance(sent, dict):
        raise Invalid()
    return sent, seen_of(sent.get("base"), sent.get("keep"), sent.get("over"))


def level_in(sent: Mapping[str, Any]) -> int | None:
    """The level that was sent, or none; Invalid when it is no whole number. Which levels there are, its keeper says."""
    level = sent.get("level")
    if level is None or type(level) is int:
        return level
    raise Invalid("marking.no_such_level")


def place_in(sent: Mapping[str, Any]) -> At:
    """The row or cell that a comment is about; Invalid when it is no place at all."""
    goal, step, cell = (sent.get(name) or None for name in ("goal", "step", "cell"))
    if not all(part is None or isinstance(part, str) for part in (goal, step, cell)):
        raise Invalid("marking.no_such_row")
    return At(str(goal or ""), step, cell)


def conflict(changed: Changed) -> Any:
    """The answer to a save that would have overwritten something unseen: both versions."""
    return jsonify(
        error=_(changed.key), mine=changed.mine, theirs=changed.theirs, revision=changed.revision
    ), changed.status
