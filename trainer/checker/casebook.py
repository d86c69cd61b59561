"""What a case says about a plan: who belongs where, and which needs, strengths and dangers a row speaks about.

Links that the student ticked are exact; without them the cue words of the key speak, in the plan's own language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from trainer.checker.case import Case, Fact, FactKind, Hazard, Need, Strength, TieKind
from trainer.checker.cues import CueBook
from trainer.checker.reading.names import UnknownName, unknown_names
from trainer.checker.reading.tokens import Token, tokenise
from trainer.checker.reading.values import Span
from trainer.checker.values import Language, ListsByLanguage, Resource

if TYPE_CHECKING:
    from trainer.checker.context import Row

# A row that ticks everything is about nothing in particular.
MAX_FACTS_OF_A_ROW = 4
# Of a longer cell it is not kept which names nobody bears.
_LONGEST_KEPT = 2000
_NEAR = frozenset({TieKind.STRONG, TieKind.CLOSE, TieKind.OFFERED})


class Casebook:
    """A case made ready for one language; built once and used for every plan on that case version."""

    def __init__(self, case: Case, language: Language) -> None:
        self.case = case
        self.language = language
        key = case.key
        self.needs: dict[str, Need] = {need.id: need for need in key.needs}
        self.strengths: dict[str, Strength] = {strength.id: strength for strength in key.strengths}
        self.hazards: dict[str, Hazard] = {hazard.id: hazard for hazard in key.hazards}
        self.facts = {fact.id: fact for fact in case.facts}
        self.resources = _resources(case)
        self._needs = CueBook(language, {need.id: _in(need.cues, language) for need in key.needs})
        self._strengths = CueBook(language, {item.id: _in(item.cues, language) for item in key.strengths})
        self._hazards = CueBook(language, {hazard.id: _in(hazard.cues, language) for hazard in key.hazards})
        self._acts = CueBook(language, {hazard.id: _in(hazard.safe_acts, language) for hazard in key.hazards})
        self._hearsay = frozenset(need.id for need in key.needs if _is_hearsay(need, self.facts))
        self._names = _ids_by_name(case, language)
        self._ids = lru_cache(maxsize=2048)(self._id_of)
        self._unknown = lru_cache(maxsize=2048)(lambda text: unknown_names(text, case, language))
        groups = {group.id: frozenset(group.members) for group in case.groups}
        self._members = {home.id: frozenset(home.members) for home in case.households} | groups
        named = (*case.people, *case.groups, *case.network, *case.services)
        self._names_by_id = {item.id: item.name.get(language, item.id) for item in named}

    @property
    def has_key(self) -> bool:
        return bool(self.needs)

    @property
    def has_cues(self) -> bool:
        """Whether a plan without links can be read against the key in this language at all."""
        return bool(self._needs)

    def name(self, id: str) -> str:
        """The name of a person, tie, service or group in the plan's language; the id when it has none."""
        return self._names_by_id.get(id, id)

    def id_of(self, entry: str) -> str | None:
        """The case's id for an entry of a responsible cell: an id as it stands, or a name or alias."""
        return self._ids(entry)

    def unknown_names(self, text: str) -> tuple[UnknownName, ...]:
        """Given names in a text that nobody of the case bears."""
        return self._unknown(text) if len(text) <= _LONGEST_KEPT else unknown_names(text, self.case, self.language)

    def _id_of(self, entry: str) -> str | None:
        entry = entry.strip()
        if entry in self.resources:
            return entry
        return self._names.get(_key(tokenise(entry)))

    def needs_of(self, row: Row) -> frozenset[str]:
        """Needs that the row meets: by a fact it rests on, else by the words of its problem and goal."""
        return row.once("needs", lambda: self._needs_of(row))

    def _needs_of(self, row: Row) -> frozenset[str]:
        linked = _linked(row.goal.facts, self.needs.values())
        if linked:
            return linked
        texts = (row.goal.problem, row.goal.goal)
        return frozenset(cue.about for text in texts for cue in self._needs.find(tokenise(text)))

    def need_words(self, text: str) -> tuple[tuple[str, Span], ...]:
        """The needs that a text speaks about, with the words that say so."""
        return tuple((cue.about, cue.span) for cue in self._needs.find(tokenise(text)))

    def strengths_in(self, text: str) -> tuple[tuple[str, Span], ...]:
        """The strengths of the key that a text speaks about, with the words that say so."""
        return tuple((cue.about, cue.span) for cue in self._strengths.find(tokenise(text)))

    def strengths_ticked(self, row: Row) -> frozenset[str]:
        """Strengths that the row names in its own list: by id, or in the student's words."""
        ticked = frozenset(entry for entry in row.goal.strengths if entry in self.strengths)
        worded = (self.strengths_in(entry) for entry in row.goal.strengths if entry not in self.strengths)
        return ticked | {id for found in worded for id, _ in found}

    def dangers_of(self, row: Row) -> frozenset[str]:
        """Dangers that the row deals with: by a fact it rests on or by the words of any of its cells."""
        return row.once("dangers", lambda: self._dangers_of(row))

    def _dangers_of(self, row: Row) -> frozenset[str]:
        linked = _linked(row.goal.facts, self.hazards.values())
        texts = [row.goal.problem, row.goal.goal, *(step.text for step in row.goal.steps)]
        return linked | {cue.about for text in texts for cue in self._hazards.find(tokenise(text))}

    def dangers_in(self, text: str) -> tuple[tuple[str, Span], ...]:
        """The dangers that a text speaks about, with the words that say so."""
        return tuple((cue.about, cue.span) for cue in self._hazards.find(tokenise(text)))

    def safe_acts(self, text: str) -> tuple[tuple[str, Span], ...]:
        """The acts in a text that would make one of the dangers smaller."""
        return tuple((cue.about, cue.span) for cue in self._acts.find(tokenise(text)))

    @cached_property
    def expected_needs(self) -> tuple[str, ...]:
        """The needs a plan should meet: those of the coverage, else all; what is only hearsay is a question."""
        coverage = self.case.key.coverage
        wanted = (*coverage.must, *coverage.should) if coverage else tuple(self.needs)
        return tuple(id for id in wanted if id in self.needs and not self.only_hearsay(id))

    def only_hearsay(self, need: str) -> bool:
        """Whether nobody has said it themselves: every fact of the need is hearsay, or its risk is unverified."""
        return need in self._hearsay

    def members_of(self, id: str) -> frozenset[str]:
        """The people of a group or a household; nobody for anything else."""
        return self._members.get(id, frozenset())

    def with_members(self, ids: Iterable[str]) -> frozenset[str]:
        """The ids with the members of groups and households, so that "the parents" are the mother too."""
        named = frozenset(ids)
        return named.union(*(self.members_of(id) for id in named))

    @cached_property
    def near_help(self) -> tuple[tuple[str, str], ...]:
        """Who outside is close to whom of the family, or has offered them help, by the case: (the near one, whom)."""
        near = {tie.id for tie in self.case.network} - self.lost_ties
        sides = [(tie.a, tie.b) for tie in self.case.ties if tie.kind in _NEAR]
        return tuple((one, other) for pair in sides for one, other in (pair, pair[::-1]) if one in near)

    @cached_property
    def home_strengths(self) -> tuple[str, ...]:
        """Strengths of the key that belong to the household alone."""
        home = Resource.INTERNAL
        return tuple(id for id, one in self.strengths.items() if {self.resources.get(of) for of in one.of} == {home})

    def shares_facts(self, strength: str, row: Row) -> bool:
        """Whether the row rests on a fact from which this strength is known."""
        return bool(set(self.strengths[strength].facts) & set(row.goal.facts))

    @cached_property
    def lost_ties(self) -> frozenset[str]:
        """Ties of the network that the case says are cut off or denied."""
        denied = {tie.id for tie in self.case.network if tie.denied_by}
        known = {tie.id for tie in self.case.network}
        cut = {side for tie in self.case.ties if tie.kind is TieKind.CUTOFF for side in (tie.a, tie.b)}
        return frozenset(denied | (cut & known))

    def tied_to(self, person: str) -> frozenset[str | None]:
        """What the case ties to one person: their school, their friends."""
        sides = ((tie.a, tie.b) for tie in self.case.ties if person in (tie.a, tie.b))
        return frozenset(side for pair in sides for side in pair if side != person)

    def child_under(self, id: str, age: int) -> bool:
        """Whether the id is a person of the family younger than `age`."""
        return any(p.id == id and p.age is not None and p.age < age for p in self.case.people)


def _resources(case: Case) -> dict[str, Resource]:
    """Whose resource each named part of the case is; a group is what its members are when they agree."""
    # The people list is the family; those who live elsewhere are near people, not the home.
    at_home = {member for household in case.households[:1] for member in household.members}
    named: dict[str, Resource] = {}
    for person in case.people:
        inside = not at_home or person.id in at_home
        named[person.id] = Resource.INTERNAL if inside else Resource.INFORMAL
    named |= {household.id: Resource.INTERNAL for household in case.households[:1]}
    named |= {tie.id: Resource(tie.resource) for tie in case.network}
    named |= {service.id: Resource.FORMAL for service in case.services}
    for group in case.groups:
        members = {named[id] for id in group.members if id in named}
        if len(members) == 1:
            named[group.id] = members.pop()
    return named


def _is_hearsay(need: Need, facts: Mapping[str, Fact]) -> bool:
    kinds = {facts[id].kind for id in need.facts if id in facts}
    return need.risk == "unverified" or kinds == {FactKind.HEARSAY}


def _ids_by_name(case: Case, language: Language) -> dict[tuple[str, ...], str]:
    names: dict[tuple[str, ...], str] = {}
    for item in (*case.services, *case.network, *case.groups, *case.people):
        spoken = [item.name.get(language, ""), *item.aliases.get(language, ())]
        given = getattr(item, "given_name", {})
        for words in (*spoken, given.get(language, "")):
            if key := _key(tokenise(words)):
                names[key] = item.id
    return names


def _key(tokens: tuple[Token, ...]) -> tuple[str, ...]:
    return tuple(token.key for token in tokens if token.kind in ("word", "number"))


def _in(words: ListsByLanguage, language: Language) -> tuple[str, ...]:
    return words.get(language, ())


def _linked(facts: tuple[str, ...], items: Iterable[Need | Strength | Hazard]) -> frozenset[str]:
    if not facts or len(facts) > MAX_FACTS_OF_A_ROW:
        return frozenset()
    return frozenset(item.id for item in items if set(item.facts) & set(facts))
