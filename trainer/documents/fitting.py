"""What of a brought plan does not fit this run: another case's facts and people, and days that are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from trainer.checker.case import Case
from trainer.checker.plan import Goal, Plan
from trainer.checker.reading.dates import mistaken_date
from trainer.documents.notes import Note
from trainer.documents.people import Cast

# People write words; `f99`, `w_mn` and `mo` are ids of a case. One lower-case word may be either.
_ID = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_SURELY_ID = re.compile(r"[a-z]{1,3}|[a-z][a-z0-9_-]*[0-9_][a-z0-9_-]*")


def fitted(plan: Plan, case: Case) -> tuple[Plan, list[Note]]:
    """The plan without facts that this case does not have, and a note of each thing that belongs to another case.

    Unknown people, needs and strengths stay as free text.
    """
    other = bool(plan.case) and _slug(plan.case or "") != _slug(case.reference)
    notes = [_note(0, plan.case or "", "documents.unread_case")] if other else []
    facts = {fact.id for fact in case.facts}
    for number, goal in enumerate(plan.goals, start=1):
        notes += [_note(number, fact, "documents.unread_fact") for fact in goal.facts if fact not in facts]
        notes += [_note(number, name, "documents.unread_id") for name in _unknown(goal, plan, case, other)]
    notes += [_note(0, name, "documents.unread_id") for name in _unknown_beside(plan, case, other)]
    goals = tuple(
        goal.model_copy(update={"facts": tuple(fact for fact in goal.facts if fact in facts)}) for goal in plan.goals
    )
    return plan.model_copy(update={"goals": goals}), notes


def doubtful_dates(plan: Plan) -> list[Note]:
    """The date cells that look like a day and are none, with the number of their goal; 0 for a review's."""
    notes = []
    for number, goal in enumerate(plan.goals, start=1):
        cells = [goal.start, goal.end, *(day for step in goal.steps for day in (step.start, step.end, step.check_back))]
        notes += [_note(number, cell, "documents.doubt_date") for cell in cells if cell and mistaken_date(cell)]
    days = [review.date for review in plan.reviews]
    return notes + [_note(0, day, "documents.doubt_date") for day in days if day and mistaken_date(day)]


def _unknown(goal: Goal, plan: Plan, case: Case, other: bool) -> Iterator[str]:
    people = [*goal.responsible, *(name for step in goal.steps for name in step.responsible)]
    yield from _not_known(people, plan, case, other)
    # The key with the ids of needs and strengths is not at hand here: only another case's plan shows that they differ.
    if other:
        yield from _ids(goal.strengths)


def _unknown_beside(plan: Plan, case: Case, other: bool) -> Iterator[str]:
    yield from _not_known([name for review in plan.reviews for name in review.who], plan, case, other)
    if other:
        yield from _ids(item.need for item in plan.deferred)


def _not_known(names: Iterable[str], plan: Plan, case: Case, other: bool) -> Iterator[str]:
    cast = Cast(case, plan.language)
    ids = {entry.id for entry in (*case.people, *case.groups, *case.network, *case.services)}
    shape = _ID if other else _SURELY_ID
    for name in dict.fromkeys(names):
        if name not in ids and shape.fullmatch(name) and not cast.ids(name):
            yield name


def _ids(names: Iterable[str]) -> Iterator[str]:
    yield from (name for name in dict.fromkeys(names) if _ID.fullmatch(name))


def _slug(reference: str) -> str:
    return reference.partition("@")[0].strip().casefold()


def _note(row: int, text: str, reason: str) -> Note:
    return Note(row, 0, text, reason)
