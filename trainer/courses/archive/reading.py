"""Read an archive that somebody brings: trusted in nothing, read piece by piece, refused in a sentence.

First the whole of it is looked through: the directory, the manifest, every file against its count and its hash. Only
then are its rows read, each against the types of its table. What it unpacks to may be larger than the memory.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from trainer.bank.foreign_zip import MIB, Limits, judged, opened, pieces
from trainer.bank.problems import BankError
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language
from trainer.courses.archive.kinds import FORMAT, KINDS, PERSON, REFERENCE, Kind
from trainer.courses.archive.records import check_entry
from trainer.errors import Invalid

TYPES = frozenset({".json", ".jsonl", ".zip"})
# A pressed row of zeros grows a thousandfold; what it grows to is what is limited, and it is read piece by piece.
_ANY_RATIO = 2_000
ON_THE_WEB = Limits(400, 64 * MIB, 400 * MIB, 600 * MIB, _ANY_RATIO, 120, 2, TYPES)
BY_COMMAND = Limits(2_000, 8_192 * MIB, 65_536 * MIB, 131_072 * MIB, _ANY_RATIO, 120, 2, TYPES)
MANIFEST, PEOPLE, RUBRICS = "manifest.json", "people.jsonl", "rubrics.jsonl"
MOST_MANIFEST, LONGEST_ROW, MOST_CASE = 2 * MIB, 8 * MIB, 20 * MIB
_HASH = r"^[0-9a-f]{64}$"
# No database keeps this sign in a text; behind a backslash of its own it is only spelt.
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class FileNote(_Strict):
    """What the manifest says of a file."""

    rows: int = Field(ge=0)
    sha256: str = Field(pattern=_HASH)


class CaseNote(_Strict):
    """A case version that the course uses, and the file in which it comes along."""

    case: str = Field(pattern=REFERENCE)
    digest: str = Field(pattern=_HASH)
    file: str | None = None
    sha256: str | None = Field(default=None, pattern=_HASH)


class Manifest(_Strict):
    """What an archive holds."""

    format: str
    title: str = Field(min_length=1, max_length=200)
    names: bool
    taken_at: AwareDatetime
    files: dict[str, FileNote]
    cases: tuple[CaseNote, ...]


class Somebody(_Strict):
    """A person of an archive."""

    key: str = Field(pattern=PERSON)
    name: Annotated[str, Field(min_length=1, max_length=120)]
    email: Annotated[str, Field(pattern=r"^[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,190}$")] | None
    language: Language


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was looked through."""

    zip: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]
    manifest: Manifest

    def check(self) -> None:
        """Read every row, with the plans and reports in them; Invalid for the first that cannot be used.

        It takes most of the time, and needs no database: before anything is written.
        """
        for kind in KINDS:
            for number, row in enumerate(self.rows(kind), 1):
                try:
                    for column, document in kind.documents.items():
                        document.validate_python(getattr(row, column))
                    if kind.is_record:
                        check_entry(row.what, row.values)
                except ValidationError:
                    raise Invalid("inout.archive_row", file=f"{kind.name}.jsonl", number=number) from None

    def count(self, kind: str) -> int:
        """How many rows of a kind there are."""
        return self.manifest.files[f"{kind}.jsonl"].rows

    def rows(self, kind: Kind) -> Iterator[Any]:
        """The rows of a kind; Invalid for one that does not fit its table."""
        name = f"{kind.name}.jsonl"
        for number, line in enumerate(self._lines(name), 1):
            yield _checked(kind.row_model, line, name, number)

    def people(self) -> Iterator[Somebody]:
        """The people of the course."""
        for number, line in enumerate(self._lines(PEOPLE), 1):
            found: Somebody = _checked(Somebody, line, PEOPLE, number)
            if not found.name.isprintable():
                raise Invalid("inout.archive_row", file=PEOPLE, number=number)
            yield found

    def rubrics(self) -> Iterator[Rubric]:
        """The rubric versions of the course."""
        for number, line in enumerate(self._lines(RUBRICS), 1):
            try:
                yield Rubric.model_validate(json.loads(line))
            except (ValidationError, ValueError, RecursionError):
                raise Invalid("inout.archive_row", file=RUBRICS, number=number) from None

    def case_file(self, note: CaseNote) -> bytes:
        """A case as it was packed."""
        entry = self.entries[note.file or ""]
        if entry.file_size > MOST_CASE:
            raise Invalid("inout.archive_too_big")
        return b"".join(_pieces(self.zip, entry))

    def _lines(self, name: str) -> Iterator[bytes]:
        rest = b""
        for piece in _pieces(self.zip, self.entries[name]):
            *lines, rest = (rest + piece).split(b"\n")
            yield from lines
            if len(rest) > LONGEST_ROW:
                raise Invalid("inout.archive_too_big")


def look_through(file: IO[bytes], limits: Limits) -> Archive:
    """The archive in a file, when every file of it is there and is what the manifest says; Invalid when it is not."""
    try:
        found = opened(file, limits)
        entries = {entry.filename: entry for entry in judged(found, limits)}
    except BankError as error:
        raise _refusal(error) from None
    manifest = _manifest(found, entries)
    cases = {note.file: note.sha256 for note in manifest.cases if note.file}
    named = {*manifest.files, *cases, MANIFEST}
    needed = {*(f"{kind.name}.jsonl" for kind in KINDS), PEOPLE, RUBRICS}
    if named != set(entries) or set(manifest.files) != needed:
        raise Invalid("inout.archive_incomplete")
    for name, note in manifest.files.items():
        if _weighed(found, entries[name]) != (note.sha256, note.rows):
            raise Invalid("inout.archive_changed", file=name)
    for case, hash in cases.items():
        if _weighed(found, entries[case])[0] != hash:
            raise Invalid("inout.archive_changed", file=case)
    return Archive(found, entries, manifest)


def _manifest(found: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> Manifest:
    entry = entries.get(MANIFEST)
    if entry is None:
        raise Invalid("inout.archive_not_ours", format=FORMAT)
    if entry.file_size > MOST_MANIFEST:
        raise Invalid("inout.archive_too_big")
    text = b"".join(_pieces(found, entry))
    try:
        format = json.loads(text).get("format")
    except (ValueError, AttributeError, RecursionError):
        format = None
    if format != FORMAT:
        raise Invalid("inout.archive_not_ours", format=FORMAT)
    checked: Manifest = _checked(Manifest, text, MANIFEST, 1)
    return checked


def _checked(model: type[Any], line: bytes, file: str, number: int) -> Any:
    try:
        if _NUL.search(line):
            raise ValueError
        return model.model_validate_json(line)
    except ValueError:  # pydantic's own error is one too
        raise Invalid("inout.archive_row", file=file, number=number) from None


def _weighed(found: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[str, int]:
    """The hash of a file and how many lines it has."""
    seen, lines = hashlib.sha256(), 0
    for piece in _pieces(found, entry):
        seen.update(piece)
        lines += piece.count(b"\n")
    return seen.hexdigest(), lines


def _pieces(found: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        yield from pieces(found, entry)
    except BankError as error:
        raise _refusal(error) from None


def _refusal(error: BankError) -> Invalid:
    """The sentence for what the directory of an archive tells."""
    code = error.problems[0].code
    return Invalid("inout.archive_too_big" if code == "ARCHIVE_TOO_BIG" else "inout.archive_broken")
