"""Turn the fields of a YAML or JSON file into a plan, or say which field is wrong and how to mend it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from trainer.checker.plan import Deferred, Goal, Plan, Review, Step
from trainer.checker.values import Language
from trainer.documents.errors import Trouble, Unreadable

Path = tuple[str | int, ...]

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
MAX_PARTS = 60_000
# Sixty troubles in a row help nobody: the first few are mended, then the file is read again.
MAX_TROUBLES = 20

# What only an exemplar has: its level, its title, whether it may be shown, and what the checker is expected to say.
_EXEMPLAR_FIELDS = frozenset({"level", "title", "approved", "expect"})
_LANGUAGES = frozenset(language.value for language in Language)
_MODELS = {"": Plan, "goals": Goal, "steps": Step, "reviews": Review, "deferred": Deferred}
# Half of a character that arrived alone, and signs that no database keeps.
_UNKEEPABLE = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def decode(data: bytes) -> str:
    """The file's text, or Unreadable: empty, larger than a plan can be, or not UTF-8."""
    if len(data) > MAX_BYTES:
        raise Unreadable.because("documents.too_large", size=_megabytes(len(data)), limit=_megabytes(MAX_BYTES))
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable.because("documents.not_utf8", line=data.count(b"\n", 0, error.start) + 1) from None
    if not text.strip():
        raise Unreadable.because("documents.empty")
    return text


def keepable(text: str) -> str:
    """The text with characters that cannot be stored or shown replaced by the replacement sign."""
    return _UNKEEPABLE.sub("\ufffd", text)


def plan_from(tree: object, lines: Mapping[Path, int], language: Language | str | None) -> Plan:
    """The plan in a tree of maps, lists and strings. `lines` knows the line of each path.

    `language` is used when the document names none, and chooses among texts that an exemplar gives by language.
    """
    if not isinstance(tree, dict):
        raise Unreadable.because("documents.not_a_plan", line=1)
    wanted = str(language or tree.get("language") or "")
    fields = {key: value for key, value in tree.items() if key not in _EXEMPLAR_FIELDS}
    in_language = _in_language(fields, wanted)
    if language and ("language" not in tree or in_language != fields):
        in_language["language"] = str(language)
    if not in_language.get("language"):
        raise Unreadable.because("documents.language_missing")
    try:
        return Plan.model_validate(in_language)
    except ValidationError as error:
        troubles = [_trouble(item, lines) for item in error.errors(include_url=False)[:MAX_TROUBLES]]
        raise Unreadable(troubles) from None


def _in_language(tree: Any, language: str) -> Any:
    """The tree with each map by language replaced by its text in this one, or in the first it has."""
    if isinstance(tree, list):
        return [_in_language(item, language) for item in tree]
    if not isinstance(tree, dict):
        return tree
    if tree and _LANGUAGES.issuperset(tree):
        return tree.get(language, next(iter(tree.values())))
    return {key: _in_language(value, language) for key, value in tree.items()}


def _trouble(error: Any, lines: Mapping[Path, int]) -> Trouble:
    path: Path = tuple(error["loc"])
    key, values = _sentence(error, path)
    return Trouble(key, values, _line(path, lines), shown(path))


def _sentence(error: Any, path: Path) -> tuple[str, dict[str, object]]:
    kind, context = error["type"], error.get("ctx", {})
    name = str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(name, _fields_at(path), n=1)
        return ("documents.field_unknown_near", {"name": name, "near": near[0]}) if near else (
            "documents.field_unknown", {"name": name})
    if kind == "missing":
        return "documents.field_missing", {"name": name}
    if kind == "string_too_long":
        return "documents.field_long", {"limit": context["max_length"]}
    if kind == "too_long":
        return "documents.field_many", {"limit": context["max_length"]}
    if kind in ("enum", "literal_error"):
        return "documents.field_choice", {"allowed": str(context["expected"]).replace("'", "").replace(" or ", ", ")}
    if kind == "value_error" and (twice := re.search(r"the id '(.+?)' stands", error["msg"])):
        return "documents.id_twice", {"id": twice[1]}
    return _KEY_BY_TYPE.get(kind, "documents.field_wrong"), {}


_KEY_BY_TYPE = {
    "string_type": "documents.field_text",
    "tuple_type": "documents.field_list",
    "list_type": "documents.field_list",
    "model_type": "documents.field_map",
    "model_attributes_type": "documents.field_map",
    "dict_type": "documents.field_map",
    "int_type": "documents.field_number",
    "int_parsing": "documents.field_number",
    "int_parsing_size": "documents.field_number",
    "int_from_float": "documents.field_number",
    "greater_than_equal": "documents.field_number",
    "less_than_equal": "documents.field_number",
    "string_pattern_mismatch": "documents.field_id",
    "date_type": "documents.field_date",
    "date_parsing": "documents.field_date",
    "date_from_datetime_parsing": "documents.field_date",
    "date_from_datetime_inexact": "documents.field_date",
}


def _fields_at(path: Path) -> list[str]:
    """The names of the fields that a plan has where this unknown one stands."""
    parts = [part for part in path[:-1] if isinstance(part, str)]
    return list(_MODELS.get(parts[-1] if parts else "", Plan).model_fields)


def _line(path: Path, lines: Mapping[Path, int]) -> int | None:
    """The line of the field, or of the nearest thing around it."""
    for length in range(len(path), -1, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


def shown(path: Path) -> str:
    """`goals[0].steps[2].end`: the path as people write it."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".removesuffix(".0")
