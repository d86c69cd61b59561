"""What the checker says of a plan: the document `check-report/1`.

A report holds rules and values, never sentences: messages are rendered in the reader's language from the rule pages.
Sorted, and the same bytes for the same input.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any, Final, Literal

from pydantic import Field

from trainer.checker.values import AnyPartId, GateId, Language, PartId, Severity, Value

FORMAT: Final = "check-report/1"


class Place(Value):
    """Where in a plan: ids, so that it survives reordering. All empty means the whole plan."""

    goal: str | None = None
    step: str | None = None
    cell: str | None = None


# A report names each place many times over, and looking one up costs a tenth of making it.
@lru_cache(maxsize=4096)
def place_of(goal: str | None = None, step: str | None = None, cell: str | None = None) -> Place:
    """The place as one shared value."""
    return Place(goal=goal, step=step, cell=cell)


class Unit(Value):
    """One problem, goal or step with the values of the codebook; `None` where a label does not apply to its kind."""

    path: str
    at: Place
    time: Literal["bounded", "open", "none"] | None = None
    due: str | None = None
    measurable: bool | None = None
    owner: Literal["client", "service", "unclear"] | None = None
    kind: Literal["outcome", "receipt", "activity", "absence"] | None = None
    actor: Literal["internal", "informal", "community", "formal", "joint", "unclear"] | None = None
    type: Literal["use", "access", "receive", "comply", "service", "outcome", "unclear"] | None = None
    concrete: bool | None = None
    frame: Literal["need", "missing_service", "service", "judgement"] | None = None
    respectful: bool = True


class CriterionLevel(Value):
    """The suggested level of one criterion, 0 to 3, or None while the plan cannot tell yet; rows by goal id.

    `weight` is the rubric's: by it the model decides what is said first, never whether it is said.
    """

    id: PartId
    level: int | None = Field(default=None, ge=0, le=3)
    top: int = 3
    weight: float = 1.0
    rows: dict[str, int] = {}
    measures: dict[str, float] = {}


class GateLevel(Value):
    """The suggested level of a gate; None = it does not apply or cannot be judged."""

    id: GateId
    level: int | None = Field(default=None, ge=0, le=3)


class Finding(Value):
    """One thing to ask the student about, on their very words.

    `start` and `end` are code points in the cell's text (None: the cell as a whole or the whole plan). `key` = rule +
    place ids + hash of the quote: a set-aside survives edits elsewhere. `values` fill the message of the rule's page.
    """

    key: str
    rule: str
    criterion: AnyPartId
    severity: Severity
    path: str
    at: Place
    start: int | None = None
    end: int | None = None
    quote: str = ""
    values: dict[str, Any] = {}


class Praise(Value):
    """Something done well, with the words that earned it."""

    rule: str
    criterion: AnyPartId
    path: str
    at: Place
    start: int | None = None
    end: int | None = None
    quote: str = ""
    values: dict[str, Any] = {}


class CannotJudge(Value):
    """What the checker could not tell, and why (a message key), so that silence is not taken for approval."""

    criterion: AnyPartId
    reason: str


class Report(Value):
    """The whole report. `set_aside` are the rules that the lecturer does not ask in this class, fired or not."""

    format: Literal["check-report/1"] = FORMAT
    checker: str
    language: Language
    case: str | None = None
    rubric: str
    units: tuple[Unit, ...] = ()
    criteria: tuple[CriterionLevel, ...] = ()
    gates: tuple[GateLevel, ...] = ()
    shares: dict[str, int] = {}
    findings: tuple[Finding, ...] = ()
    praise: tuple[Praise, ...] = ()
    cannot_judge: tuple[CannotJudge, ...] = ()
    set_aside: tuple[str, ...] = ()

    def to_document(self) -> dict[str, Any]:
        """The JSON document, fields in the order of the format; `set_aside` stands in it where something is."""
        return self.model_dump(mode="json", exclude=None if self.set_aside else {"set_aside"})


def finding_key(rule: str, at: Place, quote: str) -> str:
    """The key by which a finding is recognised again after edits elsewhere in the plan."""
    digest = hashlib.blake2s(" ".join(quote.split()).casefold().encode("utf-8", "replace"), digest_size=5).hexdigest()
    place = "/".join(part for part in (at.goal, at.step, at.cell) if part)
    return f"{rule}:{place}:{digest}"
