"""Read the words of a case: one sentence per fact under the heading of its stage, and the prose that opens a stage."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from trainer.bank.problems import Problem
from trainer.bank.yamlfile import FieldPath
from trainer.checker.values import Language

_HEADING = re.compile(r"##\s+(\S.*?)\s*#*\Z")
_FACT = re.compile(r"-\s+\[([^\]\s]*)\]\s*(.*)\Z")


@dataclass
class CaseText:
    """One language file: facts and stage prose with the line of each."""

    name: str
    facts: dict[str, str] = field(default_factory=dict)
    fact_lines: dict[str, int] = field(default_factory=dict)
    fact_stages: dict[str, str] = field(default_factory=dict)
    prose: dict[str, str] = field(default_factory=dict)
    stage_lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def parse_text(text: str, name: str) -> CaseText:
    """Facts and prose of a language file. A line that continues a fact is indented; ids stand at its start."""
    found = CaseText(name)
    stage, fact = "", ""
    prose: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _HEADING.match(line):
            stage, fact = heading.group(1), ""
            found.stage_lines.setdefault(stage, number)
        elif match := _FACT.match(line):
            fact = match.group(1)
            _take_fact(found, fact, match.group(2), stage, number)
        elif fact and line.startswith((" ", "\t")) and line.strip():
            found.facts[fact] = f"{found.facts[fact]} {line.strip()}".strip()
        elif line.startswith("- "):
            found.problems.append(Problem(name, number, "FACT_WITHOUT_ID"))
        elif not line.startswith("# "):
            fact = fact if line.strip() == "" else ""
            prose.setdefault(stage, []).append(line.strip())
    found.prose = {stage: joined for stage, lines in prose.items() if (joined := _paragraphs(lines)) and stage}
    return found


def _take_fact(found: CaseText, fact: str, words: str, stage: str, line: int) -> None:
    if fact in found.facts:
        found.problems.append(
            Problem(found.name, line, "FACT_TWICE", fact, {"fact": fact, "first": str(found.fact_lines[fact])})
        )
        return
    found.facts[fact] = words.strip()
    found.fact_lines[fact] = line
    found.fact_stages[fact] = stage


def _paragraphs(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def by_language(part: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, dict[str, Any]]]:
    """Every map by language inside a document, with its place."""
    if isinstance(part, dict):
        if part and set(part) <= set(Language):
            yield path, part
            return
        for name, value in part.items():
            yield from by_language(value, (*path, name))
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from by_language(value, (*path, index))


def fingerprint(words: str) -> str:
    """Short digest of a source sentence; a translation remembers the one it was made from."""
    return hashlib.blake2s(" ".join(words.split()).encode("utf-8", "replace"), digest_size=4).hexdigest()
