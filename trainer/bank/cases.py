"""Load a case folder into the value that the checker and the pages read, or say everything that stops it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from trainer.bank.pictures import picture_problems
from trainer.bank.places import case_root, casebank_root
from trainer.bank.problems import BankError, Problem
from trainer.bank.references import reference_problems
from trainer.bank.texts import CaseText, parse_text
from trainer.bank.yamlfile import FieldPath, YamlFile, dotted, read_text, read_yaml
from trainer.checker.case import Case
from trainer.checker.values import Language, Value

__all__ = ["BankError", "CaseFolder", "Problem", "case_root", "casebank_root", "find_cases", "load_case", "read_case"]

CASE_FILE = "case.yaml"
KEY_FILE = "instructor/key.yaml"


@dataclass
class CaseFolder:
    """A case with the files it came from, so that the lint can name a line."""

    folder: Path
    case: Case
    structure: YamlFile
    key: YamlFile | None
    texts: dict[Language, CaseText] = field(default_factory=dict)

    def problem(self, code: str, *path: str | int, at: str = "", **values: str) -> Problem:
        """A problem at this field of case.yaml, or of the key when the path begins with `key`."""
        if path and path[0] == "key" and self.key:
            return Problem(self.key.name, self.key.line(path[1:]), code, at or dotted(path[1:]), values)
        return Problem(self.structure.name, self.structure.line(path), code, at or dotted(path), values)


def find_cases(root: Path) -> list[Path]:
    """The case folders directly under `root`, by name."""
    if not root.is_dir():
        return []
    return sorted(folder for folder in root.iterdir() if (folder / CASE_FILE).is_file())


def load_case(folder: Path, overlay: Path | None = None) -> Case:
    """The case in `folder`; raises BankError with every problem that makes it unusable.

    `overlay` is a folder of the same shape that holds a private `instructor/`; it takes the place of the case's own.
    """
    return read_case(folder, overlay).case


def read_case(folder: Path, overlay: Path | None = None) -> CaseFolder:
    """`load_case` that also keeps files and lines."""
    structure = read_yaml(folder / CASE_FILE, CASE_FILE)
    key = _read_key(folder, overlay)
    if not isinstance(structure.value, dict):
        raise BankError([Problem(CASE_FILE, 1, "SCHEMA_MISSING", values={"name": "id"})])
    document = dict(structure.value)
    problems: list[Problem] = [
        Problem(CASE_FILE, structure.line((name,)), "SCHEMA_UNKNOWN", name, {"name": name, "hint": hint})
        for name, hint in _ELSEWHERE.items()
        if document.pop(name, None) is not None
    ]
    texts = _read_texts(folder, document, problems)
    _put_words(document, texts, folder, problems)
    problems += picture_problems(folder)
    if key:
        document["key"] = key.value or {}
    case = _validated(document, structure, key, problems)
    if case is None:
        raise BankError(problems)
    found = CaseFolder(folder, case, structure, key, texts)
    problems += reference_problems(found)
    if problems:
        raise BankError(problems)
    return found


_ELSEWHERE = {"key": "The key stands in instructor/key.yaml; move it there."}


def _read_key(folder: Path, overlay: Path | None) -> YamlFile | None:
    for place in (overlay, folder):
        if place and (place / KEY_FILE).is_file():
            return read_yaml(place / KEY_FILE, KEY_FILE)
    return None


def _read_texts(folder: Path, document: dict[str, Any], problems: list[Problem]) -> dict[Language, CaseText]:
    languages = document.get("languages")
    texts = {}
    for word in languages if isinstance(languages, dict) else ():
        if word not in set(Language):
            continue
        name = f"text/{word}.md"
        try:
            texts[Language(word)] = parse_text(read_text(folder / name, name), name)
        except BankError as error:
            problems += error.problems
    for text in texts.values():
        problems += text.problems
    return texts


def _put_words(
    document: dict[str, Any], texts: dict[Language, CaseText], folder: Path, problems: list[Problem]
) -> None:
    """Lay the words of every language beside the structure: facts, stage prose, exhibits."""
    facts = {language: text.facts for language, text in texts.items()}
    prose = {language: text.prose for language, text in texts.items()}
    for name, words in (("facts", facts), ("stages", prose)):
        document[name] = [
            {**item, "words": {language.value: own[item["id"]] for language, own in words.items() if item["id"] in own}}
            if _has_id(item)
            else item
            for item in _items(document, name)
        ]
    document["exhibits"] = [
        {**exhibit, "text": _exhibit_words(folder, exhibit["id"], texts, problems)} if _has_id(exhibit) else exhibit
        for exhibit in _items(document, "exhibits")
    ]


def _has_id(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("id"), str)


def _items(document: dict[str, Any], name: str) -> list[Any]:
    items = document.get(name)
    return items if isinstance(items, list) else []


def _exhibit_words(
    folder: Path, exhibit: str, languages: Iterable[Language], problems: list[Problem]
) -> dict[str, str]:
    words = {}
    for language in languages:
        name = f"exhibits/{exhibit}.{language}.md"
        if "/" in exhibit or "\\" in exhibit or not (folder / name).is_file():
            continue
        try:
            words[language.value] = read_text(folder / name, name).strip()
        except BankError as error:
            problems += error.problems
    return words


def _validated(
    document: dict[str, Any], structure: YamlFile, key: YamlFile | None, problems: list[Problem]
) -> Case | None:
    try:
        return Case.model_validate(document)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            path: FieldPath = tuple(step for step in details["loc"] if step != "[key]")
            in_key = bool(path) and path[0] == "key" and key is not None
            source, path = (key, path[1:]) if in_key and key else (structure, path)
            problems.append(schema_problem(details, source, path, Case))
        return None


def schema_problem(details: ErrorDetails, source: YamlFile, path: FieldPath, model: type[Value]) -> Problem:
    """A pydantic error as a problem at its line."""
    name = str(path[-1]) if path else source.name
    kind = details["type"]
    if kind == "missing":
        return Problem(source.name, source.line(path[:-1]), "SCHEMA_MISSING", dotted(path), {"name": name})
    if kind == "extra_forbidden":
        hint = _nearest(name, _sibling_fields(model, details["loc"][:-1]))
        values = {"name": name, "hint": hint or "Take it out."}
        return Problem(source.name, source.line(path), "SCHEMA_UNKNOWN", dotted(path), values)
    given = repr(details.get("input"))[:60].replace("{", "(").replace("}", ")")
    # The pattern itself would tell a designer nothing; the hint says what it allows.
    why = (
        "it is not written in the form that this field has"
        if kind == "string_pattern_mismatch"
        else details["msg"][:200]
    )
    values = {"given": given, "why": why, "hint": _value_hint(kind, details)}
    return Problem(source.name, source.line(path), "SCHEMA_VALUE", dotted(path), values)


def _value_hint(kind: str, details: ErrorDetails) -> str:
    if kind == "string_type" and isinstance(details.get("input"), int | float | bool):
        return "Write it in quotes."
    if kind in ("enum", "literal_error"):
        known = str(details.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
        return _nearest(str(details.get("input")), known) or f"Use one of: {', '.join(known)}."
    if kind == "string_pattern_mismatch":
        return "Ids are lower case Latin letters, digits, - and _; versions look like 1.0.0."
    if kind in ("tuple_type", "list_type"):
        return "Write a list: [one, two]."
    return "Look at the same field in another case."


def _nearest(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"Did you mean `{close[0]}`?" if close else ""


def _sibling_fields(model: type[Value], path: tuple[int | str, ...]) -> list[str]:
    """The fields that the model has at this path."""
    current: Any = model
    for step in path:
        if isinstance(step, int) or not hasattr(current, "model_fields"):
            continue
        info = current.model_fields.get(step)
        current = _inner_model(info.annotation) if info else None
    return list(current.model_fields) if current is not None and hasattr(current, "model_fields") else []


def _inner_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if (found := _inner_model(part)) is not None:
            return found
    return None
