"""A rubric as one YAML file: the same rubric gives the same bytes, and what was read gives the same rubric."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from trainer.bank.problems import BankError, Problem
from trainer.bank.rubriclint import RUBRIC_FILE, readable, rubric_problems
from trainer.bank.yamlfile import MAX_BYTES, parse_yaml
from trainer.checker.rubric import Rubric

_ORDER = ("format", "id", "version", "adapts", "model", "languages", "title", "criteria", "gates")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A rubric that was brought as a file: its text as it came, and what the lint says of it."""

    rubric: Rubric
    text: str
    problems: list[Problem]

    @property
    def whole(self) -> bool:
        """Whether it can be used as it is; otherwise somebody has to finish it."""
        return all(problem.weight == "note" for problem in self.problems)


def rubric_text(rubric: Rubric) -> str:
    """The file of a rubric. Texts stand in quotes: no YAML reader can take one for anything else."""
    document = rubric.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    document |= {"format": rubric.format, "criteria": document.get("criteria", [])}
    for part in (*document["criteria"], *document.get("gates", ())):
        part.setdefault("rules", [])
    yaml = YAML()
    yaml.width, yaml.allow_unicode = 10_000, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    yaml.dump({name: _quoted(document[name]) for name in _ORDER if name in document}, stream)
    return stream.getvalue()


def _quoted(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _quoted(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_quoted(each, name) for each in value]
    plain = name in ("id", "rules", "judged", "adapts", "model")
    return DoubleQuotedScalarString(value) if isinstance(value, str) and not plain else value


def read_rubric(data: bytes) -> Incoming:
    """The rubric of a file; BankError with every reason when it cannot be used at all."""
    if len(data) > MAX_BYTES:
        raise BankError([Problem(RUBRIC_FILE, 0, "FILE_TOO_BIG", values={"limit": str(MAX_BYTES // 1024)})])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BankError([Problem(RUBRIC_FILE, data.count(b"\n", 0, error.start) + 1, "NOT_UTF8")]) from None
    file = parse_yaml(text, RUBRIC_FILE)
    if not isinstance(file.value, dict):
        raise BankError([Problem(RUBRIC_FILE, 1, "SCHEMA_MISSING", values={"name": "format"})])
    problems = rubric_problems(file.value, file)
    rubric = readable(file.value)
    if rubric is None or any(problem.weight == "error" for problem in problems):
        raise BankError(problems)
    return Incoming(rubric, text, problems)
