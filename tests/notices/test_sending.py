"""Letters go out once each, through a real connection, and none stops the others."""

from __future__ import annotations

import dataclasses
import datetime as dt
import socket
import sys
import threading

import pytest
from sqlalchemy import select

from tests.notices.conftest import AIGERIM, DANIYAR, SOFIA, Office, Server
from trainer.models import Mail, MailState
from trainer.notices.sending import PAUSES
from trainer.web.mail import Away


def test_a_letter_is_plain_and_html_with_a_link_that_turns_its_kind_off(office: Office) -> None:
    office.put(SOFIA)
    assert office.send() == {"sent": 1}
    letter = office.server.to(SOFIA)[0]
    assert letter["Subject"] == "Open now: План для семьи Самиры" and letter["Content-Language"] == "en"
    plain, html = (letter.get_body(kind).get_content() for kind in (["plain"], ["html"]))
    for text in (plain, html):
        assert "https://trainer.example.org/home" in text and "Hello Sofia Marchenko" in text
        assert letter["List-Unsubscribe"].strip("<>") in text
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert office.send() == {}, "it is sent once"


def test_everybody_is_written_to_in_their_own_language(office: Office) -> None:
    for email in (AIGERIM, DANIYAR, SOFIA):
        office.put(email)
    office.send()
    subjects = [office.server.to(email)[0]["Subject"].split(":")[0] for email in (AIGERIM, DANIYAR, SOFIA)]
    assert subjects == ["Тапсырма ашылды", "Задание открыто", "Open now"]


def test_one_bad_address_stops_nobody(office: Office) -> None:
    office.server.answers[AIGERIM] = "550 no such reader"
    for email in (AIGERIM, SOFIA):
        office.put(email)
    assert office.send() == {"failed": 1, "sent": 1}
    assert office.stand()[AIGERIM, "opened"] == (MailState.FAILED, "550 no such reader")
    office.later(days=1)
    assert office.send() == {} and len(office.server.letters) == 1


def test_a_letter_not_taken_now_rests_longer_each_time_and_is_given_up_at_last(office: Office) -> None:
    office.change(due_at=None)
    office.server.answers[SOFIA] = "451 come again"
    office.put(SOFIA)
    for pause in PAUSES:
        assert office.send() == {"waiting": 1}
        office.at(office.now + pause - dt.timedelta(seconds=1))
        assert office.send() == {}
        office.later(seconds=1)
    assert office.send() == {"failed": 1}


def test_while_the_mail_server_is_away_all_waits_and_nothing_is_counted(office: Office) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"smtp://127.0.0.1:{nobody.getsockname()[1]}"
        office.parts.settings = dataclasses.replace(office.parts.settings, smtp_url=url)
        office.put(SOFIA)
        with pytest.raises(Away, match="does not answer"):
            office.send()
    with office.database.read() as db:
        waiting = db.scalars(select(Mail)).one()
        assert (waiting.state, waiting.tries) == (MailState.WAITING, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere this machine has one address alone")
def test_a_password_does_not_go_to_a_server_without_encryption(office: Office) -> None:
    with Server("127.0.0.2") as other:
        threading.Thread(target=other.serve_forever, args=(0.05,), daemon=True).start()
        url = other.url.replace("//", "//me:s3cret@")
        office.parts.settings = dataclasses.replace(office.parts.settings, smtp_url=url)
        office.put(SOFIA)
        with pytest.raises(Away, match="offers no encryption"):
            office.send()
        other.shutdown()
    assert [line.split()[0].upper() for line in other.heard] == ["EHLO"]


def test_a_title_of_many_lines_harms_neither_the_letter_nor_the_others(office: Office) -> None:
    office.change(title="План\r\nBcc: everybody@example.org\n<b>для</b>")
    for email in (AIGERIM, SOFIA):
        office.put(email)
    assert office.send() == {"sent": 2}
    letter = office.server.to(SOFIA)[0]
    assert letter["Bcc"] is None and "<b>" not in letter.get_body(["html"]).get_content()


def test_a_sender_that_died_with_a_letter_in_its_hands_is_replaced(office: Office) -> None:
    office.put(SOFIA)
    with office.database.write() as db:
        row = db.scalars(select(Mail)).one()
        row.state, row.claimed_until, row.tries = MailState.SENDING, office.now + dt.timedelta(minutes=1), 1
    assert office.send() == {}
    office.later(minutes=2)
    assert office.send() == {"sent": 1}


def test_two_senders_at_once_send_each_letter_once(office: Office) -> None:
    race(office)


def race(office: Office) -> None:
    """Two senders begin at the same moment with twelve letters."""
    for email in (AIGERIM, DANIYAR, SOFIA):
        for about in range(4):
            office.put(email, about=f"{about}")
    tallies, begin = [], threading.Barrier(2)

    def sender() -> None:
        begin.wait()
        tallies.append(office.send())

    threads = [threading.Thread(target=sender) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(tally.get("sent", 0) for tally in tallies) == 12
    ids = [letter["Message-ID"] for letter in office.server.letters]
    assert len(ids) == len(set(ids)) == 12
