"""Small plans for tests: a row in a few words, a plan of several rows, and what a report says of them."""

from __future__ import annotations

from typing import Any

from trainer.checker.plan import Plan
from trainer.checker.report import Report

DAY = "2026-09-01"


def step(text: str, who: str = "", end: str | None = None, **cells: Any) -> dict[str, Any]:
    """A step; `who` is one entry of its cell."""
    return {"text": text, "responsible": [who] if who else [], "end": end, **cells}


def row(problem: str, goal: str, *steps: dict[str, Any], **cells: Any) -> dict[str, Any]:
    """One row of a plan."""
    return {"problem": problem, "goal": goal, "steps": list(steps), **cells}


def plan(*rows: dict[str, Any], language: str = "en", **parts: Any) -> Plan:
    """A plan of these rows with ids in order, agreed on the first of September."""
    goals = [
        {"id": f"g{n}", **each, "steps": [{"id": f"g{n}s{m}", **one} for m, one in enumerate(each["steps"], start=1)]}
        for n, each in enumerate(rows, start=1)
    ]
    return Plan.model_validate({"language": language, "date": DAY, "case": "samira", "goals": goals, **parts})


def level(report: Report, criterion: str, goal: str | None = None) -> int | None:
    """The suggested level of a criterion, of the plan or of one row."""
    found = next(one for one in report.criteria if one.id == criterion)
    return found.rows.get(goal) if goal else found.level


def rules(report: Report, goal: str | None = None) -> set[str]:
    """The rules that ask something, in the plan or on one row."""
    return {one.rule for one in report.findings if goal is None or one.at.goal == goal}
