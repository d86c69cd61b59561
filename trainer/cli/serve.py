"""`trainer serve`: serve the product with the server that fits the database and the machine."""

from __future__ import annotations

import socket
import sys
import threading

import click
from flask import Flask

from trainer import create_app
from trainer.bank.places import casebank_root
from trainer.cli.demonstration import institution_of
from trainer.db import Database
from trainer.db.engine import AlreadyRunning
from trainer.db.migrate import is_current
from trainer.settings import Settings
from trainer.web.mail import can_send
from trainer.web.parts import utc_now


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Serve the product. Run `trainer db upgrade` before.

    \b
    Example:  TRAINER_BASE_URL=https://trainer.example.org trainer serve --port 8000
    """
    settings = Settings.from_env()
    refuse_taken_port(host, port)
    app = create_app(settings)
    claim(app)
    if not is_current(database_of(app)):
        raise click.ClickException("The database has an older schema. Run `trainer db upgrade` first.")
    stock(database_of(app), settings)
    run(app, host, port)


def stock(database: Database, settings: Settings) -> None:
    """Bring new versions of the bank's folders into the database; a folder with a mistake is named and left out."""
    from trainer.authoring.stock import stock_bank
    from trainer.web.finding.index import index_missing

    with database.write() as db:
        institution = institution_of(db, now=utc_now())
        roots = (casebank_root(), *settings.casebanks)
        left = [each for root in roots for each in stock_bank(db, root, into=institution, now=utc_now())]
        db.flush()
        index_missing(db)
    for each in left:
        click.echo(f"Left out of the bank:\n{each}", err=True)


def refuse_taken_port(host: str, port: int) -> None:
    """Stop with one sentence when something else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            click.echo(f"Port {port} is taken. Give another one, for example --port {port % 65535 + 1}.", err=True)
            sys.exit(2)


def database_of(app: Flask) -> Database:
    """The database behind an application."""
    database: Database = app.extensions["trainer"].database
    return database


def claim(app: Flask) -> None:
    """Take the data for this process, before anything is printed; one sentence when another trainer serves them."""
    try:
        database_of(app).claim()
    except AlreadyRunning as error:
        raise click.ClickException(
            f"Another trainer already serves {error}. Stop it, or set TRAINER_VAR to another folder."
        ) from error


def run(app: Flask, host: str, port: int) -> None:
    """Serve what was claimed until stopped: one process with threads on SQLite, two with threads on PostgreSQL."""
    if sys.platform == "win32":
        from waitress import serve as wait

        send_mail_beside(app)
        wait(app, host=host, port=port, threads=8)
        return
    from trainer.cli.server import Server

    workers, threads = (1, 8) if database_of(app).on_sqlite else (2, 4)
    options = {"bind": f"{host}:{port}", "workers": workers, "threads": threads}
    Server(app, options, beside=send_mail_beside).run()


def send_mail_beside(app: Flask) -> None:
    """Send letters in a thread of this process, where a mail server is set; several processes share them out."""
    from trainer.notices.sending import keep_sending

    settings: Settings = app.extensions["trainer"].settings
    if can_send(settings) and settings.send_mail:
        threading.Thread(target=keep_sending, args=(app, threading.Event()), name="mail", daemon=True).start()
