"""The hidden key: needs on more than hearsay, strengths inside the home, what comes first, traps that tempt."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.bank.cases import KEY_FILE, CaseFolder
from trainer.bank.problems import Problem
from trainer.checker.case import FactKind

FEWEST_NEEDS, MOST_NEEDS = 3, 10
FEWEST_STRENGTHS = 2
FEWEST_TRAPS = 2


def key_problems(found: CaseFolder) -> Iterator[Problem]:
    """What the key lacks to judge a plan by."""
    if found.key is None or not found.case.key.needs:
        yield Problem(KEY_FILE, 0, "KEY_MISSING")
        return
    yield from _needs(found)
    yield from _strengths(found)
    key = found.case.key
    if key.coverage is None or not key.coverage.must:
        yield found.problem("COVERAGE_MISSING", "key", "coverage")
    if len(key.traps) < FEWEST_TRAPS:
        values = {"count": str(len(key.traps)), "least": str(FEWEST_TRAPS)}
        yield found.problem("TRAPS_FEW", "key", "traps", **values)


def _needs(found: CaseFolder) -> Iterator[Problem]:
    case = found.case
    needs = case.key.needs
    if not FEWEST_NEEDS <= len(needs) <= MOST_NEEDS:
        values = {"count": str(len(needs)), "least": str(FEWEST_NEEDS), "most": str(MOST_NEEDS)}
        yield found.problem("NEED_COUNT", "key", "needs", **values)
    kinds = {fact.id: fact.kind for fact in case.facts}
    for index, need in enumerate(needs):
        if not need.facts:
            yield found.problem("WITHOUT_FACTS", "key", "needs", index, id=need.id)
        elif need.risk != "unverified" and all(kinds[fact] is FactKind.HEARSAY for fact in need.facts):
            yield found.problem("NEED_ONLY_HEARSAY", "key", "needs", index, need=need.id)


def _strengths(found: CaseFolder) -> Iterator[Problem]:
    case = found.case
    strengths = case.key.strengths
    if len(strengths) < FEWEST_STRENGTHS:
        values = {"count": str(len(strengths)), "least": str(FEWEST_STRENGTHS)}
        yield found.problem("STRENGTHS_FEW", "key", "strengths", **values)
    home = {household.id for household in case.households} | {group.id for group in case.groups}
    home |= {id for household in case.households for id in household.members}
    home |= {person.id for person in case.people if person.focal}
    if strengths and not any(set(strength.of) & home for strength in strengths):
        yield found.problem("STRENGTH_NONE_INTERNAL", "key", "strengths")
    for index, strength in enumerate(strengths):
        if not strength.facts:
            yield found.problem("WITHOUT_FACTS", "key", "strengths", index, id=strength.id)
