"""Compare a drawn family with the facts that its student knows: supported, contradicted, silent, left out.

Only learnt facts count, and only they are named. Somebody of whom no learnt fact tells is the same as somebody who is
not in the case: what the student has not learnt shows through no difference.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from trainer.checker.case import Case, Child, Fact, Group, Named, Person, Tie, TieKind, Union
from trainer.checker.sketch import Bond, Couple, Descent, Line, Member, Offspring, Sketch

_MOST_FACTS = 3
# What a student cannot tell apart by a line: both halves count as the same.
_ALIKE_TIES = ({TieKind.STRONG, TieKind.CLOSE}, {TieKind.STRESS, TieKind.CONFLICT})
_ALIKE_BONDS = {Bond.MARRIED, Bond.WIDOWED}


class Verdict(StrEnum):
    """What the learnt facts do to a part of the drawing, in the order in which a supervisor would ask."""

    CONTRADICTS = "contradicts"
    LEFT_OUT = "left_out"
    SILENT = "silent"
    SUPPORTS = "supports"


class About(StrEnum):
    """The part of the drawing that is spoken of."""

    PERSON = "person"
    SEX = "sex"
    AGE = "age"
    DIED = "died"
    COUPLE = "couple"
    BOND = "bond"
    CHILD = "child"
    DESCENT = "descent"
    TIE = "tie"
    KIND = "kind"
    PAIR = "pair"
    FLOW = "flow"


@dataclass(frozen=True, slots=True)
class Remark:
    """One difference or agreement. `row` is the drawing's row, or "" for what is not drawn.

    `values` holds the names to say and, as `drawn`, the value that was drawn; `facts` are ids of learnt facts. Who was
    left out (About.PERSON, About.TIE) is named by their id in the case: the drawing has no name for them.
    """

    verdict: Verdict
    about: About
    row: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[str, ...] = ()


class Learnt:
    """The facts of a case that are known, and of whom they tell."""

    def __init__(self, case: Case, known: Collection[str]) -> None:
        self.case = case
        groups = {group.id: group.members for group in case.groups}
        houses = {house.id: house.members for house in case.households}
        self._stems = _stems(case)
        self._told, self._wide = [], []
        for fact in case.facts:
            if fact.id in known:
                named = [who for who in (*fact.about, fact.by or "") if who]
                told = {one for who in named for one in groups.get(who, (who,))}
                self._told.append((fact, frozenset(told)))
                self._wide.append((fact, frozenset(one for who in told for one in houses.get(who, (who,)))))
        self.met = frozenset(one for _fact, told in self._told for one in told)

    def of(self, *whom: str) -> tuple[str, ...]:
        """The facts that tell of all of these; a fact about a household is about each.

        First those in whose words the names stand, then the most particular.
        """
        found = [
            (-self._mentioned(fact, whom), len(told), place, fact.id)
            for place, (fact, told) in enumerate(self._wide)
            if told.issuperset(whom)
        ]
        return tuple(id for *_rank, id in sorted(found)[:_MOST_FACTS])

    def _mentioned(self, fact: Fact, whom: Collection[str]) -> int:
        """How many of these are spoken of in the fact's own words, by name or by a name of their group."""
        words = " ".join(fact.words.values()).casefold()
        return sum(any(stem in words for stem in self._stems[who]) for who in whom if who in self._stems)

    def naming(self, who: str) -> tuple[str, ...]:
        """The facts that tell of this person or service by name or as one of a group, the most particular first."""
        found = [(len(told), place, fact.id) for place, (fact, told) in enumerate(self._told) if who in told]
        return tuple(id for _size, _place, id in sorted(found)[:_MOST_FACTS])

    def giving(self, who: str, number: int) -> tuple[str, ...]:
        """The facts about this person in whose words the number stands."""
        sought = re.compile(rf"(?<!\d){number}(?!\d)")
        return tuple(
            fact.id for fact, told in self._wide
            if who in told and any(sought.search(words) for words in fact.words.values())
        )[:_MOST_FACTS]

    def says(self, who: str, name: str) -> bool:
        """Whether a fact about somebody speaks of them by this name; its ending may differ."""
        stem = name.casefold()[: max(3, len(name) - 2)]
        return any(who in told and stem in " ".join(fact.words.values()).casefold() for fact, told in self._wide)

    def ties(self) -> Iterator[tuple[Tie, tuple[str, ...]]]:
        """The ties that are known, with the facts that tell of them."""
        known = {fact.id for fact, _told in self._told}
        for tie in self.case.ties:
            facts = (tie.know,) if tie.know in known and tie.know else () if tie.know else self.of(tie.a, tie.b)
            if facts:
                yield tie, facts


def _stems(case: Case) -> dict[str, set[str]]:
    """The beginnings of the words by which a fact may speak of a person: endings differ, three letters are too few."""
    found: dict[str, set[str]] = {}
    for entry in (*case.people, *case.groups):
        words = {word for name in names_of(entry) for word in name.split() if len(word) > 3}
        stems = {word[: max(4, len(word) - 2)] for word in words}
        for who in entry.members if isinstance(entry, Group) else (entry.id,):
            found.setdefault(who, set()).update(stems)
    return found


def names_of(entry: Named) -> set[str]:
    """Every word for somebody in every language of the case, in small letters."""
    given = entry.given_name.values() if isinstance(entry, Person) else ()
    words = (*entry.name.values(), *given, *(alias for many in entry.aliases.values() for alias in many))
    return {" ".join(name.split()).casefold() for name in words if name.strip()}


def compare(sketch: Sketch, case: Case, known: Collection[str]) -> list[Remark]:
    """All remarks on a drawing, by verdict and then in the order of its rows.

    `case` is the case as its student may see it (`Case.without_key`), `known` the ids of the facts that were learnt.
    """
    said = list(_Comparison(sketch, case, Learnt(case, known)).remarks())
    return sorted(said, key=lambda remark: list(Verdict).index(remark.verdict))


class _Comparison:
    """One drawing beside one case: whom its rows mean, and what is to be said of each."""

    def __init__(self, sketch: Sketch, case: Case, learnt: Learnt) -> None:
        self.sketch, self.case, self.learnt = sketch, case, learnt
        self.people = {person.id: person for person in case.people}
        self._by_name: dict[str, str] = {}
        for entry in (*case.people, *case.network, *case.services):
            for name in names_of(entry):
                self._by_name.setdefault(name, entry.id)
        self.meant = {member.id: id for member in sketch.people if (id := self._person(member)) in learnt.met}
        self.names = {member.id: member.name.strip() for member in sketch.people}

    def remarks(self) -> Iterator[Remark]:
        """Everything that is to be said, in the order of the form."""
        for member in self.sketch.people:
            if member.name.strip():
                yield from self._member(member)
        yield from self._people_left_out()
        for couple in self.sketch.couples:
            yield from self._couple(couple)
        yield from self._couples_left_out()
        for child in self.sketch.children:
            yield from self._child(child)
        yield from self._children_left_out()
        for line in self.sketch.ties:
            if line.with_.strip():
                yield from self._line(line)
        yield from self._ties_left_out()

    def _named(self, name: str) -> str:
        return self._by_name.get(" ".join(name.split()).casefold(), "")

    def _person(self, member: Member) -> str:
        """The person of the case that a row means: by name, or because the row began with their name."""
        found = self._named(member.name)
        return found if found in self.people else member.id if member.id in self.people else ""

    # ---- people

    def _member(self, member: Member) -> Iterator[Remark]:
        values = {"who": member.name.strip()}
        if member.id not in self.meant:
            yield Remark(Verdict.SILENT, About.PERSON, member.id, values)
            return
        person = self.people[self.meant[member.id]]
        facts = self.learnt.naming(person.id)
        yield Remark(Verdict.SUPPORTS, About.PERSON, member.id, values, facts)
        if "x" not in (member.sex, person.sex) and member.sex != person.sex:
            yield Remark(Verdict.CONTRADICTS, About.SEX, member.id, values | {"drawn": member.sex}, facts)
        if member.died != person.died:
            drawn = "died" if member.died else "alive"
            yield Remark(Verdict.CONTRADICTS, About.DIED, member.id, values | {"drawn": drawn}, facts)
        yield from self._age(member, person, values)

    def _age(self, member: Member, person: Person, values: dict[str, str]) -> Iterator[Remark]:
        if member.age is None:
            return
        values = values | {"drawn": str(member.age)}
        facts = self.learnt.giving(person.id, person.age) if person.age is not None else ()
        if member.age == person.age:
            if facts:
                yield Remark(Verdict.SUPPORTS, About.AGE, member.id, values, facts)
        elif facts:
            yield Remark(Verdict.CONTRADICTS, About.AGE, member.id, values, facts)
        else:
            yield Remark(Verdict.SILENT, About.AGE, member.id, values)

    def _people_left_out(self) -> Iterator[Remark]:
        drawn = set(self.meant.values())
        for person in self.case.people:
            if person.id in self.learnt.met and person.id not in drawn:
                facts = self.learnt.naming(person.id)[:1]
                yield Remark(Verdict.LEFT_OUT, About.PERSON, "", {"who": person.id}, facts)

    # ---- couples

    def _couple(self, couple: Couple) -> Iterator[Remark]:
        a, b = self.meant.get(couple.a, ""), self.meant.get(couple.b, "")
        if not a or not b or a == b:
            return  # an unknown person was asked about already
        values = {"who": self.names[couple.a], "other": self.names[couple.b], "drawn": couple.kind.value}
        facts, union = self.learnt.of(a, b), self._union(a, b)
        if not facts:
            yield Remark(Verdict.SILENT, About.COUPLE, couple.id, values)
        elif union is None:
            yield Remark(Verdict.CONTRADICTS, About.COUPLE, couple.id, values, facts)
        elif union.kind == couple.kind or {union.kind, couple.kind} <= _ALIKE_BONDS:
            yield Remark(Verdict.SUPPORTS, About.COUPLE, couple.id, values, facts)
        else:
            yield Remark(Verdict.CONTRADICTS, About.BOND, couple.id, values, facts)

    def _union(self, a: str, b: str) -> Union | None:
        return next((union for union in self.case.unions if {union.a, union.b} == {a, b}), None)

    def _couples_left_out(self) -> Iterator[Remark]:
        rows = {id: row for row, id in self.meant.items()}
        drawn = [{self.meant.get(couple.a), self.meant.get(couple.b)} for couple in self.sketch.couples]
        for union in self.case.unions:
            facts = self.learnt.of(union.a, union.b)
            if facts and union.a in rows and union.b in rows and {union.a, union.b} not in drawn:
                values = {"who": self.names[rows[union.a]], "other": self.names[rows[union.b]]}
                yield Remark(Verdict.LEFT_OUT, About.COUPLE, "", values, facts)

    # ---- children

    def _child(self, row: Offspring) -> Iterator[Remark]:
        couple = next((each for each in self.sketch.couples if each.id == row.of), None)
        child = self.meant.get(row.child, "")
        parents = [self.meant.get(who, "") for who in (couple.a, couple.b)] if couple else []
        if couple is None or not child or not all(parents):
            return
        values = {"who": self.names[row.child], "a": self.names[couple.a], "b": self.names[couple.b],
                  "drawn": row.by.value}  # fmt: skip
        facts, union = self._facts_of_child(child, parents), self._union(*parents)
        born = next((each for each in union.children if each.person == child), None) if union else None
        if not facts:
            yield Remark(Verdict.SILENT, About.CHILD, row.id, values)
        elif born is None:
            yield Remark(Verdict.CONTRADICTS, About.CHILD, row.id, values, facts)
        elif self._descent(born) == row.by:
            yield Remark(Verdict.SUPPORTS, About.CHILD, row.id, values, facts)
        else:
            yield Remark(Verdict.CONTRADICTS, About.DESCENT, row.id, values, facts)

    def _facts_of_child(self, child: str, parents: list[str]) -> tuple[str, ...]:
        both = self.learnt.of(child, *parents)
        return both or tuple(dict.fromkeys(id for who in parents for id in self.learnt.of(child, who)))[:_MOST_FACTS]

    def _descent(self, born: Child) -> Descent:
        return Descent.PREGNANCY if self.people[born.person].unborn else Descent(born.by)

    def _children_left_out(self) -> Iterator[Remark]:
        rows = {id: row for row, id in self.meant.items()}
        drawn = {row.child for row in self.sketch.children if row.of}
        for union in self.case.unions:
            for born in union.children:
                parents = [who for who in (union.a, union.b) if who in rows]
                row = rows.get(born.person, "")
                facts = self._facts_of_child(born.person, parents) if parents else ()
                if row and facts and row not in drawn:
                    yield Remark(Verdict.LEFT_OUT, About.CHILD, "", {"who": self.names[row]}, facts)

    # ---- ties

    def _line(self, line: Line) -> Iterator[Remark]:
        values = {"who": self.names.get(line.who, ""), "other": line.with_.strip()}
        found = self._learnt_ties(line)
        if not found:
            yield Remark(Verdict.SILENT, About.TIE, line.id, values)
            return
        tie, facts = found[0]
        if line.kind is None:
            yield Remark(Verdict.LEFT_OUT, About.KIND, line.id, values, facts)
        elif any(_alike(line.kind, each.kind) for each, _facts in found):
            yield Remark(Verdict.SUPPORTS, About.TIE, line.id, values | {"drawn": line.kind.value}, facts)
            yield from self._flow(line, tie, values, facts)
        else:
            yield Remark(Verdict.CONTRADICTS, About.KIND, line.id, values | {"drawn": line.kind.value}, facts)

    def _flow(self, line: Line, tie: Tie, values: dict[str, str], facts: tuple[str, ...]) -> Iterator[Remark]:
        if tie.flow is None or line.flow == tie.flow:
            return
        verdict = Verdict.CONTRADICTS if line.flow else Verdict.LEFT_OUT
        yield Remark(verdict, About.FLOW, line.id, values | {"drawn": line.flow or ""}, facts)

    def _learnt_ties(self, line: Line) -> list[tuple[Tie, tuple[str, ...]]]:
        """The known ties with whom this line names; those of the same member of the family before the others."""
        mine, other = self.meant.get(line.who, ""), self._named(line.with_)
        if not other:
            return []
        found = [each for each in self.learnt.ties() if other in (each[0].a, each[0].b)]
        if other in self.people:
            found = [each for each in found if mine and mine in (each[0].a, each[0].b)]
        same = [each for each in found if mine in (each[0].a, each[0].b)]
        return same or found

    def _ties_left_out(self) -> Iterator[Remark]:
        rows = {id: row for row, id in self.meant.items()}
        drawn = {self._named(line.with_) for line in self.sketch.ties}
        pairs = [{self.meant.get(line.who, ""), self._named(line.with_)} for line in self.sketch.ties]
        outside = {entry.id for entry in (*self.case.network, *self.case.services)}
        for tie, facts in self.learnt.ties():
            outer = next((who for who in (tie.b, tie.a) if who in outside), "")
            if outer and outer not in drawn:
                drawn.add(outer)
                yield Remark(Verdict.LEFT_OUT, About.TIE, "", {"who": outer}, facts)
            elif not outer and tie.a in rows and tie.b in rows and {tie.a, tie.b} not in pairs:
                values = {"who": self.names[rows[tie.a]], "other": self.names[rows[tie.b]]}
                yield Remark(Verdict.LEFT_OUT, About.PAIR, "", values, facts)


def _alike(drawn: TieKind, told: TieKind) -> bool:
    return drawn == told or any({drawn, told} <= pair for pair in _ALIKE_TIES)
