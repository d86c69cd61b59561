"""What the lint says of a draft: the bank's own lint, on the folder or the rubric that the draft stands for.

Each finding leads to the field that it is about: the name of the field is its id on the page.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from trainer.authoring.cells import all_cells, id_of, row_names
from trainer.authoring.rubric_sections import row_to_open, sections_of
from trainer.bank.casedraft import PLANS, Document, pictures_named, source_of, write_folder
from trainer.bank.cases import CASE_FILE, KEY_FILE, load_case
from trainer.bank.exemplars import Exemplar, load_exemplars
from trainer.bank.lint import lint_case
from trainer.bank.problems import BankError, Problem
from trainer.bank.rubricdraft import draft_field, is_rubric, rubric_document
from trainer.bank.rubriclint import RUBRIC_FILE, readable, rubric_problems
from trainer.checker.case import Case
from trainer.checker.rubric import Rubric
from trainer.models import AnyDraft, CaseDraft
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
    def row(self) -> str | None:
        """The row that has to be open for its field to be on the page."""
        return row_to_open(self.anchor)


class Lint(NamedTuple):
    """Everything that was found in one revision of a draft, by weight; `case`, `rubric` None: not readable as one."""

    findings: tuple[Finding, ...]
    case: Case | None = None
    exemplars: tuple[Exemplar, ...] = ()
    rubric: Rubric | None = None

    def of(self, weight: str) -> list[Finding]:
        """The findings of one weight, in the order of the pages."""
        return [each for each in self.findings if each.problem.weight == weight]

    def count(self, section: str) -> int:
        """How many findings of a section keep the case from being published."""
        return sum(each.section == section and each.problem.weight != "note" for each in self.findings)


def lint_of(draft: AnyDraft) -> Lint:
    """The lint of a draft as it is stored; worked out once for a revision."""
    cache, key = parts().cache, ("lint of draft", draft.public_id)
    kept = cache.get(key)
    if kept is None or kept[0] != draft.revision:
        kept = cache[key] = (draft.revision, lint_document(draft.document, pictures_of(draft)))
    found: Lint = kept[1]
    return found


def read_draft(draft: AnyDraft) -> tuple[Case | None, tuple[Exemplar, ...]]:
    """The case and the exemplars of a draft as it is stored, without the lint; worked out once for a revision."""
    cache, key = parts().cache, ("case of draft", draft.public_id)
    kept = cache.get(key)
    if kept is None or kept[0] != draft.revision:
        with tempfile.TemporaryDirectory(prefix="case-") as room:
            kept = cache[key] = (draft.revision, _read(write_folder(draft.document, Path(room), pictures_of(draft))))
    found: tuple[Case | None, tuple[Exemplar, ...]] = kept[1]
    return found


def pictures_of(draft: AnyDraft) -> dict[str, bytes]:
    """The pictures that the papers of a draft show, by the name of their file; a rubric has none."""
    named = pictures_named(draft.document) if isinstance(draft, CaseDraft) else set()
    # Most drafts have none: then nothing is read.
    return {each.name: each.data for each in draft.pictures if each.name in named} if named else {}  # type: ignore[union-attr]


def lint_document(document: Document, pictures: Mapping[str, bytes] | None = None) -> Lint:
    """Lint a document as `trainer bank lint` lints the folder, with the pictures that go along by their names."""
    if is_rubric(document):
        whole = rubric_document(document)
        return Lint(_placed(document, rubric_problems(whole)), rubric=readable(whole))
    with tempfile.TemporaryDirectory(prefix="case-") as room:
        folder = write_folder(document, Path(room), pictures)
        problems = lint_case(folder, vocabularies=parts().checker.vocabularies)
        case, exemplars = _read(folder)
    return Lint(_placed(document, problems), case, exemplars)


def _placed(document: Document, problems: Iterable[Problem]) -> tuple[Finding, ...]:
    """The problems in the order of the pages, each with its field."""
    places, order = Places(document), list(sections_of(document))
    findings = [Finding(problem, *places.of(problem)) for problem in dict.fromkeys(problems)]
    return tuple(sorted(findings, key=lambda each: (order.index(each.section), places.rank(each.anchor))))


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
        for section in sections_of(document).values():
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
        return next(iter(sections_of(self.document))), f"title.{self.source}"

    def _path(self, problem: Problem) -> str:
        if problem.file == RUBRIC_FILE:
            return draft_field(self._named(problem.field, self.document))
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

