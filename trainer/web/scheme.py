"""From levels to a mark: the assignment's scheme applied to the rubric's weights; gates stand outside every sum.

Pure. `scheme` is the assignment's document; `{}` is points, the sum of levels times weights, to one half, no limit:

    {"kind": "points", "top": 30, "pass": 15, "rounding": "half"}
    {"kind": "percent", "pass": 50, "rounding": "whole", "scale": "kz", "penalty": 5, "cap": 30}

`top` is the mark for the highest level everywhere (points only; without it three times the sum of the weights);
`pass` is in the units of the mark; `rounding` is `whole`, `half`, `tenth` or `none`; what lies midway goes up.
`scale` names one of `trainer.web.scales`: it adds a letter, and decides about passing where `pass` is left out.
`penalty` is taken off for each day begun after the due date, at most `cap`; both are percent of the highest mark.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from trainer.checker.rubric import Rubric
from trainer.web.scales import SCALES, Grade, Scale

TOP_LEVEL = 3


class Kind(StrEnum):
    """In what a mark is counted."""

    POINTS = "points"
    PERCENT = "percent"


class Rounding(StrEnum):
    """To what a mark is rounded."""

    WHOLE = "whole"
    HALF = "half"
    TENTH = "tenth"
    NONE = "none"


_STEPS = {
    Rounding.WHOLE: Decimal(1),
    Rounding.HALF: Decimal("0.5"),
    Rounding.TENTH: Decimal("0.1"),
    Rounding.NONE: Decimal("0.001"),
}


@dataclass(frozen=True, slots=True)
class Scheme:
    """A marking scheme as a value."""

    kind: Kind = Kind.POINTS
    top: Decimal | None = None
    pass_at: Decimal | None = None
    rounding: Rounding = Rounding.HALF
    scale: Scale | None = None
    penalty: Decimal = Decimal(0)
    cap: Decimal = Decimal(100)


@dataclass(frozen=True, slots=True)
class Total:
    """A mark, or what it is so far: `so_far` and `of` count what is marked, `value` is None until everything is.

    `taken_off` is what a mark lost for being `days` late; `grade` is its letter where the scheme has a scale.
    """

    so_far: Decimal
    of: Decimal
    marked: int
    criteria: int
    top: Decimal
    value: Decimal | None
    passed: bool | None
    grade: Grade | None = None
    days: int = 0
    taken_off: Decimal = Decimal(0)

    @property
    def complete(self) -> bool:
        return self.value is not None


def scheme_of(document: Mapping[str, Any] | None) -> Scheme:
    """The scheme of an assignment; a field that cannot be read keeps its default, so that marking is never stopped."""
    document = document or {}
    top = _amount(document.get("top"))
    return Scheme(
        kind=Kind(document["kind"]) if document.get("kind") in list(Kind) else Kind.POINTS,
        top=top if top and top > 0 else None,
        pass_at=_amount(document.get("pass")),
        rounding=Rounding(document["rounding"]) if document.get("rounding") in list(Rounding) else Rounding.HALF,
        scale=SCALES.get(document["scale"]) if isinstance(document.get("scale"), str) else None,
        penalty=_share(document.get("penalty"), Decimal(0)),
        cap=_share(document.get("cap"), Decimal(100)),
    )


def top_of(rubric: Rubric, scheme: Scheme) -> Decimal:
    """The mark for the highest level everywhere."""
    return _top(sum(weights_of(rubric).values(), Decimal(0)) * TOP_LEVEL, scheme)


def weights_of(rubric: Rubric) -> Mapping[str, Decimal]:
    """The weights of the criteria that count, by their ids. Made once for each set: a course is marked by few."""
    return _weights(tuple([(str(part.id), part.weight) for part in rubric.criteria]))


@lru_cache(maxsize=256)
def _weights(parts: tuple[tuple[str, float], ...]) -> Mapping[str, Decimal]:
    return MappingProxyType({id: Decimal(str(weight)) for id, weight in parts if weight > 0})


def _top(whole: Decimal, scheme: Scheme) -> Decimal:
    return Decimal(100) if scheme.kind is Kind.PERCENT else scheme.top or whole


def late_days(due: dt.datetime | None, handed_in: dt.datetime) -> int:
    """The days begun after the due date; 0 in time, and where nothing is due."""
    return 0 if due is None or handed_in <= due else -((due - handed_in) // dt.timedelta(days=1))


def total_of(levels: Mapping[str, int | None], rubric: Rubric, scheme: Scheme, days: int = 0) -> Total:
    """The mark of these levels. Criteria without weight and the gates do not count; a missing level leaves no mark.

    `days` is how late the plan was handed in.
    """
    weights = weights_of(rubric)
    given = {id: level for id in weights if (level := levels.get(id)) is not None}
    reached = sum((weights[id] * level for id, level in given.items()), Decimal(0))
    whole = sum(weights.values(), Decimal(0)) * TOP_LEVEL
    possible = sum((weights[id] for id in given), Decimal(0)) * TOP_LEVEL
    top = _top(whole, scheme)
    factor = top / whole if whole else Decimal(0)
    off = min(scheme.penalty * days, scheme.cap) * top / 100
    whole_mark = weights and len(given) == len(weights)
    value = rounded(max(reached * factor - off, Decimal(0)), scheme.rounding) if whole_mark else None
    grade = _grade(value, top, scheme)
    return Total(
        so_far=rounded(reached * factor, scheme.rounding),
        of=rounded(possible * factor, scheme.rounding),
        marked=len(given),
        criteria=len(weights),
        top=rounded(top, scheme.rounding),
        value=value,
        passed=_passed(value, grade, scheme),
        grade=grade,
        days=days if off else 0,
        taken_off=rounded(min(off, reached * factor), scheme.rounding),
    )


def _grade(value: Decimal | None, top: Decimal, scheme: Scheme) -> Grade | None:
    if value is None or scheme.scale is None or not top:
        return None
    percent = min(int(rounded(value * 100 / top, Rounding.WHOLE)), 100)
    return scheme.scale.grade(percent)


def _passed(value: Decimal | None, grade: Grade | None, scheme: Scheme) -> bool | None:
    # The limit is met by the mark that people see, after rounding; without one the letter decides.
    if value is not None and scheme.pass_at is not None:
        return value >= scheme.pass_at
    return None if grade is None else grade.passes


def rounded(value: Decimal, rounding: Rounding) -> Decimal:
    """To the nearest step, a half upwards, without trailing zeros."""
    step = _STEPS[rounding]
    steps = (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return plain(steps * step)


def plain(value: Decimal) -> Decimal:
    """1.0 as 1, and 20 never as 2E+1."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _share(value: Any, default: Decimal) -> Decimal:
    amount = _amount(value)
    return default if amount is None or amount > 100 else amount


def _amount(value: Any) -> Decimal | None:
    if value is None or isinstance(value, bool) or value == "":
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount <= 100_000 else None
