"""Suggest the level of one row on each of the eight row criteria, from what was read in its cells.

A level is given only when all its conditions hold, else the next lower one: the rubric's own words are in
`casebank/rubrics/`. Thresholds come from the rubric's bands, because the four models draw them differently.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from trainer.checker.context import Context, Row, StepRow, filled
from trainer.checker.levels.resources import counts_of
from trainer.checker.levels.strengths import work_of
from trainer.checker.reading.tokens import tokenise
from trainer.checker.reading.values import TimeKind, UnitReading
from trainer.checker.rules.change_without_baseline import claims_change, figures_outside, without_baseline
from trainer.checker.rules.goal_owned_by_service import service_acts
from trainer.checker.rules.step_after_goal import later_than_goal
from trainer.checker.rules.step_nominalised import takes_place
from trainer.checker.rules.step_outside_control import outsider
from trainer.checker.rules.step_restates_goal import restates
from trainer.checker.rules.step_vague import sends_nobody
from trainer.checker.values import CriterionId, Resource

Bands = Mapping[str, float]
Judge = Callable[[Context, Row, Bands], int | None]


def need(context: Context, row: Row, bands: Bands) -> int | None:
    """Is the problem a need of a person, with its effect, open to more than one answer?"""
    problem = row.reading.problem
    if not problem.text.strip():
        return 0 if row.complete else None
    if problem.frame == "service" or problem.frame is None:
        return 0
    person = any(actor.resource is Resource.INTERNAL for actor in problem.actors)
    if problem.frame == "judgement":
        # A label with something that can be seen beside it is better than the label alone.
        seen = problem.first("need_frame") or problem.first("deficit") or _two_clauses(problem)
        return int(bands.get("label", 1)) if seen else 0
    if problem.frame == "missing_service":
        # "She loves English but has no tutor": the wish is there, though the answer is given away with it.
        return 2 if person and _two_clauses(problem) else 1
    said = bool(row.goal.client_words.strip()) or any(mark.quoted for mark in problem.marks)
    effect = len(problem.text.split()) >= bands.get("effect_words", 8) and _two_clauses(problem)
    clean = problem.respectful and problem.first("service_frame") is None
    return 3 if clean and (said or (person and effect and _one_person(context, problem))) else 2


def _one_person(context: Context, problem: UnitReading) -> bool:
    """Whether somebody is named rather than "the family" or "the parents"."""
    book = context.casebook
    if book is None:
        return any(actor.resource is Resource.INTERNAL for actor in problem.actors)
    people = {person.id for person in book.case.people}
    return any(actor.id in people for actor in problem.actors)


def _two_clauses(problem: UnitReading) -> bool:
    return any(token.key in (",", ";", ".", ":", "—", "–", "and") for token in tokenise(problem.text.strip())[1:-1])


def own(context: Context, row: Row, bands: Bands) -> int | None:
    """Is the goal a change in the client's own life, chosen by them?"""
    goal = row.reading.goal
    if not goal.text.strip():
        return None
    if service_acts(goal):
        return 0
    heard = bool(row.goal.client_words.strip()) or bool(row.reading.voice)
    if goal.owner != "client" or goal.outcome == "receipt" or (goal.first("agency_voice") and not heard):
        return 1
    # "Reduction of drinking in the family", "Healthy children" in a row of services: nobody of the family does it.
    if _nobody_does_it(goal) or not (heard or _client_acts(context, row)):
        return 1
    return 3 if heard else 2


def _client_acts(context: Context, row: Row) -> bool:
    """Whether somebody of the family is the subject of the goal, or leads a step; before there are steps, maybe."""
    goal = row.reading.goal
    named = any(actor.subject and actor.span and actor.resource is Resource.INTERNAL for actor in goal.actors)
    return named or not row.written_steps or counts_of(context, row).led_by_home > 0


def _nobody_does_it(goal: UnitReading) -> bool:
    heading = goal.first("nominalised")
    if heading is None or any(actor.subject and actor.span for actor in goal.actors):
        return False
    return heading.span.start == 0 or not (goal.first("measurable_verb") or goal.first("use_verb"))


def measure(context: Context, row: Row, bands: Bands) -> int | None:
    """Could a stranger say yes or no on the day?"""
    goal = row.reading.goal
    if not goal.text.strip():
        return None
    if not goal.measurable and not (claims_change(goal) and _counted(goal)):
        nothing = goal.first("vague_verb") and not goal.first("measurable_verb") and not _counted(goal)
        return 0 if nothing and goal.outcome != "absence" and len(goal.text.split()) < bands.get("some_words", 6) else 1
    vague = goal.first("vague_verb") is not None
    if not _counted(goal):
        # Of a goal in two parts the weaker counts; and what only stops shows nothing on the day.
        return 1 if vague or (goal.first("absence_verb") and not goal.first("use_verb")) else 2
    return int(bands.get("no_baseline", 2)) if without_baseline(row) else 3


def _counted(unit: UnitReading) -> bool:
    """A number that is not part of a date, or a frequency: a criterion that can be counted."""
    if any(time.kind is TimeKind.FREQUENCY for time in unit.times):
        return True
    return figures_outside(unit, [time.span for time in unit.times]) > 0


def time(context: Context, row: Row, bands: Bands) -> int | None:
    """Do the goal and its steps have their days, in a possible order, beginning soon?"""
    if not row.complete:
        return None
    steps = [step.reading for step in row.written_steps]
    dated = sum(step.time == "bounded" for step in steps)
    rhythmic = sum(step.time == "open" and _has_rhythm(step) for step in steps)
    goal = row.reading.goal
    if goal.time == "bounded":
        if dated == len(steps):
            return 3 if _in_order(row) and _soon(context, row, bands) else 2
        return 2 if dated + rhythmic >= bands.get("steps_dated", 0.5) * len(steps) else 1
    if dated == len(steps):
        return 2
    return 1 if dated or rhythmic or _has_rhythm(goal) else 0


def _has_rhythm(unit: UnitReading) -> bool:
    return any(time.kind is TimeKind.FREQUENCY for time in unit.times)


def _in_order(row: Row) -> bool:
    """No end before its start, and no step after its goal."""
    for step in row.written_steps:
        start, end = step.reading.start, step.reading.due
        if (start and end and end < start) or later_than_goal(row, step):
            return False
    return True


def _soon(context: Context, row: Row, bands: Bands) -> bool:
    """The first step begins within a week; a plan without a day of its own cannot be late."""
    starts = [step.starts for step in row.written_steps if step.starts]
    if context.day is None or not starts:
        return context.day is None
    return min(starts) <= context.day + dt.timedelta(days=bands.get("first_step_days", 7))


def step(context: Context, row: Row, bands: Bands) -> int | None:
    """Could somebody begin each step tomorrow?"""
    if not row.complete:
        return None
    steps = row.written_steps
    concrete = [s for s in steps if _can_begin(row, s)]
    empty = [s for s in steps if s.reading.type == "outcome" or restates(s.text, row.goal.goal)]
    if len(empty) == len(steps):
        return 0
    if len(concrete) < bands.get("concrete_most", 2 / 3) * len(steps):
        return 1
    dated = all(s.reading.time == "bounded" for s in steps)
    small = all(len(s.text.split()) <= bands.get("words_most", 30) for s in steps)
    return 3 if len(concrete) == len(steps) and dated and small else 2


def _can_begin(row: Row, step: StepRow) -> bool:
    """Somebody of the plan could start it tomorrow: nobody can begin to receive, nor to do what is others' to do."""
    if not step.reading.concrete or step.reading.type in ("receive", "outcome"):
        return False
    if takes_place(step) or sends_nobody(step):
        return False
    return not restates(step.text, row.goal.goal) and outsider(row, step) is None


def who(context: Context, row: Row, bands: Bands) -> int | None:
    """Does each step have one who leads, often somebody of the household?"""
    if not row.complete:
        return None
    steps = row.written_steps
    shared = filled(row.goal.responsible)
    if not shared and not any(s.responsible or s.doers for s in steps):
        return 0
    if not all(_led(s, shared) for s in steps):
        return 1
    home = sum(context.resource_of(s) is Resource.INTERNAL for s in steps)
    crowded = any(len(filled(s.step.responsible)) > bands.get("people_most", 4) for s in steps)
    unnamed = any(context.generic(entry) for s in steps for entry in s.responsible[:1])
    if unnamed:
        return 1
    # A list for the whole row names nobody's own part, however well the sentences do.
    listed = len(shared) > 1 and not any(filled(s.step.responsible) for s in steps)
    return 3 if not crowded and not listed and home >= bands.get("home_leads", 1 / 3) * len(steps) else 2


def _led(step: StepRow, shared: tuple[str, ...]) -> bool:
    """The step names its own people; a row's cell holds for it only when it names one."""
    return bool(filled(step.step.responsible) or step.doers or len(shared) == 1)


def strength(context: Context, row: Row, bands: Bands) -> int | None:
    """Does a strength of the family do work, in the goal and in a step?"""
    if not row.complete:
        return None
    work = work_of(context, row)
    if work.in_goal and work.steps:
        return 3
    if work.steps and work.named:
        return 2
    if work.in_goal:
        return 2
    return 1 if work.home_acts or work.named else 0


def resource(context: Context, row: Row, bands: Bands) -> int | None:
    """Do the family's own means come before help from outside?"""
    if not row.complete:
        return None
    counts = counts_of(context, row)
    if not counts.valid:
        # Only safety steps: nobody asks whose resources they are. Where no step can be typed, the household counts
        # as turning to others when it answers for the row.
        return None if counts.safety else int(counts.internal > 0 or _home_answers(context, row))
    natural = (counts.home_use + counts.natural) / counts.valid
    leads = counts.home_leads / counts.valid
    if counts.home_use >= bands.get("own_steps", 1) and counts.access_by_home * 2 >= counts.access:
        formal = counts.formal
        reasoned = formal > 0 and counts.reasoned == formal
        enough = natural >= bands.get("natural_share", 0.5) and leads >= bands.get("home_leads", 0.5)
        return 3 if enough or reasoned else 2
    if bands.get("access_counts", 0) and counts.access_by_home >= bands["access_counts"]:
        return 2
    if bands.get("hand_back", 0) and _handed_back(context, row):
        return 2
    return 1 if counts.access_by_home or counts.home_use or counts.natural else 0


def _home_answers(context: Context, row: Row) -> bool:
    """Whether somebody of the household is named as answering for the row."""
    people = (actor for step in row.written_steps for actor in step.reading.actors if actor.span is None)
    return any(actor.resource is Resource.INTERNAL for actor in people)


def _handed_back(context: Context, row: Row) -> bool:
    """Whether the last dated step of the row is the family's own: the worker does more now and lets go on a day."""
    dated = [(step.reading.due or step.reading.start, step) for step in row.written_steps if step.starts]
    if len(dated) < 2:
        return False
    last = max(dated, key=lambda pair: pair[0] or dt.date.min)[1]
    return context.resource_of(last) is Resource.INTERNAL and last.reading.type in ("use", "access")


JUDGES: dict[CriterionId, Judge] = {
    CriterionId.NEED: need,
    CriterionId.OWN: own,
    CriterionId.MEASURE: measure,
    CriterionId.TIME: time,
    CriterionId.STEP: step,
    CriterionId.WHO: who,
    CriterionId.STRENGTH: strength,
    CriterionId.RESOURCE: resource,
}
