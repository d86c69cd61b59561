"""From the fields of the editor to a plan, and the structural changes that its buttons ask for.

A goal's id and its steps' ids stand in hidden fields in the order of the page: `goal`, `<goal>.step`. Every cell is
named by its row: `g1.problem`, `s1.text`. So the page works without a script, and a script sends the very same fields.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
from typing import Any

from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from trainer.checker.plan import Plan
from trainer.errors import Invalid

Document = dict[str, Any]
COMMAS = re.compile(r"\s*[,;\n]\s*")


def plan_from(fields: MultiDict[str, str], before: Document) -> Plan:
    """The plan as typed. What the page does not show (ids, case, fields of other editors) comes from `before`.

    Raises Invalid when a text is longer than a plan's cell may be.
    """
    kept = {goal["id"]: goal for goal in before.get("goals", [])}
    goals = [_goal(fields, id, kept.get(id, {})) for id in fields.getlist("goal")]
    document = {
        **before,
        "date": _day(fields.get("date", "")) or before.get("date"),
        "closure": fields.get("closure", ""),
        "reviews": _reviews(fields),
        "deferred": _deferred(fields),
        "goals": goals,
    }
    try:
        return Plan.model_validate(document)
    except ValidationError as error:
        place = " ".join(str(part) for part in error.errors()[0]["loc"])
        raise Invalid("plans.too_long_cell", place=place) from None


def _goal(fields: MultiDict[str, str], id: str, kept: Document) -> Document:
    steps = {step["id"]: step for step in kept.get("steps", [])}
    return {
        **kept,
        "id": id,
        "problem": fields.get(f"{id}.problem", ""),
        "goal": fields.get(f"{id}.goal", ""),
        "client_words": fields.get(f"{id}.client_words", ""),
        "facts": fields.getlist(f"{id}.facts"),
        "strengths": _listed(fields.get(f"{id}.strengths", "")),
        "priority": _small(fields.get(f"{id}.priority", "")),
        "end": fields.get(f"{id}.end", "").strip() or None,
        "steps": [_step(fields, step, steps.get(step, {})) for step in fields.getlist(f"{id}.step")],
    }


def _step(fields: MultiDict[str, str], id: str, kept: Document) -> Document:
    return {
        **kept,
        "id": id,
        "text": fields.get(f"{id}.text", ""),
        "responsible": _responsible(fields, id),
        "start": fields.get(f"{id}.start", "").strip() or None,
        "end": fields.get(f"{id}.end", "").strip() or None,
        "mode": fields.get(f"{id}.mode") or None,
        "why_formal": fields.get(f"{id}.why_formal", ""),
        "check_back": fields.get(f"{id}.check_back", "").strip() or None,
    }


def _responsible(fields: MultiDict[str, str], id: str) -> list[str]:
    lead = fields.get(f"{id}.lead", "")
    helpers = [who for who in fields.getlist(f"{id}.helpers") if who != lead]
    return [who for who in [lead, *helpers, *_listed(fields.get(f"{id}.who", ""))] if who]


def _reviews(fields: MultiDict[str, str]) -> list[Document]:
    rows = zip(*(fields.getlist(f"review.{name}") for name in ("date", "who", "checks")), strict=False)
    found = [{"date": date.strip() or None, "who": _listed(who), "checks": checks} for date, who, checks in rows]
    return [review for review in found if any(review.values())]


def _deferred(fields: MultiDict[str, str]) -> list[Document]:
    rows = zip(fields.getlist("deferred.need"), fields.getlist("deferred.reason"), strict=False)
    return [{"need": need.strip(), "reason": reason.strip()} for need, reason in rows if need.strip() or reason.strip()]


def _listed(text: str) -> list[str]:
    return [part for part in COMMAS.split(text.strip()) if part]


def _small(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 and int(text) > 0 else None


def _day(text: str) -> str | None:
    try:
        return dt.date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        return None


def new_id(kind: str) -> str:
    """A row id that no other row of any plan has."""
    return kind + secrets.token_hex(4)


def changed(plan: Plan, what: str, row: str = "") -> tuple[Document, str]:
    """The document after a structural change, and the row to go to.

    `what` is add-goal, add-step, remove, up or down; `row` the goal or step that it is about. Unknown = unchanged.
    """
    document = plan.to_document()
    goals: list[Document] = document["goals"]  # type: ignore[assignment]
    if what == "add-goal":
        goals.append({"id": new_id("g"), "steps": [{"id": new_id("s")}]})
        return _whole(document), goals[-1]["id"]
    for goal in goals:
        if what == "add-step" and goal["id"] == row:
            goal["steps"].append({"id": new_id("s")})
            return _whole(document), goal["steps"][-1]["id"]
    for rows in [goals, *(goal["steps"] for goal in goals)]:
        for index, found in enumerate(rows):
            if found["id"] == row:
                return _moved(document, rows, index, what)
    return document, ""


def _moved(document: Document, rows: list[Document], index: int, what: str) -> tuple[Document, str]:
    row = rows.pop(index)
    if what == "remove":
        return document, rows[max(0, index - 1)]["id"] if rows else ""
    rows.insert(max(0, index + {"up": -1, "down": 1}.get(what, 0)), row)
    return document, row["id"]


def _whole(document: Document) -> Document:
    return Plan.model_validate(document).to_document()
