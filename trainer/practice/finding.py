"""The page of cases: what is asked in its address, the cases that were found, and what else could be chosen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from trainer.checker.case import Case
from trainer.checker.values import Language
from trainer.models import CaseVersion
from trainer.web.finding.catalogue import Catalogue, catalogue_of
from trainer.web.finding.facets import FACETS, facets_of, order_of, value_name
from trainer.web.finding.search import MOST_SIGNS, Asked, Found, cards, find
from trainer.web.small_numbers import small_number
from trainer.web.words import language

PER_PAGE = 20
# Cases that are offered beside what is assigned.
FEW = 5
_PUBLIC_ID = re.compile(r"[\w-]{1,16}", re.ASCII)
# Facets that stand open beside the cases; the others unfold.
OPEN = ("client", "model", "level")


class Value(NamedTuple):
    """A value of a facet: how many cases there are with it, and the address that chooses it or takes it away.

    `lang` is the language of the name where that is not the reader's.
    """

    name: str
    count: int
    href: str
    chosen: bool
    lang: str = ""


class Facet(NamedTuple):
    """A facet with those of its values that would find something."""

    id: str
    values: list[Value]
    open: bool


class Loosened(NamedTuple):
    """What to take away when nothing was found (without a name: the words), and how many cases there are then."""

    name: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Query:
    """What stands in the address: words, and per facet the chosen values that the bank has.

    `course` is the public id of a course for which a lecturer chooses; only the links of the page know it.
    """

    words: str
    chosen: dict[str, list[str]]
    course: str = ""

    def href(self, **changed: Any) -> str:
        """The address of the page with this query, some of it changed; the pages begin anew."""
        told = [("q", changed.get("q", self.words))]
        for facet in FACETS:
            told += [(facet, value) for value in changed.get(facet, self.chosen.get(facet, ()))]
        told.append(("course", self.course))
        return "?" + urlencode([(name, value) for name, value in told if value])

    def toggled(self, facet: str, value: str) -> str:
        """The address that chooses a value, or takes it away when it is chosen."""
        chosen = self.chosen.get(facet, [])
        return self.href(**{facet: [each for each in chosen if each != value] if value in chosen else [*chosen, value]})


def query_of(args: MultiDict[str, str], catalogue: Catalogue, *, for_courses: bool) -> Query:
    """The query of an address. What the bank does not have is left out, so that every choice shown can be undone."""
    chosen = {}
    for facet in FACETS:
        known = catalogue.facets.get(facet, {})
        values = [value for value in dict.fromkeys(args.getlist(facet)) if value in known]
        if values:
            chosen[facet] = values
    course = args.get("course", "") if for_courses and _PUBLIC_ID.fullmatch(args.get("course", "")) else ""
    return Query(args.get("q", "").replace("\0", "").strip()[:MOST_SIGNS], chosen, course)


def finding_page(
    db: Session, institution: int, args: MultiDict[str, str], *, for_courses: bool = False
) -> dict[str, Any]:
    """Everything that the page of cases loops over. The number of statements does not depend on what is in the bank.

    `for_courses`: the reader gives cases to courses, so that the address may name one of them.
    """
    catalogue = catalogue_of(db, institution)
    query = query_of(args, catalogue, for_courses=for_courses)
    asked = Asked(query.words, Language(language()), query.chosen)
    found = find(db, catalogue, asked, page=args.get("page", 1, small_number), per_page=PER_PAGE)
    return {
        "query": query,
        "found": found,
        "cards": cards(db, found.ids, language(), found.worded),
        "facets": _facets(catalogue, found, query),
        "chosen": _chosen(query),
        "loosened": [] if found.total else _loosened(catalogue, found, query),
    }


class Kind(NamedTuple):
    """A value of a facet on the page of a case: its name, and the query that finds its like."""

    name: str
    query: str


class Offered(NamedTuple):
    """The first few cases for a reader, and how many there are in all."""

    few: list[CaseVersion]
    total: int


def first_cases(db: Session, institution: int) -> Offered:
    """The easiest cases in the reader's language; others where there are none."""
    catalogue = catalogue_of(db, institution)
    found = find(db, catalogue, Asked("", Language(language()), {}), per_page=FEW)
    few = [card.version for card in cards(db, found.ids, language(), None)]
    return Offered([version for version in few if language() in version.summary["languages"]] or few, found.total)


def kinds_of(case: Case) -> dict[str, list[Kind]]:
    """The kinds of a case by facet, each with the address of the cases that are of that kind too."""
    return {
        facet: [Kind(value_name(facet, value), "?" + urlencode({facet: value})) for value in values]
        for facet, values in facets_of(case).items()
    }


def _facets(catalogue: Catalogue, found: Found, query: Query) -> list[Facet]:
    facets = []
    for facet in FACETS:
        counts = catalogue.counts(facet, catalogue.chosen(query.chosen, found.among, but=facet))
        chosen = query.chosen.get(facet, [])
        values = [
            _value(query, facet, value, counts[value])
            for value in sorted(counts, key=_place(facet, counts))
            if counts[value] or value in chosen
        ]
        if values:
            facets.append(Facet(facet, values, facet in OPEN or bool(chosen)))
    return facets


def _place(facet: str, counts: dict[str, int]) -> Callable[[str], tuple[int, int, str]]:
    order = {value: place for place, value in enumerate(order_of(facet))}
    return lambda value: (order.get(value, len(order)), -counts[value], value)


def _chosen(query: Query) -> list[Value]:
    """What is chosen, each with the address without it."""
    return [_value(query, facet, value) for facet, values in query.chosen.items() for value in values]


def _value(query: Query, facet: str, value: str, count: int = 0) -> Value:
    lang = value if facet == "language" else ""
    chosen = value in query.chosen.get(facet, ())
    return Value(value_name(facet, value), count, query.toggled(facet, value), chosen, lang)


def _loosened(catalogue: Catalogue, found: Found, query: Query) -> list[Loosened]:
    """Which one thing less would find cases, the most first."""
    ways = []
    if query.words and (count := catalogue.chosen(query.chosen, catalogue.everything).bit_count()):
        ways.append(Loosened("", count, query.href(q="")))
    for facet, values in query.chosen.items():
        if count := catalogue.chosen(query.chosen, found.among, but=facet).bit_count():
            name = ", ".join(value_name(facet, value) for value in values)
            ways.append(Loosened(name, count, query.href(**{facet: []})))
    return sorted(ways, key=lambda way: -way.count)
