"""The story of a case: every fact can be learnt and serves something, contacts force a choice, events can happen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from trainer.bank.cases import CaseFolder
from trainer.bank.problems import Problem
from trainer.bank.taxonomy import load_pathways
from trainer.checker.case import Ask, Case

# Every choice of contacts is tried, and 2 to the 12th of them is still quick.
MOST_ASKS = 12


def story_problems(found: CaseFolder) -> Iterator[Problem]:
    """Facts nobody can learn or that serve nothing, people without a fact, contacts and events that do not work."""
    yield from _unreachable(found)
    yield from _idle(found)
    yield from _untold(found)
    yield from _contacts(found)
    yield from _events(found)


def _unreachable(found: CaseFolder) -> Iterator[Problem]:
    case = found.case
    first = case.stages[0].id if case.stages else ""
    told = {fact for event in case.events for fact in event.reveals}
    told |= {fact for exhibit in case.exhibits for fact in exhibit.carries if exhibit.ask or exhibit.at == first}
    for index, fact in enumerate(case.facts):
        if fact.at != first and fact.ask is None and fact.id not in told:
            yield found.problem("FACT_UNREACHABLE", "facts", index, fact=fact.id)


def _idle(found: CaseFolder) -> Iterator[Problem]:
    case, key = found.case, found.case.key
    served = {fact for need in key.needs for fact in need.facts}
    served |= {fact for strength in key.strengths for fact in strength.facts}
    served |= {fact for hazard in key.hazards for fact in hazard.facts}
    served |= {tie.know for tie in case.ties if tie.know}
    served |= {fact for tie in case.network for fact in tie.denied_by}
    served |= {fact for event in case.events for fact in event.reveals}
    served |= {fact for exhibit in case.exhibits for fact in exhibit.carries}
    for index, fact in enumerate(case.facts):
        if key.needs and fact.id not in served and not fact.noise:
            yield found.problem("FACT_IDLE", "facts", index, fact=fact.id)


def _untold(found: CaseFolder) -> Iterator[Problem]:
    case = found.case
    named = {id for fact in case.facts for id in (*fact.about, fact.by) if id}
    named |= {id for group in case.groups if group.id in named for id in group.members}
    named |= {id for household in case.households if household.id in named for id in household.members}
    for index, person in enumerate(case.people):
        if person.id not in named:
            yield found.problem("PERSON_UNTOLD", "people", index, person=person.id)


def _contacts(found: CaseFolder) -> Iterator[Problem]:
    case = found.case
    first = case.contacts.get("first")
    if not case.asks or first is None:
        return
    cost = sum(ask.cost for ask in case.asks)
    if first >= cost:
        yield found.problem("BUDGET_NO_CHOICE", "contacts", first=str(first), cost=str(cost))
        return
    if len(case.asks) > MOST_ASKS or case.key.coverage is None:
        return
    hidden = _hidden_needs(case, first)
    for need in case.key.coverage.must:
        if need in hidden:
            yield found.problem("MUST_UNREACHABLE", "key", "coverage", "must", need=need, asks=", ".join(hidden[need]))


def _hidden_needs(case: Case, budget: int) -> dict[str, tuple[str, ...]]:
    """Needs of which a student who spends all contacts may hear nothing, with a choice that leads there."""
    facts = {fact.id: fact for fact in case.facts}
    hidden: dict[str, tuple[str, ...]] = {}
    for chosen in _choices(case, budget):
        for need in case.key.needs:
            asks = [facts[fact].ask for fact in need.facts]
            if need.id not in hidden and all(ask is not None and ask not in chosen for ask in asks):
                hidden[need.id] = chosen
    return hidden


def _choices(case: Case, budget: int) -> Iterator[tuple[str, ...]]:
    """The choices of contacts to which no further one can be added."""
    for size in range(1, len(case.asks) + 1):
        for asks in combinations(case.asks, size):
            ids = tuple(ask.id for ask in asks)
            left = budget - sum(ask.cost for ask in asks)
            possible = left >= 0 and all(ask.needs is None or ask.needs in ids for ask in asks)
            if possible and not any(_could_add(ask, ids, left) for ask in case.asks):
                yield ids


def _could_add(ask: Ask, chosen: tuple[str, ...], left: int) -> bool:
    return ask.id not in chosen and ask.cost <= left and (ask.needs is None or ask.needs in chosen)


def _events(found: CaseFolder) -> Iterator[Problem]:
    case = found.case
    if not case.events:
        yield found.problem("EVENT_MISSING", "events")
    pathway = load_pathways().get(case.pathway)
    for index, event in enumerate(case.events):
        if event.when.state not in ("always", "asked") and event.when.need is None:
            yield found.problem("EVENT_DEAD", "events", index, "when", event=event.id, state=event.when.state)
        stages = [stage.id for stage in pathway.stages] if pathway else []
        if event.returns_to and pathway and event.returns_to not in stages:
            values = {"stage": event.returns_to, "stages": ", ".join(stages)}
            yield found.problem("RETURN_UNKNOWN", "events", index, "returns_to", **values)
