"""Judge the two gates: is an acute danger met in the first two days, and is the language respectful?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from trainer.checker.case import Hazard
from trainer.checker.casebook import Casebook
from trainer.checker.context import Context, Row, StepRow, foremost
from trainer.checker.rubric import Gate
from trainer.checker.values import Resource

# Looking again within two weeks is still looking after a danger.
CHECKED_WITHIN = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Safety:
    """What a plan does about one danger: the first row that sees it, and the steps that surely meet it in time.

    Level 2 without such a step: something is done in time, but only a person can say whether it keeps anybody safe.
    """

    level: int
    row: Row | None = None
    early: tuple[StepRow, ...] = ()


def safety_of(context: Context, hazard_id: str) -> Safety:
    """How a plan answers one danger of the key: 0 not seen, 1 seen, 2 met in time, 3 first, with people and a check."""
    book = context.casebook
    if book is None:
        return Safety(0)
    hazard = book.hazards[hazard_id]
    rows = [row for row in context.rows if hazard_id in book.dangers_of(row)]
    if not rows:
        return Safety(0)
    soon = [(row, step) for row in rows for step in row.written_steps if _in_time(context, step, hazard)]
    early = [(row, step) for row, step in soon if _acts(book, step, hazard)]
    if not early:
        perhaps = any(_may_act(context, row, step, hazard) for row, step in soon)
        return Safety(2 if perhaps else 1, foremost(rows))
    early.sort(key=lambda pair: (pair[1].starts or dt.date.max, pair[1].step.id))
    best = any(_thorough(context, row, step) for row, step in early)
    return Safety(3 if best else 2, early[0][0], tuple(step for _, step in early))


def _acts(book: Casebook, step: StepRow, hazard: Hazard) -> bool:
    """Whether a step of a row that sees the danger surely makes it smaller: by an act that is known to."""
    return hazard.id in {id for id, _ in book.safe_acts(step.text)} or step.reading.first("safety_act") is not None


def _may_act(context: Context, row: Row, step: StepRow, hazard: Hazard) -> bool:
    """Whether somebody does something that can be seen about the danger, in words that no key could list.

    The household's own act counts in a row that is about the danger; what a service does, or what is asked of one, must
    speak of the danger itself: a queue or a request for housing makes no wall safer.
    """
    book = context.casebook
    if book is None or context.resource_of(step) is None:
        return False
    if not step.reading.concrete and (not step.doers or step.reading.first("vague_verb")):
        return False
    if hazard.id in {id for id, _ in book.dangers_in(step.text)}:
        return step.reading.type in ("use", "access", "service")
    texts = (row.goal.problem, row.goal.goal)
    told = any(id == hazard.id for text in texts for id, _ in book.dangers_in(text))
    return step.reading.type == "use" and (told or bool(set(row.goal.facts) & set(hazard.facts)))


def _in_time(context: Context, step: StepRow, hazard: Hazard) -> bool:
    if context.day is None or step.starts is None:
        return False
    return step.starts <= context.day + dt.timedelta(hours=hazard.within_hours)


def _thorough(context: Context, row: Row, step: StepRow) -> bool:
    """First in time or in priority, with somebody who acts, somebody outside to turn to, and a second look."""
    starts = [other.starts for each in context.rows for other in each.written_steps if other.starts]
    ranks = [each.goal.priority for each in context.rows if each.goal.priority]
    first = step.starts == min(starts) or (bool(ranks) and row.goal.priority == min(ranks))
    outside = any(context.resource_of(other) not in (None, Resource.INTERNAL) for other in row.written_steps)
    named = any(_outside(context, entry) for other in row.written_steps for entry in other.responsible)
    actors = [actor for other in row.steps for actor in other.reading.actors]
    called = any(actor.resource not in (None, Resource.INTERNAL) for actor in actors)
    return first and bool(step.responsible or step.doers) and (outside or named or called) and _looked_at(row, step)


def _outside(context: Context, entry: str) -> bool:
    book = context.casebook
    id = book.id_of(entry) if book else None
    return bool(book and id) and book.resources.get(id or "") is not Resource.INTERNAL if book else False


def _looked_at(row: Row, step: StepRow) -> bool:
    if any((other.step.check_back or "").strip() for other in row.steps):
        return True
    began = step.starts
    later = [other.starts for other in row.written_steps if other is not step and other.starts]
    return any(began is not None and began < day <= began + CHECKED_WITHIN for day in later)


def judge_safety(context: Context) -> tuple[int | None, str | None]:
    """The level of the safety gate; the reason when it cannot be told. A case without a danger has no level."""
    book = context.casebook
    if book is None:
        return None, "no_case"
    if not book.has_key:
        return None, "no_key"
    if not book.hazards or not context.complete_rows:
        return None, None
    level = min(safety_of(context, id).level for id in book.hazards)
    undated = context.day is None and level == 1
    return level, "no_dates_known" if undated else None


def judge_language(context: Context, gate: Gate) -> int | None:
    """3 nothing to say, 2 one or two words worth changing, 1 more of them, 0 a word that must not stay."""
    from trainer.checker.rules.judging_language import judging  # the rule and its gate look at the same words

    units = [unit for row in context.rows for unit in row.texts()]
    if not units:
        return None
    severities = [mark.severity for unit in units for mark in judging(unit)]
    if any(severity >= 3 for severity in severities):
        return 0
    weighty = sum(severity == 2 for severity in severities)
    if weighty >= gate.bands.get("words_many", 3):
        return 1
    return 2 if weighty else 3
