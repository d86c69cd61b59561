"""Flag a goal that treats what somebody said about the family, before anybody has asked the family."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.case import FactKind
from trainer.checker.casebook import Casebook
from trainer.checker.context import Context, Row
from trainer.checker.rules.rule import Found, Rule, on_problem
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    book = context.casebook
    if book is None:
        return
    for row in context.rows:
        if not row.complete:
            continue
        if _rests_on_hearsay(book, row):
            words = [span for need, span in book.need_words(row.goal.problem) if book.only_hearsay(need)]
            yield on_problem(row, min(words, key=lambda span: span.end - span.start, default=None))


def _rests_on_hearsay(book: Casebook, row: Row) -> bool:
    """The row's facts are all hearsay; or, without facts, it speaks only about needs that nobody has confirmed."""
    kinds = [book.facts[id].kind for id in row.goal.facts if id in book.facts]
    if kinds:
        return all(kind is FactKind.HEARSAY for kind in kinds)
    needs = book.needs_of(row)
    return bool(needs) and all(book.only_hearsay(need) for need in needs)


rule = Rule(
    id="hearsay-treated-as-need",
    criterion=CriterionId.COVER,
    severity=Severity.SHOULD,
    source="Samira's plan, row 7: dependence that the story does not tell of",
    find=find,
    needs_case=True,
    mistakes=(8,),
)
