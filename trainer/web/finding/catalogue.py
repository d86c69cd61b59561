"""The cases that somebody may use, by their kinds, kept in memory: how many there are of each kind, whatever is chosen.

A set of cases is an integer with a bit for each case, so that ten thousand cases are counted by all their kinds in a
millisecond. One short statement for each page says whether the cases are still those that were read.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer.checker.values import Language
from trainer.models import CaseCard, CaseVersion
from trainer.web.documents import usable_in
from trainer.web.finding.facets import facets_of_summary
from trainer.web.parts import parts

# A set of cases: bit n stands for the case at place n of a catalogue.
Cases = int
Chosen = Mapping[str, Sequence[str]]


class Heard(NamedTuple):
    """A word that was asked for: the cases in which it stands, what it says of the case at each place, its forms."""

    cases: Cases
    scores: array[int]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The newest usable version of each case, easier ones first; `facets[facet][value]` are the cases of a kind.

    `heard` keeps what words gave among these cases, because whoever has found something then narrows it down.
    """

    stamp: tuple[int, ...]
    ids: tuple[int, ...]
    places: Mapping[int, int]
    facets: Mapping[str, Mapping[str, Cases]]
    heard: dict[tuple[Language, str], Heard] = field(default_factory=dict)

    @property
    def everything(self) -> Cases:
        """All cases."""
        return (1 << len(self.ids)) - 1

    def of_kind(self, facet: str, values: Iterable[str]) -> Cases:
        """The cases that have any of these values in a facet."""
        known = self.facets.get(facet, {})
        return reduce(or_, (known.get(value, 0) for value in values), 0)

    def chosen(self, chosen: Chosen, among: Cases, *, but: str = "") -> Cases:
        """Those among the cases that have a chosen value in every facet; `but` names one that is left open."""
        for facet, values in chosen.items():
            if facet != but and values:
                among &= self.of_kind(facet, values)
        return among

    def counts(self, facet: str, among: Cases) -> dict[str, int]:
        """How many of the cases have each value of a facet."""
        return {value: (cases & among).bit_count() for value, cases in self.facets.get(facet, {}).items()}

    def hear(self, weights: Iterable[tuple[int, int]], keys: frozenset[str]) -> Heard:
        """A word by ids and weights; an id that is not in the catalogue, being not for this reader, is dropped."""
        cases, scores = bytearray(len(self.ids) // 8 + 1), array("i", bytes(len(self.ids) * array("i").itemsize))
        for id, weight in weights:
            place = self.places.get(id)
            if place is not None:
                cases[place >> 3] |= 1 << (place & 7)
                scores[place] = weight
        return Heard(int.from_bytes(cases, "little"), scores, keys)

    @staticmethod
    def places_of(cases: Cases) -> Iterator[int]:
        """The places of cases in the order of the catalogue."""
        bits = f"{cases:b}"[::-1]
        place = bits.find("1")
        while place >= 0:
            yield place
            place = bits.find("1", place + 1)


def catalogue_of(db: Session, institution_id: int) -> Catalogue:
    """The cases that are open to all or to the institution; read again when any was added, published or withdrawn."""
    stamp = _stamp(db, institution_id)
    cache, key = parts().cache, ("case catalogue", institution_id)
    kept: Catalogue | None = cache.get(key)
    if kept is None or kept.stamp != stamp:
        kept = cache[key] = _read(db, institution_id, stamp)
    return kept


def _stamp(db: Session, institution_id: int) -> tuple[int, ...]:
    row = db.execute(
        select(func.count(CaseVersion.id), func.max(CaseVersion.id), func.sum(CaseVersion.id)).where(
            usable_in(institution_id)
        )
    ).one()
    return tuple(int(each or 0) for each in row)


def _read(db: Session, institution_id: int, stamp: tuple[int, ...]) -> Catalogue:
    rows = db.execute(
        select(CaseVersion.id, CaseVersion.slug, CaseVersion.summary, CaseCard.facets)
        .outerjoin(CaseCard, CaseCard.case_version_id == CaseVersion.id)
        .where(usable_in(institution_id))
        .order_by(CaseVersion.slug, CaseVersion.id)
    )
    newest = {slug: (id, facets or facets_of_summary(summary)) for id, slug, summary, facets in rows}
    in_order = sorted(newest.items(), key=lambda item: (item[1][1]["level"], item[0]))
    bits: dict[str, dict[str, bytearray]] = defaultdict(dict)
    for place, (_slug, (_id, facets)) in enumerate(in_order):
        for facet, values in facets.items():
            for value in values:
                cases = bits[facet].setdefault(value, bytearray(len(in_order) // 8 + 1))
                cases[place >> 3] |= 1 << (place & 7)
    ids = tuple(id for _slug, (id, _facets) in in_order)
    facets = {
        facet: {value: int.from_bytes(cases, "little") for value, cases in values.items()}
        for facet, values in bits.items()
    }
    return Catalogue(stamp, ids, {id: place for place, id in enumerate(ids)}, facets)
