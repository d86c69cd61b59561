"""What the database promises, on SQLite and on PostgreSQL."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from tests.conftest import NOW
from trainer.db import Database
from trainer.db.engine import AlreadyRunning
from trainer.db.migrate import config, is_current, upgrade
from trainer.models import Base, Institution, Mark, Marking, Person


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A migrated, empty database of each kind."""
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path / 'trainer.db'}")
    else:
        made = Database(request.getfixturevalue("postgresql"))
        with made.writer.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    upgrade(made)
    yield made
    made.close()


def institution(database: Database) -> int:
    with database.write() as db:
        row = Institution(name="A university", created_at=NOW)
        db.add(row)
        db.flush()
        return row.id


def test_the_migrated_schema_is_the_schema_of_the_models(database: Database) -> None:
    assert is_current(database)
    with database.reader.connect() as connection:
        assert (
            compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata) == []
        )


def test_a_second_upgrade_changes_nothing(database: Database) -> None:
    institution(database)
    upgrade(database)
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(Institution)) == 1


def test_a_database_of_the_first_tables_keeps_its_people_and_nobody_has_agreed(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'old.db'}")
    with database.writer.connect() as connection:
        alembic = config()
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, "0001")
        connection.execute(text("INSERT INTO institution (id, name, support_url, created_at, public_id) "
                                "VALUES (1, 'A university', '', '2026-09-01', 'i')"))
        connection.execute(text("INSERT INTO person (id, institution_id, name, language, may_teach, may_design, "
                                "may_administer, visitor, created_at, public_id) "
                                "VALUES (1, 1, 'Daniyar', 'ru', 0, 0, 0, 0, '2026-09-01', 'p')"))
        connection.commit()
    upgrade(database)
    with database.read() as db:
        person = db.scalars(select(Person)).one()
        assert person.name == "Daniyar" and person.units_agreed_at is None
    database.close()


def test_markings_of_one_marker_stay_with_their_marks_when_there_may_be_two(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'old.db'}")
    at, rows = "2026-09-01", {
        "institution": "id, name, support_url, created_at, public_id) VALUES (1, 'U', '', :at, 'i'",
        "person": "id, institution_id, name, language, may_teach, may_design, may_administer, visitor, created_at, "
                  "public_id) VALUES (1, 1, 'D', 'ru', 0, 0, 0, 0, :at, 'p'",
        "case_version": "id, institution_id, slug, version, status, visibility, document, teaching, summary, digest, "
                        "imported_at, public_id) "
                        "VALUES (1, 1, 's', '1', 'review', 'open', '{}', '{}', '{}', '', :at, 'c'",
        "rubric_version": "id, institution_id, slug, version, document, summary, digest, imported_at, public_id) "
                          "VALUES (1, 1, 's', '1', '{}', '{}', '', :at, 'r'",
        "run": "id, owner_id, case_version_id, rubric_version_id, pathway, stage, cycle, begun_at, public_id) "
               "VALUES (1, 1, 1, 1, '', '', 1, :at, 'r'",
        "submission": "id, run_id, attempt, document, report, receipt, late, handed_in_at, public_id) "
                      "VALUES (1, 1, 1, '{}', '{}', '', 0, :at, 's'",
        "marking": "id, submission_id, marker_id, rubric_version_id, state, overall, revision, saved_at, public_id) "
                   "VALUES (7, 1, 1, 1, 'ready', 'Words', 1, :at, 'm'",
        "mark": "id, marking_id, criterion, level, comment, suggestion_seen, revision, saved_at) "
                "VALUES (1, 7, 'time', 2, '', 0, 1, :at",
    }  # fmt: skip
    with database.writer.connect() as connection:
        alembic = config()
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, "0012")
        for table, values in rows.items():
            connection.execute(text(f"INSERT INTO {table} ({values})"), {"at": at} if ":at" in values else {})
        connection.commit()
    upgrade(database)
    with database.read() as db:
        marking = db.scalars(select(Marking)).one()
        assert (marking.slot, marking.overall, [mark.level for mark in marking.marks]) == (0, "Words", [2])
    with pytest.raises(IntegrityError), database.write() as db:
        db.add(Mark(marking_id=99, criterion="time", saved_at=NOW))
    database.close()


def test_a_block_that_fails_leaves_no_trace(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as db:
        db.add(Institution(name="Never", created_at=NOW))
        db.flush()
        1 / 0  # noqa: B018
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(Institution)) == 0


def test_many_writers_at_once_lose_nothing(database: Database) -> None:
    home = institution(database)

    def work(number: int) -> None:
        for turn in range(10):
            with database.write() as db:
                count = db.scalar(select(func.count()).select_from(Person))
                db.add(Person(institution_id=home, name=f"{number}-{turn}-{count}", created_at=NOW))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(Person)) == 80


def test_a_time_comes_back_with_its_zone(database: Database) -> None:
    home = institution(database)
    with database.read() as db:
        assert db.get_one(Institution, home).created_at == NOW
        assert db.get_one(Institution, home).created_at.tzinfo == dt.UTC


def test_a_second_server_on_one_sqlite_file_is_refused(tmp_path: Path) -> None:
    first, second = (Database(f"sqlite:///{tmp_path / 'one.db'}") for _ in range(2))
    first.claim()
    with pytest.raises(AlreadyRunning):
        second.claim()
    first.close()
    second.claim()
    second.close()
