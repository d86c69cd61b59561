"""See which strengths a row names and in which of its steps they do work."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.checker.casebook import Casebook
from trainer.checker.context import Context, Row, StepRow
from trainer.checker.reading.tokens import tokenise
from trainer.checker.reading.values import Span, UnitReading
from trainer.checker.values import Resource

# Word forms differ by their endings; their first five letters mostly do not.
_STEM = 5
# "The same strength everywhere" wants rows enough to be a habit, and most of them.
PASTED_ROWS = 3
PASTED_SHARE = 0.6


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


def pasted(context: Context) -> dict[str, list[Row]]:
    """Strengths that stand in most rows of the plan and do no work there, with those rows.

    The very words of a strength in row after row show that it was copied; a step that speaks of it clears its row.
    """
    rows = context.complete_rows
    if len(rows) < PASTED_ROWS:
        return {}
    where: dict[str, list[Row]] = {}
    for row in rows:
        for entry in dict.fromkeys(entry.strip() for entry in row.goal.strengths if entry.strip()):
            where.setdefault(entry, []).append(row)
    idle = {entry: [row for row in found if not _spoken_of(context, entry, row)] for entry, found in where.items()}
    many = {entry: found for entry, found in idle.items() if len(found) >= PASTED_ROWS}
    return {entry: found for entry, found in many.items() if len(found) > PASTED_SHARE * len(rows)}


def _spoken_of(context: Context, entry: str, row: Row) -> bool:
    """Whether some step of the row has words of this strength in it."""
    book = context.casebook
    texts = [step.text for step in row.written_steps]
    if book and entry in book.strengths:
        return any(id == entry for text in texts for id, _ in book.strengths_in(text))
    stems = {token.key[:_STEM] for token in tokenise(entry) if len(token.key) >= _STEM}
    return any(token.key[:_STEM] in stems for text in texts for token in tokenise(text))


def strengths_at_work(context: Context) -> frozenset[str]:
    """Strengths of the key that some goal or step of the plan uses."""
    return frozenset(id for row in context.rows for id in work_of(context, row).used)


def _own_means(context: Context, step: StepRow) -> bool:
    """The household acts, with something of its own: with an ability, a thing or a tie, not as a receiver."""
    return step.reading.type == "use" and context.resource_of(step) is Resource.INTERNAL


def _by_key(book: Casebook, row: Row, own: list[StepRow], acts: bool) -> Work:
    ticked = book.strengths_ticked(row)
    in_goal = () if _only_gets(row.reading.goal) else book.strengths_in(row.goal.goal)
    named = {id: book.strengths[id].name.get(book.language, "") for id in sorted(ticked)}
    named |= {id: row.goal.goal[span.start : span.end] for id, span in in_goal}
    for id, span in (*book.strengths_in(row.goal.problem), *_praised(book, row.reading.problem)):
        named.setdefault(id, row.goal.problem[span.start : span.end])
    used = set(ticked) | {id for id, _ in in_goal}
    led = {id for id in named if _leads_to_goal(book, id, row.reading.goal)}
    used |= led
    working: list[StepRow] = []
    for step in own:
        cued = book.strengths_in(step.text)
        carried = {id for id in named if _carries(book, id, step)}
        if cued or carried:
            working.append(step)
            used |= carried | {id for id, _ in cued}
            for id, span in cued:
                named.setdefault(id, step.text[span.start : span.end])
    if not working and ticked:
        working = own
    words = tuple(words for words in named.values() if words)
    return Work(words, frozenset(used), bool(ticked or in_goal or led), tuple(working), acts)


def _praised(book: Casebook, problem: UnitReading) -> list[tuple[str, Span]]:
    """Strengths of those about whom the problem says something good: "Samira is interested in English"."""
    mark = problem.first("strength_word")
    if mark is None or mark.quoted:
        return []
    people = {actor.id for actor in problem.actors}
    return [(id, mark.span) for id, strength in book.strengths.items() if people & set(strength.of)]


def _leads_to_goal(book: Casebook, strength: str, goal: UnitReading) -> bool:
    """Whether the one whose strength it is reaches the goal: Samira, who loves English, teaches the little ones."""
    doers = {actor.id for actor in goal.actors if actor.subject and actor.span}
    return goal.outcome == "outcome" and bool(doers & set(book.strengths[strength].of))


def _only_gets(goal: UnitReading) -> bool:
    """A house with a garden that is to be got is an aim; the garden that is there already is a strength."""
    return goal.outcome == "receipt" or goal.first("receive_verb") is not None


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
    stems = {token.key[:_STEM] for words in named for token in tokenise(words) if len(token.key) >= _STEM}
    working = [step for step in own if _speaks_of(step, stems)]
    if not working and named:
        working = own
    in_goal = bool(row.goal.strengths) or row.reading.goal.first("strength_word") is not None
    return Work(tuple(named), frozenset(), in_goal, tuple(working), acts)


def _speaks_of(step: StepRow, stems: set[str]) -> bool:
    if step.reading.first("strength_link") or step.reading.first("strength_word"):
        return True
    return any(token.key[:_STEM] in stems for token in tokenise(step.text) if len(token.key) >= _STEM)
