"""Send a letter, when the installation has a mail server; without one everything else works as well."""

from __future__ import annotations

import logging
import smtplib
import ssl
import threading
from email.message import EmailMessage
from types import TracebackType
from urllib.parse import unquote, urlsplit

from trainer.settings import Settings

log = logging.getLogger("trainer")
# How many seconds the mail server may take for each answer.
PATIENCE = 15
SHUTTING_DOWN = 421
HERE = ("localhost", "127.0.0.1", "::1")


class Away(Exception):  # noqa: N818 - named as it is said
    """The mail server cannot be reached, or does not let us in: no letter is to blame. Says so in a sentence."""


class Refused(Exception):  # noqa: N818
    """The mail server did not take this letter; `lasting`: it never will."""

    def __init__(self, says: str, *, lasting: bool) -> None:
        self.lasting = lasting
        super().__init__(says)


def can_send(settings: Settings) -> bool:
    """Letters carry links, so the installation must know its own address: what a browser claims could be forged."""
    return bool(settings.smtp_url and settings.base_url)


def sender_of(settings: Settings) -> str:
    """Whom letters come from."""
    return settings.mail_from or f"noreply@{urlsplit(settings.base_url).hostname}"


def send_later(settings: Settings, *, to: str, subject: str, text: str) -> None:
    """Send in the background, so that the answer takes the same time whether there was somebody to write to or not."""
    letter = EmailMessage()
    letter["From"] = sender_of(settings)
    letter["To"] = to
    letter["Subject"] = subject
    letter.set_content(text)
    threading.Thread(target=_send, args=(settings.smtp_url, letter), daemon=True).start()


def _send(url: str, letter: EmailMessage) -> None:
    try:
        with Post(url) as post:
            post.send(letter)
    except (Away, Refused):
        # Nobody waits for the answer; who runs the installation reads it here.
        log.exception("a letter could not be sent by %s", urlsplit(url).hostname)


class Post:
    """A connection to the mail server: opened for the first letter, kept for the next ones, opened anew once broken."""

    def __init__(self, url: str) -> None:
        self._where = urlsplit(url)
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Post:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._leave()

    def send(self, letter: EmailMessage) -> None:
        """Hand one letter over. Away when there is nobody to hand it to, Refused when this one is not taken."""
        server = self._server = self._server or self._open()
        try:
            server.send_message(letter)
        except smtplib.SMTPRecipientsRefused as error:
            code, says = next(iter(error.recipients.values()))
            raise self._refused(code, says) from error
        except smtplib.SMTPSenderRefused as error:
            # Not the letter but the installation is refused: every other letter would be as well.
            self._leave()
            says = _told(error.smtp_error)
            raise Away(f"the mail server does not take letters from {error.sender}: {says}") from error
        except smtplib.SMTPResponseException as error:
            raise self._refused(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPNotSupportedError, ValueError) as error:
            raise Refused(str(error), lasting=True) from error
        except (OSError, smtplib.SMTPException) as error:
            self._leave()
            raise Refused(f"the connection broke ({type(error).__name__})", lasting=False) from error

    def _refused(self, code: int, says: bytes | str) -> Refused:
        if code == SHUTTING_DOWN:
            self._leave()
        return Refused(f"{code} {_told(says)}", lasting=code >= 500)

    def _open(self) -> smtplib.SMTP:
        where, secure = self._where, self._where.scheme == "smtps"
        # A name and password go only to the server that proves to be the one named; without them any secrecy is a gain.
        context = ssl.create_default_context() if where.username else ssl._create_unverified_context()  # noqa: S323
        host, port = where.hostname or "localhost", where.port or (465 if secure else 587)
        try:
            if secure:
                return self._signed_in(smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=context))
            server = smtplib.SMTP(host, port, timeout=PATIENCE)
            server.ehlo_or_helo_if_needed()
            if server.has_extn("starttls"):
                server.starttls(context=context)
            elif where.username and host not in HERE:
                server.close()
                raise Away(f"{host} offers no encryption, so the password stays here; use smtps:// if it has that")
            return self._signed_in(server)
        except smtplib.SMTPAuthenticationError as error:
            raise Away(f"{host} does not accept the name and password of TRAINER_SMTP_URL") from error
        except (OSError, smtplib.SMTPException) as error:
            raise Away(f"{host}:{port} does not answer as a mail server does ({error})") from error

    def _signed_in(self, server: smtplib.SMTP) -> smtplib.SMTP:
        if self._where.username:
            server.login(unquote(self._where.username), unquote(self._where.password or ""))
        return server

    def _leave(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            try:
                server.quit()
            except (OSError, smtplib.SMTPException):
                server.close()


def _told(says: bytes | str) -> str:
    return " ".join((says.decode("utf-8", "replace") if isinstance(says, bytes) else says).split())[:200]
