"""Every id that a case names must exist; the rest of the house then never meets a dangling one."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from trainer.bank.problems import Problem
from trainer.checker.case import Hazard, Need, Strength

if TYPE_CHECKING:
    from trainer.bank.cases import CaseFolder

Field = tuple[str | int, ...]


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


def reference_problems(found: CaseFolder) -> list[Problem]:
    """Ids used twice, ids that lead nowhere, facts and stages that only the text or only the structure knows."""
    return [*_twice(found), *_actors(found), *_evidence(found), *_needs(found), *_stages(found), *_undeclared(found)]


def _twice(found: CaseFolder) -> Iterator[Problem]:
    case, key = found.case, found.case.key
    # People, groups and helpers share one space of ids: a plan names any of them in the same cell.
    yield from _repeated(
        found,
        {
            ("people",): case.people,
            ("groups",): case.groups,
            ("households",): case.households,
            ("network",): case.network,
            ("services",): case.services,
        },
    )
    alone: dict[Field, Sequence[_HasId]] = {
        ("facts",): case.facts,
        ("asks",): case.asks,
        ("exhibits",): case.exhibits,
        ("events",): case.events,
        ("stages",): case.stages,
        ("unions",): case.unions,
        ("key", "needs"): key.needs,
        ("key", "strengths"): key.strengths,
        ("key", "hazards"): key.hazards,
        ("key", "traps"): key.traps,
    }
    for path, items in alone.items():
        yield from _repeated(found, {path: items})


def _repeated(found: CaseFolder, lists: Mapping[Field, Sequence[_HasId]]) -> Iterator[Problem]:
    counts = Counter(item.id for items in lists.values() for item in items)
    for path, items in lists.items():
        for index, item in enumerate(items):
            if counts[item.id] > 1:
                yield found.problem("ID_TWICE", *path, index, "id", id=item.id)


def _unknown(
    found: CaseFolder, used: Iterable[tuple[str | None, Field]], known: set[str], wanted: str
) -> Iterator[Problem]:
    code = "EVIDENCE_UNKNOWN" if wanted == "fact" else "ID_UNKNOWN"
    for id, path in used:
        if id is not None and id not in known:
            close = difflib.get_close_matches(id, sorted(known), n=1)
            hint = f"Did you mean `{close[0]}`?" if close else "Known are: " + ", ".join(sorted(known)[:12]) + "."
            values = {"id": id, "hint": hint} if wanted == "fact" else {"id": id, "wanted": wanted, "hint": hint}
            yield found.problem(code, *path, **values)


def _actors(found: CaseFolder) -> Iterator[Problem]:
    case = found.case
    people = {person.id for person in case.people}
    helpers = {tie.id for tie in case.network} | {service.id for service in case.services}
    around = people | helpers | {household.id for household in case.households}
    anybody = around | {group.id for group in case.groups}
    only_people: list[tuple[str | None, Field]] = []
    for i, union in enumerate(case.unions):
        only_people += [(union.a, ("unions", i, "a")), (union.b, ("unions", i, "b"))]
        only_people += [(child.person, ("unions", i, "children", n)) for n, child in enumerate(union.children)]
    for i, household in enumerate(case.households):
        only_people += [(id, ("households", i, "members", n)) for n, id in enumerate(household.members)]
    only_people += [(trap.person, ("key", "traps", i, "person")) for i, trap in enumerate(case.key.traps)]
    yield from _unknown(found, only_people, people, "person")
    ends: list[tuple[str | None, Field]] = []
    for i, tie in enumerate(case.ties):
        ends += [(tie.a, ("ties", i, "a")), (tie.b, ("ties", i, "b"))]
    for i, group in enumerate(case.groups):
        ends += [(id, ("groups", i, "members", n)) for n, id in enumerate(group.members)]
    for i, ask in enumerate(case.asks):
        ends += [(id, ("asks", i, "with", n)) for n, id in enumerate(ask.with_)]
    yield from _unknown(found, ends, around, "person, household, network tie or service")
    yield from _unknown(found, _named_in_facts(found), anybody, "person, group, household, network tie or service")


def _named_in_facts(found: CaseFolder) -> Iterator[tuple[str | None, Field]]:
    for i, fact in enumerate(found.case.facts):
        yield fact.by, ("facts", i, "by")
        yield from ((id, ("facts", i, "about", n)) for n, id in enumerate(fact.about))
    for i, strength in enumerate(found.case.key.strengths):
        yield from ((id, ("key", "strengths", i, "of", n)) for n, id in enumerate(strength.of))
    for i, trap in enumerate(found.case.key.traps):
        yield from ((id, ("key", "traps", i, "only_with", n)) for n, id in enumerate(trap.only_with))
        yield from ((id, ("key", "traps", i, "any_with", n)) for n, id in enumerate(trap.any_with))


def _evidence(found: CaseFolder) -> Iterator[Problem]:
    case = found.case
    facts: list[tuple[str | None, Field]] = []
    for i, exhibit in enumerate(case.exhibits):
        facts += [(id, ("exhibits", i, "carries", n)) for n, id in enumerate(exhibit.carries)]
    for i, event in enumerate(case.events):
        facts += [(id, ("events", i, "reveals", n)) for n, id in enumerate(event.reveals)]
    for i, tie in enumerate(case.ties):
        facts.append((tie.know, ("ties", i, "know")))
    for i, network in enumerate(case.network):
        facts += [(id, ("network", i, "denied_by", n)) for n, id in enumerate(network.denied_by)]
    key = case.key
    resting: dict[str, Sequence[Need | Strength | Hazard]] = {
        "needs": key.needs,
        "strengths": key.strengths,
        "hazards": key.hazards,
    }
    for name, parts in resting.items():
        for i, part in enumerate(parts):
            facts += [(id, ("key", name, i, "facts", n)) for n, id in enumerate(part.facts)]
    yield from _unknown(found, facts, {fact.id for fact in case.facts}, "fact")
    asks: list[tuple[str | None, Field]] = [(fact.ask, ("facts", i, "ask")) for i, fact in enumerate(case.facts)]
    asks += [(exhibit.ask, ("exhibits", i, "ask")) for i, exhibit in enumerate(case.exhibits)]
    asks += [(ask.needs, ("asks", i, "needs")) for i, ask in enumerate(case.asks)]
    yield from _unknown(found, asks, {ask.id for ask in case.asks}, "ask")


def _needs(found: CaseFolder) -> Iterator[Problem]:
    case, key = found.case, found.case.key
    needs = {need.id for need in key.needs}
    if not needs:
        return
    used: list[tuple[str | None, Field]] = []
    used += [(event.when.need, ("events", i, "when", "need")) for i, event in enumerate(case.events)]
    if key.coverage:
        used += [(id, ("key", "coverage", "must", n)) for n, id in enumerate(key.coverage.must)]
        used += [(id, ("key", "coverage", "should", n)) for n, id in enumerate(key.coverage.should)]
    for i, trap in enumerate(key.traps):
        used.append((trap.covers, ("key", "traps", i, "covers")))
        used.append((trap.and_not_covered, ("key", "traps", i, "and_not_covered")))
    yield from _unknown(found, used, needs, "need")


def _stages(found: CaseFolder) -> Iterator[Problem]:
    case = found.case
    stages = [stage.id for stage in case.stages]
    at = [(fact.at, ("facts", i, "at")) for i, fact in enumerate(case.facts)]
    at += [(exhibit.at, ("exhibits", i, "at")) for i, exhibit in enumerate(case.exhibits)]
    for stage, path in at:
        if stage not in stages:
            yield found.problem("STAGE_UNKNOWN", *path, stage=stage, stages=", ".join(stages))
    for text in found.texts.values():
        for stage, line in text.stage_lines.items():
            if stage not in stages:
                yield Problem(text.name, line, "STAGE_UNKNOWN", stage, {"stage": stage, "stages": ", ".join(stages)})


def _undeclared(found: CaseFolder) -> Iterator[Problem]:
    declared = {fact.id for fact in found.case.facts}
    for text in found.texts.values():
        for fact, line in text.fact_lines.items():
            if fact not in declared:
                close = difflib.get_close_matches(fact, sorted(declared), n=1)
                hint = f"Did you mean `{close[0]}`? " if close else ""
                hint += "Declare it under `facts`, or take the line out."
                yield Problem(text.name, line, "FACT_UNDECLARED", fact, {"fact": fact, "hint": hint})
