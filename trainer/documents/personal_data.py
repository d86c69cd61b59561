"""Look for what could tell who a real client is, so that it can be taken out before anything is stored."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MAX_TEXT = 400_000


class PersonalData(StrEnum):
    """The kinds of data that point to one person."""

    NAME_AND_BIRTH = "name_and_birth"
    IIN = "iin"
    RNOKPP = "rnokpp"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that look like personal data, with their place in the text in code points."""

    kind: PersonalData
    start: int
    end: int
    text: str


_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[a-zа-яіїєґ]{2,12}(?!\w)", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\w+])(?:\+\d{1,3}|8|0)[\s\u00a0(.-]{0,2}\(?\d{2,5}\)?(?:[\s\u00a0.-]{0,2}\d{1,4}){2,5}(?![\w-])"
)
_DIGITS = re.compile(r"(?<![\d+.,-])\d{10}(?:\d{2})?(?![\d-])")
_CAPITAL = r"[A-ZА-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ]"
_NAME = rf"{_CAPITAL}[^\W\d_]+(?:[-’'ʼ]{_CAPITAL}?[^\W\d_]+)?"
_FULL_NAME = re.compile(rf"(?<!\w){_NAME}[ \u00a0]+{_NAME}(?:[ \u00a0]+{_NAME})?")
_BIRTH = re.compile(
    r"(?:\b(?:born|d\.?o\.?b\.?|date of birth)|\b(?:дата рождения|род(?:ил(?:ся|ась)|\.)|г\.\s?р\.|д\.\s?р\.)"
    r"|\b(?:дата народження|народи(?:вся|лася)|р\.\s?н\.)|туған(?:\s+(?:күні|жылы))?|\bтуылған)",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}(?!\d)|(?<!\d)(?:19|20)\d{2}-\d{2}-\d{2}(?!\d)"
                  r"|(?<!\d)\d{1,2}\s+[^\W\d_]{3,12}\s+(?:19|20)\d{2}(?!\d)")
_ADDRESS = re.compile(
    rf"(?:(?<!\w)(?:ул\.|улица|улице|вул\.|вулиця|вулиці|просп\.|проспект|проспекті|пр-т|пер\.|переулок|провулок|"
    rf"бульвар|мкр\.?|микрорайон|көшесі|даңғылы|шағынауданы)\s{{0,2}}[«\"]?[\w.’'ʼ-]{{2,30}}(?:\s[\w.’'ʼ-]{{2,30}})?[»\"]?,?\s{{0,2}}"
    rf"(?:д\.|дом|буд\.|будинок|үй|№)?\s{{0,2}}\d{{1,4}})"
    rf"|(?:{_NAME}\s(?:көшесі|даңғылы)[^\n]{{0,10}}?\d{{1,4}})"
    r"|(?:(?<![\w.])\d{1,5}\s(?:[A-Z][a-z]+\s){1,3}(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Lane|Drive)\b)"
    r"|(?:(?<!\w)(?:кв\.|квартира|пәтер|apt\.?|apartment|flat)\s{0,2}№?\d{1,4})",
    re.IGNORECASE,
)
# How near the name a day of birth must stand to be that person's.
_NEAR = 60


def likely_personal_data(text: str) -> list[Hit]:
    """Every likely hit in the order of the text, none inside another. It errs on the side of asking."""
    text = text[:MAX_TEXT]
    hits = sorted([*_emails(text), *_numbers(text), *_births(text), *_phones(text), *_addresses(text)],
                  key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _hit(kind: PersonalData, match: re.Match[str]) -> Hit:
    return Hit(kind, match.start(), match.end(), match[0])


def _emails(text: str) -> Iterator[Hit]:
    return (_hit(PersonalData.EMAIL, match) for match in _EMAIL.finditer(text)) if "@" in text else iter(())


def _phones(text: str) -> Iterator[Hit]:
    for match in _PHONE.finditer(text):
        digits = sum(sign.isdigit() for sign in match[0])
        if 9 <= digits <= 15:
            yield _hit(PersonalData.PHONE, match)


def _numbers(text: str) -> Iterator[Hit]:
    """Twelve digits that begin with a day of birth, or ten whose last one fits the others."""
    for match in _DIGITS.finditer(text):
        if len(match[0]) == 12 and _is_iin(match[0]):
            yield _hit(PersonalData.IIN, match)
        elif len(match[0]) == 10 and _is_rnokpp(match[0]):
            yield _hit(PersonalData.RNOKPP, match)


def _is_iin(digits: str) -> bool:
    """Kazakhstan: YYMMDD, then the century and sex (1 to 6); without the check digit: a slip is still a number."""
    try:
        dt.date(2000 + int(digits[:2]) % 100, int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    return digits[6] in "123456"


def _is_rnokpp(digits: str) -> bool:
    """Ukraine: nine digits and a check digit by fixed weights."""
    weights = (-1, 5, 7, 9, 4, 6, 10, 5, 7)
    check = sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False)) % 11 % 10
    return check == int(digits[9])


def _births(text: str) -> Iterator[Hit]:
    """A full name with a date of birth near it."""
    for match in _DAY.finditer(text):
        before = text[max(0, match.start() - _NEAR) : match.start()]
        after = text[match.end() : match.end() + 25]
        names = list(_FULL_NAME.finditer(before))
        if not names:
            continue
        between = before[names[-1].end() :]
        said = _BIRTH.search(between) or _BIRTH.search(after)
        if said or re.fullmatch(r"[\s,(–—:-]{1,4}", between):
            start = match.start() - len(before) + names[-1].start()
            yield Hit(PersonalData.NAME_AND_BIRTH, start, match.end(), text[start : match.end()])


def _addresses(text: str) -> Iterator[Hit]:
    return (_hit(PersonalData.ADDRESS, match) for match in _ADDRESS.finditer(text))
