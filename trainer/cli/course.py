"""`trainer course`: a course as one file, out of this installation and into another one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.courses.archive import bringing, reading, writing
from trainer.db import Database
from trainer.db.engine import AlreadyRunning
from trainer.errors import Invalid
from trainer.models import Course, Institution, Membership, Person, Role
from trainer.settings import Settings
from trainer.web.parts import utc_now
from trainer.web.words import say


@click.group()
def course() -> None:
    """Take a course out as one file, and bring it in again.

    \b
    Example:  trainer course list
    """


@course.command("list")
def list_courses() -> None:
    """The courses of this installation, with the id by which `pack` knows them.

    \b
    Example:  trainer course list
    """
    students = (
        select(func.count(Membership.id))
        .where(Membership.course_id == Course.id, Membership.role == Role.STUDENT, Membership.left_at.is_(None))
        .scalar_subquery()
    )
    with _database().read() as db:
        for id, title, count in db.execute(select(Course.public_id, Course.title, students).order_by(Course.id)):
            click.echo(f"{id}  {title}  ({count} students)")


@course.command()
@click.argument("id")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--names/--no-names", default=True, show_default=True, help="Names and e-mail addresses, or keys alone.")
@click.option("--cases/--no-cases", default=True, show_default=True, help="The cases themselves, with their keys.")
def pack(id: str, file: Path, names: bool, cases: bool) -> None:
    """Take the course ID out into FILE: everything in it. An existing file is not written over.

    \b
    Example:  trainer course pack d01cFg4eZY_G autumn.zip
    """
    with _database().read() as db:
        found = db.scalars(select(Course).where(Course.public_id == id)).first()
        if found is None:
            raise click.ClickException(f"There is no course {id}. `trainer course list` names them.")
        if file.exists():
            raise click.ClickException(f"{file} is there already. Give another name.")
        manifest = _packed(db, found, file, names=names, cases=cases)
    rows = sum(each["rows"] for each in manifest["files"].values())
    click.echo(f"{file}: {manifest['title']}, {rows} records, {file.stat().st_size / 1e6:.1f} MB")


def _packed(db: Session, found: Course, file: Path, *, names: bool, cases: bool) -> dict[str, Any]:
    """Write beside the final name, so that a file of that name is always whole."""
    half = file.with_name(f".{file.name}.half")
    try:
        label = f"Taking out {found.title}"
        with half.open("xb") as out, click.progressbar(length=100, label=label, file=sys.stderr) as bar:
            manifest = writing.write(
                db, found, out, names=names, keys=cases, now=utc_now(),
                tell=lambda done, of: bar.update(done * 100 // max(1, of) - bar.pos),
            )  # fmt: skip
        os.replace(half, file)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from None
    finally:
        half.unlink(missing_ok=True)
    return manifest


@course.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--lecturer", required=True, help="The e-mail address of whoever leads the course here.")
def unpack(file: Path, lecturer: str) -> None:
    """Bring the course of FILE in as a new course: all of it, or nothing.

    People are known by their addresses; who has no account here gets one without a password. Exit code 1: refused, with
    the reason.

    \b
    Example:  trainer course unpack autumn.zip --lecturer me@example.org
    """
    database = _database()
    try:
        database.claim()
    except AlreadyRunning:
        raise click.ClickException("The trainer is running on this SQLite file. Stop it first.") from None
    with database.read() as db:
        who = Person.email == lecturer.strip().lower(), Person.left_at.is_(None), Person.may_teach.is_(True)
        by = db.execute(select(Person.id, Person.institution_id).where(*who)).first()
    if by is None:
        raise click.ClickException(f"Nobody who may teach has the address {lecturer}. See `trainer user add --teach`.")
    try:
        with file.open("rb") as data:
            archive = reading.look_through(data, reading.BY_COMMAND)
            archive.check()
            with database.write() as db:
                into = db.get_one(Institution, by.institution_id)
                made = bringing.bring_in(db, archive, into=into, by=by.id, keys=True, now=utc_now())
                click.echo(f"{made.title} is in, as {made.public_id}.")
    except Invalid as error:
        raise click.ClickException(say("en", error.key, **error.values)) from None
    finally:
        database.close()


def _database() -> Database:
    return Database(Settings.from_env().database_url)
