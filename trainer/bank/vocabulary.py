"""Read and check the vocabulary files of the case bank: which words a plan's readers look for, in each language.

A file is YAML: `language`, then `lists`, each a list of entries with a lemma or phrase and an example that contains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from trainer.checker.reading.tokens import tokenise
from trainer.checker.reading.vocabulary import Entry, Vocabulary
from trainer.checker.values import Language

LISTS = frozenset(
    """
    vague_verb measurable_verb absence_verb nominalised abstract_state service_verb use_verb access_verb
    receive_verb comply_verb service_noun actor_internal actor_informal actor_community actor_formal
    generic_actor judgement judging_trait person_word official_term service_frame need_frame condition deficit
    strength_word strength_link client_voice
    agency_voice review_word monitoring_word safety_act risk_word flattery jargon vague_time
    """.split()
)
PARTS = frozenset({"noun", "verb", "adjective", "exact"})
FIELDS = frozenset({"lemma", "example", "severity", "instead", "forms", "as"})

_ENTRY = "    - {"
_LIST = re.compile(r"  ([a-z_]+):\s*")
# Runs of plain letters are taken at once: examples are long, and few hold a stroke.
_QUOTED = r'"[^"\\]*(?:\\["\\][^"\\]*)*"'
_FIELD = re.compile(rf"(\w+): ({_QUOTED}|\[(?:{_QUOTED}(?:, )?)*\]|\d+|[a-z]+)(, |$)")
_ITEM = re.compile(_QUOTED)
_PATTERN_SIGNS = re.compile(r"[\\\[\]()|*+?^$]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a vocabulary file: where, what, and how to mend it (in English, as all of `bank lint`)."""

    file: str
    line: int
    message: str
    mend: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} {self.mend}"


class BadVocabulary(ValueError):  # noqa: N818 - it names the file, as BadSetting does
    """A vocabulary file that cannot be used; `problem` says where and how to mend it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class _Row(NamedTuple):
    list: str
    line: int
    fields: dict[str, Any]


def load_vocabularies(folder: Path) -> dict[Language, Vocabulary]:
    """The vocabulary of every language that has a file `<language>.yaml`; BadVocabulary names file, line and remedy."""
    found = {}
    for language in Language:
        path = folder / f"{language.value}.yaml"
        if path.is_file():
            found[language] = _vocabulary(path, language)
    return found


def lint_vocabulary(folder: Path) -> list[Problem]:
    """Every problem of every vocabulary file of a folder, in the order of files and lines."""
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            language = _language_of(path)
            rows = list(_rows(path))
            bad = [problem for row in rows for problem in _field_problems(path, row)]
            problems += bad
            if not bad:
                problems += _entry_problems(path, language, rows)
        except BadVocabulary as error:
            problems.append(error.problem)
    return problems


def _vocabulary(path: Path, language: Language) -> Vocabulary:
    entries = []
    for row in _rows(path):
        for problem in _field_problems(path, row):
            raise BadVocabulary(problem)
        entries.append(_entry(row))
    return Vocabulary(language, tuple(entries))


def _entry(row: _Row) -> Entry:
    fields = row.fields
    return Entry(
        list=row.list,
        lemma=fields["lemma"],
        severity=fields.get("severity", 0),
        instead=tuple(fields.get("instead", ())),
        forms=tuple(fields.get("forms", ())),
        part=fields.get("as"),
    )


def _language_of(path: Path) -> Language:
    try:
        return Language(path.stem)
    except ValueError:
        raise BadVocabulary(
            Problem(str(path), 1, f"{path.stem!r} is no language.", "Name the file en, ru, uk or kk.")
        ) from None


def _rows(path: Path) -> Iterator[_Row]:
    text = path.read_text(encoding="utf-8")
    quick = _quick_rows(text)
    yield from quick if quick is not None else _yaml_rows(path, text)


def _quick_rows(text: str) -> list[_Row] | None:
    """Files with one entry a line are read without the YAML library, which takes a second for each; None for others."""
    rows: list[_Row] = []
    name = ""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(_ENTRY):
            fields = _quick_fields(line.rstrip())
            if fields is None or not name:
                return None
            rows.append(_Row(name, number, fields))
        elif heading := _LIST.fullmatch(line):
            name = heading[1]
        elif line and not line.startswith(("#", "language:", "lists:")):
            return None
    return rows


def _quick_fields(line: str) -> dict[str, Any] | None:
    """The fields of an entry; None where anything stands between them that is no field."""
    inside = line[len(_ENTRY) : -1]
    fields: dict[str, Any] = {}
    read = 0
    for name, value, end in _FIELD.findall(inside):
        if name in fields:
            return None
        fields[name] = _quick_value(value)
        read += len(name) + len(value) + len(end) + 2
    return fields if fields and read == len(inside) and line[-1] == "}" else None


def _quick_value(text: str) -> Any:
    if text[0] == '"':
        inside = text[1:-1]
        return inside.replace('\\"', '"').replace("\\\\", "\\") if "\\" in inside else inside
    if text[0] == "[":
        return [_quick_value(item) for item in _ITEM.findall(text)]
    return int(text) if text.isdigit() else text


def _yaml_rows(path: Path, text: str) -> Iterator[_Row]:
    """Any other YAML, with the line of each entry."""
    try:
        document = YAML(typ="rt").load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = str(getattr(error, "problem", error)).split("\n")[0]
        raise BadVocabulary(
            Problem(str(path), mark.line + 1 if mark else 1, f"This is not YAML: {reason}.", "Mend the line.")
        ) from None
    lists = document.get("lists") if isinstance(document, dict) else None
    if not isinstance(lists, dict):
        raise BadVocabulary(
            Problem(str(path), 1, "There is no `lists`.", "Write `lists:` and below it each list with its entries.")
        )
    for name, entries in lists.items():
        for place, fields in enumerate(entries or ()):
            yield _Row(
                str(name),
                entries.lc.item(place)[0] + 1,
                dict(fields) if isinstance(fields, dict) else {"lemma": fields},
            )


def _field_problems(path: Path, row: _Row) -> Iterator[Problem]:
    def problem(message: str, mend: str) -> Problem:
        return Problem(str(path), row.line, message, mend)

    if row.list not in LISTS:
        yield problem(f"There is no list {row.list!r}.", f"Use one of: {', '.join(sorted(LISTS))}.")
    for name in sorted(row.fields.keys() - FIELDS) if not FIELDS.issuperset(row.fields) else ():
        yield problem(f"An entry has no field {name!r}.", f"Use one of: {', '.join(sorted(FIELDS))}.")
    lemma = row.fields.get("lemma")
    if not isinstance(lemma, str) or not lemma.strip():
        yield problem("The entry has no lemma.", 'Write `lemma: "..."` as a dictionary does.')
    elif _PATTERN_SIGNS.search(lemma):
        yield problem(
            f"{lemma!r} looks like a pattern.", "Write the plain word or phrase; its forms are found by themselves."
        )
    part = row.fields.get("as")
    if part is not None and part not in tuple(PARTS):
        yield problem(f"`as: {part}` is no part of speech.", "Use noun, verb, adjective or exact.")
    if row.fields.get("severity", 0) not in (0, 1, 2, 3):
        yield problem("Severity is 1 (a note), 2 (replace) or 3 (must be replaced).", "Choose one of them.")
    if row.list in ("judgement", "judging_trait") and not (row.fields.get("severity") and row.fields.get("instead")):
        yield problem(
            "A judging word needs a severity and what to say instead.", 'Add `severity: 2, instead: ["..."]`.'
        )


def _entry_problems(path: Path, language: Language, rows: list[_Row]) -> Iterator[Problem]:
    whole = Vocabulary(language, tuple(_entry(row) for row in rows))
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        lemma = " ".join(token.key for token in tokenise(row.fields["lemma"]))
        first = seen.setdefault((row.list, lemma), row.line)
        if first != row.line:
            yield Problem(
                str(path),
                row.line,
                f"{row.fields['lemma']!r} stands twice in {row.list}, first in line {first}.",
                "Remove one.",
            )
            continue
        yield from _example_problems(path, whole, row)


def _example_problems(path: Path, whole: Vocabulary, row: _Row) -> Iterator[Problem]:
    """An entry must be found in its own example; found only under another lemma of its list, it overlaps that one."""
    lemma, example = row.fields["lemma"], row.fields.get("example")
    if not example:
        yield Problem(
            str(path), row.line, f"{lemma!r} has no example.", 'Add `example: "..."`, a sentence that contains it.'
        )
        return
    found = [mark.lemma for mark in whole.marks(example) if mark.list == row.list]
    if lemma in found:
        return
    if found:
        yield Problem(
            str(path),
            row.line,
            f"{lemma!r} can never be found: {found[0]!r} of the same list takes its place.",
            "Remove one of the two.",
        )
    else:
        yield Problem(
            str(path),
            row.line,
            f"The example of {lemma!r} does not contain it.",
            "Write an example that does, or mend the lemma.",
        )
