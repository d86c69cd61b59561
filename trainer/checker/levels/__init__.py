"""Turn evidence into suggested levels: rows by criterion, the plan from its rows, the gates above both.

A suggestion, never a mark. A level is None until the plan can tell, and what cannot be told says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from trainer.checker.context import Context
from trainer.checker.levels import cover, review
from trainer.checker.levels.gates import judge_language, judge_safety
from trainer.checker.levels.measures import measures_of
from trainer.checker.levels.resources import plan_counts
from trainer.checker.levels.rows import JUDGES
from trainer.checker.levels.strengths import pasted
from trainer.checker.report import CannotJudge, CriterionLevel, GateLevel
from trainer.checker.rubric import Criterion, Rubric
from trainer.checker.values import CriterionId, GateId

_WHOLE_PLAN = {CriterionId.COVER: cover.judge, CriterionId.REVIEW: review.judge}


@dataclass(frozen=True, slots=True)
class Judged:
    """The levels of a plan with what they rest on."""

    criteria: tuple[CriterionLevel, ...]
    gates: tuple[GateLevel, ...]
    shares: dict[str, int]
    cannot_judge: tuple[CannotJudge, ...]


def suggest(context: Context, rubric: Rubric) -> Judged:
    """The suggested level of each criterion and gate of the rubric, in the rubric's order."""
    criteria: list[CriterionLevel] = []
    unknown: list[CannotJudge] = []
    for criterion in rubric.criteria:
        level, reason = _criterion(context, criterion)
        criteria.append(level)
        if reason:
            unknown.append(CannotJudge(criterion=criterion.id, reason=reason))
    gates: list[GateLevel] = []
    for gate in rubric.gates:
        reason = None
        if gate.id is GateId.SAFE:
            value, reason = judge_safety(context)
        else:
            value = judge_language(context, gate)
        gates.append(GateLevel(id=gate.id, level=value))
        if reason:
            unknown.append(CannotJudge(criterion=gate.id, reason=reason))
    if context.day is None and any(step.starts for row in context.rows for step in row.steps):
        timed = (part.id for part in rubric.criteria if part.measure is CriterionId.TIME)
        unknown += [CannotJudge(criterion=id, reason="no_dates_known") for id in timed]
    return Judged(tuple(criteria), tuple(gates), plan_counts(context).shares(), tuple(unknown))


def _criterion(context: Context, criterion: Criterion) -> tuple[CriterionLevel, str | None]:
    if criterion.measure is None:
        # What only a person can tell is no gap in the reading, so nothing is said of it.
        return CriterionLevel(id=criterion.id, level=None, weight=criterion.weight), None
    whole = _WHOLE_PLAN.get(criterion.measure)
    if whole:
        level, measures, reason = whole(context, criterion)
        measured = _rounded(measures)
        return CriterionLevel(id=criterion.id, level=level, weight=criterion.weight, measures=measured), reason
    # Kept with the row as long as the bands are the same.
    kept, judge = (criterion.measure, *criterion.bands.items()), JUDGES[criterion.measure]
    judged = ((row.goal.id, row.once(kept, partial(judge, context, row, criterion.bands))) for row in context.rows)
    rows = {id: level for id, level in judged if level is not None}
    if criterion.measure is CriterionId.STRENGTH:
        rows = _without_pasted(context, rows)
    measures = measures_of(criterion.measure, context)
    level = _banded(rows, criterion)
    measured = _rounded(measures)
    return CriterionLevel(id=criterion.id, level=level, weight=criterion.weight, rows=rows, measures=measured), None


def _without_pasted(context: Context, rows: dict[str, int]) -> dict[str, int]:
    """A strength that is copied into every row earns none of them more than the first level."""
    copied = {row.goal.id for found in pasted(context).values() for row in found}
    return {id: min(level, 1) if id in copied else level for id, level in rows.items()}


def _banded(rows: dict[str, int], criterion: Criterion) -> int | None:
    """The plan's level from the mean of its rows; None while no row can be judged."""
    if not rows:
        return None
    mean = sum(rows.values()) / len(rows)
    bands = criterion.bands
    thresholds = (bands.get("level_1", 0.5), bands.get("level_2", 1.5), bands.get("level_3", 2.5))
    return sum(mean >= threshold for threshold in thresholds)


def _rounded(measures: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in measures.items()}
