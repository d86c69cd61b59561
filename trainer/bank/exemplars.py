"""Exemplar plans of a case: worked plans at several levels, with what the checker is expected to find in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from trainer.bank.cases import schema_problem
from trainer.bank.problems import BankError, Problem
from trainer.bank.texts import by_language
from trainer.bank.yamlfile import FieldPath, YamlFile, dotted, read_yaml
from trainer.checker.plan import Plan
from trainer.checker.report import Finding, Praise, Report
from trainer.checker.values import Language, Value, WordsByLanguage


class Expected(Value):
    """A finding that must, or must never, come: its rule and, when it matters, what it stands on or speaks of.

    `at` is a goal or step of the plan, or the need, strength or danger of the key that the finding is about.
    `not_yet` names languages in which the checker is known not to meet this; the line says so instead of hiding it.
    """

    rule: str
    at: str | None = None
    not_yet: tuple[Language, ...] = ()

    def met_by(self, report: Report) -> bool:
        """Whether a finding or a praise of the report is the one expected."""
        said: list[Finding | Praise] = [*report.findings, *report.praise]
        return any(
            one.rule == self.rule and self.at in (None, one.at.goal, one.at.step, one.values.get("about"))
            for one in said
        )


class Surprises(Value):
    """Where a report differs from what was expected; `known` are differences that the exemplar itself admits.

    `mended` are admitted differences that are none any more: their `not_yet` can go.
    """

    lacking: tuple[Expected, ...] = ()
    unwanted: tuple[Expected, ...] = ()
    known: tuple[Expected, ...] = ()
    mended: tuple[Expected, ...] = ()

    @property
    def agree(self) -> bool:
        """Whether the report says what was expected, apart from what is admitted."""
        return not (self.lacking or self.unwanted)


class Expectations(Value):
    """What the checker should say of an exemplar."""

    must: tuple[Expected, ...] = ()
    never: tuple[Expected, ...] = ()

    def surprises(self, report: Report) -> Surprises:
        """What the report lacks or has against these expectations, those known not to be met in its language apart."""
        lacking = [one for one in self.must if not one.met_by(report)]
        unwanted = [one for one in self.never if one.met_by(report)]
        admitted = [one for one in (*self.must, *self.never) if report.language in one.not_yet]
        known = [one for one in (*lacking, *unwanted) if one in admitted]
        return Surprises(
            lacking=tuple(one for one in lacking if one not in known),
            unwanted=tuple(one for one in unwanted if one not in known),
            known=tuple(known),
            mended=tuple(one for one in admitted if one not in known),
        )


class Exemplar(Value):
    """One exemplar. `document` is a `service-plan/1` in which any text may be a map by language."""

    id: str
    level: Literal["proficient", "developing", "beginning"]
    title: WordsByLanguage
    approved: bool = False
    expect: Expectations = Expectations()
    document: dict[str, Any]

    def plan(self, language: Language) -> Plan:
        """The exemplar as a plan in one language; a text that lacks it falls back to English."""
        return Plan.model_validate({**_in(self.document, language), "language": language})


@dataclass(frozen=True)
class ReadExemplar:
    """An exemplar with the file it came from, so that a problem can name its line."""

    exemplar: Exemplar
    file: YamlFile

    def problem(self, code: str, *path: str | int, **values: str) -> Problem:
        """A problem at this field of the file."""
        return Problem(self.file.name, self.file.line(path), code, dotted(path), values)

    def texts(self) -> Iterator[tuple[FieldPath, dict[str, Any]]]:
        """Every text that is written by language, with its place."""
        yield from by_language(self.file.value)


def exemplar_files(folder: Path) -> list[Path]:
    """The exemplar files of a case folder, by name."""
    return sorted((folder / "instructor" / "plans").glob("*.yaml"))


def load_exemplars(folder: Path) -> tuple[Exemplar, ...]:
    """Every exemplar of a case folder by file name; BankError names the file that cannot be used."""
    return tuple(read_exemplar(path).exemplar for path in exemplar_files(folder))


def read_exemplar(path: Path) -> ReadExemplar:
    """One exemplar with its lines; BankError tells every field that does not fit."""
    file = read_yaml(path, f"instructor/plans/{path.name}")
    if not isinstance(file.value, dict):
        raise BankError([Problem(file.name, 1, "SCHEMA_MISSING", "", {"name": "level"})])
    document = dict(file.value)
    about = {name: document.pop(name) for name in _ABOUT if name in document}
    try:
        exemplar = Exemplar(id=path.stem, document=document, **about)
    except ValidationError as error:
        raise _refused(error, file, Exemplar) from None
    try:
        exemplar.plan(Language.EN)
    except ValidationError as error:
        raise _refused(error, file, Plan) from None
    return ReadExemplar(exemplar, file)


_ABOUT = ("level", "title", "approved", "expect")


def _refused(error: ValidationError, file: YamlFile, model: type[Value]) -> BankError:
    found = error.errors(include_url=False)
    return BankError(schema_problem(details, file, tuple(details["loc"]), model) for details in found)


def _in(part: Any, language: Language) -> Any:
    if isinstance(part, dict):
        if part and set(part) <= set(Language):
            return part.get(language, part.get("en", ""))
        return {name: _in(value, language) for name, value in part.items()}
    return [_in(item, language) for item in part] if isinstance(part, list) else part
