"""Ask who begins, when the words of a step name one person and its cell names others."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context, StepRow, filled
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for step in row.written_steps:
            entries = filled(step.step.responsible)
            told, named = _told(context, step), _named(context, entries)
            # A cell that holds somebody the case does not know is another question.
            if told and named and not told & named:
                yield on_step(step, step.doers[0].span, who=step.doers[0].text, cell=context.called(entries[0]))


def _told(context: Context, step: StepRow) -> frozenset[str]:
    """The people and services that the step's own words name as those who act."""
    return _all_known(context, [actor.id for actor in step.doers])


def _named(context: Context, entries: tuple[str, ...]) -> frozenset[str]:
    book = context.casebook
    return _all_known(context, [book.id_of(entry) for entry in entries]) if book else frozenset()


def _all_known(context: Context, ids: list[str | None]) -> frozenset[str]:
    """The ids with the members of groups; empty when one of them is unknown."""
    book = context.casebook
    if book is None or None in ids:
        return frozenset()
    return book.with_members(id for id in ids if id)


rule = Rule(
    id="people-disagree",
    criterion=CriterionId.WHO,
    severity=Severity.CONSIDER,
    source="the words and the cells of one step are read by two people",
    find=find,
    needs_case=True,
    mistakes=(24,),
)
