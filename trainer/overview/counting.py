"""Count a class: levels over attempts, questions that vanish after the answer, whose resources, what nobody found.

Pure: rows in, values out. A student's newest plan counts where nothing else is said.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

LEVELS = (0, 1, 2, 3)
# What a class learns from its third attempt on is said together: few go so far.
MOST_ATTEMPTS = 3
# Days from hand-in to answer: up to so many, and one more field for what took longer.
DAYS = (1, 3, 7, 14)


@dataclass(frozen=True, slots=True)
class Plan:
    """One submission as it is counted; `case` is the id of the case version that it is about."""

    id: int
    run: int
    attempt: int
    levels: Mapping[str, int | None]
    rules: frozenset[str]
    shares: Mapping[str, int]
    needs: frozenset[str] | None
    strengths: frozenset[str] | None
    case: int = 0


def plan_of(id: int, run: int, attempt: int, figures: Mapping[str, Any], case: int = 0) -> Plan:
    """A submission from its stored figures."""
    needs, strengths = figures.get("needs"), figures.get("strengths")
    return Plan(
        id, run, attempt, figures["levels"], frozenset(figures["rules"]), figures["shares"],
        None if needs is None else frozenset(needs), None if strengths is None else frozenset(strengths), case,
    )  # fmt: skip


def newest(plans: Iterable[Plan]) -> list[Plan]:
    """The newest plan of each run."""
    found: dict[int, Plan] = {}
    for plan in plans:
        if plan.run not in found or plan.attempt > found[plan.run].attempt:
            found[plan.run] = plan
    return list(found.values())


def by_attempt(plans: Iterable[Plan]) -> dict[int, list[Plan]]:
    """The plans by attempt: first, second, and the third with all that come after it."""
    found: dict[int, list[Plan]] = {}
    for plan in plans:
        found.setdefault(min(plan.attempt, MOST_ATTEMPTS), []).append(plan)
    return dict(sorted(found.items()))


def suggested(plans: Iterable[Plan]) -> dict[tuple[str, int], Counter[int | None]]:
    """The suggested levels by criterion and attempt; None counts the plans that say too little."""
    found: dict[tuple[str, int], Counter[int | None]] = {}
    for attempt, those in by_attempt(plans).items():
        for plan in those:
            for criterion, level in plan.levels.items():
                found.setdefault((criterion, attempt), Counter())[level] += 1
    return found


def given(rows: Iterable[tuple[str, int, int, int]]) -> dict[tuple[str, int], Counter[int | None]]:
    """The levels that people gave, from (criterion, attempt, level, plans), in the shape of `suggested`."""
    found: dict[tuple[str, int], Counter[int | None]] = {}
    for criterion, attempt, level, count in rows:
        found.setdefault((criterion, min(attempt, MOST_ATTEMPTS)), Counter())[level] += count
    return found


@dataclass(frozen=True, slots=True)
class Fired:
    """One question in a class: first plans in which it was asked; of those who handed in again, how many mended it."""

    rule: str
    first: int
    again: int
    mended: int


def questions(plans: Sequence[Plan]) -> list[Fired]:
    """The questions asked of first plans, the most asked first."""
    first = {plan.run: plan for plan in plans if plan.attempt == 1}
    last = {plan.run: plan for plan in newest(plans) if plan.attempt > 1}
    asked = Counter(rule for plan in first.values() for rule in plan.rules)
    again: Counter[str] = Counter()
    mended: Counter[str] = Counter()
    for run, plan in last.items():
        for rule in first[run].rules if run in first else ():
            again[rule] += 1
            mended[rule] += rule not in plan.rules
    found = [Fired(rule, count, again[rule], mended[rule]) for rule, count in asked.items()]
    return sorted(found, key=lambda one: (-one.first, one.rule))


def shares(plans: Iterable[Plan]) -> dict[int, Counter[str]]:
    """Steps by whose resource they use, by attempt."""
    found: dict[int, Counter[str]] = {}
    for attempt, those in by_attempt(plans).items():
        total: Counter[str] = Counter()
        for plan in those:
            total.update(plan.shares)
        found[attempt] = total
    return found


def by_case(plans: Iterable[Plan]) -> dict[int, list[Plan]]:
    """The plans by the case that they are about: needs and strengths are those of one case."""
    found: dict[int, list[Plan]] = {}
    for plan in plans:
        found.setdefault(plan.case, []).append(plan)
    return found


def found_by(plans: Sequence[Plan], what: str, ids: Iterable[str]) -> list[tuple[str, int, int]]:
    """For each id of the key's `needs` or `strengths`: in how many newest plans it stands, of how many that tell.

    What the fewest found comes first.
    """
    told = [found for plan in newest(plans) if (found := getattr(plan, what)) is not None]
    counts = Counter(id for found in told for id in found)
    return sorted(((id, counts[id], len(told)) for id in ids), key=lambda one: one[1])


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a class waits: plans by days to their answer, how many wait still, the median in days."""

    buckets: tuple[int, ...]
    waiting: int
    median: float | None


def waits(times: Iterable[tuple[dt.datetime, dt.datetime | None]]) -> Wait:
    """The time from hand-in to the answer."""
    days, waiting = [], 0
    for handed_in, released in times:
        if released is None:
            waiting += 1
        else:
            days.append(max(0.0, (released - handed_in) / dt.timedelta(days=1)))
    edges = (0.0, *map(float, DAYS), float("inf"))
    buckets = tuple(
        sum(low <= day < high for day in days) for low, high in zip(edges, edges[1:], strict=False)
    )
    return Wait(buckets, waiting, median(days) if days else None)


def furthest(plans: Sequence[Plan]) -> tuple[int, int] | None:
    """The two newest plans whose suggested levels lie furthest apart: the lower one and the higher; None below two."""
    ranked = sorted(newest(plans), key=lambda plan: (sum(level or 0 for level in plan.levels.values()), plan.id))
    return (ranked[0].id, ranked[-1].id) if len(ranked) > 1 else None


def shuffled(plans: Sequence[Plan], seed: str) -> list[int]:
    """The newest plans in an order that tells nothing of their students and stays the same for the assignment."""
    return sorted(
        (plan.id for plan in newest(plans)), key=lambda id: hashlib.blake2s(f"{seed}:{id}".encode()).hexdigest()
    )
