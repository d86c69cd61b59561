"""What somebody hears who asks for a course they are no longer in: that they left it, and that nothing is lost."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from trainer.errors import NotFound
from trainer.models import TEACHING, Membership


def not_found(db: Session, person: int, course: Select[Any]) -> NotFound:
    """The error for a course that is not to be found; a former member gets a sentence of their own.

    `course` selects the id of the course that was asked for, and nothing where there is none.
    """
    role = db.scalars(
        select(Membership.role).where(
            Membership.person_id == person, Membership.left_at.is_not(None), Membership.course_id.in_(course)
        )
    ).first()
    if role is None:
        return NotFound()
    return NotFound("courses.no_longer_teach" if role in TEACHING else "courses.no_longer_learn")
