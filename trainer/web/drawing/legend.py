"""The key beside an ecomap: a short stroke of each kind of line that the drawing really has, with its word."""

from __future__ import annotations

from trainer.checker.case import Case, TieKind
from trainer.web.drawing import lines
from trainer.web.drawing.family_words import TIES
from trainer.web.drawing.svg import Words, element


def ecomap_legend(case: Case, words: Words) -> list[tuple[str, str]]:
    """Pairs of a small SVG (hidden from screen readers) and its word, in a fixed order."""
    kinds = {tie.kind for tie in case.ties}
    return [(_stroke(kind), words(TIES[kind])) for kind in TieKind if kind in kinds]


def _stroke(kind: TieKind) -> str:
    drawn = lines.tie(kind, (1.0, 8.0), (39.0, 8.0))
    return element("svg", *drawn, class_="dr lg", width=40, height=16,
                   attributes={"viewBox": "0 0 40 16", "aria-hidden": "true"})
