"""Which marking of a plan somebody works on: the one that counts, or their own of a plan that two people mark."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from sqlalchemy.orm import Session

from trainer.marking import queries
from trainer.models import Assignment, Marking, MarkingState, SecondMarking, Slot, Submission

# One plan in so many is marked twice where a sample is.
SAMPLE = 5
TWO = (Slot.FIRST, Slot.SECOND)


# So long after the last word of whoever marks a plan it counts as theirs: others are told, and led to other plans.
HELD = dt.timedelta(minutes=20)


def is_held(marking: Marking | None, *, by: int, now: dt.datetime) -> bool:
    """Whether somebody else is at a marking now. It says so and locks nothing."""
    if marking is None or marking.state != MarkingState.DRAFT or marking.marker_id == by:
        return False
    return marking.saved_at > now - HELD


class Desk(NamedTuple):
    """What somebody who opens a plan has before them.

    `slot` is None where two others mark it. `apart` counts the markings of two markers, `ready` those of them that are
    done: how far the other has come is all that one sees of it.
    """

    slot: Slot | None
    marking: Marking | None
    apart: int = 0
    ready: int = 0

    @property
    def twice(self) -> bool:
        """Whether it is one of two markings, which never goes to the student by itself."""
        return self.slot != Slot.COUNTS

    @property
    def both_ready(self) -> bool:
        """Whether both are done and nothing is settled yet: now they see each other's."""
        return self.twice and self.ready == len(TWO)


def chosen_for_two(assignment: Assignment | None, submission: Submission) -> bool:
    """Whether two people mark this plan. The sample goes by the order of handing in, so that nobody picks it."""
    if assignment is None or assignment.second_marking == SecondMarking.NOBODY:
        return False
    if assignment.second_marking == SecondMarking.EVERYBODY:
        return True
    return submission.id % SAMPLE == assignment.id % SAMPLE


def desk_of(
    db: Session, submission: Submission, *, by: int, comments: bool = True, to_change: bool = False
) -> Desk:
    """The marking that this person works on. A plan that was begun by one marker stays with one; one statement."""
    every = queries.markings_of(db, submission.id, comments=comments, to_change=to_change)
    found = {Slot(marking.slot): marking for marking in every}
    apart = {slot: found[slot] for slot in TWO if slot in found}
    ready = sum(marking.state == MarkingState.READY for marking in apart.values())
    if Slot.COUNTS in found or not (apart or chosen_for_two(submission.run.assignment, submission)):
        return Desk(Slot.COUNTS, found.get(Slot.COUNTS), len(apart), ready)
    own = next((slot for slot, marking in apart.items() if marking.marker_id == by), None)
    free = next((slot for slot in TWO if slot not in apart), None)
    slot = own or free
    return Desk(slot, apart.get(slot) if slot else None, len(apart), ready)
