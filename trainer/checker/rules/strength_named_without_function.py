"""Notice a strength that is ticked or named in a row and does no work in any of its steps."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context, Row
from trainer.checker.levels.strengths import work_of
from trainer.checker.rules.rule import Found, Rule, on_goal
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.complete_rows:
        work = work_of(context, row)
        if work.named and not work.steps and _is_claimed(row):
            yield on_goal(row, strength=work.named[0])


def _is_claimed(row: Row) -> bool:
    """Whether the row says that it is a strength: it is ticked, or the problem praises it.

    "The yard is safe" only has a word of it.
    """
    praise = row.reading.problem.first("strength_word")
    return any(entry.strip() for entry in row.goal.strengths) or (praise is not None and not praise.quoted)


rule = Rule(
    id="strength-named-without-function",
    criterion=CriterionId.STRENGTH,
    severity=Severity.CONSIDER,
    source="no step without a matching strength: wraparound; strengths model fidelity scale",
    find=find,
    mistakes=(21, 34),
)
