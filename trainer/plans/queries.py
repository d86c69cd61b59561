"""What belongs to a run: its draft, its submissions, what a lecturer has released. Ownership stands in every WHERE."""

from __future__ import annotations

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from trainer.errors import NotFound
from trainer.models import (
    Addressed,
    Assignment,
    Course,
    Extension,
    HintShown,
    Marking,
    MarkingState,
    Membership,
    PeerRound,
    Revision,
    RevisionReason,
    Role,
    RuleSetAside,
    Run,
    SetAside,
    ShowFindings,
    SketchDraft,
    Slot,
    Submission,
    SubmissionSketch,
    counting_extension,
    just,
    members_of,
    written_by,
)

SEEN_BY_STUDENT = (MarkingState.RELEASED, MarkingState.SENT_BACK)


# Built once: building it anew for each request takes as long as asking it.
OWN_RUN = (
    select(Run)
    .where(Run.public_id == bindparam("run"), written_by(bindparam("owner")))
    .options(
        joinedload(Run.draft),
        joinedload(Run.case_version),
        joinedload(Run.rubric_version),
        joinedload(Run.assignment),
        joinedload(Run.team),
    )
)


def own_run(db: Session, public_id: str, *, of: int) -> Run:
    """A run with its draft, case, rubric and assignment, one's own or one's team's; a stranger's run is not found."""
    found = db.scalars(OWN_RUN, {"run": public_id, "owner": of}).first()
    if found is None:
        raise NotFound()
    return found


def extension_of(db: Session, run: Run) -> Extension | None:
    """The later due date that counts for this run: the latest that its writers were given, alone or as a group."""
    if run.assignment_id is None:
        return None
    writers = just(run.owner_id) if run.team_id is None else members_of(run.team_id)
    return db.scalars(
        select(Extension).where(Extension.id == counting_extension(run.assignment_id, writers))
    ).first()


def set_aside_in(db: Session, run: int) -> dict[str, SetAside]:
    """What the student meant, by the finding's key."""
    return {row.key: row for row in db.scalars(select(SetAside).where(SetAside.run_id == run))}


def rules_set_aside(db: Session, run: Run) -> frozenset[str]:
    """The rules that the lecturer does not ask in this run's assignment; practice has none."""
    if run.assignment_id is None:
        return frozenset()
    return frozenset(db.scalars(select(RuleSetAside.rule).where(RuleSetAside.assignment_id == run.assignment_id)))


def submission_of(db: Session, run: int, attempt: int) -> Submission:
    """One attempt of a run; NotFound when there is none."""
    found = db.scalars(select(Submission).where(Submission.run_id == run, Submission.attempt == attempt)).first()
    if found is None:
        raise NotFound()
    return found


def attempts_of(db: Session, run: int) -> list[Submission]:
    """Every attempt, the oldest first."""
    return list(db.scalars(select(Submission).where(Submission.run_id == run).order_by(Submission.attempt)))


def released_marking(db: Session, submission: int) -> Marking | None:
    """What the lecturer has shown to the student; a marking that is not released does not exist here."""
    return db.scalars(
        select(Marking)
        .where(
            Marking.submission_id == submission,
            Marking.slot == Slot.COUNTS,
            Marking.state.in_(SEEN_BY_STUDENT),
        )
        .options(selectinload(Marking.marks), selectinload(Marking.comments))
    ).first()


def history_of(db: Session, run: int) -> list[Revision]:
    """Earlier texts that were kept, the newest first."""
    kept = (
        select(Revision)
        .where(Revision.run_id == run, Revision.reason.not_in((RevisionReason.SHARED, RevisionReason.SKETCH)))
        .options(joinedload(Revision.by))
    )
    return list(db.scalars(kept.order_by(Revision.id.desc()).limit(100)))


def kept_revision(db: Session, run: int, id: int) -> Revision:
    """One earlier text of this run's plan."""
    return _kept(db, Revision.reason != RevisionReason.SKETCH, run, id)


def kept_sketch(db: Session, run: int, id: int) -> Revision:
    """A drawing of this run that was saved on an older one."""
    return _kept(db, Revision.reason == RevisionReason.SKETCH, run, id)


def _kept(db: Session, kind: ColumnElement[bool], run: int, id: int) -> Revision:
    found = db.scalars(
        select(Revision).where(Revision.run_id == run, Revision.id == id, kind).options(joinedload(Revision.by))
    ).first()
    if found is None:
        raise NotFound()
    return found


def sketch_of(db: Session, run: int) -> SketchDraft | None:
    """The drawing of the family as it stands in a run, with who saved it; None while nothing was drawn."""
    return db.scalars(
        select(SketchDraft).where(SketchDraft.run_id == run).options(joinedload(SketchDraft.saved_by))
    ).first()


def sketch_handed_in(db: Session, submission: int) -> SubmissionSketch | None:
    """The drawing that went with a plan."""
    return db.get(SubmissionSketch, submission)


def released_markings(db: Session, run: int) -> list[Marking]:
    """Every marking of this run that its student may read."""
    found = (
        select(Marking)
        .join(Submission, Submission.id == Marking.submission_id)
        .where(Submission.run_id == run, Marking.slot == Slot.COUNTS, Marking.state.in_(SEEN_BY_STUDENT))
        .options(selectinload(Marking.marks), selectinload(Marking.comments))
    )
    return list(db.scalars(found))


def addressed_in(db: Session, run: int) -> set[str]:
    """What the student has ticked of the lecturer's words."""
    return set(db.scalars(select(Addressed.about).where(Addressed.run_id == run)))


def hints_given(db: Session, run: int) -> dict[str, int]:
    """The highest grade of each hint that was asked for, by the finding's key."""
    rows = db.execute(
        select(HintShown.key, func.max(HintShown.grade)).where(HintShown.run_id == run).group_by(HintShown.key)
    )
    return {key: grade for key, grade in rows}


def may_hand_in(db: Session, run: Run, *, person: int) -> bool:
    """Whether somebody is still a student of the open course in which this plan was assigned; in practice always."""
    if run.assignment_id is None:
        return True
    place = (
        select(Membership.id)
        .join(Membership.course)
        .join(Assignment, Assignment.course_id == Course.id)
        .where(
            Assignment.id == run.assignment_id,
            Membership.person_id == person,
            Membership.role == Role.STUDENT,
            Membership.left_at.is_(None),
            Course.archived_at.is_(None),
        )
    )
    return db.scalar(place) is not None


def is_reviewed(db: Session, run: Run) -> bool:
    """Whether the students of this run's assignment review each other's plans."""
    return run.assignment_id is not None and db.get(PeerRound, run.assignment_id) is not None


def may_see_report(run: Run) -> bool:
    """Whether the student may read what the checker asked of a plan that is handed in; in an exam never."""
    return run.assignment is None or run.assignment.show_findings != ShowFindings.NEVER


def may_see_findings(run: Run) -> bool:
    """Whether this assignment shows the checker's questions while this attempt is drafted; practice always does."""
    if run.assignment is None or run.assignment.show_findings == ShowFindings.ALWAYS:
        return True
    return run.assignment.show_findings == ShowFindings.AFTER_FIRST and run.draft.attempt > 1
