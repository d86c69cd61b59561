"""A forgotten password: a letter when there is a mail server, the word whom to ask when there is none."""

from __future__ import annotations

import dataclasses
import email
import re
import socketserver
import threading
from collections.abc import Iterator
from email import policy

import pytest

from tests.courses.conftest import STUDENT


class Postman(socketserver.StreamRequestHandler):
    """As much of a mail server as a letter needs."""

    def handle(self) -> None:
        """Take one letter."""
        self.wfile.write(b"220 here\r\n")
        lines: list[bytes] | None = None
        for line in self.rfile:
            if lines is not None and line.rstrip() != b".":
                lines.append(line)
                continue
            if lines is not None:
                self.server.letters.append(email.message_from_bytes(b"".join(lines), policy=policy.default))
                self.server.arrived.set()
                lines = None
            lines = [] if line.upper().startswith(b"DATA") else None
            self.wfile.write(b"354 go on\r\n" if lines is not None else b"250 well\r\n")


@pytest.fixture
def post(app) -> Iterator[socketserver.TCPServer]:
    """A mail server on this machine, and the application told about it."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postman) as server:
        server.daemon_threads = True
        server.letters, server.arrived = [], threading.Event()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        parts = app.extensions["trainer"]
        port = server.server_address[1]
        parts.settings = dataclasses.replace(
            parts.settings, smtp_url=f"smtp://127.0.0.1:{port}", base_url="https://trainer.example.org"
        )
        yield server
        server.shutdown()


def test_without_a_mail_server_the_page_says_whom_to_ask(browser) -> None:
    page = browser()
    assert "/forgotten" in page.get("/sign-in").get_data(as_text=True)
    assert "Ask your lecturer" in page.get("/forgotten").get_data(as_text=True)
    assert "Ask your lecturer" in page.post("/forgotten", {"email": STUDENT}).get_data(as_text=True)


def test_the_letter_is_in_the_persons_language_and_its_link_sets_a_password(browser, post) -> None:
    page = browser()
    page.get("/forgotten")
    answer = page.post("/forgotten", {"email": STUDENT.upper()})
    assert answer.status_code == 200 and post.arrived.wait(20)
    letter = post.letters[0]
    assert letter["To"] == STUDENT and "новый пароль" in letter["Subject"]
    link = re.search(r"https://trainer\.example\.org(/reset/[\w-]+)", letter.get_content()).group(1)
    page.get(link)
    assert page.post(link, {"password": "a long sentence", "password_again": "a long sentence"}).status_code == 302


def test_an_unknown_address_gets_the_same_answer_and_no_letter(browser, post) -> None:
    page = browser()
    page.get("/forgotten")
    strip = re.compile(r'(content|value)="[\w.-]{40,}"')
    known = page.post("/forgotten", {"email": STUDENT}).get_data(as_text=True)
    unknown = page.post("/forgotten", {"email": "nobody@example.org"}).get_data(as_text=True)
    assert strip.sub("", known) == strip.sub("", unknown)
    assert post.arrived.wait(20) and len(post.letters) == 1
    assert page.post("/forgotten", {"email": "no address\nBcc: x@example.org"}).status_code == 422
    assert len(post.letters) == 1
