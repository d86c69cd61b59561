"""What the lecturer said of the last attempt, for the one who now revises: each piece of words can be ticked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from trainer.models import Mark, Marking, Run
from trainer.plans import queries

OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class Said:
    """Words on a row, on a criterion or on the whole plan; `about` names them for the tick."""

    about: str
    text: str
    goal: str = ""
    step: str = ""
    cell: str = ""
    criterion: str = ""
    done: bool = False

    @property
    def row(self) -> str:
        """The id of the row that the words are on, or nothing."""
        return self.step or self.goal


@dataclass(frozen=True, slots=True)
class Answer:
    """The lecturer's answer to one attempt."""

    attempt: int
    marks: tuple[Mark, ...]
    said: tuple[Said, ...]

    def on(self, row: str) -> list[Said]:
        """The words on one row."""
        return [each for each in self.said if each.row == row]

    def elsewhere(self, rows: Collection[str]) -> list[Said]:
        """The words on the whole plan, on a criterion, or on a row that is gone meanwhile."""
        return [each for each in self.said if each.row not in rows]


def last_answer(db: Session, run: Run) -> Answer | None:
    """The released answer to the attempt before this draft; None for a first attempt or while nothing is released."""
    if run.draft.attempt < 2:
        return None
    last = queries.submission_of(db, run.id, run.draft.attempt - 1)
    marking = queries.released_marking(db, last.id)
    if marking is None:
        return None
    return Answer(last.attempt, tuple(marking.marks), tuple(words_of(marking, queries.addressed_in(db, run.id))))


def words_of(marking: Marking, ticked: set[str]) -> list[Said]:
    """Everything that was written in a marking, with what the student has ticked."""
    overall, by_criterion = f"{marking.public_id}-{OVERALL}", f"{marking.public_id}-"
    words = [Said(overall, marking.overall, done=overall in ticked)] if marking.overall.strip() else []
    words += [
        Said(about := by_criterion + mark.criterion, mark.comment, criterion=mark.criterion, done=about in ticked)
        for mark in marking.marks
        if mark.comment.strip()
    ]
    return words + [
        Said(
            comment.public_id,
            comment.text,
            comment.goal or "",
            comment.step or "",
            comment.cell or "",
            done=comment.public_id in ticked,
        )
        for comment in marking.comments
    ]
