"""Read a plan from YAML and write it as YAML, so that people can keep plans as plain files."""

from __future__ import annotations

import io
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from trainer.checker.plan import Plan
from trainer.checker.values import Language
from trainer.documents import plan_document
from trainer.documents.errors import Unreadable
from trainer.documents.plan_document import Path

_NULL = frozenset({"", "~", "null", "Null", "NULL"})


def read(data: bytes, *, language: Language | str | None = None) -> Plan:
    """The plan in the file's bytes; Unreadable with every trouble's line and field when there is none.

    Every value is kept as it was typed: `no` stays a word and `12:30` a time of day. Anchors, aliases, tags
    and a field that stands twice are refused, because each of them hides what the plan says.
    """
    text = plan_document.decode(data)
    builder = _Builder()
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Unreadable.because("documents.yaml_syntax", line=mark.line + 1 if mark else None) from None
    except (YAMLError, ValueError, RecursionError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable.because("documents.control_character", line=_line_of_bad_character(text)) from None
    return plan_document.plan_from(builder.tree(), builder.lines, language)


def write(plan: Plan) -> str:
    """The plan as YAML, without the fields that are empty; `read` gives the same plan again."""
    document = _filled(plan.to_document())
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 110
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    stream = io.StringIO()
    yaml.dump(document, stream)
    return stream.getvalue()


def _filled(value: Any) -> Any:
    """The value without empty fields inside it; `0` and ids stay."""
    if isinstance(value, dict):
        kept = {key: _filled(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        return [_filled(item) for item in value]
    return plan_document.keepable(value) if isinstance(value, str) else value


class _Builder:
    """Grows the tree from the parser's events: no recursion, no object that the file could choose."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self._root: Any = None
        self._open: list[tuple[Any, Path]] = []
        self._keys: list[str | None] = []
        self._parts = 0
        self._documents = 0

    def tree(self) -> Any:
        return self._root

    def take(self, event: Any) -> None:
        line = event.start_mark.line + 1 if event.start_mark else None
        self._refuse(event, line)
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._begin({} if isinstance(event, MappingStartEvent) else [], line)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, ScalarEvent):
            self._scalar(event, line)

    def _refuse(self, event: Any, line: int | None) -> None:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise Unreadable.because("documents.yaml_anchor", line=line)
        if getattr(event, "tag", None):
            raise Unreadable.because("documents.yaml_tag", line=line)
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise Unreadable.because("documents.yaml_many", line=line)
        self._parts += 1
        if self._parts > plan_document.MAX_PARTS:
            raise Unreadable.because("documents.too_many_parts", line=line, limit=plan_document.MAX_PARTS)

    def _begin(self, container: Any, line: int | None) -> None:
        if len(self._open) >= plan_document.MAX_DEPTH:
            raise Unreadable.because("documents.too_deep", line=line, limit=plan_document.MAX_DEPTH)
        if self._awaits_key():
            raise Unreadable.because("documents.yaml_key", line=line)
        path = self._place(container, line)
        self._open.append((container, path))
        self._keys.append(None)

    def _scalar(self, event: Any, line: int | None) -> None:
        text = plan_document.keepable(event.value)
        if self._awaits_key():
            mapping, path = self._open[-1]
            if text in mapping or (*path, text) in self.lines:
                field = plan_document.shown((*path, text))
                raise Unreadable.because("documents.key_twice", line=line, field=field, name=text)
            self._keys[-1] = text
            self.lines[(*path, text)] = line or 0
            return
        is_null = not event.style and event.value in _NULL
        self._place(None if is_null else text, line)

    def _awaits_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1][0], dict) and self._keys[-1] is None

    def _place(self, value: Any, line: int | None) -> Path:
        """Put the value where it belongs. A field without a value is as good as no field."""
        if not self._open:
            self._root = value
            return ()
        parent, path = self._open[-1]
        if isinstance(parent, list):
            parent.append(value)
            here: Path = (*path, len(parent) - 1)
            self.lines[here] = line or 0
            return here
        key = self._keys[-1] or ""
        self._keys[-1] = None
        if value is not None:
            parent[key] = value
        return (*path, key)


def _line_of_bad_character(text: str) -> int:
    for number, line in enumerate(text.split("\n"), start=1):
        if plan_document.keepable(line) != line:
            return number
    return 1
