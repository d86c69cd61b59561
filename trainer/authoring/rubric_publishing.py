"""Publish the draft of a rubric: an immutable version. What is assigned stays on the version that it has."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from trainer.authoring import drafting
from trainer.authoring.findings import lint_document
from trainer.authoring.publishing import raised
from trainer.bank.casedraft import Document
from trainer.bank.problems import Problem
from trainer.bank.rubricdraft import rubric_document
from trainer.bank.rubricfile import Incoming
from trainer.checker.case import Status
from trainer.checker.rubric import Rubric
from trainer.errors import Conflict, Invalid, NotAllowed
from trainer.models import Institution, RubricDraft, RubricVersion, Visibility
from trainer.web.case_files import rubric_version_from


def newest_rubric(db: Session, institution: int, slug: str) -> RubricVersion | None:
    """The version that was published last under this id, with its document."""
    return db.scalars(
        select(RubricVersion)
        .where(RubricVersion.institution_id == institution, RubricVersion.slug == slug)
        .order_by(RubricVersion.id.desc())
        .options(undefer(RubricVersion.document))
        .limit(1)
    ).first()


def suggested_step(after: Rubric | None, before: RubricVersion | None) -> str:
    """How far the number has to rise: major when marks move, minor when suggestions do, else patch."""
    if before is None or after is None:
        return "major"
    old = Rubric.model_validate(before.document)
    if {str(part.id): part.weight for part in old.criteria} != {str(part.id): part.weight for part in after.criteria}:
        return "major"
    return "patch" if _asked(old) == _asked(after) else "minor"


def _asked(rubric: Rubric) -> list[object]:
    found: list[object] = [(part.id, part.measure, part.rules, part.bands) for part in rubric.criteria]
    return found + [(gate.id, gate.strict, gate.rules, gate.bands) for gate in rubric.gates]


def hindering_rubric(document: Document) -> list[Problem]:
    """What keeps this document from being published."""
    return [each.problem for each in lint_document(document).findings if each.problem.weight != "note"]


def publish_rubric(
    db: Session, draft: RubricDraft, *, step: str, status: Status, visibility: Visibility, by: int, now: dt.datetime
) -> RubricVersion:
    """Make the next version of a rubric from its draft; it is never changed afterwards.

    NotAllowed for a colleague who only writes on it, Conflict when somebody published meanwhile, Invalid while
    something is missing.
    """
    if draft.owner_id != by:
        raise NotAllowed("rubrics.not_yours")
    before = newest_rubric(db, draft.institution_id, draft.slug)
    number = raised(before.version, step) if before else "1.0.0"
    document = {**draft.document, "version": number}
    if hindering_rubric(document):
        raise Invalid("workbench.not_ready")
    rubric = Rubric.model_validate(rubric_document(document))
    made = rubric_version_from(rubric, db.get_one(Institution, draft.institution_id), now)
    made.owner_id, made.status, made.visibility = by, status.value, visibility
    made.made_from = draft.document.get("made_from", {})
    db.add(made)
    db.flush()  # the draft goes on from it
    draft.based_on_id = made.id
    drafting.store(draft, document, by=by, now=now)
    return made


def take_in(db: Session, incoming: Incoming, *, institution: int, by: int, now: dt.datetime) -> RubricVersion:
    """Store a rubric that was brought as a file as a version that only its owner sees, with the very bytes.

    The same version again is the one that is there; Conflict when its id or number is taken by another.
    """
    rubric = incoming.rubric
    made = rubric_version_from(rubric, db.get_one(Institution, institution), now)
    there = list(
        db.scalars(
            select(RubricVersion).where(
                RubricVersion.institution_id == institution, RubricVersion.slug == rubric.id
            )
        )
    )
    for each in there:
        seen = each.owner_id == by or each.visibility != Visibility.PRIVATE
        if seen and (each.version, each.digest) == (made.version, made.digest):
            return each
    if any(each.version == made.version or each.owner_id != by for each in there):
        raise Conflict("rubrics.id_taken", id=rubric.id, version=rubric.version)
    made.owner_id, made.visibility, made.status = by, Visibility.PRIVATE, Status.REVIEW.value
    made.source = incoming.text
    db.add(made)
    db.flush()  # its page is shown next
    return made


def decide_on(version: RubricVersion, what: str, visibility: Visibility | None, *, by: int) -> None:
    """Its author says who may use a version, that it has been reviewed, or that it is no longer recommended."""
    if version.owner_id != by:
        raise NotAllowed("rubrics.not_yours")
    if what == "deprecate":
        version.status = Status.DEPRECATED.value
    elif what == "published" and version.status == Status.REVIEW:
        version.status = Status.PUBLISHED.value
    elif visibility is not None:
        version.visibility = visibility
