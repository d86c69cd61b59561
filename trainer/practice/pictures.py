"""The pictures of case versions, to whoever may see the version that they belong to."""

from __future__ import annotations

from flask import Response
from flask_login import current_user
from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import Session, undefer

from trainer.models import Assignment, CasePicture, CaseVersion, Membership, OtherCase, Run, Visibility, written_by
from trainer.practice.blueprint import blueprint
from trainer.web import access
from trainer.web.documents import usable_in
from trainer.web.parts import reading
from trainer.web.picture_answers import picture_answer
from trainer.web.viewer import viewer


@blueprint.get("/cases/<slug>/<version>/pictures/<picture>")
@access.public
def picture(slug: str, version: str, picture: str) -> Response:
    """A picture of a case version: of an open one to everybody, else to who works with the case."""
    if current_user.is_authenticated:
        me = viewer()
        seen, home = _seen_by(me.institution_id, me.id, designs=me.is_designer), me.institution_id
    else:
        seen, home = usable_in(0), 0
    found = _picture_of(reading(), slug, version, picture, seen, home)
    return picture_answer(found[0] if found else None, lasting=bool(found) and found[1] == Visibility.OPEN)


def _picture_of(
    db: Session, slug: str, version: str, name: str, seen: ColumnElement[bool], home: int
) -> tuple[CasePicture, Visibility] | None:
    # Each institution has its own copy of what came with the product: one's own comes first.
    found = db.execute(
        select(CasePicture, CaseVersion.visibility)
        .join(CaseVersion, CaseVersion.id == CasePicture.case_version_id)
        .where(CaseVersion.slug == slug, CaseVersion.version == version, CasePicture.name == name, seen)
        .order_by(case((CaseVersion.institution_id == home, 0), else_=1), CaseVersion.id)
        .options(undefer(CasePicture.data))
        .limit(1)
    ).first()
    return (found[0], Visibility(found[1])) if found else None


def _seen_by(institution: int, person: int, *, designs: bool) -> ColumnElement[bool]:
    """The versions that somebody meets: open ones, those of their runs and courses, and a designer's own shelf."""
    runs = select(Run.case_version_id).where(written_by(person))
    given = (
        select(Assignment.case_version_id)
        .join(Membership, Membership.course_id == Assignment.course_id)
        .where(Membership.person_id == person, Membership.left_at.is_(None))
    )
    instead = (
        select(OtherCase.case_version_id)
        .join(Assignment, Assignment.id == OtherCase.assignment_id)
        .join(Membership, Membership.course_id == Assignment.course_id)
        .where(Membership.person_id == person, Membership.left_at.is_(None))
    )
    on_shelf = (CaseVersion.institution_id == institution) & (CaseVersion.visibility != Visibility.PRIVATE)
    shelf = [on_shelf] if designs else []
    return or_(
        usable_in(institution),
        CaseVersion.owner_id == person,
        CaseVersion.id.in_(runs),
        CaseVersion.id.in_(given),
        CaseVersion.id.in_(instead),
        *shelf,
    )
