"""The tables, one module per aggregate; no session and no request here."""

from trainer.models.bank import CaseArchive
from trainer.models.base import Base
from trainer.models.cases import CaseVersion, RubricVersion, Visibility
from trainer.models.courses import (
    AfterDue,
    Assignment,
    Course,
    Extension,
    Invitation,
    Membership,
    Role,
    RuleSetAside,
    ShowFindings,
    ShowSuggestion,
    due_for,
    is_closed,
)
from trainer.models.marks import Addressed, Comment, Mark, Marking, MarkingLog, MarkingState
from trainer.models.people import Identity, Institution, OneTimeLink, Person, SignIn
from trainer.models.runs import Draft, HintShown, Revision, RevisionReason, Run, SetAside, Submission, SubmissionFigures

__all__ = [
    "Addressed",
    "AfterDue",
    "Assignment",
    "Base",
    "CaseArchive",
    "CaseVersion",
    "Comment",
    "Course",
    "Draft",
    "Extension",
    "HintShown",
    "Identity",
    "Institution",
    "Invitation",
    "Mark",
    "Marking",
    "MarkingLog",
    "MarkingState",
    "Membership",
    "OneTimeLink",
    "Person",
    "Revision",
    "RevisionReason",
    "Role",
    "RubricVersion",
    "RuleSetAside",
    "Run",
    "SetAside",
    "ShowFindings",
    "ShowSuggestion",
    "SignIn",
    "Submission",
    "SubmissionFigures",
    "Visibility",
    "due_for",
    "is_closed",
]
