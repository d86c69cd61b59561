"""Write a calendar as RFC 5545 has it: lines of at most 75 octets, escaped text, moments in UTC.

A writer of our own: we write one kind of entry with ten properties and read none, which no library makes shorter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FOLD = 75
REFRESH = "PT1H"


@dataclass(frozen=True, slots=True)
class Entry:
    """A moment in a calendar. `sequence` grows each time it moves; `changed_at` is when it last did."""

    uid: str
    at: dt.datetime
    summary: str
    description: str
    url: str
    sequence: int
    changed_at: dt.datetime


def calendar(name: str, entries: Iterable[Entry]) -> bytes:
    """The whole calendar: UTF-8, each line ended by CRLF. The same bytes for the same entries."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Case Trainer//Due dates//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
        *(line for entry in entries for line in _event(entry)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    # Without METHOD this is when what is said here was last changed.
    yield f"DTSTAMP:{instant(entry.changed_at)}"
    yield f"LAST-MODIFIED:{instant(entry.changed_at)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTART:{instant(entry.at)}"
    yield f"SUMMARY:{escaped(entry.summary)}"
    yield f"DESCRIPTION:{escaped(entry.description)}"
    yield f"URL:{entry.url}"
    # A due date takes nobody's time.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def instant(at: dt.datetime) -> str:
    """A moment in UTC, to the second."""
    return at.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """Text as the value of a property: backslash, semicolon and comma behind a backslash, a new line as `\\n`.

    Control signs, which the format has no place for, become spaces.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return "".join(sign if sign >= " " and sign != "\x7f" else "\\n" if sign == "\n" else " " for sign in text)


def folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets, the later ones begun by a space; no letter is cut in two."""
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > FOLD:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + octets
    yield part
