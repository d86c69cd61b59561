"""From a time value or a plan's cell to a day of the calendar, counted from the day on which the plan was agreed."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache

from trainer.checker.reading.times import Found, find_times
from trainer.checker.reading.values import Span, TimeKind
from trainer.checker.values import Language

_SHORT_TERM = re.compile(r"\s*\+\s*(\d{1,4})\s*([dwmy])\s*", re.IGNORECASE)
_ISO = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*")
# What has the shape of a date with a year, or of a term; then shapes that count only where a cell holds nothing else.
_SHAPES = re.compile(
    r"(?<![\w./-])(?:\d{4}([./-])\d{1,2}\1\d{1,2}|\d{1,2}([./])\d{1,2}\2(?:\d{4}|\d{2})|\d{1,2}-\d{1,2}-\d{4}"
    r"|\+\s?\d{1,12}\s?[dwmyDWMY])(?![\w/-]|\.\d)"
)
_WHOLE_SHAPES = re.compile(r"\s*(?:\d{1,9}([./-])\d{1,9}\1\d{1,9}|\d{1,2}\.\d{1,2}|\d{4}[./-]\d{1,2})\.?\s*")
_VALUE_TERM = re.compile(r"\+(?:\d+-)?(\d+)(BD|MIN|[HDWMYQ])")
# The school year ends and seasons begin on these days in the places where the product is used.
_SEASONS = {
    "spring": (3, 1),
    "summer": (6, 1),
    "autumn": (9, 1),
    "winter": (12, 1),
    "heating": (10, 15),
    "newyear": (12, 31),
}


def resolve(cell: str | None, day: dt.date | None, language: Language) -> dt.date | None:
    """The day that a cell names: ISO, `+2w`, or its own words. None when it names none or needs a day to count from."""
    if not cell or len(cell) > 400 or mistaken_date(cell):
        return None
    iso = _ISO.fullmatch(cell)
    if iso:
        return _date(*map(int, iso.groups()))
    term = _SHORT_TERM.fullmatch(cell)
    if term:
        return _later(day, int(term[1]), term[2].upper())
    for found in find_times(cell, language, True):
        due = due_of(found, day)
        if due is not None:
            return due
    return None


@lru_cache(maxsize=4096)
def mistaken_date(cell: str) -> Span | None:
    """The words of a cell that look like a date or a term and are none: `31.02.2027`, `2026-13-45`, `+99999999w`."""
    for match in _SHAPES.finditer(cell[:400]):
        if not _is_date(match[0]):
            return Span(match.start(), match.end())
    words = cell.strip()
    if len(words) <= 40 and _WHOLE_SHAPES.fullmatch(cell) and not _is_date(words.rstrip(".")):
        start = cell.index(words)
        return Span(start, start + len(words))
    return None


def _is_date(words: str) -> bool:
    if term := _SHORT_TERM.fullmatch(words):
        return _later(dt.date(2000, 1, 1), int(term[1]), term[2].upper()) is not None
    written = re.findall(r"\d+", words)
    parts = [int(part) for part in written]
    if len(parts) == 2:
        # "2026-27" is a school year; a day without a year may be the 29th of February.
        year, month, day = (parts[0], parts[1], 1) if parts[0] > 999 else (2000, parts[1], parts[0])
        return _date(year, month, day) is not None or parts[1] == (parts[0] + 1) % 100 and parts[0] > 999
    if len(parts) < 3:
        return False
    year, month, day = parts if len(written[0]) > 2 else parts[::-1]
    year += 2000 if len(written[0]) <= 2 and len(written[2]) <= 2 else 0
    known = 1900 <= year <= 2200
    # Where days are written with strokes, some write the month first.
    return known and bool(_date(year, month, day) or "/" in words and _date(year, day, month))


def due_of(found: Found, day: dt.date | None) -> dt.date | None:
    """The last day of a time expression; None for rhythms, vague words, and where the plan's day is not known."""
    if found.kind is TimeKind.FREQUENCY or found.kind is TimeKind.VAGUE:
        return None
    value = found.value.rpartition("/")[2] if found.kind is TimeKind.DURATION else found.value
    if found.kind is TimeKind.DURATION and "/" not in found.value:
        value = "+" + value
    return day_of(value, day)


def day_of(value: str, day: dt.date | None) -> dt.date | None:
    """`2026-09-01`, `--04-01`, `2026-05`, `--04-end`, `+3M`, `wd:5`, `eow`: as a day."""
    term = _VALUE_TERM.fullmatch(value)
    if term:
        return _later(day, int(term[1]), term[2])
    if value.startswith("wd:"):
        return _next_weekday(day, int(value[3:4]))
    if value.startswith("event:"):
        month, first = _SEASONS.get(value[6:], (0, 0))
        return _next_month_day(day, month, first) if month else None
    if value in ("eosy", "sy"):
        return _next_month_day(day, 5, 25)
    if value[:2] in ("eo", "mo", "so"):
        return _end_of(value, day)
    return _calendar_day(value, day)


def _calendar_day(value: str, day: dt.date | None) -> dt.date | None:
    yearless = value.startswith("--")
    parts = value[2:].split("-") if yearless else value.split("-")
    if yearless:
        parts = ["", *parts]
    if not yearless and not parts[0].isdigit():
        return None
    month = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 12
    if not 1 <= month <= 12:
        return None
    if not yearless:
        year = int(parts[0])
        return _date(year, month, _day_in(year, month, parts[2:]))
    if day is None:
        return None
    this = _date(day.year, month, _day_in(day.year, month, parts[2:]))
    # A date without a year is the next one that comes.
    return (
        this
        if this is not None and this >= day
        else _date(day.year + 1, month, _day_in(day.year + 1, month, parts[2:]))
    )


def _day_in(year: int, month: int, rest: list[str]) -> int:
    """The day of a month: its number, or where `end`, `mid`, `start` and a bare month fall."""
    if not 1 <= year <= 9998:
        return 0
    last = calendar.monthrange(year, month)[1]
    if not rest or rest[0] == "end":
        return last
    return {"mid": 15, "start": 5}.get(rest[0]) or (int(rest[0]) if rest[0].isdigit() else 0)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _later(day: dt.date | None, count: int, unit: str) -> dt.date | None:
    if day is None or count > 4000:
        return None
    try:
        if unit in ("M", "Y", "Q"):
            return _months_later(day, count * {"M": 1, "Q": 3, "Y": 12}[unit])
        if unit == "BD":
            return day + dt.timedelta(days=count + 2 * ((day.weekday() + count) // 5))
        days = {"D": count, "W": 7 * count, "H": -(-count // 24), "MIN": 0}[unit]
        return day + dt.timedelta(days=days)
    except (ValueError, OverflowError):
        return None


def _months_later(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _next_weekday(day: dt.date | None, weekday: int) -> dt.date | None:
    if day is None:
        return None
    return _later(day, (weekday - day.isoweekday()) % 7 or 7, "D")


def _next_month_day(day: dt.date | None, month: int, first: int) -> dt.date | None:
    return _calendar_day(f"--{month:02d}-{first:02d}", day)


def _end_of(value: str, day: dt.date | None) -> dt.date | None:
    if day is None:
        return None
    unit = value[2:].upper()
    if unit == "W":
        return _later(day, 7 - day.isoweekday(), "D")
    if unit == "M":
        return _date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])
    if unit == "Y":
        return _date(day.year, 12, 31)
    if unit == "Q":
        month = (day.month - 1) // 3 * 3 + 3
        return _date(day.year, month, calendar.monthrange(day.year, month)[1])
    return None
