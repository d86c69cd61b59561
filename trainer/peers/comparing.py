"""One plan seen by four: its writer, other students, the checker and the lecturer, criterion by criterion."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from trainer.checker.rubric import Criterion
from trainer.models import PeerReview, PeerRound, ReviewKind, Run, ShowFindings, Submission
from trainer.peers import queries
from trainer.peers.rules import shows
from trainer.web.documents import rubric_of


class Line(NamedTuple):
    """The levels on one criterion; None and the empty list where somebody has not said anything that may be shown."""

    criterion: Criterion
    own: int | None
    peers: tuple[int, ...]
    checker: int | None
    lecturer: int | None

    @property
    def said(self) -> bool:
        """Whether anybody has."""
        return bool(self.peers) or any(each is not None for each in (self.own, self.checker, self.lecturer))

    @property
    def apart(self) -> int:
        """How far the lowest and the highest lie apart."""
        levels = [each for each in (self.own, *self.peers, self.checker, self.lecturer) if each is not None]
        return max(levels) - min(levels) if levels else 0


class Beside(NamedTuple):
    """All lines, and why somebody's levels are not among them yet."""

    lines: list[Line]
    reviews: list[PeerReview]
    shown: bool
    marked: bool
    own: PeerReview | None


def beside(db: Session, of: PeerRound, run: Run, *, person: int, now: dt.datetime) -> Beside:
    """What this person may compare: reviews as the round shows them, the lecturer's levels once they are released."""
    assignment = of.assignment
    own = next((each for each in queries.reviews_by(db, assignment.id, person=person)
                if each.kind == ReviewKind.SELF), None)  # fmt: skip
    marking = queries.released_marking(db, run.id)
    shown = shows(of, now, marked=marking is not None)
    reviews = queries.reviews_of(db, run.id) if shown else []
    # In an exam what the checker found is never shown.
    asked = assignment.show_findings != ShowFindings.NEVER
    submission = queries.newest_submission(db, run.id) if asked else None
    marks = {mark.criterion: mark.level for mark in marking.marks} if marking else {}
    criteria = rubric_of(assignment.rubric_version).criteria
    return Beside(lines_of(criteria, own, reviews, submission, marks), reviews, shown, marking is not None, own)


def lines_of(
    criteria: Sequence[Criterion], own: PeerReview | None, reviews: Sequence[PeerReview],
    submission: Submission | None, marks: dict[str, int | None],
) -> list[Line]:  # fmt: skip
    """A line for each criterion of the rubric, in its order."""
    suggested = {part["id"]: part.get("level") for part in submission.report["criteria"]} if submission else {}
    mine = {each.criterion: each.level for each in own.levels} if own else {}
    theirs: dict[str, list[int]] = {}
    for review in reviews:
        for each in review.levels:
            if each.level is not None:
                theirs.setdefault(each.criterion, []).append(each.level)
    return [
        Line(part, mine.get(id), tuple(sorted(theirs.get(id, ()))), suggested.get(id), marks.get(id))
        for part in criteria
        for id in (str(part.id),)
    ]
