"""Word a report for reading away from the web: what is strong, what to ask first, the rest, and the ten criteria."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.checker.attention import Group, grouped, in_order, strongest
from trainer.checker.case import Case
from trainer.checker.handbook import page, say, shortened
from trainer.checker.plan import Plan
from trainer.checker.report import CriterionLevel, Finding, GateLevel, Place, Report
from trainer.checker.rubric import Criterion, Gate, Rubric
from trainer.checker.values import CriterionId, Language, Severity
from trainer.web.words import say as word

FIRST = 3
MOST_PLACES = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One finding, worded: where it stands, what it says, asks and advises; `more` names the other rows of its kind."""

    rule: str
    title: str
    where: str
    severity: Severity
    message: str
    question: str
    mend: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """One criterion or gate: its question and, when it can be told, the suggested level and what that level means."""

    name: str
    question: str
    level: int | None
    top: int
    meaning: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole report in the reader's language."""

    title: str
    about: str
    praise: str
    first: tuple[Line, ...]
    rest: tuple[Line, ...]
    gates: tuple[Scale, ...]
    criteria: tuple[Scale, ...]
    shares: tuple[str, ...]
    unsure: tuple[str, ...]


def worded(report: Report, *, plan: Plan, rubric: Rubric, case: Case | None, language: Language) -> Sheet:
    """The sheet of a report."""
    groups = grouped(in_order(report))
    lines = [_line(group, plan, language) for group in groups]
    best = strongest(report)
    steps = sum(bool(step.text.strip()) for goal in plan.goals for step in goal.steps)
    gates = zip(rubric.gates, report.gates, strict=True)
    criteria = zip(rubric.criteria, report.criteria, strict=True)
    subject = case.title.get(language, case.id) if case else word(language, "cli.no_case")
    return Sheet(
        title=word(language, "cli.title", case=subject),
        about=word(language, "cli.about", goals=len(plan.goals), steps=steps, rubric=report.rubric),
        praise=say(best, language).message if best else "",
        first=tuple(lines[:FIRST]),
        rest=tuple(lines[FIRST:]),
        gates=tuple(_scale(part, level, language) for part, level in gates if level.level is not None),
        criteria=tuple(_scale(part, level, language) for part, level in criteria),
        shares=_shares(report, language),
        unsure=_unsure(report, rubric, language),
    )


def place_of(at: Place, plan: Plan, language: Language) -> str:
    """Where something stands, as a person counts: `goal 2, step 3`."""
    for number, goal in enumerate(plan.goals, start=1):
        if goal.id != at.goal:
            continue
        for count, step in enumerate(goal.steps, start=1):
            if step.id == at.step:
                return word(language, "cli.at_step", goal=number, step=count)
        return word(language, "cli.at_goal", goal=number)
    return word(language, "cli.at_plan")


def _line(group: Group, plan: Plan, language: Language) -> Line:
    first = group.first
    said = say(first, language)
    others = list(dict.fromkeys(place_of(other.at, plan, language) for other in group.others))
    return Line(
        rule=first.rule,
        title=page(first.rule).text(language).title,
        where=place_of(first.at, plan, language),
        severity=first.severity,
        message=said.message,
        question=said.question,
        mend=said.mend,
        more=_also(others, language),
    )


def _also(places: list[str], language: Language) -> str:
    """The other places of the same kind; a long list is counted rather than read."""
    if not places:
        return ""
    named = "; ".join(places[:MOST_PLACES])
    left = len(places) - MOST_PLACES
    if left > 0:
        return word(language, "cli.also_more", places=named, more=left)
    return word(language, "cli.also", places=named)


def _scale(part: Criterion | Gate, judged: CriterionLevel | GateLevel, language: Language) -> Scale:
    level = judged.level
    meaning = part.levels[language][level] if level is not None else word(language, "cli.not_yet")
    return Scale(part.name[language], part.question[language], level, 3, meaning)


def _shares(report: Report, language: Language) -> tuple[str, ...]:
    """Whose resource the steps use, by whom they are led, and which of them the bar leaves out."""
    measures = next((part.measures for part in report.criteria if part.id is CriterionId.RESOURCE), {})
    steps, safety, results = (int(measures.get(name, 0)) for name in ("steps", "safety_steps", "result_steps"))
    if not steps:
        return ()
    keys = {
        "internal": word(language, "cli.internal"),
        "informal": word(language, "cli.informal"),
        "community": word(language, "cli.community"),
        "formal": word(language, "cli.formal"),
        "unclear": word(language, "cli.unclear"),
    }
    counted = [f"{words} {report.shares[name]}" for name, words in keys.items() if report.shares.get(name)]
    lines = [" · ".join(counted)] if counted else []
    lines.append(word(language, "cli.led_by_home", steps=int(measures["steps_led_by_home"]), all=steps))
    if safety:
        lines.append(word(language, "cli.left_safety", steps=safety))
    if results:
        lines.append(word(language, "cli.left_results", steps=results))
    return tuple(lines)


def _unsure(report: Report, rubric: Rubric, language: Language) -> tuple[str, ...]:
    names = {part.id: part.name[language] for part in (*rubric.criteria, *rubric.gates)}
    reasons = {
        "no_case": word(language, "cli.reason_no_case"),
        "no_key": word(language, "cli.reason_no_key"),
        "no_links": word(language, "cli.reason_no_links"),
        "no_dates_known": word(language, "cli.reason_no_dates_known"),
    }
    return tuple(f"{names[item.criterion]}: {reasons[item.reason]}" for item in report.cannot_judge)


def message_of(finding: Finding, language: Language) -> str:
    """The finding's sentence, for documents that keep rules and values."""
    return shortened(say(finding, language).message, 400)
