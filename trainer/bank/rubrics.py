"""Read the rubrics of a bank; a variant names the rubric it extends and changes only weights and bands.

A mistake in a file is told with its file, line and how to mend it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from trainer.bank.places import casebank_root
from trainer.bank.rubriclint import rubric_problems
from trainer.bank.yamlfile import YamlFile, dotted, read_yaml
from trainer.checker.rubric import Rubric

DEFAULT = "service-plan"


class RubricError(Exception):
    """A rubric file that cannot be used: every line says file, line, what is wrong and how to mend it."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        super().__init__("\n".join(lines))


def load_rubrics(folder: Path | None = None) -> dict[str, Rubric]:
    """All rubrics of the folder by id, the general one first. RubricError when a file cannot be used."""
    folder = folder or casebank_root() / "rubrics"
    files = {path.stem: read_yaml(path, path.name) for path in sorted(folder.glob("*.yaml"))}
    general = sorted(files, key=lambda name: (_extends(files[name]) is not None, name))
    return {rubric.id: rubric for rubric in (_rubric(files[name], files) for name in general)}


def load_rubric(id: str = DEFAULT, folder: Path | None = None) -> Rubric:
    """One rubric by id or `id@version`, which its file is named after; KeyError when the folder has none of that id.

    Only its own file and the one it extends are read, for whoever checks one plan waits for them.
    """
    folder = folder or casebank_root() / "rubrics"
    wanted, files = id.partition("@")[0], {}
    name: str | None = wanted
    while name is not None and name not in files and (folder / f"{name}.yaml").is_file():
        files[name] = read_yaml(folder / f"{name}.yaml", f"{name}.yaml")
        name = _extends(files[name])
    return _rubric(files[wanted], files)


def _extends(file: YamlFile) -> str | None:
    return file.value.get("extends") if isinstance(file.value, dict) else None


def _rubric(file: YamlFile, files: dict[str, YamlFile]) -> Rubric:
    if not isinstance(file.value, dict):
        raise RubricError([f"{file.name}:1: a rubric is a map of fields. Begin with format: rubric/1."])
    parent = _extends(file)
    document = dict(file.value)
    if parent is not None:
        if parent not in files or _extends(files[parent]):
            line = file.line(("extends",))
            raise RubricError([f"{file.name}:{line}: no rubric {parent!r} to extend. Name a file of this folder."])
        document = _extended(files[parent].value, file)
    try:
        rubric = Rubric.model_validate(document)
    except ValidationError as error:
        raise RubricError([_line(file, fault) for fault in error.errors()]) from None
    troubles = [each for each in rubric_problems(document, file) if each.weight != "note"]
    if troubles:
        raise RubricError([f"{each.place}: {each.reason} {each.mend}" for each in troubles])
    return rubric


def _extended(parent: dict[str, Any], file: YamlFile) -> dict[str, Any]:
    """The parent's document with the variant's own fields, weights and bands."""
    own = dict(file.value)
    weights, bands = own.pop("weights", None) or {}, own.pop("bands", None) or {}
    own.pop("extends", None)
    known = {part["id"] for part in (*parent["criteria"], *parent.get("gates", ()))}
    for field, given in (("weights", weights), ("bands", bands)):
        for id in given:
            if id not in known:
                line = file.line((field, id))
                raise RubricError([f"{file.name}:{line}: no criterion {id!r}. Use one of {', '.join(sorted(known))}."])
    document = {**parent, **own}
    document["criteria"] = [_changed(part, weights, bands) for part in parent["criteria"]]
    document["gates"] = [_changed(part, {}, bands) for part in parent.get("gates", ())]
    return document


def _changed(part: dict[str, Any], weights: dict[str, float], bands: dict[str, Any]) -> dict[str, Any]:
    changed = dict(part)
    if part["id"] in weights:
        changed["weight"] = weights[part["id"]]
    if part["id"] in bands:
        changed["bands"] = {**part.get("bands", {}), **bands[part["id"]]}
    return changed


def _line(file: YamlFile, fault: Any) -> str:
    path = tuple(fault["loc"])
    place = f"{file.name}:{file.line(path)} ({dotted(path)})"
    if fault["type"] == "extra_forbidden":
        return f"{place}: a rubric has no such field. Remove it or correct its name."
    if fault["type"] == "missing":
        return f"{place}: the field is missing. Add it."
    return f"{place}: {fault['msg']}. Compare it with service-plan.yaml."
