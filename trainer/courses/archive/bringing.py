"""Bring a course in from an archive that was looked through: all of it in one transaction, or nothing."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import insert, or_, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from trainer.bank.pack import pack_case, unpack_case
from trainer.bank.problems import BankError
from trainer.checker.case import Case
from trainer.checker.rubric import Rubric
from trainer.courses.archive.kinds import BY_TABLE, KINDS, Kind, field_of, target_of, with_names
from trainer.courses.archive.reading import Archive, CaseNote, Somebody
from trainer.courses.service import place
from trainer.errors import Invalid
from trainer.models import CaseArchive, CaseVersion, Course, Institution, Person, Role, RubricVersion, Visibility
from trainer.models.base import new_public_id
from trainer.web.case_files import digest_of, rubric_version_from, version_from
from trainer.web.finding.index import index_cases
from trainer.web.markdown import to_html
from trainer.web.zones import is_zone

AT_ONCE = 500


class Fate(StrEnum):
    """What becomes of a person of the archive: they have an account here, get one, or have their address elsewhere."""

    KNOWN = "known"
    NEW = "new"
    ELSEWHERE = "elsewhere"


@dataclass(slots=True)
class _Ids:
    """The ids here of what the archive names."""

    rows: dict[str, list[int]] = field(default_factory=dict)
    public: dict[str, str] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    versions: dict[str, dict[str, int]] = field(default_factory=dict)


def foresee(db: Session, archive: Archive, *, into: Institution, keys: bool) -> Counter[Fate]:
    """What would become of the people; Invalid with the reason when the course could not come in."""
    people = list(archive.people())
    here = _by_email(db, people)
    _lacking(db, archive, into, keys=keys)
    return Counter(_fate(each, here, into) for each in people)


def bring_in(
    db: Session, archive: Archive, *, into: Institution, by: int, keys: bool, now: dt.datetime
) -> Course:
    """The course of an archive as a new course, with `by` as a lecturer of it; Invalid with the reason when it cannot.

    Cases that lack here come in as versions of `by` alone, with `keys`: only for somebody who may see them. Who has
    no account gets one without a password. A right to teach is given to nobody: a lecturer who has none here assists.
    """
    ids = _Ids(people=_people(db, list(archive.people()), into, now))
    ids.versions[CaseVersion.__tablename__] = _cases(db, archive, into, by=by, keys=keys, now=now)
    ids.versions[RubricVersion.__tablename__] = _rubrics(db, archive, into, by=by, now=now)
    bringing = _Bringing(db, archive, ids, into)
    try:
        for kind in KINDS:
            bringing.kind(kind)
    except (DBAPIError, KeyError, IndexError):
        # What each row for itself does not show: two marks of one criterion, a plan of a person who is not there.
        raise Invalid("inout.archive_contradicts") from None
    courses = ids.rows[Course.__tablename__]
    if len(courses) != 1:
        raise Invalid("inout.archive_contradicts")
    place(db, courses[0], person=by, role=Role.LECTURER, now=now).role = Role.LECTURER
    course = db.get_one(Course, courses[0])
    course.brought_in_at, course.brought_in_by_id = now, by
    return course


class _Bringing:
    """Rows of the archive to rows of the database."""

    def __init__(self, db: Session, archive: Archive, ids: _Ids, into: Institution) -> None:
        self._db, self._archive, self._ids, self._into = db, archive, ids, into
        teachers = select(Person.id).where(Person.id.in_(ids.people.values()), Person.may_teach.is_(True))
        self._teachers = set(db.scalars(teachers))

    def kind(self, kind: Kind) -> None:
        """Bring the rows of one kind in."""
        waiting = []
        for number, row in enumerate(self._archive.rows(kind), 1):
            waiting.append(self._values(kind, row, number))
            if len(waiting) == AT_ONCE:
                self._insert(kind, waiting)
                waiting = []
        self._insert(kind, waiting)

    def _insert(self, kind: Kind, rows: list[dict[str, Any]]) -> None:
        table = kind.rows
        known = self._ids.rows.setdefault(table.name, [])
        if not rows:
            return
        if not kind.has_id:
            self._db.execute(insert(table), rows)
            return
        made = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        known += self._db.scalars(made, rows)

    def _values(self, kind: Kind, row: Any, number: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for column in kind.columns:
            value = getattr(row, field_of(column))
            if column.name in kind.names_rows:
                value = with_names(value, self._ids.public, column=column.name)
            values[column.name] = self._value(value, target_of(column))
        if kind.has_public_id:
            values["public_id"] = self._ids.public[f"{kind.name}:{number}"] = new_public_id()
        return values | self._of_here(kind, values)

    def _value(self, value: Any, target: str) -> Any:
        if value is None or not target:
            return value
        if target == Person.__tablename__:
            return self._ids.people[value]
        if target in BY_TABLE:
            return self._ids.rows[target][value - 1]
        return self._ids.versions[target][value]

    def _of_here(self, kind: Kind, values: dict[str, Any]) -> dict[str, Any]:
        """What this installation decides, not the archive."""
        if kind.name == "course":
            if not is_zone(values["timezone"]):
                raise Invalid("inout.archive_row", file="course.jsonl", number=1)
            return {"institution_id": self._into.id}
        found: dict[str, Any] = {}
        if "course_id" in kind.rows.columns:
            found["course_id"] = self._ids.rows[Course.__tablename__][0]
        if kind.name == "assignments":
            # Never HTML that somebody sends: it is made of the text anew.
            found["instructions_html"] = str(to_html(values["instructions"])) if values["instructions"].strip() else ""
        if kind.name == "members" and values["role"] == Role.LECTURER and values["person_id"] not in self._teachers:
            found["role"] = Role.ASSISTANT
        return found


def _people(db: Session, people: list[Somebody], into: Institution, now: dt.datetime) -> dict[str, int]:
    """Everybody's id here: found by address within the institution, else a new person without a password."""
    here = _by_email(db, people)
    found: dict[str, int] = {}
    for each in people:
        fate, email = _fate(each, here, into), _email(each)
        if fate is Fate.KNOWN:
            found[each.key] = here[email].id
            continue
        # People sign in by the address alone, so one that belongs to somebody elsewhere cannot be given again.
        new = Person(institution_id=into.id, name=each.name, email=email if fate is Fate.NEW and email else None,
                     language=each.language.value, created_at=now)  # fmt: skip
        db.add(new)
        db.flush()  # the rows that name them need the id
        found[each.key] = new.id
    return found


def _email(person: Somebody) -> str:
    return (person.email or "").lower()


def _fate(person: Somebody, here: Mapping[str, Person], into: Institution) -> Fate:
    found = here.get(_email(person))
    if found is None:
        return Fate.NEW
    return Fate.KNOWN if found.institution_id == into.id and found.left_at is None else Fate.ELSEWHERE


def _by_email(db: Session, people: list[Somebody]) -> dict[str, Person]:
    """The people here who have the addresses of the archive's; Invalid when it names somebody twice."""
    emails = [email for each in people if (email := _email(each))]
    if len({each.key for each in people}) != len(people) or len(set(emails)) != len(emails):
        raise Invalid("inout.archive_contradicts")
    found: dict[str, Person] = {}
    for begin in range(0, len(emails), AT_ONCE):
        rows = db.scalars(select(Person).where(Person.email.in_(emails[begin : begin + AT_ONCE])).order_by(Person.id))
        found |= {str(person.email): person for person in rows}
    return found


def _stored(db: Session, table: Any, into: Institution, names: Iterable[str]) -> dict[str, Any]:
    """The versions that have these names: the institution's own, else one that is open to all."""
    slugs = {name.partition("@")[0] for name in names}
    seen = or_(table.institution_id == into.id, table.visibility == Visibility.OPEN)
    rows = db.scalars(select(table).where(seen, table.slug.in_(slugs)).order_by(table.institution_id == into.id))
    return {row.reference: row for row in rows}


def _rubrics(db: Session, archive: Archive, into: Institution, *, by: int, now: dt.datetime) -> dict[str, int]:
    """The ids of the rubric versions; one that lacks here comes in for `by` alone. Invalid when one here is another."""
    rubrics = {rubric.reference: rubric for rubric in archive.rubrics()}
    stored = _stored(db, RubricVersion, into, rubrics)
    for name, rubric in rubrics.items():
        if name not in stored:
            stored[name] = rubric_version_from(rubric, into, now)
            stored[name].visibility, stored[name].owner_id = Visibility.PRIVATE, by
            db.add(stored[name])
        elif Rubric.model_validate(stored[name].document) != rubric:
            raise Invalid("inout.archive_rubric_differs", rubric=name)
    db.flush()  # the rows that name them need their ids
    return {name: stored[name].id for name in rubrics}


def _lacking(db: Session, archive: Archive, into: Institution, *, keys: bool) -> dict[str, CaseVersion]:
    """The case versions that are here. Invalid when another lacks here and in the archive, or is another here."""
    notes = {note.case: note for note in archive.manifest.cases}
    stored = {name: case for name, case in _stored(db, CaseVersion, into, notes).items() if name in notes}
    lacking = [name for name, note in notes.items() if name not in stored and not (note.file and keys)]
    if lacking:
        withheld = any(notes[name].file for name in lacking)
        key = "inout.archive_cases_withheld" if withheld else "inout.archive_cases_missing"
        raise Invalid(key, cases=", ".join(lacking))
    for name, case in stored.items():
        if _digest(case) != notes[name].digest:
            raise Invalid("inout.archive_case_differs", case=name)
    return stored


def _cases(
    db: Session, archive: Archive, into: Institution, *, by: int, keys: bool, now: dt.datetime
) -> dict[str, int]:
    """The ids of the case versions, those of the archive among them."""
    stored = _lacking(db, archive, into, keys=keys)
    for note in archive.manifest.cases:
        if note.case not in stored:
            stored[note.case] = _case_of_archive(db, archive, note, into, by=by, now=now)
    return {name: case.id for name, case in stored.items()}


def _case_of_archive(
    db: Session, archive: Archive, note: CaseNote, into: Institution, *, by: int, now: dt.datetime
) -> CaseVersion:
    """The case as a version that only who brings it in sees, as any case that comes as a file."""
    try:
        with tempfile.TemporaryDirectory(prefix="case-") as room:
            folder = unpack_case(archive.case_file(note), Path(room)).folder
            row, data = version_from(folder, into, now), pack_case(folder).data
    except BankError:
        raise Invalid("inout.archive_case_bad", case=note.case) from None
    if row.reference != note.case or _digest(row) != note.digest:
        raise Invalid("inout.archive_case_bad", case=note.case)
    row.visibility, row.owner_id = Visibility.PRIVATE, by
    db.add(CaseArchive(case_version=row, data=data))
    db.flush()  # the search needs its id
    index_cases(db, [row])
    return row


def _digest(version: CaseVersion) -> str:
    """What tells a case from another of the same name, as this release writes it."""
    return digest_of(Case.model_validate(version.document).to_document())
