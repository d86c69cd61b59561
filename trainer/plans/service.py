"""Save a draft, hand it in, and begin again from what was handed in: no step loses a word."""

from __future__ import annotations

import datetime as dt
import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.checker.figures import Figures
from trainer.checker.plan import Plan
from trainer.checker.report import Report
from trainer.checker.sketch import Sketch
from trainer.errors import Invalid
from trainer.models import (
    Addressed,
    Draft,
    Extension,
    HintShown,
    Revision,
    RevisionReason,
    Run,
    SetAside,
    SketchDraft,
    Submission,
    SubmissionFigures,
    SubmissionSketch,
    due_for,
    is_closed,
)
from trainer.web.typed_plan import Document


def save(db: Session, run: Run, document: Document, *, base: int, by: int, now: dt.datetime) -> Revision | None:
    """Store the draft; `run.draft.revision` is then its new revision.

    A save based on an older revision overwrites nothing: its text is kept beside and returned, for the
    conflict page. Returned, not raised: an error would roll the kept text back. A handed-in draft raises Invalid.
    """
    return store(db, run, run.draft, document, RevisionReason.CONFLICT, base=base, by=by, now=now)


def store(
    db: Session, run: Run, draft: Draft | SketchDraft, document: Document, refused: RevisionReason, *,
    base: int, by: int, now: dt.datetime,
) -> Revision | None:
    """Store the plan or the drawing of a run under its next revision; one based on an older revision is kept beside.

    `refused` says what the kept text is. A run that is handed in raises Invalid.
    """
    if not run.draft.open:
        raise Invalid("plans.closed")
    if document == draft.document:
        return None
    if base != draft.revision:
        kept = keep(db, run, document, refused, by=by, now=now)
        db.flush()  # the conflict page names the kept text
        return kept
    draft.document = document
    draft.revision += 1
    draft.saved_at, draft.saved_by_id = now, by
    return None


def change_rows(db: Session, run: Run, document: Document, *, removes: bool, by: int, now: dt.datetime) -> int | None:
    """Store a plan whose rows were added, moved or removed; a removal keeps the text before it and returns its id."""
    lost = removes and document != run.draft.document
    kept = keep(db, run, run.draft.document, RevisionReason.SAVED, by=run.draft.saved_by_id, now=now) if lost else None
    save(db, run, document, base=run.draft.revision, by=by, now=now)
    db.flush()  # the page offers to take the removal back, and names the kept text
    return kept.id if kept else None


def keep(
    db: Session, run: Run, document: Document, reason: RevisionReason, *, by: int | None, now: dt.datetime
) -> Revision:
    """Keep a text of the plan in its history, with who wrote it last where that is known."""
    kept = Revision(run_id=run.id, number=run.draft.revision, reason=reason, document=document, kept_at=now, by_id=by)
    db.add(kept)
    return kept


def submit(
    db: Session, run: Run, report: Report, figures: Figures, *, extension: Extension | None, now: dt.datetime
) -> Submission:
    """Freeze the draft together with what the checker said of it, and the drawing of the family where there is one."""
    if not run.draft.open:
        raise Invalid("plans.closed")
    if run.assignment and is_closed(run.assignment, extension, now):
        raise Invalid("plans.too_late")
    due = due_for(run.assignment, extension) if run.assignment else None
    submission = Submission(
        run_id=run.id,
        assignment_id=run.assignment_id,
        attempt=run.draft.attempt,
        document=run.draft.document,
        report=report.to_document(),
        figures=SubmissionFigures(document=figures.model_dump(mode="json")),
        receipt=secrets.token_hex(4),
        late=bool(due and now > due),
        handed_in_at=now,
    )
    drawn = db.get(SketchDraft, run.id)
    if drawn is not None and Sketch.model_validate(drawn.document).begun:
        submission.sketch = SubmissionSketch(document=drawn.document)
    db.add(submission)
    run.draft.open = False
    if run.assignment_id is None:
        run.finished_at = now
    return submission


def may_begin_attempt(run: Run, last: Submission, answered: bool) -> bool:
    """Whether a new attempt may be begun: in practice always, in an assignment after the answer, while any are left."""
    if run.draft.open:
        return False
    return run.assignment is None or (answered and last.attempt < run.assignment.attempts)


def begin_attempt(db: Session, run: Run, last: Submission, *, answered: bool, now: dt.datetime) -> None:
    """Open the draft again with the text of the last attempt."""
    if run.draft.open:
        return
    if not may_begin_attempt(run, last, answered):
        raise Invalid("plans.no_attempts" if answered else "plans.not_answered")
    run.draft.document = last.document
    run.draft.attempt = last.attempt + 1
    run.draft.revision += 1
    run.draft.saved_at = now
    run.draft.open = True


def set_aside(db: Session, run: Run, *, key: str, rule: str, quote: str, reason: str, now: dt.datetime) -> None:
    """Keep why a finding was meant, for the lecturer to read; a second reason takes the place of the first."""
    found = db.scalars(select(SetAside).where(SetAside.run_id == run.id, SetAside.key == key[:200])).first()
    if found is None:
        found = SetAside(run_id=run.id, key=key[:200], rule=rule[:80], quote=quote[:400], reason="", at=now)
        db.add(found)
    found.reason, found.at = reason[:1000], now


def address(db: Session, run: Run, about: str, *, now: dt.datetime) -> None:
    """Tick words of the lecturer as addressed; a second time takes the tick back."""
    ticked = db.scalars(select(Addressed).where(Addressed.run_id == run.id, Addressed.about == about)).first()
    if ticked is None:
        db.add(Addressed(run_id=run.id, about=about, at=now))
    else:
        db.delete(ticked)


def give_hint(db: Session, run: int, key: str, *, now: dt.datetime) -> int:
    """Log that the next grade of a hint was asked for, and return it; 3 is the last."""
    given = db.scalars(select(HintShown.grade).where(HintShown.run_id == run, HintShown.key == key)).all()
    grade = min(3, max(given, default=0) + 1)
    if grade not in given:
        db.add(HintShown(run_id=run, key=key, grade=grade, at=now))
    return grade


def take_revision(db: Session, run: Run, kept: Revision, *, by: int, now: dt.datetime) -> None:
    """Put a kept text in the draft's place; the text that was there goes to the history."""
    join_revision(db, run, kept.document, by=by, now=now)


def join_revision(db: Session, run: Run, document: Document, *, by: int, now: dt.datetime) -> None:
    """Put a text that was joined from two in the draft's place; the stored one goes to the history."""
    keep(db, run, run.draft.document, RevisionReason.CONFLICT, by=run.draft.saved_by_id, now=now)
    save(db, run, document, base=run.draft.revision, by=by, now=now)


def bring_in(db: Session, run: Run, document: Document, *, by: int, now: dt.datetime) -> None:
    """Put a plan from a file in the draft's place; the text that was there goes to the history."""
    keep(db, run, run.draft.document, RevisionReason.IMPORTED, by=run.draft.saved_by_id, now=now)
    save(db, run, document, base=run.draft.revision, by=by, now=now)


def as_plan(document: Document) -> Plan:
    """The plan of a stored document."""
    return Plan.model_validate(document)
