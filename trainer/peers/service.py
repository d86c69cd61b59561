"""Write a review: levels, comments, overall words; hand it in; say whether it helped; hide one that hurts.

A save overwrites nothing that it has not seen: it says what it has seen, and `web.versions` decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.checker.rubric import Criterion, Gate, Rubric
from trainer.errors import Invalid
from trainer.models import PeerComment, PeerLevel, PeerLog, PeerReview, PeerRound, ReviewKind, Run, Submission
from trainer.peers.rules import LEASE, may_write
from trainer.web.comments import KEY, At, must_be_in, words
from trainer.web.versions import Seen, Version, settled

NOT_CHOSEN = "not_chosen"
HIDDEN, SHOWN, HANDED_IN = "hidden", "shown", "handed_in"


def begin_self(db: Session, of: PeerRound, run: Run, *, person: int, now: dt.datetime) -> PeerReview:
    """This person's review of their own plan: made once, opened ever after."""
    if not of.self_review:
        raise Invalid("peers.no_self_review")
    found = db.scalars(
        select(PeerReview).where(PeerReview.run_id == run.id, PeerReview.reviewer_id == person)
    ).first()
    if found is None:
        found = PeerReview(
            assignment_id=of.assignment_id, run_id=run.id, reviewer_id=person, kind=ReviewKind.SELF, begun_at=now,
            leased_until=now,
        )  # fmt: skip
        db.add(found)
        db.flush()  # the answer names the review's address
    return found


def document_of(review: PeerReview, newest: Submission | None = None) -> Mapping[str, Any]:
    """The plan that a review is about: as it was handed in, or for one's own review the draft."""
    submission = review.submission or newest
    return submission.document if submission else review.run.draft.document


def open_review(of: PeerRound, review: PeerReview, *, now: dt.datetime) -> None:
    """Raise Invalid unless the review may still be changed; whoever writes holds the plan for a while longer."""
    if not may_write(of, review, now):
        raise Invalid("peers.closed")
    review.leased_until = now + LEASE


def parts_by_id(rubric: Rubric) -> dict[str, Criterion | Gate]:
    """What a reviewer gives levels on: the criteria. Whether a plan is safe stays the lecturer's to say."""
    return {str(part.id): part for part in rubric.criteria}


def save_level(
    db: Session, review: PeerReview, rubric: Rubric, criterion: str, *,
    level: int | None, comment: str, seen: Seen, now: dt.datetime,
) -> PeerLevel:
    """Keep a level and the words on one criterion."""
    if criterion not in parts_by_id(rubric):
        raise Invalid("marking.no_such_criterion")
    if level is not None and level not in range(4):
        raise Invalid("marking.no_such_level")
    kept = next((each for each in review.levels if each.criterion == criterion), None) or PeerLevel(
        criterion=criterion, level=None, comment="", revision=0, saved_at=now
    )
    stored: Version = {"level": kept.level, "comment": kept.comment}
    sent: Version = {"level": level, "comment": words(comment)}
    chosen = _decided(db, review, f"m:{criterion}", sent, stored, kept.revision, seen, now=now)
    if chosen == stored:
        return kept
    kept.level, kept.comment = chosen["level"], words(chosen["comment"])
    kept.revision += 1
    kept.saved_at = review.saved_at = now
    if kept not in review.levels:
        review.levels.append(kept)
    return kept


def save_comment(
    db: Session, review: PeerReview, document: Mapping[str, Any], key: str, at: At, *,
    text: str, seen: Seen, now: dt.datetime,
) -> PeerComment | None:
    """Keep words on the plan, a goal, a step or a cell under a key that the page made.

    Empty words take the comment away; None is returned then.
    """
    if not KEY.fullmatch(key):
        raise Invalid("marking.bad_comment")
    found = db.scalars(select(PeerComment).where(PeerComment.public_id == key)).first()
    if found is not None and found.review_id != review.id:
        raise Invalid("marking.bad_comment")
    stored: Version = {"text": found.text, "cell": found.cell} if found else {"text": "", "cell": at.cell}
    sent: Version = {"text": words(text), "cell": at.cell}
    chosen = _decided(
        db, review, f"c:{key}", sent, stored, found.revision if found else 0, seen, now=now,
        at=" ".join(part for part in (at.goal, at.step) if part),
    )
    if chosen == stored:
        return found
    review.saved_at = now
    if found and not chosen["text"]:
        db.delete(found)
        return None
    where = At(found.goal or "", found.step, chosen["cell"]) if found else at
    must_be_in(document, where)
    if found is None:
        found = PeerComment(
            public_id=key, review_id=review.id, goal=at.goal or None, step=at.step, cell=at.cell, text="", revision=0,
            saved_at=now,
        )  # fmt: skip
        db.add(found)
    found.text, found.cell, found.saved_at = words(chosen["text"]), chosen["cell"], now
    found.revision += 1
    return found


def save_overall(db: Session, review: PeerReview, *, text: str, seen: Seen, now: dt.datetime) -> None:
    """Keep the words on the whole plan. Their revision is the review's own, which only they raise."""
    stored: Version = {"text": review.overall}
    chosen = _decided(db, review, "o:", {"text": words(text)}, stored, review.revision, seen, now=now)
    if chosen == stored:
        return
    review.overall = words(chosen["text"])
    review.revision += 1
    review.saved_at = now


def hand_in(
    db: Session, of: PeerRound, review: PeerReview, rubric: Rubric, newest: Submission | None, *, now: dt.datetime
) -> None:
    """Give the review away: every criterion has a level, and somewhere it says something in words."""
    open_review(of, review, now=now)
    given = {each.criterion for each in review.levels if each.level is not None}
    left = [part for part in parts_by_id(rubric) if part not in given]
    if left:
        raise Invalid("peers.levels_missing", count=len(left))
    if review.kind == ReviewKind.PEER and not _says_something(review):
        raise Invalid("peers.nothing_said")
    if review.submission_id is None and newest is not None:
        review.submission_id = newest.id
    review.handed_in_at = now
    log(db, review, HANDED_IN, by=review.reviewer_id, now=now)


def answer(review: PeerReview, *, helped: bool, why: str, now: dt.datetime) -> None:
    """What the author says of a review; a second answer takes the place of the first."""
    review.helped, review.helped_why, review.answered_at = helped, words(why)[:1000], now


def hide(db: Session, review: PeerReview, *, reason: str, by: int, now: dt.datetime) -> None:
    """Take a review away from its author; the plan waits for another one instead."""
    if review.hidden_at is not None:
        return
    review.hidden_at, review.hidden_by_id, review.hidden_reason = now, by, words(reason)[:1000]
    log(db, review, HIDDEN, by=by, now=now, reason=review.hidden_reason)


def show(db: Session, review: PeerReview, *, by: int, now: dt.datetime) -> None:
    """Give a hidden review back to its author."""
    if review.hidden_at is None:
        return
    review.hidden_at, review.hidden_by_id, review.hidden_reason = None, None, ""
    log(db, review, SHOWN, by=by, now=now)


def log(db: Session, review: PeerReview, what: str, *, by: int, now: dt.datetime, **values: Any) -> None:
    """Add a row to the record of a review."""
    db.add(PeerLog(review_id=review.id, by_id=by, what=what, values=values, at=now))


def _decided(
    db: Session, review: PeerReview, field: str, sent: Version, stored: Version, revision: int, seen: Seen, *,
    now: dt.datetime, at: str = "",
) -> Version:
    chosen = settled(sent, stored, revision, seen)
    if chosen.lost:
        log(db, review, NOT_CHOSEN, by=review.reviewer_id, now=now, field=field, at=at, version=chosen.lost)
    return chosen.kept


def _says_something(review: PeerReview) -> bool:
    return bool(review.overall or review.comments or any(each.comment for each in review.levels))
