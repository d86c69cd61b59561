"""`trainer mail`: send the letters that wait, and see how they stand."""

from __future__ import annotations

import logging
import threading
from collections import Counter

import click
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from trainer.db import Database
from trainer.db.engine import AlreadyRunning
from trainer.models import Mail, MailState
from trainer.settings import Settings

NOT_SET_UP = (
    "Nothing is sent: TRAINER_SMTP_URL and TRAINER_BASE_URL are not set. "
    "Set them, for example TRAINER_SMTP_URL=smtp://user:password@mail.example.org:587 "
    "and TRAINER_BASE_URL=https://trainer.example.org."
)


@click.group()
def mail() -> None:
    """Send the letters that wait, and see how they stand.

    \b
    Example:  trainer mail send --watch
    """


@mail.command("send")
@click.option("--watch", is_flag=True, help="Keep going: look every minute for what waits.")
def send(watch: bool) -> None:
    """Send what waits and has come due. The running server does this by itself, unless TRAINER_SEND_MAIL=no.

    \b
    Example:  trainer mail send
    """
    from trainer import create_app
    from trainer.notices.sending import keep_sending
    from trainer.web.mail import can_send

    settings = Settings.from_env()
    if not can_send(settings):
        raise click.ClickException(NOT_SET_UP)
    app = create_app(settings)
    _claim(app)
    if not watch:
        _once(app)
        app.extensions["trainer"].database.close()
        return
    logging.basicConfig(format="%(asctime)s %(message)s")
    click.echo("Looking every minute for letters to send. Ctrl+C stops.")
    try:
        keep_sending(app, threading.Event())
    except KeyboardInterrupt:
        click.echo("Stopped.")


def _claim(app: Flask) -> None:
    """SQLite has one process that writes: where the server runs, it is the one that sends."""
    try:
        app.extensions["trainer"].database.claim()
    except AlreadyRunning as error:
        raise click.ClickException(
            f"A trainer serves {error}, and on SQLite that server is the one that sends: keep TRAINER_SEND_MAIL on."
        ) from error


def _once(app: Flask) -> None:
    from trainer.notices.sending import send_waiting
    from trainer.web.mail import Away

    try:
        click.echo(_in_words(send_waiting(app)))
    except Away as error:
        raise click.ClickException(f"The letters still wait: {error}.") from error


def _in_words(tally: Counter[str]) -> str:
    if not tally:
        return "Nothing waits."
    words = {MailState.SENT: "sent", MailState.DROPPED: "no longer true or not wanted",
             MailState.FAILED: "failed", MailState.WAITING: "to be tried again later"}  # fmt: skip
    return ", ".join(f"{tally[state]} {said}" for state, said in words.items() if tally[state]) + "."


@mail.command("list")
@click.option("--state", type=click.Choice([state.value for state in MailState]), help="Only those that stand so.")
@click.option("--last", default=20, show_default=True, type=click.IntRange(1, 1000), help="How many are shown.")
def list_command(state: str | None, last: int) -> None:
    """The newest letters with how each stands, and how many there are of each kind.

    \b
    Example:  trainer mail list --state failed
    """
    settings = Settings.from_env()
    if not settings.smtp_url:
        click.echo(NOT_SET_UP)
    database = Database(settings.database_url)
    narrowed = (Mail.state == state,) if state else ()
    with database.read() as db:
        counts = {key: count for key, count in db.execute(select(Mail.state, func.count()).group_by(Mail.state))}
        newest = select(Mail).where(*narrowed).order_by(Mail.id.desc()).limit(last).options(joinedload(Mail.person))
        lines = [_line(row) for row in db.scalars(newest)]
    database.close()
    click.echo(", ".join(f"{each.value}: {counts.get(each, 0)}" for each in MailState))
    for line in lines:
        click.echo(line)


def _line(row: Mail) -> str:
    why = f"  ({row.why})" if row.why else ""
    return f"{row.finished_at or row.send_at:%Y-%m-%d %H:%M} UTC  {row.state:<8} {row.kind:<10} {row.person.email}{why}"
