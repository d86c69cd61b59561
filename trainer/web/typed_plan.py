"""From the fields of the editor to a plan, and the structural changes that its buttons ask for.

A goal's id and its steps' ids stand in hidden fields in the order of the page: `goal`, `<goal>.step`. Every cell is
named by its row: `g1.problem`, `s1.text`. So the page works without a script, and a script sends the very same fields.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from trainer.checker.plan import Mode, Plan
from trainer.checker.values import Language
from trainer.errors import Invalid
from trainer.web.words import _

Document = dict[str, Any]
Named = Callable[[str], tuple[str, ...] | None]
"""Whose ids of the case a name means: `"Mother"` is `("mo",)`; None for somebody whom the case does not know."""
CELLS = ("problem", "goal", "client_words", "strengths", "responsible", "start", "end", "text", "why_formal",
         "check_back", "closure", "reviews", "deferred")  # fmt: skip
COMMAS = re.compile(r"\s*[,;\n]\s*")
# No name of a case is parted by more commas.
MOST_PARTS = 4
_LISTS = frozenset({"goals", "steps", "reviews", "deferred", "facts", "strengths", "responsible", "who"})


def nobody(_name: str) -> None:
    """A plan without names to look up: what is typed stays in its own words."""


def plan_from(fields: MultiDict[str, str], before: Document, named: Named, of_key: Named = nobody) -> Plan:
    """The plan as typed. What the page does not show (ids, case, fields of other editors) comes from `before`.

    `of_key` finds strengths and needs of the case by their names; students write these in their own words.
    Raises Invalid when a text is longer than a plan's cell may be, a plan has too many rows, or its day is no day.
    """
    return _Typed(fields, named, of_key).plan(before)


def review_lines(fields: MultiDict[str, str], named: Named) -> list[Document]:
    """Every line of the form for a review, the empty ones too, in the order of the page."""
    rows = zip(*(fields.getlist(f"review.{name}") for name in ("date", "who", "checks")), strict=False)
    return [{"date": date.strip() or None, "who": entries(who, named), "checks": checks} for date, who, checks in rows]


def deferred_lines(fields: MultiDict[str, str], of_key: Named) -> list[Document]:
    """Every line of the form for a need that waits, the empty ones too, in the order of the page."""
    rows = zip(fields.getlist("deferred.need"), fields.getlist("deferred.reason"), strict=False)
    return [{"need": (of_key(need) or (need.strip(),))[0], "reason": reason.strip()} for need, reason in rows]


def entries(text: str, named: Named) -> list[str]:
    """The entries of a list as it is typed, each the id of what it names, else its own words.

    A name may hold commas itself ("Doctor, district"): so many parts as make up a name are taken together.
    """
    found: list[str] = []
    parted, at = _listed(text), 0
    while at < len(parted):
        ends = range(min(len(parted), at + MOST_PARTS), at, -1)
        known = ((end, ids) for end in ends if (ids := named(", ".join(parted[at:end]))))
        at, ids = next(known, (at + 1, (parted[at],)))
        found += ids
    return list(dict.fromkeys(found))


class _Typed:
    """Reads the fields of the page; names of people become their ids, so that checks on them are exact."""

    def __init__(self, fields: MultiDict[str, str], named: Named, of_key: Named) -> None:
        self.fields = fields
        self.named = named
        self.of_key = of_key

    def plan(self, before: Document) -> Plan:
        kept = {goal["id"]: goal for goal in before.get("goals", [])}
        document = {
            **before,
            "language": self._chosen("language", Language) or before["language"],
            "date": self._day(before),
            "closure": self._words("closure"),
            "reviews": self._reviews(),
            "deferred": self._deferred(),
            "goals": [self._goal(id, kept.get(id, {})) for id in self._ids("goal")],
        }
        try:
            return Plan.model_validate(document)
        except ValidationError as error:
            first = error.errors()[0]
            raise Invalid(_refusal(first["type"], first["loc"]), place=_place(first["loc"])) from None

    def _goal(self, id: str, kept: Document) -> Document:
        steps = {step["id"]: step for step in kept.get("steps", [])}
        return {
            **kept,
            "id": id,
            "problem": self._words(f"{id}.problem"),
            "goal": self._words(f"{id}.goal"),
            "client_words": self._words(f"{id}.client_words"),
            "facts": _listed(self._words(f"{id}.facts")),
            "strengths": entries(self._words(f"{id}.strengths"), self.of_key),
            "responsible": self._owners(id, kept),
            "priority": _small(self._words(f"{id}.priority")),
            "start": self._term(f"{id}.start"),
            "end": self._term(f"{id}.end"),
            "steps": [self._step(step, steps.get(step, {})) for step in self._ids(f"{id}.step")],
        }

    def _step(self, id: str, kept: Document) -> Document:
        return {
            **kept,
            "id": id,
            "text": self._words(f"{id}.text"),
            "responsible": self._people(self._words(f"{id}.who")),
            "start": self._term(f"{id}.start"),
            "end": self._term(f"{id}.end"),
            "mode": self._chosen(f"{id}.mode", Mode),
            "why_formal": self._words(f"{id}.why_formal"),
            "check_back": self._term(f"{id}.check_back"),
        }

    def _owners(self, id: str, kept: Document) -> list[str]:
        held: list[str] = kept.get("responsible", [])
        return self._people(self._words(f"{id}.who")) if f"{id}.who" in self.fields else held

    def _ids(self, name: str) -> list[str]:
        return list(dict.fromkeys(self.fields.getlist(name)))

    def _chosen(self, name: str, of: type[StrEnum]) -> str | None:
        """What was chosen from a list; nothing where it is not on the list."""
        chosen = self._words(name)
        return chosen if chosen in set(of) else None

    def _day(self, before: Document) -> str | None:
        typed = self._words("date").strip()
        try:
            return dt.date.fromisoformat(typed).isoformat() if typed else before.get("date")
        except ValueError:
            raise Invalid("plans.no_day", words=typed[:40]) from None

    def _words(self, name: str) -> str:
        return self.fields.get(name, "")

    def _term(self, name: str) -> str | None:
        return self._words(name).strip() or None

    def _people(self, text: str) -> list[str]:
        return entries(text, self.named)

    def _reviews(self) -> list[Document]:
        return [review for review in review_lines(self.fields, self.named) if any(review.values())]

    def _deferred(self) -> list[Document]:
        return [left for left in deferred_lines(self.fields, self.of_key) if any(left.values())]


def _refusal(kind: str, path: tuple[int | str, ...]) -> str:
    """The sentence for what a plan cannot hold: too much in a list, too long a text, or something else."""
    if not kind.endswith("too_long"):
        return "plans.bad_cell"
    return "plans.too_many_rows" if path and path[-1] in _LISTS else "plans.too_long_cell"


def _place(path: tuple[int | str, ...]) -> str:
    """Where a cell stands, in words: from `("goals", 0, "steps", 1, "text")` to "words, step 1.2"."""
    numbers = [str(part + 1) for part in path if isinstance(part, int)]
    cell = next((part for part in reversed(path) if isinstance(part, str)), "")
    name = _(f"plans.cell_{cell}") if cell in CELLS else cell
    if "steps" in path and len(numbers) > 1:
        return _("plans.of_step", cell=name, number=".".join(numbers[:2]))
    return _("plans.of_goal", cell=name, number=numbers[0]) if "goals" in path and numbers else name


def _listed(text: str) -> list[str]:
    return [part for part in COMMAS.split(text.strip()) if part]


def _small(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 and int(text) > 0 else None


def new_id(kind: str) -> str:
    """A row id that no other row of any plan has."""
    return kind + secrets.token_hex(4)


def changed(plan: Plan, what: str, row: str = "") -> tuple[Document, str]:
    """The document after a structural change, and the row to go to.

    `what` is add-goal, add-step, remove, up, down or place; `row` the goal or step that it is about. `place` names
    where it goes too: `s1 g2 0` puts step s1 first in goal g2, `g1 2` makes g1 the third goal. Unknown = unchanged.
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
    return document, rearranged(goals, what, row)


def rearranged(goals: list[Document], what: str, row: str) -> str:
    """Move or remove a row in the goals themselves (`up`, `down`, `remove`, `place`), and return the row to go to."""
    if what == "place":
        return _placed(goals, row.split())
    for rows in [goals, *(goal["steps"] for goal in goals)]:
        for index, found in enumerate(rows):
            if found["id"] == row:
                return _moved(goals, rows, index, what)
    return ""


def _into_next_goal(goals: list[Document], steps: list[Document], index: int, what: str) -> bool:
    """A step that moves up from the first place, or down from the last, goes to the goal beside."""
    here = next((place for place, goal in enumerate(goals) if goal["steps"] is steps), None)
    if here is None:
        return False
    if what == "up" and index == 0 and here > 0:
        goals[here - 1]["steps"].append(steps.pop(0))
    elif what == "down" and index == len(steps) - 1 and here < len(goals) - 1:
        goals[here + 1]["steps"].insert(0, steps.pop())
    else:
        return False
    return True


def _moved(goals: list[Document], rows: list[Document], index: int, what: str) -> str:
    if _into_next_goal(goals, rows, index, what):
        return ""
    row = rows.pop(index)
    if what == "remove":
        return str(rows[max(0, index - 1)]["id"]) if rows else ""
    rows.insert(max(0, index + {"up": -1, "down": 1}.get(what, 0)), row)
    return str(row["id"])


def _placed(goals: list[Document], words: list[str]) -> str:
    row, *into, place = words if len(words) in (2, 3) else ("", "")
    index = int(place) if place.isascii() and place.isdigit() else 0
    lists = {goal["id"]: goal["steps"] for goal in goals} | {"": goals}
    source = next((rows for rows in lists.values() if any(each["id"] == row for each in rows)), None)
    target = lists.get(into[0] if into else "")
    # A goal goes among the goals and a step among some goal's steps, whatever the page asked for.
    if source is None or target is None or (source is goals) != (target is goals):
        return ""
    moved = source.pop(next(at for at, each in enumerate(source) if each["id"] == row))
    target.insert(index, moved)
    return row


def _whole(document: Document) -> Document:
    return Plan.model_validate(document).to_document()
