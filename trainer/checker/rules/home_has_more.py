"""Hint at a strength inside the home, in a row where nobody at home does anything with means of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from trainer.checker.casebook import Casebook
from trainer.checker.context import Context, Row
from trainer.checker.levels.resources import counts_of
from trainer.checker.levels.strengths import strengths_at_work
from trainer.checker.rules.rule import Found, Rule, on_goal
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    book = context.casebook
    if book is None:
        return
    used = strengths_at_work(context)
    idle = [id for id in book.home_strengths if id not in used]
    for row in context.complete_rows:
        counts = counts_of(context, row)
        if counts.home_use or counts.safety:
            continue
        people = row.once("people", partial(_people, book, row))
        near = [id for id in idle if book.shares_facts(id, row) or people & set(book.strengths[id].of)]
        if near:
            yield on_goal(row, about=near[0], strength=near[0])


def _people(book: Casebook, row: Row) -> frozenset[str]:
    """Everybody whom the row names, with the members of groups."""
    return book.with_members(actor.id for unit in row.texts() for actor in unit.actors if actor.id)


rule = Rule(
    id="home-has-more",
    criterion=CriterionId.RESOURCE,
    severity=Severity.CONSIDER,
    source="the authors' own turn in the plan for Samira's family: from outside help to the family's strengths",
    find=find,
    needs_key=True,
    hint=True,
    whole=True,
    mistakes=(19, 21),
)
