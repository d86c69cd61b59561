"""What the bank covers: each kind of client under each model at each level, with the places where a case is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from trainer.checker.values import CarePlanModel
from trainer.models import CaseVersion
from trainer.web.case_page import taxons

LEVELS = (1, 2, 3)
_GONE = "deprecated"


class Titled(Protocol):
    """A case of the list of the bank."""

    @property
    def version(self) -> CaseVersion: ...

    @property
    def title(self) -> str: ...


class Place(NamedTuple):
    """A level under a model for a kind of client, with its cases."""

    level: int
    cases: list[Titled]


class Covered(NamedTuple):
    """A row of the grid: a kind of client and, for each model, its places."""

    client: str
    cells: list[list[Place]]


class Coverage(NamedTuple):
    """The grid, the models of its columns, and how many of its places have a case."""

    rows: list[Covered]
    models: list[str]
    filled: int
    places: int


class Kinds(NamedTuple):
    """Which place of the grid the list is to show; None for the whole list."""

    client: str
    model: str
    level: int

    def has(self, version: CaseVersion) -> bool:
        """Whether a version stands in this place."""
        return version.status != _GONE and _kinds(version) == self


def coverage_of(cases: Sequence[Titled]) -> Coverage:
    """The grid over these cases; those no longer recommended cover nothing."""
    found: dict[Kinds, list[Titled]] = defaultdict(list)
    for case in cases:
        if case.version.status != _GONE:
            found[_kinds(case.version)].append(case)
    models = [model.value for model in CarePlanModel]
    # The kinds of the closed list first; a case of somebody's own bank may name another one.
    clients = dict.fromkeys([*taxons("client"), *(kinds.client for kinds in found)])
    rows = [
        Covered(client, [[Place(level, found.get(Kinds(client, model, level), [])) for level in LEVELS]
                         for model in models])
        for client in clients
    ]  # fmt: skip
    places = [place for row in rows for cell in row.cells for place in cell]
    return Coverage(rows, models, sum(bool(place.cases) for place in places), len(places))


def _kinds(version: CaseVersion) -> Kinds:
    summary = version.summary
    return Kinds(summary["client"], summary["model"], int(summary["level"]))
