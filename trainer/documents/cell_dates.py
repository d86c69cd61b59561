"""Read the date cell of a plan's table: one day, or a beginning and an end; anything else stays in its own words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from trainer.checker.values import Language
from trainer.documents.headings import LABELS, Label

_MONTHS: tuple[tuple[str, ...], ...] = (
    ("jan", "янв", "січ", "қаңтар"),
    ("feb", "фев", "лют", "ақпан"),
    ("mar", "мар", "берез", "наурыз"),
    ("apr", "апр", "квіт", "сәуір"),
    ("may", "май", "мая", "мае", "трав", "мамыр"),
    ("jun", "июн", "черв", "маусым"),
    ("jul", "июл", "лип", "шілде"),
    ("aug", "авг", "серп", "тамыз"),
    ("sep", "сен", "верес", "қыркүйек"),
    ("oct", "окт", "жовт", "қазан"),
    ("nov", "ноя", "листоп", "қараша"),
    ("dec", "дек", "груд", "желтоқсан"),
)
_MONTH = "|".join(stem for stems in _MONTHS for stem in stems)
_YEAR = r"(?:\s*,?\s*(?P<y{0}>\d{{4}})(?:\s*(?:г|года|год|р|року|рік|ж|жыл|жылы|жылғы|year)\b\.?)?)?"
_DAY = (
    r"(?:(?P<iso{0}>\d{{4}}-\d{{1,2}}-\d{{1,2}})"
    r"|(?P<d{0}>\d{{1,2}})[./](?P<m{0}>\d{{1,2}})(?:[./](?P<yy{0}>\d{{4}}|\d{{2}}))?(?:\s*(?:г|р|ж)\b\.?)?"
    r"|(?:(?P<yk{0}>\d{{4}})\s+(?:ж|жыл|жылы|жылғы)\.?\s+)?(?P<dn{0}>\d{{1,2}})(?:st|nd|rd|th)?(?:-?го|-?е)?\s+"
    r"(?P<mn{0}>(?:" + _MONTH + r")\w*)\.?" + _YEAR +
    r"|(?P<me{0}>(?:" + _MONTH + r")\w*)\.?\s+(?P<de{0}>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s*(?P<ye{0}>\d{{4}}))?)"
)
_FROM = r"(?:from|since|starting|с|со|з|із|від|від|начиная с)"
_TO = r"(?:to|till|until|by|through|по|до|к|не позднее|не пізніше|дейін|-|–|—|\.\.\.|…)"
# Kazakh puts the word after the day: "1 қыркүйектен 15 қыркүйекке дейін".
_AFTER = r"(?:\s*(?:дейін|бастап|күніне дейін|күні))?"
_SPAN = re.compile(
    rf"^(?:{_FROM}\s+)?{_DAY.format(1)}{_AFTER}\s*(?:{_TO}|,)?\s*{_DAY.format(2)}{_AFTER}\.?$", re.IGNORECASE
)
_SHORT_SPAN = re.compile(rf"^(?:{_FROM}\s+)?(\d{{1,2}})\s*{_TO}\s*(\d{{1,2}})(?=[.\s])", re.IGNORECASE)
_ENDS = re.compile(rf"^(?:{_TO}\s+|due\s+|on\s+|at\s+)?{_DAY.format(1)}{_AFTER}\.?$", re.IGNORECASE)
_STARTS = re.compile(rf"^(?:{_FROM}\s+{_DAY.format(1)}|{_DAY.format(2)}\s*бастап)\.?$", re.IGNORECASE)
_NOT_A_DATE = frozenset({"-", "–", "—", "?", "нет", "немає", "жоқ", "none", "n/a"})
MAX_WORDS = 400


@dataclass(frozen=True, slots=True)
class CellDates:
    """What a date cell says: ISO days where the cell gives days, the cell's own words in `end` otherwise."""

    start: str | None = None
    end: str | None = None


def read_dates(texts: Sequence[str], *, day: dt.date | None) -> CellDates:
    """The dates of one cell, entry by entry. A day without a year is the next one on or after `day`.

    Several entries become the row's span, because a row's dates hold for all its steps.
    """
    entries = [" ".join(text.split()) for text in texts]
    entries = [text for text in entries if text and text.casefold() not in _NOT_A_DATE]
    if not entries:
        return CellDates()
    labelled = _labelled(entries, day)
    if labelled:
        return labelled
    found = [_entry(text, day) for text in entries]
    if len(found) == 1 and found[0]:
        return found[0]
    if all(found):
        days = sorted(value for dates in found if dates for value in (dates.start, dates.end) if value)
        return CellDates(days[0] if len(days) > 1 and days[0] != days[-1] else None, days[-1])
    return CellDates(None, "; ".join(entries)[:MAX_WORDS])


def _labelled(entries: Sequence[str], day: dt.date | None) -> CellDates | None:
    """"Start: ..." and "End: ...", each with a day or with words."""
    parts: dict[Label, str] = {}
    for text in entries:
        for labels in LABELS.values():
            for label in (Label.START, Label.END):
                if text.casefold().startswith(labels[label].casefold() + ":"):
                    parts[label] = text.split(":", 1)[1].strip()[:MAX_WORDS]
    if len(parts) != len(entries):
        return None
    start, end = parts.get(Label.START), parts.get(Label.END)
    return CellDates(_day_or_words(start, day), _day_or_words(end, day))


def _day_or_words(text: str | None, day: dt.date | None) -> str | None:
    found = _entry(text, day) if text else None
    return found.end or text if found else text


def _entry(text: str, day: dt.date | None) -> CellDates | None:
    text = text.strip(" ;,")
    if short := _SHORT_SPAN.match(text):
        # "1–15 сентября": the first day takes the month of the second.
        rest = text[short.end() :]
        text = f"{short[1]}{rest} - {short[2]}{rest}"
    if match := _SPAN.match(text):
        end = _day(match, 2, day)
        start = _day(match, 1, day)
        if start and end and start > end and not _says_year(match, 1):
            start = _moved(start, end.year - 1 if (start.month, start.day) > (end.month, end.day) else end.year)
        elif start and end and end < start and not _says_year(match, 2):
            end = _moved(end, start.year + 1)
        return CellDates(start.isoformat(), end.isoformat()) if start and end and start <= end else None
    if match := _STARTS.match(text):
        start = _day(match, 1, day) or _day(match, 2, day)
        return CellDates(start.isoformat(), None) if start else None
    if match := _ENDS.match(text):
        end = _day(match, 1, day)
        return CellDates(None, end.isoformat()) if end else None
    return None


def _says_year(match: re.Match[str], which: int) -> bool:
    return any(match[f"{name}{which}"] for name in ("iso", "yy", "y", "ye", "yk"))


def _day(match: re.Match[str], which: int, agreed: dt.date | None) -> dt.date | None:
    """The day that the groups of one date give; without a year and without the plan's day there is none."""
    part = {name: match[f"{name}{which}"] for name in ("iso", "d", "m", "yy", "dn", "mn", "y", "yk", "me", "de", "ye")}
    if part["iso"]:
        year, month, number = (int(value) for value in part["iso"].split("-"))
        return _date(year, month, number)
    if part["d"]:
        return _dated(part["yy"], int(part["m"]), int(part["d"]), agreed)
    if part["dn"]:
        return _dated(part["y"] or part["yk"], _month(part["mn"]), int(part["dn"]), agreed)
    if part["de"]:
        return _dated(part["ye"], _month(part["me"]), int(part["de"]), agreed)
    return None


def _dated(year: str | None, month: int, number: int, agreed: dt.date | None) -> dt.date | None:
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, number)
    if agreed is None:
        return None
    this_year = _date(agreed.year, month, number)
    # A plan looks ahead; a day that passed a little before it was signed is still this year's.
    if this_year and this_year < agreed - dt.timedelta(days=60):
        return _date(agreed.year + 1, month, number)
    return this_year


def _month(word: str) -> int:
    word = word.casefold()
    for number, stems in enumerate(_MONTHS, start=1):
        if word.startswith(stems):
            return number
    return 0


def _date(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def _moved(day: dt.date, year: int) -> dt.date | None:
    return _date(year, day.month, day.day)


_NAMES_EN = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
             "November", "December")


def written(start: str | None, end: str | None, language: Language) -> list[str]:
    """The lines of a date cell, in the form that `read_dates` reads back."""
    first, last = _written_day(start, language), _written_day(end, language)
    if first and last:
        return [f"{first} – {last}"]
    if last and not start:
        return [last]
    labels = LABELS[language]
    lines = [f"{labels[Label.START]}: {first or start}"] if start else []
    return lines + ([f"{labels[Label.END]}: {last or end}"] if end and lines else [end] if end else [])


def _written_day(text: str | None, language: Language) -> str | None:
    try:
        day = dt.date.fromisoformat(text or "")
    except ValueError:
        return None
    # An English reader may take 03.09 for the ninth of March.
    if language is Language.EN:
        return f"{day.day} {_NAMES_EN[day.month - 1]} {day.year}"
    return f"{day:%d.%m.%Y}"
