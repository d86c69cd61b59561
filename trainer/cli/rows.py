"""A plan's rows with what is asked about each cell, ready to be laid out for a terminal or for a mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trainer.checker.attention import first_three, in_order
from trainer.checker.handbook import page, say
from trainer.checker.plan import Goal, Plan
from trainer.checker.report import Finding, Place, Report
from trainer.checker.values import Language, Severity
from trainer.cli.sheet import place_of


@dataclass(frozen=True, slots=True)
class Asked:
    """One finding. `question` and `mend` are empty where they were said before: then the title will do.

    `start` and `end` are the words that are meant, in code points of the cell; None for the cell as a whole.
    """

    rule: str
    title: str
    severity: Severity
    question: str = ""
    mend: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell with their sign (`→ ` for a goal, `1. ` for a step) and what is asked about them.

    `pointed` are about words of the cell, in the order in which these end; `beside` about the cell or its row.
    """

    mark: str
    text: str
    pointed: tuple[Asked, ...]
    beside: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A goal with its cells, or the whole plan; `beside` is asked about the row as a whole."""

    title: str
    cells: tuple[Cell, ...]
    beside: tuple[Asked, ...]


def rows_of(report: Report, plan: Plan, language: Language) -> Iterator[Row]:
    """Every row that is asked something, then the whole plan.

    A question is said in full where it stands first, unless it is one of the first three, which stand above the rows.
    """
    told = {finding.rule for finding in first_three(report)}
    by_goal: dict[str | None, list[Finding]] = {}
    for finding in in_order(report):
        by_goal.setdefault(finding.at.goal, []).append(finding)
    for goal in plan.goals:
        if found := by_goal.get(goal.id):
            yield _row(place_of(Place(goal=goal.id), plan, language), goal, found, told, language)
    if whole := by_goal.get(None):
        yield Row(place_of(Place(), plan, language), (), _asked(whole, told, language))


def _row(title: str, goal: Goal, found: list[Finding], told: set[str], language: Language) -> Row:
    cells = [(None, "problem", "", goal.problem), (None, "client_words", "", goal.client_words)]
    cells += [(None, "goal", "→ ", goal.goal)]
    cells += [(step.id, "text", f"{number}. ", step.text) for number, step in enumerate(goal.steps, start=1)]
    shown = {(step, cell) for step, cell, _, _ in cells}
    laid = []
    for step, cell, mark, text in cells:
        here = [one for one in found if (one.at.step, one.at.cell) == (step, cell)]
        beside = [one for one in found if step and one.at.step == step and (step, one.at.cell) not in shown]
        if text.strip() or here or beside:
            laid.append(_cell(mark, text if text.strip() else "", [*here, *beside], told, language))
    rest = [one for one in found if not one.at.step and (None, one.at.cell) not in shown]
    return Row(title, tuple(laid), _asked(rest, told, language))


def _cell(mark: str, text: str, found: list[Finding], told: set[str], language: Language) -> Cell:
    # What is about all the words of a cell points at nothing in it.
    length = len(text.strip())
    pointed = [one for one in found if one.start is not None and one.end is not None and one.end - one.start < length]
    beside = [one for one in found if one not in pointed]
    pointed.sort(key=lambda one: one.end or 0)
    return Cell(mark, text, _asked(pointed, told, language), _asked(beside, told, language))


def _asked(found: Iterable[Finding], told: set[str], language: Language) -> tuple[Asked, ...]:
    shown = []
    for one in found:
        title, said, first = page(one.rule).text(language).title, say(one, language), one.rule not in told
        told.add(one.rule)
        question, mend = (said.question, said.mend) if first else ("", "")
        shown.append(Asked(one.rule, title, one.severity, question, mend, one.start, one.end))
    return tuple(shown)
