"""Lay a plan out for a terminal, row by row, with what is asked under the very words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trainer.checker.attention import first_three, in_order
from trainer.checker.handbook import page, say
from trainer.checker.plan import Goal, Plan
from trainer.checker.report import Finding, Place, Report
from trainer.checker.values import Language, Severity
from trainer.cli.sheet import place_of

WIDTH = 88
_SPACE = "    "


@dataclass(frozen=True, slots=True)
class Shown:
    """One line for the terminal: `kind` is `head`, `words`, `marks`, `asked` or `mend`; `asked` has its severity."""

    kind: str
    text: str
    severity: Severity | None = None


def rows_of(report: Report, plan: Plan, language: Language) -> Iterator[Shown]:
    """Every row that is asked something, its words with the questions below, then what is asked of the whole plan.

    A question is asked in full where it stands first, unless it is one of the first three, which stand above the rows;
    after that its title will do.
    """
    told = {finding.rule for finding in first_three(report)}
    by_goal: dict[str | None, list[Finding]] = {}
    for finding in in_order(report):
        by_goal.setdefault(finding.at.goal, []).append(finding)
    for goal in plan.goals:
        if found := by_goal.get(goal.id):
            yield Shown("head", place_of(Place(goal=goal.id), plan, language))
            yield from _row(goal, found, told, language)
    if whole := by_goal.get(None):
        yield Shown("head", place_of(Place(), plan, language))
        yield from _asked(whole, told, language)


def _row(goal: Goal, found: list[Finding], told: set[str], language: Language) -> Iterator[Shown]:
    cells = [(None, "problem", "", goal.problem), (None, "client_words", "", goal.client_words)]
    cells += [(None, "goal", "→ ", goal.goal)]
    cells += [(step.id, "text", f"{number}. ", step.text) for number, step in enumerate(goal.steps, start=1)]
    shown = {(step, cell) for step, cell, _, _ in cells}
    for step, cell, mark, text in cells:
        here = [one for one in found if (one.at.step, one.at.cell) == (step, cell)]
        beside = [one for one in found if step and one.at.step == step and (step, one.at.cell) not in shown]
        if text.strip():
            yield from _words(text, mark, [*here, *beside], told, language)
        else:
            yield from _asked([*here, *beside], told, language)
    yield from _asked([one for one in found if not one.at.step and (None, one.at.cell) not in shown], told, language)


def _words(text: str, mark: str, found: list[Finding], told: set[str], language: Language) -> Iterator[Shown]:
    """The cell's words in lines of the terminal; a question follows the line on which its words end."""
    length = len(text.strip())
    pointed = [one for one in found if one.start is not None and one.end is not None and one.end - one.start < length]
    indent = " " * len(mark)
    for number, (start, line) in enumerate(_lines(_plain(text))):
        yield Shown("words", _SPACE + (indent if number else mark) + line)
        marks = _marks(pointed, start, line)
        if marks:
            yield Shown("marks", _SPACE + indent + marks)
        ended = [one for one in pointed if start < (one.end or 0) <= start + len(line) + 1]
        yield from _asked(ended, told, language)
    yield from _asked([one for one in found if one not in pointed], told, language)


def _marks(found: list[Finding], start: int, line: str) -> str:
    """Carets under the words that are meant."""
    carets = [" "] * len(line)
    for one in found:
        for place in range(max((one.start or 0) - start, 0), min((one.end or 0) - start, len(line))):
            carets[place] = "^"
    return "".join(carets).rstrip()


def _asked(found: Iterable[Finding], told: set[str], language: Language) -> Iterator[Shown]:
    for one in found:
        title = page(one.rule).text(language).title
        said = say(one, language)
        first = one.rule not in told
        told.add(one.rule)
        question = f"{'' if title.endswith('?') else ':'} {_plain(said.question)}" if first else ""
        yield Shown("asked", f"{_SPACE}  └ {title}{question}  [{one.rule}]", one.severity)
        if first:
            yield Shown("mend", f"{_SPACE}    → {_plain(said.mend)}")


def _plain(text: str) -> str:
    """One line, and nothing that could steer a terminal; the same length, so that places stay."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines of the terminal's width, cut at blanks where there are any, each with where it begins in the text."""
    start = 0
    while start < len(text):
        cut = len(text) if len(text) - start <= WIDTH else text.rfind(" ", start + 1, start + WIDTH)
        cut = cut if cut > start else min(start + WIDTH, len(text))
        yield start, text[start:cut]
        start = cut + 1 if cut < len(text) and text[cut] == " " else cut
