"""What the lint says of a draft: the bank's own lint, on the folder that the draft stands for.

Each finding leads to the field that it is about: the name of the field is its id on the page.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from trainer.authoring.cells import all_cells, id_of, row_names
from trainer.authoring.sections import SECTIONS
from trainer.bank.casedraft import PLANS, Document, source_of, write_folder
from trainer.bank.cases import CASE_FILE, KEY_FILE, load_case
from trainer.bank.exemplars import Exemplar, load_exemplars
from trainer.bank.lint import lint_case
from trainer.bank.problems import BankError, Problem
from trainer.checker.case import Case
from trainer.models import CaseDraft
from trainer.web.parts import parts

WEIGHTS = ("error", "publish", "note")
_STEP = re.compile(r"\[(\d+)\]|\.?([^.\[\]]+)")
_FACT_TEXT = re.compile(r"text/(\w+)\.md")
_PAPER = re.compile(r"exhibits/(.+)\.(\w+)\.md")
_NOTE = re.compile(r"instructor/note\.(\w+)\.md")
_PLAN = re.compile(re.escape(PLANS) + r"/(.+)\.yaml")
# Fields that the lint knows under another name than the page.
_SHOWN_AT = {
    "key.coverage": "key.needs", "key": "key.needs", "contacts": "contacts.first", "source": "source.cite",
    "instructor": "plans", "id": "title", "status": "title", "version": "title", "format": "title",
}  # fmt: skip


class Finding(NamedTuple):
    """One problem with the section and the place on its page that it is about."""

    problem: Problem
    section: str
    anchor: str

    @property
    def plan(self) -> str | None:
        """The exemplar plan that has to be open for its field to be on the page."""
        return self.anchor.split(".")[1] if self.anchor.startswith("plans.") else None


class Lint(NamedTuple):
    """Everything that was found in one revision of a draft, by weight; `case` None: it cannot be read as a case yet."""

    findings: tuple[Finding, ...]
    case: Case | None
    exemplars: tuple[Exemplar, ...] = ()

    def of(self, weight: str) -> list[Finding]:
        """The findings of one weight, in the order of the pages."""
        return [each for each in self.findings if each.problem.weight == weight]

    def count(self, section: str) -> int:
        """How many findings of a section keep the case from being published."""
        return sum(each.section == section and each.problem.weight != "note" for each in self.findings)


def lint_of(draft: CaseDraft) -> Lint:
    """The lint of a draft as it is stored; worked out once for a revision."""
    cache, key = parts().cache, ("lint of draft", draft.id)
    kept = cache.get(key)
    if kept is None or kept[0] != draft.revision:
        kept = cache[key] = (draft.revision, lint_document(draft.document))
    found: Lint = kept[1]
    return found


def lint_document(document: Document) -> Lint:
    """Lint a document as `trainer bank lint` lints the folder."""
    with tempfile.TemporaryDirectory(prefix="case-") as room:
        folder = write_folder(document, Path(room))
        problems = lint_case(folder, vocabularies=parts().checker.vocabularies)
        case, exemplars = _read(folder)
    places = Places(document)
    order = list(SECTIONS)
    findings = [Finding(problem, *places.of(problem)) for problem in dict.fromkeys(problems)]
    findings.sort(key=lambda each: (order.index(each.section), places.rank(each.anchor)))
    return Lint(tuple(findings), case, exemplars)


def _read(folder: Path) -> tuple[Case | None, tuple[Exemplar, ...]]:
    """The case and its exemplars as far as they can be read."""
    try:
        case = load_case(folder)
    except BankError:
        return None, ()
    try:
        return case, load_exemplars(folder)
    except BankError:
        return case, ()


class Places:
    """Where the fields of a draft stand: the anchor of a problem is its field, else what is nearest around it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.source = source_of(document)
        self.known: dict[str, str] = {name: section for name, (section, _cell) in all_cells(document).items()}
        for section in SECTIONS.values():
            self.known |= dict.fromkeys(row_names(document, section.rows), section.id)
        self._ranks = {name: rank for rank, name in enumerate(self.known)}

    def rank(self, anchor: str) -> int:
        """Its place in the order of the pages."""
        return self._ranks.get(anchor, len(self._ranks))

    def of(self, problem: Problem) -> tuple[str, str]:
        """The section and the anchor of a problem."""
        for name in self._nearest(self._path(problem)):
            if name in self.known:
                return self.known[name], name
        return "about", f"title.{self.source}"

    def _path(self, problem: Problem) -> str:
        if problem.file == CASE_FILE:
            return self._named(problem.field, self.document)
        if problem.file == KEY_FILE:
            return self._named(problem.field, self.document.get("key", {}), "key")
        if match := _FACT_TEXT.fullmatch(problem.file):
            kind = "facts" if any(id_of(each) == problem.field for each in self.document.get("facts", ())) else "stages"
            named = f"{kind}.{problem.field}.words.{match.group(1)}"
            return problem.field if problem.field in self.known else named
        if match := _PAPER.fullmatch(problem.file):
            return f"exhibits.{match.group(1)}.text.{match.group(2)}"
        if match := _NOTE.fullmatch(problem.file):
            return f"notes.{match.group(1)}"
        if match := _PLAN.fullmatch(problem.file):
            plan: Document = next((each for each in self.document["plans"] if id_of(each) == match.group(1)), {})
            return self._named(problem.field, plan, f"plans.{match.group(1)}")
        return problem.file.partition("/")[0]

    def _named(self, dotted: str, part: Any, above: str = "") -> str:
        """`people[2].name.en` with the id of the row in the place of its number."""
        steps = [above] if above else []
        for number, name in _STEP.findall(dotted):
            if number:
                part = part[int(number)] if isinstance(part, list) and int(number) < len(part) else None
                steps.append(id_of(part) if isinstance(part, dict) else number)
            else:
                part = part.get(name) if isinstance(part, dict) else None
                steps.append(name)
        return ".".join(steps)

    def _nearest(self, path: str) -> Iterator[str]:
        steps = path.split(".")
        for end in range(len(steps), 0, -1):
            name = ".".join(steps[:end])
            yield from (f"{name}.{self.source}", name)
            if name in _SHOWN_AT:
                yield _SHOWN_AT[name]
                yield f"{_SHOWN_AT[name]}.{self.source}"

