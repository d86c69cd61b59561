"""Read a YAML file into plain values and remember the line of each, refusing what could surprise its author.

YAML 1.2: `no` stays a word and `12:30` a text. Anchors, aliases, tags, duplicate keys and deep nesting are refused:
three hundred bytes of aliases can fill a machine, and the second of two equal keys silently wins elsewhere.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml import events as ev
from ruamel.yaml.error import YAMLError

from trainer.bank.problems import BankError, Problem

MAX_BYTES = 512 * 1024
MAX_DEPTH = 24
MAX_NODES = 20_000

Step = str | int
FieldPath = tuple[Step, ...]

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}\Z")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?\Z")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "Null": None, "true": True, "false": False}


@dataclass(frozen=True)
class YamlFile:
    """The values of one file and the line on which each field begins."""

    name: str
    value: Any
    lines: dict[FieldPath, int]

    def line(self, path: FieldPath) -> int:
        """The line of this field, or of the nearest field around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_text(path: Path, name: str, limit: int = MAX_BYTES) -> str:
    """The text of a file in NFC, without a byte order mark; a BankError when it is missing, too big or not UTF-8."""
    try:
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise BankError([Problem(name, 0, "FILE_MISSING", values={"why": error.strerror or "unreadable"})]) from None
    if len(data) > limit:
        raise BankError([Problem(name, 0, "FILE_TOO_BIG", values={"limit": str(limit // 1024)})])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BankError([Problem(name, line, "NOT_UTF8")]) from None
    return unicodedata.normalize("NFC", text)


def read_yaml(path: Path, name: str) -> YamlFile:
    """The file as plain values; raises BankError with every duplicate key, or with the first fault of syntax."""
    return parse_yaml(read_text(path, name), name)


def parse_yaml(text: str, name: str) -> YamlFile:
    """`read_yaml` for a text that is already here."""
    if (one_line := _one_line(text)) is not None:
        return YamlFile(name, one_line, {})
    builder = _Builder(name)
    try:
        # The parser that would keep comments puts a sign of its own into folded texts, and takes a third longer.
        return builder.build(YAML(typ="safe", pure=True).parse(text))
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        why = " ".join(str(getattr(error, "problem", None) or error).split())[:200]
        raise BankError([Problem(name, mark.line + 1 if mark else 0, "YAML_SYNTAX", values={"why": why})]) from None
    except (RecursionError, ValueError) as error:
        raise BankError([Problem(name, 0, "YAML_SYNTAX", values={"why": str(error)[:200]})]) from None


def _one_line(text: str) -> Any:
    """A file that is one line of JSON, as the workbench writes it; None for every other, which is read as YAML.

    All its fields stand on line 1, and it is read fifty times faster, so a draft can be linted at every save.
    """
    if not text.startswith("{") or "\n" in text.rstrip("\n"):
        return None
    try:
        return json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a field stands twice")
    return found


class _Builder:
    """Builds values from the parser's events, so that an alias is refused before anything grows."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[FieldPath, int] = {}
        self.problems: list[Problem] = []
        self.nodes = 0

    def build(self, events: Iterator[Any]) -> YamlFile:
        value: Any = None
        documents = 0
        for event in events:
            if isinstance(event, ev.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "second document")
            elif isinstance(event, ev.NodeEvent):
                value = self._node(event, events, ())
        if self.problems:
            raise BankError(self.problems)
        return YamlFile(self.name, value, self.lines)

    def _refuse(self, event: Any, what: str) -> None:
        raise BankError([Problem(self.name, event.start_mark.line + 1, "YAML_REFUSED", values={"what": what})])

    def _node(self, event: Any, events: Iterator[Any], path: FieldPath) -> Any:
        self.nodes += 1
        if isinstance(event, ev.AliasEvent) or event.anchor:
            self._refuse(event, "anchor or alias (& or *)")
        if getattr(event, "tag", None) and str(event.tag) != "!":
            self._refuse(event, "tag (!...)")
        if len(path) > MAX_DEPTH:
            self._refuse(event, f"nesting deeper than {MAX_DEPTH}")
        if self.nodes > MAX_NODES:
            self._refuse(event, f"file with more than {MAX_NODES} values")
        self.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, ev.SequenceStartEvent):
            return self._sequence(events, path)
        if isinstance(event, ev.MappingStartEvent):
            return self._mapping(events, path)
        return event.value if event.style in ("'", '"', "|", ">") else _plain(event.value)

    def _sequence(self, events: Iterator[Any], path: FieldPath) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(events), ev.SequenceEndEvent):
            items.append(self._node(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[Any], path: FieldPath) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        while not isinstance(event := next(events), ev.MappingEndEvent):
            if not isinstance(event, ev.ScalarEvent) or event.anchor:
                self._refuse(event, "key that is not one word")
            key, line = str(event.value), event.start_mark.line + 1
            if key in fields:
                first = str(self.lines[(*path, key)])
                self.problems.append(Problem(self.name, line, "DUPLICATE_KEY", dotted((*path, key)), {"first": first}))
            self.lines.setdefault((*path, key), line)
            fields[key] = self._node(next(events), events, (*path, key))
        return fields


def _plain(word: str) -> Any:
    """A word without quotes: null, true, false, a number, else the word itself. A date stays a text."""
    if word in _WORDS:
        return _WORDS[word]
    if _INTEGER.match(word):
        return int(word)
    if _DECIMAL.match(word):
        return float(word)
    return word


def dotted(path: FieldPath) -> str:
    """`people[2].name.en`, as a person would say it."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
