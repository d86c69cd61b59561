"""Groups in a course: sets of groups, so that one person is in one group of each set and no more."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.models.base import Base, WithPublicId
from trainer.models.people import Person

LONGEST_GROUP_NAME = 80


class GroupSet(WithPublicId, Base):
    """One way in which a course is divided: its study groups, or the teams of one assignment."""

    __tablename__ = "group_set"
    __table_args__ = (UniqueConstraint("course_id", "title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    title: Mapped[str] = mapped_column(String(LONGEST_GROUP_NAME))

    groups: Mapped[list[CourseGroup]] = relationship(back_populates="of_set", order_by="CourseGroup.id")


class CourseGroup(WithPublicId, Base):
    """A group of a set. As the team of an assignment it owns one plan together."""

    __tablename__ = "course_group"
    __table_args__ = (UniqueConstraint("set_id", "title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("group_set.id"), index=True)
    title: Mapped[str] = mapped_column(String(LONGEST_GROUP_NAME))

    of_set: Mapped[GroupSet] = relationship(back_populates="groups")


class GroupMember(Base):
    """One person's place in one group; the table allows one in each set."""

    __tablename__ = "group_member"
    __table_args__ = (UniqueConstraint("set_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("group_set.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("course_group.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)

    group: Mapped[CourseGroup] = relationship()
    person: Mapped[Person] = relationship()
