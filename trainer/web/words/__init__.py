"""The words of the interface: catalogues in four languages, looked up by key in the language of the reader.

One `.po` file for each area and language lies beside this module. The keys are ids (`plans.saved_at`), so English is
a translation like the others, and a sentence may change without its key.
"""

from __future__ import annotations

import datetime as dt
import gettext
import io
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from babel import dates, lists, numbers
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import g, has_request_context, request
from markupsafe import Markup

from trainer.checker.quotation import within

LANGUAGES = {"en": "English", "ru": "Русский", "uk": "Українська", "kk": "Қазақша"}
DEFAULT = "en"
FOLDER = Path(__file__).parent


# A variable of the context, not of `g`: a page asks for its language some hundred times.
_reader: ContextVar[str] = ContextVar("reader's language", default=DEFAULT)


@lru_cache(maxsize=8)
def catalogue(language: str) -> Catalog:
    """The catalogue of one language, all areas together."""
    whole = Catalog(locale=language)
    for path in sorted(FOLDER.glob(f"*.{language}.po")):
        with path.open("rb") as file:
            area = read_po(file, locale=language, abort_invalid=True)
        for message in area:
            if message.id:
                whole[message.id] = message
    return whole


@lru_cache(maxsize=8)
def sentences(language: str) -> Mapping[str, str]:
    """The sentences of one language by their keys; those that count something are in `translations`."""
    return {message.id: message.string for message in catalogue(language) if message.id and not message.pluralizable}


@lru_cache(maxsize=8)
def translations(language: str) -> gettext.GNUTranslations:
    """The catalogue of one language with its forms for numbers; compiled in memory on first use."""
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def language() -> str:
    """The language of the reader of this request; English where nobody reads."""
    return _reader.get()


def speak(language: str) -> None:
    """Choose the language of the reader for the rest of this request."""
    _reader.set(language)


def timezone() -> ZoneInfo:
    """The zone in which times are shown: the course's where a page is of a course, else the reader's own."""
    if not has_request_context():
        return ZoneInfo("UTC")
    return zone_of(g.get("timezone") or unquote(request.cookies.get("zone", "")))


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """The zone of this name; that of the house for a name that is none."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return ZoneInfo("Asia/Almaty")


def _(key: str, **values: Any) -> str:
    """The sentence of this key in the reader's language."""
    return say(language(), key, **values)


def say(into: str, key: str, **values: Any) -> str:
    """The sentence of this key in a given language: for mail, documents and drawings."""
    sentence = sentences(into).get(key) or key
    return sentence % values if values else sentence


def ngettext(key: str, plural_key: str, count: int, **values: Any) -> str:
    """The sentence of this key in the form that the count asks for; `%(count)s` and `%(num)s` are the number."""
    sentence = translations(language()).ngettext(key, plural_key, count)
    return sentence % {"count": number(count), "num": number(count), **values}


class lazy:  # noqa: N801 - used as a function, like `_`
    """A sentence that is looked up when it is shown: for labels of form fields, made once for all languages."""

    def __init__(self, key: str, **values: Any) -> None:
        self.key, self.values = key, values

    def __str__(self) -> str:
        return _(self.key, **self.values)

    def __html__(self) -> str:
        return str(Markup.escape(str(self)))

    def __mod__(self, values: Any) -> str:
        return str(self) % values


def lang_of(into: str) -> Markup:
    """The attribute of a piece in another language than the page around it; nothing where both are one."""
    return Markup("") if into == language() else Markup(' lang="{}"').format(into)


def lang_back(around: str) -> Markup:
    """The attribute of the page's own words within a piece in another language; nothing where both are one."""
    return Markup("") if around == language() else Markup(' lang="{}"').format(language())


def number(value: float) -> str:
    """A number as the reader's language writes it."""
    return _number(value, language())


@lru_cache(maxsize=4096)
def _number(value: float, into: str) -> str:
    return str(numbers.format_decimal(value, locale=into))


def quoted(words: str) -> str:
    """Somebody's words between the marks of the reader's language; marks among the words become the inner ones."""
    opening = _("look.quoted", words="")[:1]
    return _("look.quoted", words=within(opening, words))


def and_list(parts: Iterable[str]) -> str:
    """`a, b and c` in the reader's language."""
    return str(lists.format_list(list(parts), locale=language()))


def day(value: dt.date | dt.datetime | None, width: str = "d MMMM y") -> str:
    """A day in words: 1 September 2026."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = value.astimezone(timezone()).date()
    return _day(value, width, language())


@lru_cache(maxsize=4096)
def _day(value: dt.date, width: str, into: str) -> str:
    # A page of a plan or of a class says the same few days dozens of times.
    return str(dates.format_date(value, width, locale=into))


def short_day(value: dt.date | dt.datetime | None) -> str:
    """A day in a table: 1 Sep."""
    return day(value, "d MMM")


def short_months() -> list[str]:
    """The twelve months as `short_day` writes them, for a script: browsers do not know them in every language here."""
    return list(dates.get_month_names("abbreviated", locale=language()).values())


def clock(value: dt.datetime | None) -> str:
    """A time of day in the reader's zone: 14:32."""
    return value.astimezone(timezone()).strftime("%H:%M") if value else ""


def moment(value: dt.datetime | None) -> str:
    """Day and time: 14 September, 18:00; with the year when it is not this one."""
    if value is None:
        return ""
    local = value.astimezone(timezone())
    width = "d MMMM" if local.year == dt.datetime.now(local.tzinfo).year else "d MMMM y"
    return f"{day(local.date(), width)}, {local:%H:%M}"


def initials(name: str) -> str:
    """The first letters of the first two words of a name."""
    return "".join(word[0] for word in name.split()[:2]).upper() or "·"
