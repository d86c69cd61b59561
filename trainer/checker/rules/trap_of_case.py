"""Ask the question that the case's author keeps ready for a tempting mistake of this very case."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.case import Trap
from trainer.checker.casebook import Casebook
from trainer.checker.context import Context, Row, StepRow, foremost
from trainer.checker.levels.cover import met
from trainer.checker.reading.clauses import stands_aside
from trainer.checker.rules.rule import Found, Rule, on_goal
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    book = context.casebook
    if book is None or not context.complete_rows:
        return
    done = met(context)
    for trap in book.case.key.traps:
        if trap.and_not_covered and trap.and_not_covered in done:
            continue
        row = _first_row(context, book, trap)
        if row:
            ask = {language.value: words for language, words in trap.ask.items()}
            yield on_goal(row, trap=trap.id, ask=ask)


def _first_row(context: Context, book: Casebook, trap: Trap) -> Row | None:
    if trap.person:
        led = [row for row in context.complete_rows for person in _leaders(book, row) if person == trap.person]
        return foremost(led) if len(led) >= (trap.min_steps or 1) else None
    about = [row for row in context.complete_rows if trap.covers and trap.covers in book.needs_of(row)]
    return foremost(row for row in about if _people_fit(book, row, trap))


def _leaders(book: Casebook, row: Row) -> list[str | None]:
    """Who leads each step of the row, by its cell, else by its words."""
    return row.once("leaders", lambda: [_leader(book, step) for step in row.written_steps])


def _leader(book: Casebook, step: StepRow) -> str | None:
    if step.responsible:
        return book.id_of(step.responsible[0])
    return next((actor.id for actor in step.doers), None)


def _people_fit(book: Casebook, row: Row, trap: Trap) -> bool:
    """Whether those who answer for the row are as the trap describes; what only they can give is asked about."""
    if not (trap.only_with or trap.any_with):
        return True
    entries = [*row.goal.responsible, *(name for step in row.goal.steps for name in step.responsible)]
    ids = {book.id_of(entry) for entry in entries if entry.strip()}
    ids |= {
        actor.id
        for unit in (row.reading.goal, *row.reading.steps)
        for actor in unit.actors
        if actor.span is None or not stands_aside(unit.text, actor.span)
    }
    named = {id for id in ids if id}
    if trap.any_with:
        return bool(named & set(trap.any_with))
    outside = {id for id in named if book.resources.get(id) != "internal"}
    return bool(outside) and outside <= set(trap.only_with)


rule = Rule(
    id="trap-of-case",
    criterion=CriterionId.COVER,
    severity=Severity.CONSIDER,
    source="the case's author",
    find=find,
    whole=True,
    needs_key=True,
)
