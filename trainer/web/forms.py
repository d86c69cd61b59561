"""Forms: a token on each, our own sentences for each mistake, and values that come back as they were typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from email_validator import EmailNotValidError, validate_email
from flask_wtf import FlaskForm
from wtforms import Field, ValidationError
from wtforms.fields import DateTimeLocalField
from wtforms.validators import DataRequired, Length

from trainer.web.words import _, lazy, ngettext


class Form(FlaskForm):  # type: ignore[misc]
    """The base of all forms. WTForms' own sentences are never shown: each validator below has one of ours."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        locales = False


def is_secret(name: str) -> bool:
    """True for a field whose value is never written back into a page: every password field has it in its name."""
    return "password" in name.lower()


def required(key: str = "forms.required") -> DataRequired:
    """The field must be filled, and not with blanks alone; `key` says what to write."""
    return DataRequired(message=lazy(key))


def at_most(count: int) -> Length:
    """No more than `count` characters."""
    return Length(max=count, message=lazy("forms.too_long", count=count))


def long_enough(least: int) -> Callable[[Form, Field], None]:
    """A password of at least so many characters; the help of the field says so, the error says how many there are."""

    def check(_form: Form, field: Field) -> None:
        typed = len(field.data or "")
        if typed < least:
            raise ValidationError(ngettext("forms.too_short", "forms.too_short", typed, least=least))

    return check


def one_line() -> Callable[[Form, Field], None]:
    """No line breaks or control characters in a name or title."""

    def check(_form: Form, field: Field) -> None:
        if any(ord(sign) < 32 or 0xD800 <= ord(sign) <= 0xDFFF for sign in field.data or ""):
            raise ValidationError(lazy("forms.one_line"))

    return check


def email_address() -> Callable[[Form, Field], None]:
    """An address that mail could go to; kept in small letters, because people type it both ways."""

    def check(_form: Form, field: Field) -> None:
        try:
            found = validate_email(field.data or "", check_deliverability=False)
        except EmailNotValidError:
            raise ValidationError(lazy("forms.bad_email")) from None
        field.data = found.normalized.lower()

    return check


def web_address() -> Callable[[Form, Field], None]:
    """An address that a browser opens, or nothing: a link to anything else would be a trap."""

    def check(_form: Form, field: Field) -> None:
        try:
            parts = urlsplit(field.data or "")
            opens = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            opens = False
        if field.data and not (opens and field.data.isprintable() and " " not in field.data):
            raise ValidationError(lazy("forms.bad_address"))

    return check


def trimmed(text: Any) -> Any:
    """Strip the blanks around a typed value."""
    return text.strip() if isinstance(text, str) else text


class LocalTimeField(DateTimeLocalField):
    """A day and time as the course's zone writes it; `data` is naive, `aware(zone)` is the moment."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("format", ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"])
        super().__init__(label, validators, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the browser's value; an unreadable one gets our sentence."""
        if not valuelist or not valuelist[0]:
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("forms.bad_time")) from error

    def aware(self, zone: str) -> dt.datetime | None:
        """The moment in UTC, or None."""
        if self.data is None:
            return None
        return self.data.replace(tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)


def on_the_clock(moment: dt.datetime | None, zone: str) -> dt.datetime | None:
    """A moment as a LocalTimeField takes it: what the clocks of the zone say, without the zone."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if moment else None
