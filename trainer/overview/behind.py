"""The plans behind one figure: who was asked this, who stands on this level, whose plan does not meet this need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from trainer.errors import NotFound
from trainer.models import Assignment
from trainer.overview import counting, queries
from trainer.overview.counting import Plan
from trainer.overview.pictures import cases_of, parts_of, plans_counted, rule_title
from trainer.web.documents import case_of, rubric_of
from trainer.web.words import _, language

PAGE = 50


def behind_page(
    db: Session, assignment: Assignment, *,
    what: str, id: str, level: int | None, attempt: int | None, page: int, of: str = "",
) -> dict[str, Any]:  # fmt: skip
    """The plans of one figure, by name; NotFound for a figure that there is not. `of` is the case of a need."""
    if what not in _CHOICES and what != "without":
        raise NotFound()
    counted = plans_counted(db, assignment)
    if what == "without":
        title, plans = _without(db, assignment, counted, id, of)
    else:
        title, plans = _CHOICES[what](db, assignment, counted, id, level, attempt)
    pages = max(1, -(-len(plans) // PAGE))
    page = min(page, pages)
    people = queries.people_behind(db, (plan.id for plan in plans))
    rows = sorted(people.values(), key=lambda row: (row.name, row.id))[(page - 1) * PAGE : page * PAGE]
    asked = {"what": what, "id": id, "level": level, "attempt": attempt, "of": of}
    return {"title": title, "rows": rows, "count": len(plans), "page": page, "pages": pages, "asked": asked}


def _asked(
    db: Session, assignment: Assignment, plans: list[Plan], id: str, level: int | None, attempt: int | None
) -> tuple[str, list[Plan]]:
    found = [plan for plan in plans if plan.attempt == 1 and id in plan.rules]
    return _("overview.behind_asked", title=rule_title(id)), found


def _still(
    db: Session, assignment: Assignment, plans: list[Plan], id: str, level: int | None, attempt: int | None
) -> tuple[str, list[Plan]]:
    found = [plan for plan in counting.newest(plans) if plan.attempt > 1 and id in plan.rules]
    return _("overview.behind_still", title=rule_title(id)), found


def _without(db: Session, assignment: Assignment, plans: list[Plan], id: str, of: str) -> tuple[str, list[Plan]]:
    """Newest plans that do not meet a need or use a strength of the key of their case."""
    cases = cases_of(db, assignment, plans)
    version = next((each for each in cases.values() if each.slug == (of or assignment.case_version.slug)), None)
    if version is None:
        raise NotFound()
    about = [plan for plan in counting.newest(plans) if plan.case == version.id]
    key = case_of(version).key
    for what in ("needs", "strengths"):
        named = next((each for each in getattr(key, what) if each.id == id), None)
        if named is not None:
            words = named.name.get(language()) or next(iter(named.name.values()))
            told = [plan for plan in about if getattr(plan, what) is not None]
            return _("overview.behind_without", name=words), [p for p in told if id not in getattr(p, what)]
    raise NotFound()


def _given(
    db: Session, assignment: Assignment, plans: list[Plan], id: str, level: int | None, attempt: int | None
) -> tuple[str, list[Plan]]:
    levels = queries.levels_of(db, assignment.id, id)
    return _on_level(assignment, plans, id, level, attempt, lambda plan: levels.get(plan.id))


def _suggested(
    db: Session, assignment: Assignment, plans: list[Plan], id: str, level: int | None, attempt: int | None
) -> tuple[str, list[Plan]]:
    return _on_level(assignment, plans, id, level, attempt, lambda plan: plan.levels.get(id))


def _on_level(
    assignment: Assignment,
    plans: list[Plan],
    id: str,
    level: int | None,
    attempt: int | None,
    of: Callable[[Plan], int | None],
) -> tuple[str, list[Plan]]:
    part = next((each for each in parts_of(rubric_of(assignment.rubric_version)) if str(each.id) == id), None)
    if part is None or level not in counting.LEVELS:
        raise NotFound()
    kept = [plan for plan in plans if of(plan) == level and min(plan.attempt, counting.MOST_ATTEMPTS) == (attempt or 1)]
    return _("overview.behind_level", name=part.name[language()], level=level), kept  # type: ignore[index]


_CHOICES = {"asked": _asked, "still": _still, "given": _given, "suggested": _suggested}
