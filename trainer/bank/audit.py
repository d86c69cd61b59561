"""What shows only across cases: who is the client and who helps, what happens later, and what no worked plan uses.

One case tells one story; a bank in which every man drinks and every service saves teaches more than its authors mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from trainer.bank.exemplars import Exemplar
from trainer.checker.case import Case
from trainer.checker.values import Resource

# Childhood, school, youth, and adults by thirds of life.
AGES = ((0, 6), (7, 13), (14, 17), (18, 29), (30, 59), (60, 130))
SEXES = ("f", "m", "x")
# What a plan did for something to happen later: it acted, it did not, or it happens anyway.
LATER = {"started": "acted", "covered": "acted", "asked": "acted", "not_started": "missed", "always": "anyway"}


@dataclass(frozen=True, slots=True)
class Audited:
    """What is counted of one case. `leads` and `carried_by` are of the steps of its strong worked plans.

    `later` counts events by what brings them about; `unused` are ids that no worked plan names.
    """

    id: str
    client: str
    sex: str
    age: str
    leads: Mapping[str, int]
    carried_by: Mapping[str, int]
    later: Mapping[str, int]
    sent_back: bool
    unused_services: tuple[str, ...]
    unused_strengths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The cases that are alike in one respect, with what is counted of them together."""

    key: str
    cases: tuple[str, ...]
    leads: Mapping[str, int]
    carried_by: Mapping[str, int]
    later: Mapping[str, int]
    sent_back: int


def audited(case: Case, exemplars: Sequence[Exemplar]) -> Audited:
    """One case, counted with its worked plans."""
    focal = next((person for person in case.people if person.focal), None)
    strong = [each for each in exemplars if each.level == "proficient"]
    leads = Counter(who for each in strong for who in _leads(case, each))
    named, used = _named(case, exemplars)
    sexes = {person.id: person.sex for person in case.people}
    whose = _whose(case)
    by_resource: Counter[str] = Counter()
    for id, count in leads.items():
        by_resource[whose.get(id, Resource.FORMAL.value)] += count
    return Audited(
        id=case.id,
        client=case.client,
        sex=focal.sex if focal else "x",
        age=age_band(focal.age if focal else None),
        leads=by_resource,
        carried_by=Counter({sex: sum(n for id, n in leads.items() if sexes.get(id) == sex) for sex in SEXES}),
        later=Counter(LATER[event.when.state] for event in case.events),
        sent_back=any(event.returns_to for event in case.events),
        unused_services=tuple(each.id for each in case.services if each.id not in named),
        unused_strengths=tuple(each.id for each in case.key.strengths if each.id not in used),
    )


def age_band(age: int | None) -> str:
    """The years of life that an age belongs to, as `7-13`; empty where nobody knows."""
    return next((f"{low}-{high}" for low, high in AGES if age is not None and low <= age <= high), "")


def groups(cases: Iterable[Audited], by: Callable[[Audited], str], order: Iterable[str] = ()) -> list[Group]:
    """Cases that are alike together, first in the given order, then the others."""
    found: dict[str, list[Audited]] = {key: [] for key in order}
    for each in cases:
        found.setdefault(by(each), []).append(each)
    return [_group(key, alike) for key, alike in found.items() if alike]


def _group(key: str, cases: list[Audited]) -> Group:
    def together(name: str) -> Counter[str]:
        total: Counter[str] = Counter()
        for each in cases:
            total.update(getattr(each, name))
        return total

    ids = tuple(each.id for each in cases)
    sent_back = sum(each.sent_back for each in cases)
    return Group(key, ids, together("leads"), together("carried_by"), together("later"), sent_back)


def _leads(case: Case, exemplar: Exemplar) -> Iterable[str]:
    """Who leads each step, by id; a step without its own people is led by those of its row."""
    plan = exemplar.plan(next(iter(case.languages)))
    for goal in plan.goals:
        for step in goal.steps:
            people = step.responsible or goal.responsible
            if people:
                yield people[0]


def _named(case: Case, exemplars: Sequence[Exemplar]) -> tuple[set[str], set[str]]:
    """Everybody whom some worked plan names, and the strengths that some worked plan uses."""
    people: set[str] = set()
    strengths: set[str] = set()
    for each in exemplars:
        plan = each.plan(next(iter(case.languages)))
        people |= {id for review in plan.reviews for id in review.who}
        for goal in plan.goals:
            strengths |= set(goal.strengths)
            people |= {*goal.responsible, *(id for step in goal.steps for id in step.responsible)}
    return people, strengths


def _whose(case: Case) -> dict[str, str]:
    """Whose resource everybody of the case is."""
    inside = {each.id for each in (*case.people, *case.groups)} | {each.id for each in case.households}
    found = dict.fromkeys(inside, Resource.INTERNAL.value)
    return found | {tie.id: tie.resource for tie in case.network}
