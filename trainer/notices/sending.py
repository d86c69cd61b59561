"""Send the letters that wait: each once, whoever else sends at the same time, and none stops the others.

A sender claims a letter by a statement that only one can win, for as long as a slow mail server may take. Should it
die with the letter in its hands, the letter is sent again under the same Message-ID.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections import Counter
from typing import Any

from flask import Flask
from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import joinedload

from trainer.models import Mail, MailState
from trainer.notices.due import find_due, put_due
from trainer.notices.letters import letter_for
from trainer.notices.standing import NoLonger, standing_of
from trainer.web.mail import Away, Post, Refused
from trainer.web.parts import Parts

log = logging.getLogger("trainer")
LEASE = dt.timedelta(minutes=10)
# How long a letter rests that the mail server did not take, after each try.
PAUSES = tuple(dt.timedelta(minutes=minutes) for minutes in (5, 30, 120, 480, 1440))
AT_ONCE = 500
KEPT = dt.timedelta(days=90)
# Seconds between two looks at what waits, and after the mail server was away.
PAUSE, LONGEST_PAUSE = 60, 900

Tally = Counter[str]


def send_waiting(app: Flask) -> Tally:
    """Put what has come due, then send what waits; how many were sent, dropped, have failed, or rest.

    Away when the mail server is, with all that is left still waiting.
    """
    parts: Parts = app.extensions["trainer"]
    _put_due(parts)
    tally: Tally = Counter()
    with Post(parts.settings.smtp_url) as post:
        for id in _waiting(parts):
            tally.update(_send_one(app, parts, post, id))
    return tally


def keep_sending(app: Flask, stopped: threading.Event) -> None:
    """Send until told to stop, looking again and again; a trouble is logged and outlived."""
    pause = 0
    while not stopped.wait(pause):
        try:
            send_waiting(app)
            pause = PAUSE
        except Away as error:
            pause = min(max(pause, PAUSE) * 2, LONGEST_PAUSE)
            log.warning("No letter was sent: %s. Next try in %d seconds.", error, pause)
        except Exception:
            # The thread is all there is to send: whatever happened to one letter must not end it.
            pause = min(max(pause, PAUSE) * 2, LONGEST_PAUSE)
            log.exception("sending letters was interrupted")


def _put_due(parts: Parts) -> None:
    now = parts.clock()
    old = Mail.finished_at < now - KEPT
    worn_out = Mail.state == MailState.SENDING, Mail.claimed_until < now, Mail.tries > len(PAUSES)
    with parts.database.read() as db:
        due = find_due(db, now=now)
        tidy = db.scalars(select(Mail.id).where(or_(old, and_(*worn_out))).limit(1)).first()
    if not due and tidy is None:
        return
    with parts.database.write() as db:
        put_due(db, due, now=now)
        db.execute(delete(Mail).where(old))
        given_up = {"state": MailState.FAILED, "why": "no sender came to an end with it", "finished_at": now}
        db.execute(update(Mail).where(*worn_out).values(given_up))


def _free(now: dt.datetime) -> ColumnElement[bool]:
    """Whether a letter's turn has come and nobody has it in hands."""
    return or_(
        and_(Mail.state == MailState.WAITING, Mail.send_at <= now),
        and_(Mail.state == MailState.SENDING, Mail.claimed_until < now),
    )


def _waiting(parts: Parts) -> list[int]:
    waiting = select(Mail.id).where(_free(parts.clock())).order_by(Mail.send_at, Mail.id).limit(AT_ONCE)
    with parts.database.read() as db:
        return list(db.scalars(waiting))


def _send_one(app: Flask, parts: Parts, post: Post, id: int) -> list[str]:
    """Send one letter, if it is still free; names the state it is in then."""
    now = parts.clock()
    until = now + LEASE
    with parts.database.write() as db:
        claim = update(Mail).where(Mail.id == id, _free(now)).execution_options(synchronize_session=False)
        claimed = db.execute(claim.values(state=MailState.SENDING, claimed_until=until, tries=Mail.tries + 1))
    if claimed.rowcount != 1:  # type: ignore[attr-defined]
        return []
    mine = Mail.id == id, Mail.state == MailState.SENDING, Mail.claimed_until == until
    try:
        outcome = _outcome(app, parts, post, id)
    except Away:
        _settle(parts, mine, state=MailState.WAITING, tries=Mail.tries - 1)
        raise
    _settle(parts, mine, **outcome)
    return [outcome["state"].value]


def _settle(parts: Parts, mine: tuple[ColumnElement[bool], ...], **values: Any) -> None:
    with parts.database.write() as db:
        done = update(Mail).where(*mine).execution_options(synchronize_session=False)
        db.execute(done.values(claimed_until=None, **values))


def _outcome(app: Flask, parts: Parts, post: Post, id: int) -> dict[str, Any]:
    """Try to send; the columns that say what came of it. Away when the mail server is."""
    now = parts.clock()
    # Words and addresses are made as for a page.
    with app.test_request_context(), parts.database.read() as db:
        mail = db.get_one(Mail, id, options=(joinedload(Mail.person),))
        try:
            letter = letter_for(mail, standing_of(db, mail, now=now), parts.settings, now=now)
        except NoLonger as error:
            return {"state": MailState.DROPPED, "why": str(error), "finished_at": now}
        except ValueError as error:
            return {"state": MailState.FAILED, "why": str(error), "finished_at": now}
        tries = mail.tries
    try:
        post.send(letter)
    except Refused as error:
        if error.lasting or tries > len(PAUSES):
            return {"state": MailState.FAILED, "why": str(error), "finished_at": now}
        return {"state": MailState.WAITING, "why": str(error), "send_at": now + PAUSES[tries - 1]}
    return {"state": MailState.SENT, "why": "", "finished_at": parts.clock()}
