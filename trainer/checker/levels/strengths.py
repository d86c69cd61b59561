"""See which strengths a row names and in which of its steps they do work."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.checker.casebook import Casebook
from trainer.checker.context import Context, Row, StepRow
from trainer.checker.cues import tokens_of
from trainer.checker.values import Resource

# Word forms differ by their endings; their first five letters mostly do not.
_STEM = 5


@dataclass(frozen=True, slots=True)
class Work:
    """`named`: the strengths that the row names, in words; `used`: ids of the key; `steps`: where they do work."""

    named: tuple[str, ...] = ()
    used: frozenset[str] = frozenset()
    in_goal: bool = False
    steps: tuple[StepRow, ...] = ()
    home_acts: bool = False


def work_of(context: Context, row: Row) -> Work:
    """What strengths do in a row. With the key they are those of the case; without it, what the student names."""
    return row.once("work", lambda: _work_of(context, row))


def _work_of(context: Context, row: Row) -> Work:
    book = context.casebook
    own = [step for step in row.written_steps if _own_means(context, step)]
    acts = any(context.resource_of(step) is Resource.INTERNAL for step in row.written_steps)
    if book is not None and book.strengths:
        return _by_key(book, row, own, acts)
    return _by_words(row, own, acts)


def strengths_at_work(context: Context) -> frozenset[str]:
    """Strengths of the key that some goal or step of the plan uses."""
    return frozenset(id for row in context.rows for id in work_of(context, row).used)


def _own_means(context: Context, step: StepRow) -> bool:
    """The household acts, with something of its own: with an ability, a thing or a tie, not as a receiver."""
    return step.reading.type == "use" and context.resource_of(step) is Resource.INTERNAL


def _by_key(book: Casebook, row: Row, own: list[StepRow], acts: bool) -> Work:
    ticked = book.strengths_ticked(row)
    in_goal = book.strengths_in(row.goal.goal)
    named = {id: book.strengths[id].name.get(book.language, "") for id in sorted(ticked)}
    named |= {id: row.goal.goal[span.start : span.end] for id, span in in_goal}
    for id, span in book.strengths_in(row.goal.problem):
        named.setdefault(id, row.goal.problem[span.start : span.end])
    used = set(ticked) | {id for id, _ in in_goal}
    working: list[StepRow] = []
    for step in own:
        cued = {id for id, _ in book.strengths_in(step.text)}
        carried = {id for id in named if _carries(book, id, step)}
        if cued or carried:
            working.append(step)
            used |= cued | carried
    if not working and (ticked or in_goal):
        working = own
    words = tuple(words for words in named.values() if words)
    return Work(words, frozenset(used), bool(ticked or in_goal), tuple(working), acts)


def _carries(book: Casebook, strength: str, step: StepRow) -> bool:
    """Whether a step is led by one of those whose strength it is."""
    people = set(book.strengths[strength].of)
    leads = [book.id_of(entry) for entry in step.responsible[:1]] + [actor.id for actor in step.doers[:1]]
    return bool(people & {id for id in leads if id})


def _by_words(row: Row, own: list[StepRow], acts: bool) -> Work:
    named = [entry.strip() for entry in row.goal.strengths if entry.strip()]
    for unit in (row.reading.problem, row.reading.goal):
        mark = unit.first("strength_word")
        if mark and not mark.quoted:
            named.append(unit.text[mark.span.start : mark.span.end])
    stems = {token.key[:_STEM] for words in named for token in tokens_of(words) if len(token.key) >= _STEM}
    working = [step for step in own if _speaks_of(step, stems)]
    if not working and named:
        working = own
    in_goal = bool(row.goal.strengths) or row.reading.goal.first("strength_word") is not None
    return Work(tuple(named), frozenset(), in_goal, tuple(working), acts)


def _speaks_of(step: StepRow, stems: set[str]) -> bool:
    if step.reading.first("strength_link") or step.reading.first("strength_word"):
        return True
    return any(token.key[:_STEM] in stems for token in tokens_of(step.text) if len(token.key) >= _STEM)
