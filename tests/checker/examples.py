"""Turn an example of a rule's page into a plan, and see whether the rule speaks on the bracketed words."""

from __future__ import annotations

from typing import Any

from trainer.checker.handbook import Example
from trainer.checker.plan import Plan
from trainer.checker.report import Finding, Praise, Report

_ROW_LISTS = {"facts", "strengths", "who"}
_NAMES = {"words": "client_words", "why": "why_formal", "who": "responsible", "how": "mode", "check": "check_back"}
_BY_REFERRAL = {"by referral", "по направлению", "за направленням", "жолдамамен"}


def plan_of(example: Example) -> tuple[Plan, str | None]:
    """The plan of an example and the words that its brackets hold (None: the rule may speak anywhere)."""
    builder = _Builder(example.language)
    quote = None
    for cell, words in example.parts:
        if "[" in words:
            quote = words[words.index("[") + 1 : words.index("]")]
        builder.take(cell, words.replace("[", "").replace("]", ""))
    return Plan.model_validate(builder.document), quote


def said_by(rule: str, report: Report) -> list[Finding | Praise]:
    """What the rule says in a report, in findings and in praise."""
    return [one for one in (*report.findings, *report.praise) if one.rule == rule]


class _Builder:
    """Grows the plan cell by cell: a second goal begins a new row, what follows a step is the step's."""

    def __init__(self, language: str) -> None:
        self.document: dict[str, Any] = {"language": language, "date": "2026-09-01", "case": "samira", "goals": []}

    def take(self, cell: str, words: str) -> None:
        if cell in ("date", "closure"):
            self.document[cell] = words
        elif cell == "review":
            date, who, checks = (part.strip() for part in (words + ";;").split(";")[:3])
            review = {"date": date or None, "who": _list(who), "checks": checks}
            self.document.setdefault("reviews", []).append(review)
        elif cell == "step":
            row = self._row()
            row["steps"].append({"id": f"{row['id']}s{len(row['steps']) + 1}", "text": words})
        else:
            self._into_row(cell, words)

    def _into_row(self, cell: str, words: str) -> None:
        row = self._row(new=cell in ("problem", "goal"), cell=cell)
        value: Any = _list(words) if cell in _ROW_LISTS else int(words) if cell == "priority" else words
        if cell == "how":
            value = "referred" if words in _BY_REFERRAL else words
        step_cell = cell in ("who", "start", "end", "why", "how", "check")
        place = row["steps"][-1] if row["steps"] and step_cell else row
        place[_NAMES.get(cell, cell)] = value

    def _row(self, *, new: bool = False, cell: str = "") -> dict[str, Any]:
        rows = self.document["goals"]
        if not rows or (new and (cell in rows[-1] or rows[-1]["steps"])):
            rows.append({"id": f"g{len(rows) + 1}", "steps": []})
        return rows[-1]


def _list(words: str) -> list[str]:
    return [part.strip() for part in words.split(",") if part.strip()]
