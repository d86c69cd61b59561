"""Read what our Word file says above and below its table: day, reviews, closure and what is left for later."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from trainer.checker.case import Case
from trainer.checker.plan import MAX_TEXT, Deferred, Review
from trainer.checker.values import Language
from trainer.documents.cell_dates import read_dates
from trainer.documents.headings import SECTIONS, Section
from trainer.documents.people import Cast

_HEADS = {words.casefold(): section for by_language in SECTIONS.values() for section, words in by_language.items()}
_MAX = 40
_SHORT = 400
_NOTHING = frozenset({"", "–", "-", "—"})


@dataclass
class Around:
    """The parts of a plan that stand outside of its table; empty where the file has none."""

    date: dt.date | None = None
    reviews: tuple[Review, ...] = ()
    deferred: tuple[Deferred, ...] = ()
    closure: str = ""


def read_around(lines: Sequence[str], *, language: Language, case: Case | None) -> Around:
    """What the paragraphs under our own headings say; those under other headings are no part of a plan."""
    found = Around()
    under: Section | None = None
    cast = Cast(case, language)
    for line in lines:
        head, _colon, rest = line.partition(":")
        if _HEADS.get(head.strip().casefold()) is Section.DATE:
            found.date = _day(rest.strip())
        elif (section := _HEADS.get(line.strip(" :").casefold())) is not None:
            under = section
        elif under is Section.REVIEWS and len(found.reviews) < _MAX:
            found.reviews += (_review(line, cast, found.date),)
        elif under is Section.DEFERRED and len(found.deferred) < _MAX:
            need, _colon, reason = line.partition(": ")
            found.deferred += (Deferred(need=need[:_SHORT], reason=reason[:MAX_TEXT]),)
        elif under is Section.CLOSURE and not found.closure:
            # One paragraph: what follows it are the questions of the check and the comments.
            found.closure = line[:MAX_TEXT]
            under = None
    return found


def _review(line: str, cast: Cast, agreed: dt.date | None) -> Review:
    parts = [part.strip() for part in line.split(" · ", 2)]
    if len(parts) == 1:
        return Review(checks=line[:MAX_TEXT])
    day, who, checks = [*parts, ""][:3]
    dates = read_dates([day], day=agreed)
    names = re.split(r"\s*;\s*" if ";" in who else r"\s*,\s*", who) if who not in _NOTHING else []
    people = [id for name in names if name for id in (cast.ids(name) or (name[:_SHORT],))]
    return Review(
        date=(dates.end or day)[:_SHORT] if day not in _NOTHING else None,
        who=tuple(dict.fromkeys(people))[:_MAX],
        checks=checks[:MAX_TEXT],
    )


def _day(text: str) -> dt.date | None:
    end = read_dates([text], day=None).end
    try:
        return dt.date.fromisoformat(end or "")
    except ValueError:
        return None
