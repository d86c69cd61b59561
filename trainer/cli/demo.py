"""`trainer demo`: the whole product on this machine with demonstration data, in one command."""

from __future__ import annotations

import sys

import click

from trainer import create_app
from trainer.cli.demonstration import PASSWORD, PEOPLE, add_demonstration
from trainer.cli.serve import claim, refuse_taken_port, run, stock
from trainer.db import Database
from trainer.db.migrate import upgrade
from trainer.settings import Settings
from trainer.web.parts import utc_now


@click.command()
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port on this machine."
)
def demo(port: int) -> None:
    """Start the product on this machine with demonstration data, and keep it when run again.

    \b
    Example:  trainer demo --port 8000
    """
    settings = Settings.from_env()
    refuse_taken_port("127.0.0.1", port)
    app = create_app(settings)
    claim(app)
    prepare(settings)
    click.echo(f"\nThe Case Trainer is at  http://127.0.0.1:{port}\n\nSign in with the password  {PASSWORD}  as")
    for person in PEOPLE:
        click.echo(f"  {person.email:<22} {person.what}")
    click.echo("\nOr begin without an account. Ctrl+C stops; the data stay in " + str(settings.var))
    sys.stdout.flush()
    run(app, "127.0.0.1", port)


def prepare(settings: Settings) -> None:
    """Migrate, stock the bank, and add the demonstration people when there is nobody yet."""
    database = Database(settings.database_url)
    upgrade(database)
    stock(database, settings)
    with database.write() as db:
        add_demonstration(db, now=utc_now())
    database.close()
