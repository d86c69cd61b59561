"""The kinds of records in a course, in the order in which they can be brought in.

The tables say what a row holds: a column that is added later travels by itself, and so does its type, which is what a
row of a foreign archive is checked against.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, cast, get_args, get_type_hints

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, create_model
from sqlalchemy import Column, Select, Table, select
from sqlalchemy.orm import InstrumentedAttribute

from trainer.checker.figures import Figures
from trainer.checker.plan import Plan
from trainer.checker.report import Report
from trainer.checker.sketch import Sketch
from trainer.courses.archive.records import LEVELS, WORDS, Part
from trainer.models import (
    Addressed,
    Appeal,
    Assignment,
    Base,
    CalibrationMarking,
    CalibrationRound,
    CaseVersion,
    Comment,
    Course,
    CourseGroup,
    Draft,
    Extension,
    GroupMember,
    GroupSet,
    HintShown,
    Institution,
    Mark,
    Marking,
    MarkingLog,
    Membership,
    OtherCase,
    PeerComment,
    PeerLevel,
    PeerLog,
    PeerReview,
    PeerRound,
    Person,
    Revision,
    RubricChange,
    RubricVersion,
    RuleSetAside,
    Run,
    SetAside,
    SketchDraft,
    Slot,
    Submission,
    SubmissionFigures,
    SubmissionSketch,
    TeamRole,
)

FORMAT = "course-archive/1"
PERSON = r"^p\d{1,7}$"
REFERENCE = r"^[a-z0-9][a-z0-9_-]*@[\w.+-]{1,20}$"
_OWN = {"id", "public_id"}
_PERSON, _INSTITUTION = Person.__tablename__, Institution.__tablename__
_VERSIONS = {CaseVersion.__tablename__, RubricVersion.__tablename__}
# Numbers that mean one thing of few: levels, and whose marking it is.
_FEW = {"level": 3, "suggested": 3, "before": 3, "after": 3, "slot": max(Slot)}
# PostgreSQL holds no larger one.
_LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Kind:
    """One kind of record: `hangs_on` is the column by which a row belongs to the course or to a row before it.

    `made_anew` are columns that are worked out again when a row comes in; `documents` what a column holds a document
    of; `names_rows` columns whose texts name rows of other kinds by their public ids.
    """

    name: str
    table: type[Base]
    hangs_on: InstrumentedAttribute[Any]
    made_anew: frozenset[str] = frozenset()
    documents: Mapping[str, TypeAdapter[Any]] = field(default_factory=dict)
    names_rows: frozenset[str] = frozenset()

    @property
    def rows(self) -> Table:
        """Its table as statements of rows take it."""
        return cast(Table, self.table.__table__)

    @cached_property
    def columns(self) -> list[Column[Any]]:
        """The columns that travel."""
        left_out = _OWN | self.made_anew
        return [each for each in self.rows.columns if each.name not in left_out and not _is_scope(each)]

    @property
    def has_id(self) -> bool:
        """Whether rows of other kinds can name a row of this one."""
        return "id" in self.rows.columns

    @property
    def has_public_id(self) -> bool:
        """Whether a row has an address, and so may be named in a text."""
        return "public_id" in self.rows.columns

    @property
    def is_record(self) -> bool:
        """Whether a row tells what was done, with values of its own."""
        return "what" in self.rows.columns

    @cached_property
    def row_model(self) -> type[BaseModel]:
        """What a row of an archive must be."""
        hints = get_type_hints(self.table)
        fields = {field_of(each): (_type_of(each, get_args(hints[each.name])[0]), ...) for each in self.columns}
        return create_model(self.table.__name__ + "Row", __config__=ConfigDict(extra="forbid", strict=True), **fields)  # type: ignore[call-overload, no-any-return]

    def ids_of(self, course: int) -> Select[Any]:
        """The ids of the rows of a course."""
        return select(self.rows.c.id).where(self.condition(course))

    def condition(self, course: int) -> Any:
        """Which rows belong to a course."""
        parent = None if self.table is Course else BY_TABLE[target_of(self.hangs_on.property.columns[0])]
        if parent is None or parent.table is Course:
            return self.hangs_on == course
        return self.hangs_on.in_(parent.ids_of(course))


def target_of(column: Column[Any]) -> str:
    """The name of the table that a column points to; empty for a plain value."""
    return next((key.column.table.name for key in column.foreign_keys), "")


def field_of(column: Column[Any]) -> str:
    """What a column is called in a row: `by` for `by_id`."""
    return column.name.removesuffix("_id") if column.foreign_keys else column.name


def _is_scope(column: Column[Any]) -> bool:
    """Where a course is decided anew: by whoever brings it in."""
    return target_of(column) in (_INSTITUTION, Course.__tablename__)


def _type_of(column: Column[Any], hint: Any) -> Any:
    """The type that a value of an archive must have."""
    target = target_of(column)
    optional = type(None) in get_args(hint)
    plain = next((each for each in get_args(hint) if each is not type(None)), hint) if optional else hint
    found: Any
    if target == _PERSON:
        found = Annotated[str, Field(pattern=PERSON)]
    elif target in _VERSIONS:
        found = Annotated[str, Field(pattern=REFERENCE)]
    elif column.name == "criterion":
        found = Part
    elif not target and column.name in _FEW:
        found = Annotated[int, Field(ge=0, le=_FEW[column.name])]
    elif target or plain is int:
        found = Annotated[int, Field(ge=1 if target else -_LARGEST, le=_LARGEST)]
    elif plain is dt.datetime:
        found = AwareDatetime
    elif plain is str:
        found = Annotated[str, Field(max_length=getattr(column.type, "length", None) or 200_000)]
    else:
        found = plain
    return found | None if optional else found


PLAN = {"document": TypeAdapter(Plan)}
WITH_REPORT = PLAN | {"report": TypeAdapter(Report)}
KINDS = (
    Kind("course", Course, Course.id, made_anew=frozenset({"brought_in_at", "brought_in_by_id"})),
    Kind("members", Membership, Membership.course_id),
    Kind("group_sets", GroupSet, GroupSet.course_id),
    Kind("groups", CourseGroup, CourseGroup.set_id),
    Kind("group_members", GroupMember, GroupMember.group_id),
    Kind("assignments", Assignment, Assignment.course_id, made_anew=frozenset({"instructions_html"})),
    Kind("extensions", Extension, Extension.assignment_id),
    Kind("rules_set_aside", RuleSetAside, RuleSetAside.assignment_id),
    Kind("review_rounds", PeerRound, PeerRound.assignment_id),
    Kind("other_cases", OtherCase, OtherCase.assignment_id),
    Kind("runs", Run, Run.assignment_id),
    Kind("team_roles", TeamRole, TeamRole.run_id),
    Kind("drafts", Draft, Draft.run_id, documents=PLAN),
    Kind("drawings", SketchDraft, SketchDraft.run_id, documents={"document": TypeAdapter(Sketch)}),
    Kind("revisions", Revision, Revision.run_id, documents=PLAN),
    Kind("questions_set_aside", SetAside, SetAside.run_id),
    Kind("hints", HintShown, HintShown.run_id),
    Kind("plans", Submission, Submission.run_id, documents=WITH_REPORT),
    Kind("figures", SubmissionFigures, SubmissionFigures.submission_id, documents={"document": TypeAdapter(Figures)}),
    Kind("plan_drawings", SubmissionSketch, SubmissionSketch.submission_id,
         documents={"document": TypeAdapter(Sketch)}),
    Kind("markings", Marking, Marking.submission_id),
    Kind("marks", Mark, Mark.marking_id),
    Kind("comments", Comment, Comment.marking_id),
    Kind("addressed", Addressed, Addressed.run_id, names_rows=frozenset({"about"})),
    Kind("marking_log", MarkingLog, MarkingLog.marking_id, names_rows=frozenset({"values"})),
    Kind("rounds", CalibrationRound, CalibrationRound.assignment_id, documents=WITH_REPORT | {"expected": LEVELS}),
    Kind("round_markings", CalibrationMarking, CalibrationMarking.round_id,
         documents={"levels": LEVELS, "words": WORDS}),
    Kind("appeals", Appeal, Appeal.marking_id),
    Kind("rubric_changes", RubricChange, RubricChange.assignment_id),
    Kind("reviews", PeerReview, PeerReview.assignment_id),
    Kind("review_levels", PeerLevel, PeerLevel.review_id),
    Kind("review_comments", PeerComment, PeerComment.review_id),
    Kind("review_log", PeerLog, PeerLog.review_id, names_rows=frozenset({"values"})),
)
BY_TABLE = {kind.table.__tablename__: kind for kind in KINDS}
# What hangs on a course and stays where it is, and why.
LEFT_OUT = {
    "invitation": "A link that lets anybody in belongs to one installation; the new course makes its own.",
    "mail": "A letter was sent once, from where the course was.",
}


def with_names(value: Any, names: Mapping[str, str], *, column: str) -> Any:
    """A text that names rows, or the parts of a document that do, with other names; what names no row stays."""
    if column == "about":
        return _renamed(value, names)
    return {key: _renamed(each, names) if key in ("key", "field") else each for key, each in value.items()}


def _renamed(text: Any, names: Mapping[str, str]) -> Any:
    """`c:ID` is a field, `ID-overall` and `ID-time` are parts of a marking."""
    if not isinstance(text, str):
        return text
    if text.startswith("c:"):
        return "c:" + names.get(text[2:], text[2:])
    if text in names:
        return names[text]
    heads = (place for place, sign in enumerate(text) if sign == "-" and text[:place] in names)
    return next((names[text[:place]] + text[place:] for place in heads), text)
