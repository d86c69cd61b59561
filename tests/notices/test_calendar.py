"""A person's dates as calendar programs read them: the right moment, moved when it moves, and nobody else's."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.courses.conftest import utc
from tests.notices.conftest import AIGERIM, DANIYAR, LECTURER, SOFIA, Office
from trainer.models import AfterDue, Assignment, PeerRound
from trainer.notices.ical import Entry, calendar, escaped, folded


def unfolded(data: bytes) -> list[str]:
    """The lines of a calendar, as RFC 5545 joins them; refuses what a strict reader refuses."""
    assert data.endswith(b"\r\n") and not re.search(rb"[^\r]\n|\r[^\n]", data)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    for line in data.split(b"\r\n"):
        line.decode("utf-8")  # no letter is cut in two
    return data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def read(data: bytes) -> dict[str, dict[str, str]]:
    """The entries of a calendar by the last part of their ids."""
    lines = unfolded(data)
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR" and "VERSION:2.0" in lines
    found: list[dict[str, str]] = []
    for line in lines:
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            name, _, value = line.partition(":")
            found[-1].setdefault(name, value)
    return {re.search(r"-(opens|due|reviews)@", entry["UID"])[1]: entry for entry in found}


def make_address(made) -> str:
    """The path of a new calendar address."""
    made.post("/account/calendar")
    return re.search(r'value="https?://[^/]+(/calendar/[\w-]+\.ics)"', made.get("/account/letters").text)[1]


def asked(office: Office, path: str) -> dict[str, dict[str, str]]:
    """What a calendar program gets, which is not signed in."""
    answer = office.app.test_client().get(path)
    assert answer.status_code == 200 and answer.content_type == "text/calendar; charset=utf-8"
    return read(answer.data)


def test_the_calendar_speaks_its_owners_language_and_holds_the_moments_in_utc(office: Office, browser) -> None:
    entries = asked(office, make_address(browser(AIGERIM)))
    assert list(entries) == ["opens", "due"]
    due = entries["due"]
    assert due["DTSTART"] == office.due.strftime("%Y%m%dT130000Z"), "18:00 in Almaty"
    assert due["SUMMARY"] == "Мерзімі: План для семьи Самиры"
    assert "18:00\\, Алматы (UTC+5)" in due["DESCRIPTION"] and due["URL"] == "https://trainer.example.org/home"
    assert (due["SEQUENCE"], due["DTSTAMP"]) == ("0", due["LAST-MODIFIED"])


def test_an_extension_moves_the_entry_of_one_student_and_counts_as_one_move(office: Office, browser) -> None:
    mine, hers = make_address(browser(SOFIA)), make_address(browser(AIGERIM))
    first, other = asked(office, mine)["due"], asked(office, hers)["due"]
    office.later(hours=1)
    office.extend(SOFIA, office.due + dt.timedelta(days=1))
    for _ in range(2):
        moved = asked(office, mine)["due"]
        assert moved["UID"] == first["UID"] and moved["SEQUENCE"] == "1"
        assert moved["DTSTART"] > first["DTSTART"] and moved["LAST-MODIFIED"] > first["LAST-MODIFIED"]
        office.later(hours=1)
    assert asked(office, hers)["due"] == other


def test_a_new_address_ends_the_one_before_and_stopping_ends_it_too(office: Office, browser) -> None:
    made, program = browser(SOFIA), office.app.test_client()
    first = make_address(made)
    second = make_address(made)
    assert first != second and program.get(first).status_code == 404 and program.get(second).status_code == 200
    made.post("/account/calendar/stop")
    assert program.get(second).status_code == 404


def test_what_has_not_changed_is_not_sent_again(office: Office, browser) -> None:
    path, program = make_address(browser(SOFIA)), office.app.test_client()
    first = program.get(path)
    office.later(days=1)
    assert program.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert first.headers["Cache-Control"] == "private, no-cache"


def test_who_leaves_a_course_loses_its_dates(office: Office, browser) -> None:
    path = make_address(browser(SOFIA))
    office.leaves(SOFIA)
    assert asked(office, path) == {}


def test_a_lecturer_sees_the_common_due_date_and_the_day_of_the_reviews(office: Office, browser) -> None:
    path = make_address(browser(LECTURER))
    office.change(after_due=AfterDue.REFUSE)
    office.extend(DANIYAR, office.due + dt.timedelta(days=1))
    with office.database.write() as db:
        db.add(PeerRound(assignment_id=db.scalars(select(Assignment.id)).one(), reviews=1,
                         closes_at=office.due + dt.timedelta(days=3)))  # fmt: skip
    entries = asked(office, path)
    assert list(entries) == ["due", "reviews"]
    assert entries["due"]["DTSTART"] == office.due.strftime("%Y%m%dT%H%M%SZ")
    assert entries["due"]["SUMMARY"].startswith("Срок\\, затем закрыто")


def test_one_assignment_is_a_file_for_those_in_its_course_alone(office: Office, browser) -> None:
    path = f"/assignments/{office.assignment}/calendar.ics"
    student = browser(SOFIA)
    assert path in student.get("/home").text
    answer = student.get(path)
    assert list(read(answer.data)) == ["opens", "due"] and "attachment" in answer.headers["Content-Disposition"]
    assert browser("designer@example.org").get(path).status_code == 404


def test_who_teaches_finds_the_file_beside_the_due_date_until_it_has_passed(office: Office, browser) -> None:
    path, made = f"/assignments/{office.assignment}/calendar.ics", browser(LECTURER)
    course = re.search(r'href="(/courses/[\w-]{10,})"', made.get("/courses").text)[1]
    assert path in made.get(course).text
    assert list(read(made.get(path).data)) == ["due"]
    with office.database.write() as db:
        db.scalars(select(Assignment)).one().due_at = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    assert path not in made.get(course).text


# Almaty and Astana have kept UTC+5 since March 2024; Kyiv puts its clocks forward and back.
@pytest.mark.parametrize(
    ("zone", "due", "said"),
    [
        ("Asia/Almaty", utc(2026, 11, 30, 18, 59), "November 2026\\, 23:59\\, Almaty (UTC+5)"),
        ("Asia/Almaty", utc(2026, 11, 30, 19, 0), "1 December 2026\\, 00:00\\, Almaty (UTC+5)"),
        ("Asia/Qostanay", utc(2027, 3, 28, 19, 30), "29 March 2027\\, 00:30\\, Kostanay (UTC+5)"),
        ("Europe/Kyiv", utc(2026, 10, 24, 20, 59), "24 October 2026\\, 23:59\\, Kyiv (UTC+3)"),
        ("Europe/Kyiv", utc(2026, 10, 25, 21, 59), "25 October 2026\\, 23:59\\, Kyiv (UTC+2)"),
        ("Europe/Kyiv", utc(2027, 3, 28, 20, 59), "28 March 2027\\, 23:59\\, Kyiv (UTC+3)"),
    ],
)
def test_around_midnight_and_summer_time_the_moment_is_one_and_the_words_are_the_courses(
    office: Office, browser, zone: str, due: dt.datetime, said: str
) -> None:
    path = make_address(browser(SOFIA))
    with office.database.write() as db:
        assignment = db.scalars(select(Assignment)).one()
        assignment.due_at, assignment.course.timezone = due, zone
    entry = asked(office, path)["due"]
    assert entry["DTSTART"] == due.strftime("%Y%m%dT%H%M%SZ")
    assert said in entry["DESCRIPTION"]


NOW = utc(2026, 11, 25, 10)


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    entry = Entry("id-due@x", NOW, text, "d", "https://x", 0, NOW)
    line = next(line for line in unfolded(calendar("n", [entry])) if line.startswith("SUMMARY:"))
    back = re.sub(r"\\(.)", lambda sign: "\n" if sign[1] == "n" else sign[1], line.removeprefix("SUMMARY:"))
    plain = re.sub(r"[\x00-\x09\x0b-\x1f\x7f]", " ", text.replace("\r\n", "\n").replace("\r", "\n"))
    assert back == plain


def test_a_line_is_folded_by_octets_between_letters() -> None:
    parts = list(folded("SUMMARY:" + "ұ" * 100))
    assert all(len(part.encode()) <= 75 for part in parts) and len(parts[0].encode()) == 74
    assert "".join(part.removeprefix(" ") for part in parts) == "SUMMARY:" + "ұ" * 100
    assert escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne"
