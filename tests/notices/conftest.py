"""A mail server on this machine, and a course whose clock the tests set."""

from __future__ import annotations

import dataclasses
import datetime as dt
import email
import email.message
import socketserver
import threading
from collections.abc import Iterator
from email import policy

import pytest
from flask import Flask
from sqlalchemy import select

from trainer.models import Assignment, Extension, Mail, MailKind, MailState, Membership, Person
from trainer.notices.sending import send_waiting

AIGERIM, DANIYAR, SOFIA, LECTURER = (f"{name}@example.org" for name in ("aigerim", "daniyar", "sofia", "lecturer"))


class Postman(socketserver.StreamRequestHandler):
    """As much of a mail server as letters need; it answers some addresses as the test has told it."""

    def handle(self) -> None:
        """Take letters until the sender leaves."""
        self.say("220 here")
        for raw in self.rfile:
            line = raw.decode().strip()
            word = line[:4].upper()
            self.server.heard.append(line)
            if word == "RCPT":
                reader = line.partition("<")[2].partition(">")[0]
                self.say(self.server.answers.get(reader, "250 well"))
            elif word == "DATA":
                self.take()
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 well")

    def take(self) -> None:
        self.say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        letter = email.message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.letters.append(letter)
        self.say("250 taken")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    """The letters that arrived, and what is answered for an address instead of taking its letter."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: str = "127.0.0.1") -> None:
        super().__init__((host, 0), Postman)
        self.letters: list[email.message.EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.heard: list[str] = []

    @property
    def url(self) -> str:
        return "smtp://{}:{}".format(*self.server_address)

    def to(self, reader: str) -> list[email.message.EmailMessage]:
        return [letter for letter in self.letters if reader in letter["To"]]


@pytest.fixture
def server() -> Iterator[Server]:
    """A mail server on this machine."""
    with Server() as made:
        threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True).start()
        yield made
        made.shutdown()


class Office:
    """The demonstration's course with its mail: moves the clock, changes dates, sends, and looks at what waits."""

    def __init__(self, app: Flask, server: Server) -> None:
        self.app, self.server = app, server
        self.parts = app.extensions["trainer"]
        self.parts.settings = dataclasses.replace(
            self.parts.settings, smtp_url=server.url, base_url="https://trainer.example.org"
        )
        self.database = self.parts.database
        with self.database.read() as db:
            self.due = db.scalars(select(Assignment.due_at)).one()
            self.assignment = db.scalars(select(Assignment.public_id)).one()
        # A week after everything was made: no opening is news, no due date near.
        self.at(self.due - dt.timedelta(days=5))

    def at(self, moment: dt.datetime) -> None:
        """Set the clock of the application."""
        self.now = moment
        self.parts.clock = lambda: self.now

    def later(self, **by: float) -> None:
        self.at(self.now + dt.timedelta(**by))

    def change(self, **values: object) -> None:
        """Set fields of the assignment."""
        with self.database.write() as db:
            assignment = db.scalars(select(Assignment)).one()
            for name, value in values.items():
                setattr(assignment, name, value)

    def extend(self, email: str, due: dt.datetime) -> None:
        with self.database.write() as db:
            assignment = db.scalars(select(Assignment)).one()
            db.add(Extension(assignment_id=assignment.id, person_id=self.person(email).id, due_at=due,
                             given_by_id=self.person(LECTURER).id, given_at=self.now))  # fmt: skip

    def person(self, email: str) -> Person:
        with self.database.read() as db:
            found = db.scalars(select(Person).where(Person.email == email)).one()
            db.expunge_all()
            return found

    def leaves(self, email: str) -> None:
        """This person is no longer in the course."""
        person = self.person(email).id
        with self.database.write() as db:
            db.scalars(select(Membership).where(Membership.person_id == person)).one().left_at = self.now

    def put(self, email: str, kind: MailKind = MailKind.OPENED, about: str = "") -> None:
        """A letter that waits."""
        with self.database.write() as db:
            assignment = db.scalars(select(Assignment)).one()
            db.add(Mail(person_id=self.person(email).id, kind=kind, about=about or assignment.public_id,
                        assignment_id=assignment.id, made_at=self.now, send_at=self.now))  # fmt: skip

    def send(self) -> dict[str, int]:
        return dict(send_waiting(self.app))

    def stand(self) -> dict[tuple[str, str], tuple[MailState, str]]:
        """State and reason by address and kind."""
        with self.database.read() as db:
            rows = db.execute(select(Person.email, Mail.kind, Mail.state, Mail.why).join(Mail.person).order_by(Mail.id))
            return {(email, kind): (MailState(state), why) for email, kind, state, why in rows}


@pytest.fixture
def office(app: Flask, server: Server) -> Office:
    return Office(app, server)
