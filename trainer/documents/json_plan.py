"""Read a plan from JSON and write it as JSON, for programs that exchange plans."""

from __future__ import annotations

import json
from typing import Any

from trainer.checker.plan import Plan
from trainer.checker.values import Language
from trainer.documents import plan_document
from trainer.documents.errors import Unreadable


def read(data: bytes, *, language: Language | str | None = None) -> Plan:
    """The plan in the file's bytes; Unreadable with line or field when there is none."""
    text = plan_document.decode(data)
    limit = plan_document.MAX_DEPTH
    if _depth(text) > limit:
        raise Unreadable.because("documents.too_deep", limit=limit)
    try:
        # Numbers stay as typed: the plan's own fields say which of them are numbers.
        tree = json.loads(text, object_pairs_hook=_fields, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise Unreadable.because("documents.json_syntax", line=error.lineno) from None
    return plan_document.plan_from(tree, {}, language)


def write(plan: Plan) -> str:
    """The plan as JSON with every field present, two spaces of indent, a newline at the end."""
    return plan_document.keepable(json.dumps(plan.to_document(), ensure_ascii=False, indent=2) + "\n")


def _fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The fields of one object, without those that are null; a field that stands twice is refused."""
    fields: dict[str, Any] = {}
    seen: set[str] = set()
    for key, value in pairs:
        if key in seen:
            raise Unreadable.because("documents.key_twice", field=key, name=key)
        seen.add(key)
        if value is not None:
            fields[plan_document.keepable(key)] = _kept(value)
    return fields


def _kept(value: Any) -> Any:
    if isinstance(value, str):
        return plan_document.keepable(value)
    return [_kept(item) for item in value] if isinstance(value, list) else value


def _depth(text: str) -> int:
    """The deepest nesting of brackets outside strings, so that a deep file is refused before it is parsed."""
    depth = deepest = 0
    in_string = escaped = False
    for sign in text:
        if in_string:
            in_string = escaped or sign != '"'
            escaped = sign == "\\" and not escaped
        elif sign == '"':
            in_string = True
        elif sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest
