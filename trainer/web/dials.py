"""The mission's three questions as dials: a level, a sentence with counts, and one picture each."""

from __future__ import annotations

from typing import Any, NamedTuple

from trainer.checker.report import CriterionLevel, Report
from trainer.checker.rubric import Criterion, Rubric
from trainer.checker.values import CriterionId
from trainer.web import drawing
from trainer.web.words import _, language

THREE_QUESTIONS = (CriterionId.STRENGTH, CriterionId.TIME, CriterionId.RESOURCE)
# The level of a row from which a strength does work in it (the rubric's "visibly used in goal or step").
_AT_WORK = 2


class Dial(NamedTuple):
    """One of the mission's three questions: the criterion, its level, a sentence with counts, and one picture."""

    criterion: Criterion
    level: int | None
    sentence: str
    units: Any = None
    units_word: str = ""
    shares: dict[str, int] | None = None


def dials_of(report: Report, rubric: Rubric) -> list[Dial]:
    """The dials of a report, in the order of the mission."""
    levels = {level.id: level for level in report.criteria}
    draw = {
        CriterionId.STRENGTH: _strength_dial,
        CriterionId.TIME: _time_dial,
        CriterionId.RESOURCE: _resource_dial,
    }
    asked = {part.measure: part for part in reversed(rubric.criteria) if part.id in levels}
    return [draw[id](asked[id], levels[asked[id].id], report) for id in THREE_QUESTIONS if id in asked]


def _strength_dial(criterion: Criterion, level: CriterionLevel, report: Report) -> Dial:
    at_work = [row >= _AT_WORK for row in level.rows.values()]
    sentence = _("plans.dial_strength", goals=sum(at_work), all=len(at_work)) if at_work else ""
    return _with_units(criterion, level, sentence, at_work, _("plans.by_goals"))


def _time_dial(criterion: Criterion, level: CriterionLevel, report: Report) -> Dial:
    steps = [unit.time == "bounded" for unit in report.units if unit.at.cell == "text"]
    goals = [unit.time == "bounded" for unit in report.units if unit.at.cell == "goal"]
    sentence = _("plans.dial_time", steps=sum(steps), all=len(steps), goals=sum(goals), rows=len(goals))
    return _with_units(criterion, level, sentence if steps or goals else "", steps, _("plans.by_steps"))


def _resource_dial(criterion: Criterion, level: CriterionLevel, report: Report) -> Dial:
    names = ("steps", "steps_led_by_home", "safety_steps", "result_steps")
    steps, leads, safety, results = (int(level.measures.get(name, 0)) for name in names)
    said = [_("plans.dial_resource", steps=leads, all=steps)] if steps else []
    if safety:
        said.append(_("plans.dial_safety", steps=safety))
    if results:
        said.append(_("plans.dial_results", steps=results))
    return Dial(criterion, level.level, " ".join(said), None, _("plans.by_resource"), report.shares)


def _with_units(criterion: Criterion, level: CriterionLevel, sentence: str, units: list[bool], word: str) -> Dial:
    name = criterion.name[language()]
    picture = drawing.dial_units(units, _, title=name, name=f"units-{criterion.id}") if units else None
    return Dial(criterion, level.level, sentence, picture, word if units else "")
