"""The time zones that a course may choose: the places where its readers live, then the rest of the world."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo, available_timezones

from babel import dates

from trainer.web.words import _, language

NEAR = (
    "Asia/Almaty", "Asia/Aqtau", "Europe/Kyiv", "Asia/Bishkek", "Asia/Tashkent", "Asia/Dushanbe", "Asia/Ashgabat",
    "Asia/Baku", "Asia/Tbilisi", "Asia/Yerevan", "Europe/Chisinau", "Europe/Warsaw", "Europe/Vilnius", "Europe/Riga",
    "Europe/Tallinn", "Europe/Berlin", "Europe/Prague", "Europe/London", "Europe/Istanbul", "Europe/Moscow",
    "Asia/Novosibirsk", "Asia/Ulaanbaatar", "America/New_York", "America/Toronto", "America/Los_Angeles", "UTC",
)  # fmt: skip


def is_zone(name: str) -> bool:
    """True for a zone that this machine knows."""
    return name in available_timezones()


def zone_words(name: str, *, now: dt.datetime) -> str:
    """A zone as people say it: Almaty (UTC+5)."""
    offset = now.astimezone(ZoneInfo(name)).strftime("%z")
    hours = f"{offset[0]}{int(offset[1:3])}" + (f":{offset[3:]}" if offset[3:] != "00" else "")
    if name == "UTC":
        return "UTC"
    # The library's data do not know the Ukrainian capital in other languages.
    known = {"Europe/Kyiv": _("courses.zone_kyiv")}
    place = known.get(name) or dates.get_timezone_location(name, locale=language(), return_city=True)
    return f"{place} (UTC{hours})"


def zone_choices(*, now: dt.datetime, present: str = "") -> list[tuple[str, str]]:
    """The choices of a form, with the present zone of the course even when it is a rare one."""
    names = (*NEAR, present) if present and present not in NEAR else NEAR
    return [(name, zone_words(name, now=now)) for name in names]
