"""Letters on PostgreSQL: found by the clock, and sent once by two senders. `tests/notices` has the same on SQLite."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from tests.conftest import Browser
from tests.notices.conftest import AIGERIM, SOFIA, Office, Server, server
from tests.notices.test_sending import race
from trainer.models import MailKind

__all__ = ["server"]


@pytest.mark.parametrize("anybody", ["postgresql"], indirect=True)
def test_two_senders_share_the_letters_out_and_the_clock_finds_each_once(
    anybody: Callable[[str], Browser], server: Server
) -> None:
    made = anybody(SOFIA)
    office = Office(made.client.application, server)
    race(office)
    office.at(office.due - dt.timedelta(hours=20))
    assert office.send() == {"sent": 2}
    assert office.send() == {}
    path = f"/assignments/{office.assignment}/calendar.ics"
    assert made.get(path).data == made.get(path).data
    office.put(AIGERIM, MailKind.DIGEST)
    assert office.send() == {"dropped": 1}

