"""What a course's clocks say and what moment it is: midnight, summer time, the night Almaty went back."""

from __future__ import annotations

import datetime as dt

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from trainer.web.forms import LocalTimeField, on_the_clock


class Due(Form):
    """A form with one day and time."""

    at = LocalTimeField()


def moment(written: str, zone: str) -> dt.datetime:
    """The moment in UTC that a lecturer's form names."""
    found = Due(MultiDict({"at": written})).at.aware(zone)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("zone", "written", "utc"),
    [
        ("Europe/Kyiv", "2026-07-01T00:00", "2026-06-30T21:00"),
        ("Europe/Kyiv", "2026-12-31T23:59", "2026-12-31T21:59"),
        ("Asia/Almaty", "2026-09-01T00:00", "2026-08-31T19:00"),
        ("Asia/Qostanay", "2026-09-01T23:59", "2026-09-01T18:59"),
    ],
)
def test_a_date_near_midnight_stays_on_its_day(zone, written, utc) -> None:
    found = moment(written, zone)
    assert found == dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)
    assert on_the_clock(found, zone) == dt.datetime.fromisoformat(written)


def test_an_hour_that_summer_time_skips_takes_no_time_from_a_student() -> None:
    found = moment("2026-03-29T03:30", "Europe/Kyiv")
    assert found == dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)
    assert on_the_clock(found, "Europe/Kyiv") == dt.datetime(2026, 3, 29, 4, 30)


@pytest.mark.parametrize(
    ("zone", "written"), [("Europe/Kyiv", "2026-10-25T03:30"), ("Asia/Almaty", "2024-02-29T23:30")]
)
def test_an_hour_that_comes_twice_is_shown_as_it_was_written(zone, written) -> None:
    assert on_the_clock(moment(written, zone), zone) == dt.datetime.fromisoformat(written)
