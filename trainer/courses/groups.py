"""What a course page shows of groups: the sets of a course, the groups of a set, and who is in which."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from trainer.courses.queries import HERE
from trainer.errors import NotFound
from trainer.models import (
    Assignment,
    CourseGroup,
    Extension,
    GroupMember,
    GroupSet,
    Membership,
    Person,
    Role,
    Run,
    Submission,
)


class SetLine(NamedTuple):
    """A set of groups in a list: how many groups it has, and how many people are in one of them."""

    of_set: GroupSet
    groups: int
    people: int


class GroupLine(NamedTuple):
    """A group of a set with how many people are in it."""

    group: CourseGroup
    people: int


# Only who learns in the course now is counted; who has left keeps their place and takes none.
_LEARNS = (
    select(Membership.id)
    .join(Membership.person)
    .join(GroupSet, GroupSet.course_id == Membership.course_id)
    .where(
        GroupSet.id == GroupMember.set_id,
        Membership.person_id == GroupMember.person_id,
        Membership.role == Role.STUDENT,
        *HERE,
    )
    .correlate(GroupMember)
    .exists()
)


def sets_of(db: Session, course: int) -> list[SetLine]:
    """The sets of a course by title."""
    groups = select(func.count(CourseGroup.id)).where(CourseGroup.set_id == GroupSet.id).scalar_subquery()
    people = select(func.count(GroupMember.id)).where(GroupMember.set_id == GroupSet.id, _LEARNS).scalar_subquery()
    rows = db.execute(
        select(GroupSet, groups, people).where(GroupSet.course_id == course).order_by(GroupSet.title, GroupSet.id)
    )
    return [SetLine(*row) for row in rows]


def set_of(db: Session, course: int, public_id: str) -> GroupSet:
    """One set of a course; NotFound when the course has no such set."""
    found = db.scalars(select(GroupSet).where(GroupSet.course_id == course, GroupSet.public_id == public_id)).first()
    if found is None:
        raise NotFound()
    return found


def group_of(db: Session, of_set: int, public_id: str) -> CourseGroup:
    """One group of a set; NotFound when the set has no such group."""
    found = db.scalars(
        select(CourseGroup).where(CourseGroup.set_id == of_set, CourseGroup.public_id == public_id)
    ).first()
    if found is None:
        raise NotFound()
    return found


def groups_in(db: Session, of_set: int) -> list[GroupLine]:
    """The groups of a set in the order in which they were made."""
    people = select(func.count(GroupMember.id)).where(GroupMember.group_id == CourseGroup.id, _LEARNS).scalar_subquery()
    rows = db.execute(select(CourseGroup, people).where(CourseGroup.set_id == of_set).order_by(CourseGroup.id))
    return [GroupLine(*row) for row in rows]


def titles_in(db: Session, of_set: int, people: Collection[int]) -> dict[int, str]:
    """In which group of the set each of these people is, by their id; who is in none is missing."""
    rows = db.execute(
        select(GroupMember.person_id, CourseGroup.title)
        .join(CourseGroup, CourseGroup.id == GroupMember.group_id)
        .where(GroupMember.set_id == of_set, GroupMember.person_id.in_(people))
    )
    return {person: title for person, title in rows}


def without_group(db: Session, of_set: GroupSet) -> list[int]:
    """The ids of the students of the course who are in no group of the set, in a fixed order."""
    placed = select(GroupMember.person_id).where(GroupMember.set_id == of_set.id)
    return list(
        db.scalars(
            select(Person.id)
            .join(Membership, Membership.person_id == Person.id)
            .where(
                Membership.course_id == of_set.course_id,
                Membership.role == Role.STUDENT,
                *HERE,
                Person.id.not_in(placed),
            )
            .order_by(Person.id)
        )
    )


def groups_of_course(db: Session, course: int) -> list[CourseGroup]:
    """Every group of a course with its set, for a choice: by set, then as they were made."""
    return list(
        db.scalars(
            select(CourseGroup)
            .join(CourseGroup.of_set)
            .where(GroupSet.course_id == course)
            .options(joinedload(CourseGroup.of_set))
            .order_by(GroupSet.title, CourseGroup.id)
        )
    )


def handed_in_together(db: Session, of_set: int) -> set[int]:
    """The groups of a set that have handed in a plan as a team: their mark is theirs, so nobody is taken out."""
    return set(
        db.scalars(
            select(Run.team_id)
            .join(Submission, Submission.run_id == Run.id)
            .join(CourseGroup, CourseGroup.id == Run.team_id)
            .where(CourseGroup.set_id == of_set)
            .distinct()
        )
    )


def is_used(db: Session, groups: Collection[int], *, of_set: int = 0) -> bool:
    """Whether a plan, a later due date or an assignment (of the whole set) rests on these groups."""
    return bool(
        db.scalar(select(Run.id).where(Run.team_id.in_(groups)).limit(1))
        or db.scalar(select(Extension.id).where(Extension.group_id.in_(groups)).limit(1))
        or db.scalar(select(Assignment.id).where(Assignment.team_set_id == of_set).limit(1))
    )
