"""Mark a submission: levels, comments, overall words; say it is ready, send it back, release it.

A save overwrites nothing that it has not seen: it says what it has seen, and `versions` decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from trainer.checker.rubric import Criterion, Gate, Rubric
from trainer.errors import Invalid, NotFound
from trainer.marking.changes import Why, standings_of, taken_back, tell
from trainer.marking.desk import desk_of
from trainer.marking.versions import COMMENT_BY, Seen, Version, decided, log
from trainer.models import (
    Addressed,
    Assignment,
    Comment,
    MailKind,
    Mark,
    Marking,
    MarkingState,
    RuleSetAside,
    ShowSuggestion,
    Slot,
    Submission,
)
from trainer.web.comments import KEY, At, must_be_in, words
from trainer.web.outbox import tell_writers

EDITABLE = (MarkingState.DRAFT, MarkingState.READY)


def open_marking(db: Session, submission: Submission, *, by: int, now: dt.datetime) -> Marking:
    """The marking on which this person works, made on the first save.

    One that the student has seen is closed to changes, and so are those of two markers when both are ready.
    """
    desk = desk_of(db, submission, by=by, comments=False, to_change=True)
    if desk.slot is None:
        raise Invalid("second.two_others")
    marking = desk.marking
    if marking is None:
        marking = Marking(
            submission_id=submission.id,
            slot=desk.slot,
            marker_id=by,
            rubric_version_id=submission.run.rubric_version_id,
            state=MarkingState.DRAFT,
            overall="",
            revision=0,
            saved_at=now,
            marks=[],
        )
        db.add(marking)
        db.flush()  # marks, comments and the log need its id
    if desk.both_ready:
        raise Invalid("second.closed")
    if marking.state not in EDITABLE:
        raise Invalid("marking.closed")
    return marking


def take(db: Session, marking: Marking, *, by: int, now: dt.datetime) -> None:
    """Make this person the one who is at a marking; what others wrote in it stays theirs in the record."""
    if marking.marker_id != by:
        log(db, marking, "taken", by=by, now=now, before=marking.marker_id)
        marking.marker_id = by
    marking.saved_at = now


def suggested_level(submission: Submission, criterion: str) -> int | None:
    """The level that the frozen report suggests, or None where it could not tell."""
    for part in (*submission.report.get("criteria", ()), *submission.report.get("gates", ())):
        if part.get("id") == criterion:
            level: int | None = part.get("level")
            return level
    return None


def shows_suggestion(assignment: Assignment | None, mark: Mark | None) -> bool:
    """Whether the marker may see the suggested level of a criterion: at once, or after setting their own."""
    if assignment is not None and assignment.show_suggestion == ShowSuggestion.AT_ONCE:
        return True
    return mark is not None and mark.level is not None


def mark_in(marking: Marking, criterion: str) -> Mark | None:
    """The mark on one criterion, or None before the first save of it."""
    return next((mark for mark in marking.marks if mark.criterion == criterion), None)


def save_mark(
    db: Session, marking: Marking, submission: Submission, rubric: Rubric, criterion: str, *,
    level: int | None, comment: str, seen: Seen, by: int, now: dt.datetime,
) -> Mark:
    """Keep a level and the words on one criterion. Whether the suggestion was seen before is kept with the level."""
    if criterion not in parts_by_id(rubric):
        raise Invalid("marking.no_such_criterion")
    if level is not None and level not in range(4):
        raise Invalid("marking.no_such_level")
    sent: Version = {"level": level, "comment": words(comment)}
    mark = mark_in(marking, criterion) or Mark(
        criterion=criterion, level=None, comment="", suggestion_seen=False, revision=0, saved_at=now
    )
    stored: Version = {"level": mark.level, "comment": mark.comment}
    kept = decided(db, marking, f"m:{criterion}", sent, stored, mark.revision, seen, by=by, now=now)
    if kept == stored:
        return mark
    comment = words(kept["comment"])
    if kept["level"] != mark.level:
        _set_level(db, marking, submission, mark, kept["level"], by=by, now=now)
    mark.comment = comment
    mark.revision += 1
    mark.saved_at = marking.saved_at = now
    if mark not in marking.marks:
        marking.marks.append(mark)
    return mark


def _set_level(
    db: Session, marking: Marking, submission: Submission, mark: Mark, level: int | None, *, by: int, now: dt.datetime
) -> None:
    # What was seen once stays seen, also when the level was taken away and set anew.
    seen = mark.suggestion_seen or shows_suggestion(submission.run.assignment, mark)
    mark.suggested = suggested_level(submission, mark.criterion)
    log(db, marking, "level", by=by, now=now, criterion=mark.criterion, before=mark.level, after=level,
        suggested=mark.suggested, suggestion_seen=seen)
    mark.level, mark.suggestion_seen = level, seen


def save_comment(
    db: Session, marking: Marking, submission: Submission, key: str, at: At, *,
    text: str, seen: Seen, by: int, now: dt.datetime,
) -> Comment | None:
    """Keep words on the plan, a goal, a step or a cell under a key that the page made.

    Empty words take the comment away; None is returned then.
    """
    if not KEY.fullmatch(key):
        raise Invalid("marking.bad_comment")
    sent: Version = {"text": words(text), "cell": at.cell}
    found = db.scalars(select(Comment).where(Comment.public_id == key)).first()
    if found is not None and found.marking_id != marking.id:
        raise Invalid("marking.bad_comment")
    # Somebody may have taken it away while it was being written on: then what is stored are no words.
    stored: Version = {"text": found.text, "cell": found.cell} if found else {"text": "", "cell": at.cell}
    kept = decided(
        db, marking, f"c:{key}", sent, stored, found.revision if found else 0, seen, by=by, now=now,
        at=" ".join(part for part in (at.goal, at.step) if part),
    )
    if kept == stored:
        return found
    marking.saved_at = now
    if found is None:
        return _add_comment(db, marking, submission, key, at, kept["text"], by=by, now=now)
    if not kept["text"]:
        db.execute(delete(Addressed).where(Addressed.about == found.public_id))
        db.delete(found)
        return None
    must_be_in(submission.document, At(found.goal or "", found.step, kept["cell"]))
    found.text, found.cell, found.saved_at = words(kept["text"]), kept["cell"], now
    found.revision += 1
    return found


def _add_comment(
    db: Session, marking: Marking, submission: Submission, key: str, at: At, text: str, *, by: int, now: dt.datetime
) -> Comment:
    must_be_in(submission.document, at)
    added = Comment(
        public_id=key, marking_id=marking.id, goal=at.goal or None, step=at.step, cell=at.cell,
        text=text, revision=1, saved_at=now,
    )
    db.add(added)
    log(db, marking, COMMENT_BY, by=by, now=now, key=key)
    return added


def save_overall(db: Session, marking: Marking, *, text: str, seen: Seen, by: int, now: dt.datetime) -> None:
    """Keep the words on the whole plan. Their revision is the marking's own, which only they raise."""
    stored: Version = {"text": marking.overall}
    kept = decided(db, marking, "o:", {"text": words(text)}, stored, marking.revision, seen, by=by, now=now)
    if kept == stored:
        return
    marking.overall = words(kept["text"])
    marking.revision += 1
    marking.saved_at = now


def make_ready(db: Session, marking: Marking, rubric: Rubric, *, by: int, now: dt.datetime) -> None:
    """Say that the marking is done; the student sees nothing yet. Every criterion that counts needs a level."""
    rows = db.execute(select(Mark.criterion, Mark.level).where(Mark.marking_id == marking.id))
    levels = {criterion: level for criterion, level in rows}
    left = [part for part in rubric.criteria if part.weight > 0 and levels.get(str(part.id)) is None]
    if left:
        raise Invalid("marking.levels_missing", count=len(left))
    _become(db, marking, MarkingState.READY, by=by, now=now)


def send_back(db: Session, marking: Marking, *, by: int, now: dt.datetime) -> None:
    """Show the marking to the student and ask for a new attempt; it must say something to work with."""
    _must_count(marking)
    said = marking.overall or db.scalars(select(Comment.id).where(Comment.marking_id == marking.id).limit(1)).first()
    said = said or db.scalars(select(Mark.id).where(Mark.marking_id == marking.id, Mark.comment != "").limit(1)).first()
    if not said:
        raise Invalid("marking.nothing_said")
    _show(db, marking, MarkingState.SENT_BACK, by=by, now=now)
    tell_writers(db, MailKind.SENT_BACK, [marking.id], now=now)


def release(db: Session, markings: Iterable[Marking], *, by: int, now: dt.datetime) -> int:
    """Show ready markings to their students; the others stay as they are. Returns how many were released."""
    ready = [one for one in markings if one.state == MarkingState.READY and _taken_to_release(db, one)]
    for marking in ready:
        _show(db, marking, MarkingState.RELEASED, by=by, now=now)
    tell_writers(db, MailKind.RELEASED, [marking.id for marking in ready], now=now)
    # Whoever has seen a marking before reads what is different now.
    stood = taken_back(db, [marking.id for marking in ready]) if ready else {}
    if stood:
        tell(db, stood, standings_of(db, stood), why=Why.CORRECTION, by=by, now=now)
    return len(ready)


def _taken_to_release(db: Session, marking: Marking) -> bool:
    """Whether it is still ready, and this release is the one that shows it: of two at once only one is."""
    still = Marking.id == marking.id, Marking.state == MarkingState.READY, Marking.slot == Slot.COUNTS
    done = db.execute(
        update(Marking).where(*still).values(state=MarkingState.RELEASED),
        execution_options={"synchronize_session": False},
    )
    return bool(done.rowcount)


def take_back(db: Session, marking: Marking, *, by: int, now: dt.datetime) -> None:
    """Hide a released marking again, to correct it. One that was sent back stays: the student works with it."""
    if marking.state != MarkingState.RELEASED:
        raise Invalid("marking.not_released")
    marking.released_at = marking.released_by_id = None
    shown = standings_of(db, [marking.id]).get(marking.id)
    _become(db, marking, MarkingState.DRAFT, by=by, now=now, **({"shown": shown.kept()} if shown else {}))


def set_rule_aside(
    db: Session, assignment: Assignment, rule: str, *, reason: str, by: int, now: dt.datetime
) -> None:
    """Stop asking a rule in an assignment from now on; a second reason takes the place of the first."""
    found = _rule_aside(db, assignment, rule)
    if found is None:
        found = RuleSetAside(assignment_id=assignment.id, rule=rule)
        db.add(found)
    found.reason, found.by_id, found.at = reason, by, now


def ask_rule_again(db: Session, assignment: Assignment, rule: str) -> None:
    """Take a rule's being set aside back; reports that are frozen stay as they are."""
    found = _rule_aside(db, assignment, rule)
    if found is None:
        raise NotFound()
    db.delete(found)


def _rule_aside(db: Session, assignment: Assignment, rule: str) -> RuleSetAside | None:
    return db.scalars(
        select(RuleSetAside).where(RuleSetAside.assignment_id == assignment.id, RuleSetAside.rule == rule)
    ).first()


def parts_by_id(rubric: Rubric) -> dict[str, Criterion | Gate]:
    """The gates, which stand first, then the criteria, by their ids."""
    return {str(gate.id): gate for gate in rubric.gates} | {str(part.id): part for part in rubric.criteria}


def _must_count(marking: Marking) -> None:
    """What one of two markers gave never goes to the student by itself."""
    if marking.slot != Slot.COUNTS:
        raise Invalid("second.settle_first")


def _show(db: Session, marking: Marking, state: MarkingState, *, by: int, now: dt.datetime) -> None:
    marking.released_at, marking.released_by_id = now, by
    _become(db, marking, state, by=by, now=now)


def _become(
    db: Session, marking: Marking, state: MarkingState, *, by: int, now: dt.datetime, **values: object
) -> None:
    before, marking.state = marking.state, state
    log(db, marking, state.value, by=by, now=now, before=str(before), **values)
