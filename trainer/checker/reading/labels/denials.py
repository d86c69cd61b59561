"""Goals and sentences that say what will not be, and nothing in its place."""

# Lists of words and patterns stay on one line.
# ruff: noqa: E501
from __future__ import annotations

import re

from trainer.checker.reading.marked import VERB_LISTS, Unit
from trainer.checker.reading.subjects import is_finite
from trainer.checker.reading.tokens import Token
from trainer.checker.values import Language

DENIES = frozenset("no not never won't cannot can't doesn't don't didn't не ні ніколи никогда".split())
_WITHOUT = frozenset("without без".split())
# "не позднее", "not more than": a bound, no denial.
_BOUNDS = frozenset(
    "more less later fewer longer only just less below above ниже выше нижче вище менее более больше меньше позднее позже реже чаще дороже хуже только "
    "менше більше пізніше рідше довше дорожче тільки лише".split()
)
_DENIED = re.compile(r".{1,}(?:[мбп][ае]й(?:ды|ді|мын|мін|тын|тін)?|[мбп][ае]у|[мбп][ае]с)$")


# What opens another clause, where something may be put in the place of what is denied.
_TURNS = frozenset(", ; . : and but instead и а но зато вместо й та але натомість және бірақ орнына".split())


def only_denied(unit: Unit) -> bool:
    """ "No more quarrels", "больше не пьёт", "ішпейді": the goal says only what will not be."""
    clauses = _clauses(unit)
    if unit.language is Language.KK:
        ends = [_DENIED.match(clause[-1].key) is not None for clause in clauses]
        # A clause without a verb of its own belongs to the next.
        does = any(
            is_finite(clause[-1], unit.language) for clause, denied in zip(clauses, ends, strict=True) if not denied
        )
        return bool(ends) and ends[-1] and not does
    denied = [_denies(clause) for clause in clauses]
    if not any(denied[:1]):
        return False
    begins = [clause[0].start for clause, no in zip(clauses, denied, strict=True) if not no]
    ends_at = [clause[-1].end for clause, no in zip(clauses, denied, strict=True) if not no]
    inside = list(zip(begins, ends_at, strict=True))
    acts = [mark.span.start for mark in unit.all("measurable_verb", *VERB_LISTS)]
    acts += [token.start for token in unit.words if is_finite(token, unit.language)]
    return not any(begin <= start < end for start in acts for begin, end in inside)


def _clauses(unit: Unit) -> list[list[Token]]:
    """The parts of a sentence; what stands in brackets tells how it is now, not what shall be."""
    found: list[list[Token]] = [[]]
    aside = False
    for token in unit.tokens:
        if token.key in ("(", ")"):
            aside = token.key == "("
        elif aside:
            continue
        elif token.key in _TURNS:
            found.append([])
        elif token.kind in ("word", "number"):
            found[-1].append(token)
    return [clause for clause in found if clause]


def _denies(clause: list[Token]) -> bool:
    words = [token.key for token in clause if token.kind == "word"]
    places = [place for place, word in enumerate(words[:5]) if word in DENIES or not place and word in _WITHOUT]
    if not places or places[0] + 1 >= len(words):
        return False
    # "No more quarrels" denies; "not more than three" only bounds.
    return words[places[0] + 1] not in (_BOUNDS - {"more"} if words[places[0]] == "no" else _BOUNDS)
