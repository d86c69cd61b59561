"""Take a course out: every record of it, kind by kind, a row at a time; nothing of it is kept in the memory."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session, undefer

from trainer.checker.case import Case
from trainer.checker.rubric import Rubric
from trainer.courses.archive.kinds import BY_TABLE, FORMAT, KINDS, Kind, field_of, target_of, with_names
from trainer.models import CaseVersion, Course, Person, RubricVersion
from trainer.web.case_files import digest_of, packed

AT_ONCE = 500
# The day of a zip is local time; a fixed one makes the same course the same bytes.
DAY = (1980, 1, 1, 0, 0, 0)
Tell = Callable[[int, int], None]


@dataclass(slots=True)
class Names:
    """What rows, people and versions are called in the archive, as they are met."""

    rows: dict[str, dict[int, int]] = field(default_factory=dict)
    public: dict[str, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    versions: dict[str, dict[int, str]] = field(default_factory=dict)

    def person(self, id: int) -> str:
        """The key of a person: `p1` is the first who is met."""
        return self.people.setdefault(id, f"p{len(self.people) + 1}")


def write(
    db: Session, course: Course, file: IO[bytes], *, names: bool, keys: bool, now: dt.datetime, tell: Tell
) -> dict[str, Any]:
    """Write the archive and return its manifest.

    Without `names` nobody is called by name or address outside of what people wrote. With `keys` the cases come along
    with key, note and worked plans: only for somebody who may see them.
    """
    made = _Writer(db, course, names, tell)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made.zip:
        made.versions()
        for kind in KINDS:
            made.lines(kind.name, made.rows(kind))
        made.lines("people", made.people())
        made.lines("rubrics", made.rubrics())
        manifest = {
            "format": FORMAT, "title": course.title, "names": names, "taken_at": now.astimezone(dt.UTC).isoformat(),
            "files": made.files, "cases": list(made.cases(keys=keys)),
        }  # fmt: skip
        with made.zip.open(zipfile.ZipInfo("manifest.json", DAY), "w") as out:
            out.write(json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    return manifest


class _Writer:
    zip: zipfile.ZipFile

    def __init__(self, db: Session, course: Course, names: bool, tell: Tell) -> None:
        self._db, self._course, self._with_names, self._tell = db, course, names, tell
        self._names = Names()
        self.files: dict[str, dict[str, Any]] = {}
        self._done = 0
        self._of = sum(db.scalar(_count(kind, course.id)) or 0 for kind in KINDS)

    def versions(self) -> None:
        """Learn what the cases and rubrics of the institution are called."""
        for table in (CaseVersion, RubricVersion):
            rows = self._db.execute(select(table.id, table.slug, table.version))
            self._names.versions[table.__tablename__] = {id: f"{slug}@{version}" for id, slug, version in rows}

    def lines(self, name: str, rows: Iterator[dict[str, Any]]) -> None:
        """One file of the archive: a row on each line."""
        seen, count = hashlib.sha256(), itertools.count()
        entry = zipfile.ZipInfo(f"{name}.jsonl", DAY)
        entry.compress_type = zipfile.ZIP_DEFLATED
        with self.zip.open(entry, "w", force_zip64=True) as out:
            for row in rows:
                line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"
                seen.update(line)
                out.write(line)
                next(count)
        self.files[f"{name}.jsonl"] = {"rows": next(count), "sha256": seen.hexdigest()}

    def rows(self, kind: Kind) -> Iterator[dict[str, Any]]:
        """The rows of a kind in the order in which they were made."""
        table = kind.rows
        order = table.primary_key.columns.values()
        found = self._db.execute(
            select(table).where(kind.condition(self._course.id)).order_by(*order).execution_options(yield_per=AT_ONCE)
        )
        numbers = self._names.rows.setdefault(table.name, {}) if kind.has_id else {}
        for number, row in enumerate(found, 1):
            if kind.has_id:
                numbers[row.id] = number
            if kind.has_public_id:
                self._names.public[row.public_id] = f"{kind.name}:{number}"
            yield self._told(kind, row)

    def _told(self, kind: Kind, row: Row[Any]) -> dict[str, Any]:
        self._done += 1
        if not self._done % AT_ONCE:
            self._tell(self._done, self._of)
        values = row._mapping
        told = {}
        for column in kind.columns:
            value = self._value(values[column.name], target_of(column))
            if column.name in kind.names_rows:
                value = with_names(value, self._names.public, column=column.name)
            told[field_of(column)] = value
        return told

    def _value(self, value: Any, target: str) -> Any:
        if value is None:
            return None
        if isinstance(value, dt.datetime):
            return value.astimezone(dt.UTC).isoformat()
        if not target:
            return value
        if target == Person.__tablename__:
            return self._names.person(value)
        if target in BY_TABLE:
            return self._names.rows[target][value]
        return self._names.versions[target][value]

    def people(self) -> Iterator[dict[str, Any]]:
        """Everybody whom a row names; without names only the keys and the languages."""
        ids = list(self._names.people)
        for begin in range(0, len(ids), AT_ONCE):
            some = ids[begin : begin + AT_ONCE]
            rows = {row.id: row for row in self._db.execute(
                select(Person.id, Person.name, Person.email, Person.language).where(Person.id.in_(some))
            )}  # fmt: skip
            for id in some:
                key, row = self._names.people[id], rows[id]
                called = {"name": row.name, "email": row.email} if self._with_names else {"name": key, "email": None}
                yield {"key": key, **called, "language": row.language}

    def rubrics(self) -> Iterator[dict[str, Any]]:
        """The rubric versions that a row names, whole."""
        for version in self._used(RubricVersion):
            yield Rubric.model_validate(version.document).to_document()

    def cases(self, *, keys: bool) -> Iterator[dict[str, Any]]:
        """The case versions that a row names; with `keys` each as a file of its own."""
        for version in self._used(CaseVersion):
            told = {"case": version.reference, "digest": digest_of(Case.model_validate(version.document).to_document())}
            if keys:
                name = f"cases/{version.slug}-{version.version}.zip"
                data = packed(self._db, version, teaching=True)
                with self.zip.open(zipfile.ZipInfo(name, DAY), "w") as out:
                    out.write(data)
                told |= {"file": name, "sha256": hashlib.sha256(data).hexdigest()}
            yield told

    def _used(self, table: Any) -> list[Any]:
        """The versions that the course uses, by their names."""
        used: set[int] = set()
        for kind in KINDS:
            for each in kind.columns:
                if target_of(each) == table.__tablename__:
                    used.update(self._db.scalars(select(each).where(kind.condition(self._course.id)).distinct()))
        return list(
            self._db.scalars(
                select(table).where(table.id.in_(used)).options(undefer(table.document))
                .order_by(table.slug, table.version)
            )
        )  # fmt: skip


def _count(kind: Kind, course: int) -> Any:
    return select(func.count()).select_from(kind.table).where(kind.condition(course))
