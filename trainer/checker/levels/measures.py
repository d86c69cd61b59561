"""The counts behind a level, as shares from 0 to 1, for the sentence under a dial: "two of three goals are dated"."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.checker.context import Context
from trainer.checker.levels.resources import plan_counts
from trainer.checker.levels.strengths import work_of
from trainer.checker.reading.values import UnitReading
from trainer.checker.values import CriterionId


def measures_of(criterion: CriterionId, context: Context) -> dict[str, float]:
    """Named figures of one criterion over the whole plan; counts are whole numbers, shares lie between 0 and 1."""
    problems = [row.reading.problem for row in context.rows if row.reading.problem.text.strip()]
    goals = [row.reading.goal for row in context.rows if row.reading.goal.text.strip()]
    steps = [step.reading for row in context.rows for step in row.written_steps]
    match criterion:
        case CriterionId.NEED:
            return _share("problems_as_needs", problems, [unit.frame == "need" for unit in problems])
        case CriterionId.OWN:
            return _share("goals_of_client", goals, [unit.owner == "client" for unit in goals])
        case CriterionId.MEASURE:
            return _share("goals_measurable", goals, [bool(unit.measurable) for unit in goals])
        case CriterionId.TIME:
            dated = _share("goals_bounded", goals, [unit.time == "bounded" for unit in goals])
            return dated | _share("steps_bounded", steps, [unit.time == "bounded" for unit in steps])
        case CriterionId.STEP:
            return _share("steps_concrete", steps, [bool(unit.concrete) for unit in steps])
        case CriterionId.WHO:
            named = [bool(step.responsible or step.doers) for row in context.rows for step in row.written_steps]
            return _share("steps_with_person", steps, named)
        case CriterionId.STRENGTH:
            rows = context.complete_rows
            works = [work_of(context, row) for row in rows]
            return {
                "rows": float(len(rows)),
                "rows_with_strength_named": float(sum(bool(work.named) for work in works)),
                "rows_with_strength_at_work": float(sum(bool(work.named and work.steps) for work in works)),
            }
        case CriterionId.RESOURCE:
            return _resources(context)
    return {}


def _share(name: str, units: Sequence[UnitReading], holds: list[bool]) -> dict[str, float]:
    """The share with the counts it was made from, so that a sentence can say "three of eight"."""
    whole = name.split("_", 1)[0]
    share = sum(holds) / len(units) if units else 0.0
    return {name: share, f"{name}_count": float(sum(holds)), whole: float(len(units))}


def _resources(context: Context) -> dict[str, float]:
    counts = plan_counts(context)
    valid = counts.valid or 1
    return {
        "steps_typed": float(counts.valid),
        "steps": float(counts.written),
        "steps_led_by_home": float(counts.led_by_home),
        "own_use": counts.home_use / valid,
        "own_and_near_use": (counts.home_use + counts.natural) / valid,
        "own_initiative": (counts.home_use + counts.natural + counts.access_by_home) / valid,
        "safety_steps": float(counts.safety),
        "result_steps": float(counts.results),
    }
