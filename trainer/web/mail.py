"""Send a letter, when the installation has a mail server; without one everything else works as well."""

from __future__ import annotations

import logging
import smtplib
import threading
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from trainer.settings import Settings

log = logging.getLogger("trainer")
PATIENCE = 15


def can_send(settings: Settings) -> bool:
    """Letters carry links, so the installation must know its own address: what a browser claims could be forged."""
    return bool(settings.smtp_url and settings.base_url)


def send_later(settings: Settings, *, to: str, subject: str, text: str) -> None:
    """Send in the background, so that the answer takes the same time whether there was somebody to write to or not."""
    letter = EmailMessage()
    letter["From"] = settings.mail_from or f"noreply@{urlsplit(settings.base_url).hostname}"
    letter["To"] = to
    letter["Subject"] = subject
    letter.set_content(text)
    threading.Thread(target=_send, args=(settings.smtp_url, letter), daemon=True).start()


def _send(url: str, letter: EmailMessage) -> None:
    where = urlsplit(url)
    secure = where.scheme == "smtps"
    kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
    try:
        with kind(where.hostname or "localhost", where.port or (465 if secure else 587), timeout=PATIENCE) as server:
            if not secure and server.has_extn("starttls"):
                server.starttls()
            if where.username:
                server.login(unquote(where.username), unquote(where.password or ""))
            server.send_message(letter)
    except (OSError, smtplib.SMTPException):
        # Nobody waits for the answer; who runs the installation reads it here.
        log.exception("a letter could not be sent by %s", where.hostname)
