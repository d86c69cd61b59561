"""Courses: who teaches and learns together, and what is assigned to them until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    ScalarSelect,
    Select,
    String,
    UniqueConstraint,
    false,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from trainer.models.base import Base, Document, WithPublicId
from trainer.models.cases import CaseVersion, RubricVersion
from trainer.models.groups import CourseGroup, GroupMember, GroupSet
from trainer.models.people import Person


class Role(StrEnum):
    """What a person is in one course."""

    STUDENT = "student"
    ASSISTANT = "assistant"
    LECTURER = "lecturer"


class ShowFindings(StrEnum):
    """When students of an assignment see what the checker asks."""

    ALWAYS = "always"
    AFTER_FIRST = "after_first"
    NEVER = "never"


class ShowSuggestion(StrEnum):
    """When the marker sees the suggested level: after setting their own (kept apart for agreement), or at once."""

    AFTER_LEVEL = "after_level"
    AT_ONCE = "at_once"


class AfterDue(StrEnum):
    """The announced rule of the deadline: late work is accepted and called late, or no longer accepted."""

    ACCEPT_LATE = "accept_late"
    REFUSE = "refuse"


class SecondMarking(StrEnum):
    """Whose plans two people mark: nobody's, one in five by the order of handing in, or everybody's."""

    NOBODY = "nobody"
    SAMPLE = "sample"
    EVERYBODY = "everybody"


class SettledBy(StrEnum):
    """Who says the level where two markers differ: they themselves, or somebody who is neither of them."""

    MARKERS = "markers"
    THIRD = "third"


class Course(WithPublicId, Base):
    """A group that learns together. `timezone` decides what "due at 18:00" means.

    `brought_in_at` is empty for a course that was made here; in one from a file, what is older was said elsewhere.
    """

    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    title: Mapped[str]
    timezone: Mapped[str] = mapped_column(default="Asia/Almaty")
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[dt.datetime]
    archived_at: Mapped[dt.datetime | None]
    brought_in_at: Mapped[dt.datetime | None]
    brought_in_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    brought_in_by: Mapped[Person | None] = relationship(foreign_keys=brought_in_by_id)
    members: Mapped[list[Membership]] = relationship(back_populates="course")
    assignments: Mapped[list[Assignment]] = relationship(back_populates="course")


class Membership(Base):
    """One person's place in one course; who left keeps the row, so that their work keeps its owner."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("course_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(String(16))
    joined_at: Mapped[dt.datetime]
    left_at: Mapped[dt.datetime | None]

    course: Mapped[Course] = relationship(back_populates="members")
    person: Mapped[Person] = relationship()


class Invitation(Base):
    """A link with which anybody who has it joins the course, until it expires or is withdrawn."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    token: Mapped[str] = mapped_column(String(48), unique=True)
    role: Mapped[Role] = mapped_column(String(16))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime | None]
    withdrawn_at: Mapped[dt.datetime | None]

    course: Mapped[Course] = relationship()


class Assignment(WithPublicId, Base):
    """A case version given to a course with a rubric version and dates; both versions stay what they were.

    With a set of teams each group of the set writes one plan together; without one everybody writes their own.
    """

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    case_version_id: Mapped[int] = mapped_column(ForeignKey("case_version.id"))
    rubric_version_id: Mapped[int] = mapped_column(ForeignKey("rubric_version.id"))
    title: Mapped[str]
    instructions: Mapped[str] = mapped_column(default="")
    instructions_html: Mapped[str] = mapped_column(default="")
    opens_at: Mapped[dt.datetime | None]
    due_at: Mapped[dt.datetime | None]
    after_due: Mapped[AfterDue] = mapped_column(String(16), default=AfterDue.ACCEPT_LATE)
    attempts: Mapped[int] = mapped_column(default=2)
    show_findings: Mapped[ShowFindings] = mapped_column(String(16), default=ShowFindings.ALWAYS)
    show_suggestion: Mapped[ShowSuggestion] = mapped_column(String(16), default=ShowSuggestion.AFTER_LEVEL)
    scheme: Mapped[Document] = mapped_column(default=dict)
    second_marking: Mapped[SecondMarking] = mapped_column(String(16), default=SecondMarking.NOBODY)
    settled_by: Mapped[SettledBy] = mapped_column(String(16), default=SettledBy.MARKERS)
    # For how many days after release a student may ask for a second look; 0 is never.
    appeal_days: Mapped[int] = mapped_column(default=0)
    team_set_id: Mapped[int | None] = mapped_column(ForeignKey("group_set.id"))
    made_at: Mapped[dt.datetime]
    # Who marks sees no names, until somebody reveals them; that is done once and stays in these two.
    blind: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Students draw the family themselves: the case's own drawing waits until their plan is handed in.
    draws_first: Mapped[bool] = mapped_column(default=False, server_default=false())
    revealed_at: Mapped[dt.datetime | None]
    revealed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    course: Mapped[Course] = relationship(back_populates="assignments")
    revealed_by: Mapped[Person | None] = relationship()
    team_set: Mapped[GroupSet | None] = relationship()
    case_version: Mapped[CaseVersion] = relationship()
    rubric_version: Mapped[RubricVersion] = relationship()
    extensions: Mapped[list[Extension]] = relationship(back_populates="assignment")

    @property
    def hides_names(self) -> bool:
        """Whether those who mark see the plans without their writers' names now."""
        return self.blind and self.revealed_at is None


class OtherCase(Base):
    """A case that a student may write about instead of the assigned one; without any, the most alike are offered."""

    __tablename__ = "other_case"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), primary_key=True)
    case_version_id: Mapped[int] = mapped_column(ForeignKey("case_version.id"), primary_key=True)


class Extension(Base):
    """A later due date for one student or for one group, with the reason."""

    __tablename__ = "extension"
    __table_args__ = (
        UniqueConstraint("assignment_id", "person_id"),
        UniqueConstraint("assignment_id", "group_id"),
        CheckConstraint("(person_id IS NULL) <> (group_id IS NULL)", name="person_or_group"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("course_group.id"))
    due_at: Mapped[dt.datetime]
    reason: Mapped[str] = mapped_column(default="")
    given_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[dt.datetime]

    assignment: Mapped[Assignment] = relationship(back_populates="extensions")
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    group: Mapped[CourseGroup | None] = relationship()

    @property
    def whom(self) -> Person | CourseGroup:
        """Whom it was given to."""
        found = self.person or self.group
        assert found is not None, "the table keeps one of the two"
        return found


class RuleSetAside(Base):
    """A question of the checker that one assignment does not ask: whose decision it was, and why.

    The report of a plan that is handed in keeps which rules were set aside then.
    """

    __tablename__ = "rule_set_aside"
    __table_args__ = (UniqueConstraint("assignment_id", "rule"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    rule: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]

    by: Mapped[Person] = relationship()


TEACHING = (Role.LECTURER, Role.ASSISTANT)


def is_taught_by(course: Any, person: Any, roles: Sequence[Role] = TEACHING) -> ColumnElement[bool]:
    """The one condition that opens a course's work to somebody: they teach or assist in it now."""
    place = aliased(Membership)
    return (
        select(place.id)
        .where(place.course_id == course, place.person_id == person, place.role.in_(roles), place.left_at.is_(None))
        .correlate_except(place)
        .exists()
    )


Index("ix_membership_person_role", Membership.person_id, Membership.role)


def due_for(assignment: Assignment, *extensions: Extension | None) -> dt.datetime | None:
    """The day that counts for one student: the one place where extensions are applied; of several the latest.

    An assignment that has lost its due date meanwhile has none for anybody.
    """
    later = [each.due_at for each in extensions if each is not None]
    return max([assignment.due_at, *later]) if assignment.due_at and later else assignment.due_at


def is_closed(assignment: Assignment, extension: Extension | None, now: dt.datetime) -> bool:
    """Whether the announced rule refuses a plan of this student now."""
    due = due_for(assignment, extension)
    return due is not None and now > due and assignment.after_due == AfterDue.REFUSE


def counting_extension(assignment: ColumnElement[int] | int, people: Select[Any]) -> ScalarSelect[int]:
    """The id of the extension that counts for these people, to be joined: of their own and their groups' the latest.

    `people` is one student (`just`), or all who write one plan together.
    """
    other, member = aliased(Extension), aliased(GroupMember)
    groups = select(member.group_id).where(member.person_id.in_(people))
    return (
        select(other.id)
        .where(other.assignment_id == assignment, or_(other.person_id.in_(people), other.group_id.in_(groups)))
        .order_by(other.due_at.desc(), other.id)
        .limit(1)
        .correlate_except(other)
        .scalar_subquery()
    )


def just(person: ColumnElement[int] | int) -> Select[Any]:
    """One person, as `counting_extension` takes people."""
    one = aliased(Person)
    return select(one.id).where(one.id == person).correlate_except(one)


def members_of(group: ColumnElement[int] | int) -> Select[Any]:
    """Everybody in a group, as `counting_extension` takes people."""
    member = aliased(GroupMember)
    return select(member.person_id).where(member.group_id == group).correlate_except(member)


def writing_with(person: ColumnElement[int] | int) -> Select[Any]:
    """A person and, where the outer statement's assignment has teams, the others of their team in it."""
    one, mine, theirs = aliased(Person), aliased(GroupMember), aliased(GroupMember)
    team = (
        select(theirs.person_id)
        .join(mine, mine.group_id == theirs.group_id)
        .where(mine.person_id == person, mine.set_id == Assignment.team_set_id)
        .correlate_except(mine, theirs)
    )
    return select(one.id).where(or_(one.id == person, one.id.in_(team))).correlate_except(one)
