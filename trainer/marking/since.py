"""What became of an earlier attempt: which rows and cells changed since, and of each comment whether its words did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from trainer.checker.case import Case
from trainer.checker.plan import Plan
from trainer.marking.queries import Before
from trainer.models import Comment, Submission
from trainer.web.difference import RowChange, changes
from trainer.web.plan_view import people_of


class Fate(StrEnum):
    """What became of the words that a comment was about."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"


@dataclass(frozen=True)
class Since:
    """An attempt beside the one before it."""

    before: Before
    rows: Sequence[RowChange]

    @cached_property
    def _by_row(self) -> dict[str, RowChange]:
        return {row.id: row for row in self.rows}

    def fate(self, comment: Comment) -> Fate:
        """Whether the cell, row or plan that a comment is about changed. Moving a row is no change."""
        row = comment.step or comment.goal
        if not row:
            return Fate.CHANGED if self.rows else Fate.UNCHANGED
        found = self._by_row.get(row)
        if found is None:
            return Fate.UNCHANGED
        if found.kind == Fate.REMOVED:
            return Fate.REMOVED
        about = [cell for cell in found.cells if comment.cell in (None, "", cell.name)]
        return Fate.CHANGED if about else Fate.UNCHANGED

    def left_over(self) -> list[Comment]:
        """The comments whose rows are gone: they have no place on the plan any more and are not lost."""
        return [comment for comment in self.before.marking.comments if self.fate(comment) == Fate.REMOVED]


def since_of(before: Before | None, submission: Submission, plan: Plan, case: Case) -> Since | None:
    """What changed since the attempt before; None for a first attempt."""
    if before is None:
        return None
    names = {id: who.name for id, who in people_of(case, plan.language).items()}
    return Since(before, changes(before.document, submission.document, names))
