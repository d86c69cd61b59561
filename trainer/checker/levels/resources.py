"""Count whose resources carry the steps of a row: the family's own, near people's, the community's, the services'.

Safety steps and steps that only state a result stay out: in danger nobody is asked to manage alone.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from trainer.checker.context import Context, Row, StepRow
from trainer.checker.values import Resource

_NATURAL = (Resource.INFORMAL, Resource.COMMUNITY)
_REACH_OUT = ("access", "receive", "comply")


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of steps. The first five say who acts, the next five whose resource is used; the rest of the `valid`
    ones say what kind of step it is.

    `written` and `led_by_home` count every step; `safety` and `results` are those that all other counts leave out.
    """

    internal: int = 0
    informal: int = 0
    community: int = 0
    formal: int = 0
    unclear: int = 0
    used_internal: int = 0
    used_informal: int = 0
    used_community: int = 0
    used_formal: int = 0
    used_unclear: int = 0
    valid: int = 0
    home_use: int = 0
    natural: int = 0
    access: int = 0
    access_by_home: int = 0
    home_leads: int = 0
    received: int = 0
    reasoned: int = 0
    safety: int = 0
    results: int = 0
    written: int = 0
    led_by_home: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, name) + getattr(other, name) for name in _NAMES))

    def shares(self) -> dict[str, int]:
        """Whose resources are used, in the fixed order in which they are drawn."""
        drawn = {resource.value: getattr(self, f"used_{resource.value}") for resource in Resource}
        return drawn | {"unclear": self.used_unclear}


_NAMES = tuple(each.name for each in fields(Counts))


def counts_of(context: Context, row: Row) -> Counts:
    """The counts of one row."""
    return row.once("counts", lambda: _counted(context, row))


def _counted(context: Context, row: Row) -> Counts:
    tally = dict.fromkeys(_NAMES, 0)
    for step in row.written_steps:
        resource = context.resource_of(step)
        home = resource is Resource.INTERNAL
        tally["written"] += 1
        tally["led_by_home"] += home
        if context.is_safety(row, step):
            tally["safety"] += 1
            continue
        kind = step.reading.type
        if kind == "outcome":
            tally["results"] += 1
            continue
        used = _used(step, resource)
        tally[resource.value if resource else "unclear"] += 1
        tally[f"used_{used.value if used else 'unclear'}"] += 1
        if kind in (None, "unclear"):
            continue
        tally["valid"] += 1
        tally["home_leads"] += home
        tally["home_use"] += kind == "use" and home
        tally["natural"] += kind == "use" and resource in _NATURAL
        tally["access"] += kind == "access"
        tally["access_by_home"] += kind == "access" and home
        tally["received"] += kind in ("receive", "comply", "service")
        tally["reasoned"] += resource is Resource.FORMAL and bool(step.step.why_formal.strip())
    return Counts(**tally)


def _used(step: StepRow, doer: Resource | None) -> Resource | None:
    """Whose resource a step uses: who applies for a benefit acts, but the benefit is not theirs."""
    if doer is not Resource.INTERNAL or step.reading.type not in _REACH_OUT:
        return doer
    outside = (actor.resource for actor in step.reading.actors if actor.resource not in (None, Resource.INTERNAL))
    return next(outside, Resource.FORMAL)


def plan_counts(context: Context) -> Counts:
    """The counts of all rows together."""
    return context.once("counts", lambda: _all_counted(context))


def _all_counted(context: Context) -> Counts:
    total = Counts()
    for row in context.rows:
        total += counts_of(context, row)
    return total
