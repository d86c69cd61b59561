"""Turn an example of a rule's page into a plan, and see whether the rule speaks on the bracketed words."""

from __future__ import annotations

from typing import Any

from trainer.checker.examples import LISTS, Cells, Example, plain
from trainer.checker.plan import Plan
from trainer.checker.report import Finding, Praise, Report

_NAMES = {
    "words": "client_words",
    "why": "why_formal",
    "who": "responsible",
    "how": "mode",
    "check": "check_back",
    "step": "text",
}
_BY_REFERRAL = {"by referral", "по направлению", "за направленням", "жолдама бойынша"}


def plan_of(example: Example, case: str = "samira") -> tuple[Plan, str | None]:
    """The plan of an example and the words that its brackets hold (None: the rule may speak anywhere)."""
    sketch = example.sketch
    goals = [
        {
            "id": f"g{number}",
            **_cells(row.cells),
            "steps": [{"id": f"g{number}s{place}", **_cells(step)} for place, step in enumerate(row.steps, start=1)],
        }
        for number, row in enumerate(sketch.rows, start=1)
    ]
    document = {"language": example.language, "date": "2026-09-01", "case": case, "goals": goals}
    for cell, words in sketch.whole:
        _on_whole(document, cell, plain(words))
    quoted = [words.partition("[")[2].partition("]")[0] for _, words in example.parts if "[" in words]
    return Plan.model_validate(document), quoted[-1] if quoted else None


def said_by(rule: str, report: Report) -> list[Finding | Praise]:
    """What the rule says in a report, in findings and in praise."""
    return [one for one in (*report.findings, *report.praise) if one.rule == rule]


def _cells(cells: Cells) -> dict[str, Any]:
    return {_NAMES.get(cell, cell): _value(cell, plain(words)) for cell, words in cells}


def _value(cell: str, words: str) -> Any:
    if cell in LISTS:
        return _list(words)
    if cell == "how" and words in _BY_REFERRAL:
        return "referred"
    return int(words) if cell == "priority" else words


def _on_whole(document: dict[str, Any], cell: str, words: str) -> None:
    if cell == "review":
        date, who, checks = (part.strip() for part in (words + ";;").split(";")[:3])
        document.setdefault("reviews", []).append({"date": date or None, "who": _list(who), "checks": checks})
    elif cell == "deferred":
        need, _, reason = (part.strip() for part in words.partition(";"))
        document.setdefault("deferred", []).append({"need": need, "reason": reason})
    else:
        document[cell] = words


def _list(words: str) -> list[str]:
    return [part.strip() for part in words.split(",") if part.strip()]
