"""`trainer db`: bring the database to the newest schema."""

from __future__ import annotations

import click

from trainer.db import Database
from trainer.db.migrate import upgrade
from trainer.settings import Settings


@click.group()
def db() -> None:
    """Look after the database.

    \b
    Example:  trainer db upgrade
    """


@db.command("upgrade")
def upgrade_command() -> None:
    """Run the migrations that are not yet applied.

    \b
    Example:  TRAINER_DATABASE_URL=postgresql://trainer@localhost/trainer trainer db upgrade
    """
    database = Database(Settings.from_env().database_url)
    upgrade(database)
    click.echo("The database has the newest schema.")
