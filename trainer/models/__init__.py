"""The tables, one module per aggregate; no session and no request here."""

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
from trainer.models.drafts import CaseDraft, CaseDraftKept, KeptReason
from trainer.models.marks import Addressed, Comment, Mark, Marking, MarkingLog, MarkingState
from trainer.models.people import Identity, Institution, OneTimeLink, Person, SignIn
from trainer.models.runs import Draft, HintShown, Revision, RevisionReason, Run, SetAside, Submission

__all__ = [
    "Addressed",
    "AfterDue",
    "Assignment",
    "Base",
    "CaseDraft",
    "CaseDraftKept",
    "CaseVersion",
    "Comment",
    "Course",
    "Draft",
    "Extension",
    "HintShown",
    "Identity",
    "Institution",
    "Invitation",
    "KeptReason",
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
    "Visibility",
    "due_for",
    "is_closed",
]
