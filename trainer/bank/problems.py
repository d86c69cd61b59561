"""What is wrong with a file of the bank: where it stands, why it matters and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Literal

from trainer.bank.messages import MESSAGES

Weight = Literal["error", "publish", "note"]
"""error: the case cannot be used; publish: it may be drafted but not published; note: worth a look."""


@dataclass(frozen=True, order=True)
class Problem:
    """One problem. `file` is relative to the folder, `line` counts from 1 (0: the file as a whole)."""

    file: str
    line: int
    code: str
    field: str = ""
    values: dict[str, str] = dataclass_field(default_factory=dict, compare=False)

    @property
    def weight(self) -> Weight:
        """How much it matters."""
        return MESSAGES[self.code].weight

    @property
    def reason(self) -> str:
        """Why this is a problem, in English."""
        return MESSAGES[self.code].reason.format(**self.values)

    @property
    def mend(self) -> str:
        """How to mend it, in English."""
        return MESSAGES[self.code].mend.format(**self.values)

    @property
    def place(self) -> str:
        """`case.yaml:12`, or the file alone."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        where = f"{self.place} ({self.field})" if self.field else self.place
        return f"{where + ': ' if where else ''}{self.reason} {self.mend} [{self.code}]".strip()


class BankError(Exception):
    """A folder or file of the bank that cannot be used, with every problem that was found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
