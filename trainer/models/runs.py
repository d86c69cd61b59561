"""Runs: everything one student does on one case version: draft, revisions, what was set aside, submissions."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    ForeignKey,
    Index,
    Select,
    String,
    UniqueConstraint,
    and_,
    case,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from trainer.models.base import Base, Document, WithPublicId
from trainer.models.cases import CaseVersion, RubricVersion
from trainer.models.courses import Assignment
from trainer.models.groups import CourseGroup, GroupMember
from trainer.models.people import Person

# So many letters of its id stand for a plan in blind marking.
_LETTERS = 5


class RevisionReason(StrEnum):
    """Why a text was kept. Shared: of the plan, for a while, so that what a team types can be joined.

    Sketch: a drawing of the family that was saved on an older one. All others are texts of the plan, its history.
    """

    SAVED = "saved"
    CONFLICT = "conflict"
    IMPORTED = "imported"
    SHARED = "shared"
    SKETCH = "sketch"


class TeamPart(StrEnum):
    """The part that somebody takes in a team."""

    CASE_MANAGER = "case_manager"
    CONSULTANT = "consultant"
    SUPERVISOR = "supervisor"
    MEDIATOR = "mediator"


class Run(WithPublicId, Base):
    """One student or team on one case version, in practice or for an assignment. `known_facts` None = all are known.

    The run of a team belongs to whoever is in the team; `owner_id` then only says who opened it first.
    """

    __tablename__ = "run"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    case_version_id: Mapped[int] = mapped_column(ForeignKey("case_version.id"))
    rubric_version_id: Mapped[int] = mapped_column(ForeignKey("rubric_version.id"))
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("course_group.id"), index=True)
    # The assignment for which it was written until its student took another case; `assignment_id` is empty then.
    put_aside_for_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    pathway: Mapped[str] = mapped_column(default="")
    stage: Mapped[str] = mapped_column(default="")
    cycle: Mapped[int] = mapped_column(default=1)
    known_facts: Mapped[Document | None]
    begun_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]

    owner: Mapped[Person] = relationship()
    team: Mapped[CourseGroup | None] = relationship()
    case_version: Mapped[CaseVersion] = relationship()
    rubric_version: Mapped[RubricVersion] = relationship()
    assignment: Mapped[Assignment | None] = relationship(foreign_keys=assignment_id)
    put_aside_for: Mapped[Assignment | None] = relationship(foreign_keys=put_aside_for_id)
    draft: Mapped[Draft] = relationship(back_populates="run", uselist=False)
    submissions: Mapped[list[Submission]] = relationship(back_populates="run", order_by="Submission.attempt")

    @property
    def signed(self) -> str:
        """Whose plan it is, to who marks it: the team's name or the student's; a code while names are hidden."""
        if self.assignment is not None and self.assignment.hides_names:
            return self.code
        return self.team.title if self.team else self.owner.name

    @property
    def draws_first(self) -> bool:
        """Whether its writer is to draw the family before they see the case's own drawing: nothing is handed in yet."""
        asked = self.assignment is not None and self.assignment.draws_first
        return asked and self.draft.open and self.draft.attempt == 1

    @property
    def code(self) -> str:
        """What stands for the name in blind marking, as `coded` works it out in a statement."""
        return self.public_id[:_LETTERS].replace("-", "X").replace("_", "Y").upper()


# Whoever opened their team's plan may move to another team and open that one's.
Index(
    "uq_run_owner_id_assignment_id", Run.owner_id, Run.assignment_id, unique=True,
    sqlite_where=Run.team_id.is_(None), postgresql_where=Run.team_id.is_(None),
)  # fmt: skip
Index("uq_run_team_id_assignment_id", Run.team_id, Run.assignment_id, unique=True)
# How often a case was used, and the newest plans that were written for it.
Index("ix_run_case_version_id_id", Run.case_version_id, Run.id)


def written_by(person: Any) -> ColumnElement[bool]:
    """The one condition that opens a run to its writer: it is theirs, or their team's."""
    teams = select(GroupMember.group_id).where(GroupMember.person_id == person).correlate_except(GroupMember)
    # Without the first half a run that has no team would be neither within this condition nor outside of it.
    of_team = and_(Run.team_id.is_not(None), Run.team_id.in_(teams))
    return or_(and_(Run.team_id.is_(None), Run.owner_id == person), of_team)


def writers(where: ColumnElement[bool]) -> CompoundSelect[Any]:
    """Rows of `run` and `person` for everybody who wrote one of these runs: its owner, or all of its team."""
    alone = select(Run.id.label("run"), Run.owner_id.label("person")).where(Run.team_id.is_(None), where)
    together = select(Run.id, GroupMember.person_id).join(GroupMember, GroupMember.group_id == Run.team_id).where(where)
    return union_all(alone, together)


def who_wrote() -> Select[Any]:
    """All who write the outer statement's run, as `counting_extension` takes people: its owner, or all of its team."""
    one, member = aliased(Person), aliased(GroupMember)
    team = select(member.person_id).where(member.group_id == Run.team_id).correlate_except(member)
    alone = and_(Run.team_id.is_(None), one.id == Run.owner_id)
    return select(one.id).where(or_(alone, one.id.in_(team))).correlate_except(one)


def coded() -> ColumnElement[str]:
    """What stands for a name in blind marking: some letters of the run's id, which tell nothing of the writer."""
    return func.upper(func.replace(func.replace(func.substr(Run.public_id, 1, _LETTERS), "-", "X"), "_", "Y"))


def names_hidden() -> ColumnElement[bool]:
    """Whether the names of a run's assignment are hidden from those who mark it."""
    given = aliased(Assignment)
    hiding = given.id == Run.assignment_id, given.blind, given.revealed_at.is_(None)
    return select(given.id).where(*hiding).correlate(Run).exists()


def signature() -> ColumnElement[str]:
    """Whose plan it is, to who marks it: the team's title, else the name of the Person that is joined as owner.

    While names are hidden it is a code. Every list of plans that a marker sees takes its names from here.
    """
    team = select(CourseGroup.title).where(CourseGroup.id == Run.team_id).correlate(Run).scalar_subquery()
    return case((names_hidden(), coded()), else_=func.coalesce(team, Person.name))


class TeamRole(Base):
    """The part that a member has in the plan of a team."""

    __tablename__ = "team_role"
    __table_args__ = (UniqueConstraint("run_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    part: Mapped[TeamPart] = mapped_column(String(16))


class Draft(Base):
    """The plan as it stands now. `revision` grows by one with each save; a save names the revision it was based on."""

    __tablename__ = "draft"

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(default=0)
    document: Mapped[Document]
    saved_at: Mapped[dt.datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    attempt: Mapped[int] = mapped_column(default=1)
    open: Mapped[bool] = mapped_column(default=True)

    run: Mapped[Run] = relationship(back_populates="draft")
    saved_by: Mapped[Person | None] = relationship()


class Revision(Base):
    """An earlier text of the plan, kept so that nothing typed is ever lost."""

    __tablename__ = "revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    number: Mapped[int]
    reason: Mapped[RevisionReason] = mapped_column(String(16))
    document: Mapped[Document] = mapped_column(deferred=True)
    kept_at: Mapped[dt.datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    by: Mapped[Person | None] = relationship()


class SetAside(Base):
    """A finding that the student meant: "intended, because…". The lecturer reads the reason."""

    __tablename__ = "set_aside"
    __table_args__ = (UniqueConstraint("run_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    key: Mapped[str]
    rule: Mapped[str]
    quote: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    at: Mapped[dt.datetime]


class HintShown(Base):
    """A hint that the student asked for: which finding, how much was given away."""

    __tablename__ = "hint_shown"
    __table_args__ = (UniqueConstraint("run_id", "key", "grade"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    key: Mapped[str]
    grade: Mapped[int]
    at: Mapped[dt.datetime]


class Submission(WithPublicId, Base):
    """A plan as it was handed in, with what the checker said of it then. Never changed afterwards."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("run_id", "attempt"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    attempt: Mapped[int]
    document: Mapped[Document] = mapped_column(deferred=True)
    report: Mapped[Document] = mapped_column(deferred=True)
    receipt: Mapped[str] = mapped_column(String(16))
    late: Mapped[bool] = mapped_column(default=False)
    handed_in_at: Mapped[dt.datetime]

    run: Mapped[Run] = relationship(back_populates="submissions")
    figures: Mapped[SubmissionFigures | None] = relationship(uselist=False, lazy="raise", cascade="save-update, merge")
    sketch: Mapped[SubmissionSketch | None] = relationship(uselist=False, lazy="raise", cascade="save-update, merge")


class SubmissionFigures(Base):
    """What pictures of a class count of a submission. Apart from its report: thousands of plans are counted at once.

    `document` holds `trainer.checker.figures.Figures`.
    """

    __tablename__ = "submission_figures"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    document: Mapped[Document]


class SubmissionSketch(Base):
    """The drawing of the family as it went with a plan; never changed. Apart: most pages of a plan do not need it."""

    __tablename__ = "submission_sketch"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    document: Mapped[Document]


# The order of the queue, and all that is counted of a class: SQLite would else walk through each plan and report, which
# stand in the row before these columns.
Index(
    "ix_submission_queue", Submission.assignment_id, Submission.handed_in_at, Submission.id,
    Submission.run_id, Submission.attempt, Submission.late,
)  # fmt: skip
