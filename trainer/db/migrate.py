"""Bring the database to the newest schema, one process at a time; run by command, never by a page."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from trainer.db.engine import Database

MIGRATIONS = Path(__file__).parent / "migrations"
# Any fixed number: it names the advisory lock of migrations on PostgreSQL.
LOCK_NUMBER = 7_204_611


def config() -> Config:
    """Alembic's configuration, without a file."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    return made


def upgrade(database: Database) -> None:
    """Run every migration that is not yet applied; a second process waits for the first."""
    with database.writer.connect() as connection:
        if database.on_sqlite:
            _look_after_references(connection, False)
        else:
            connection.execute(text("SELECT pg_advisory_lock(:number)"), {"number": LOCK_NUMBER})
            connection.commit()
        try:
            alembic = config()
            alembic.attributes["connection"] = connection
            command.upgrade(alembic, "head")
            connection.commit()
        finally:
            if database.on_sqlite:
                connection.rollback()
                _look_after_references(connection, True)
            else:
                connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": LOCK_NUMBER})
                connection.commit()


def _look_after_references(connection: Connection, on: bool) -> None:
    """SQLite changes a table by making it anew, which it refuses while other tables refer to it.

    Between two transactions only, so past SQLAlchemy, which would begin one.
    """
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - a connection that was just opened
    driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def is_current(database: Database) -> bool:
    """True when every migration has been applied."""
    with database.reader.connect() as connection:
        applied = set(MigrationContext.configure(connection).get_current_heads())
    return applied == set(ScriptDirectory.from_config(config()).get_heads())
