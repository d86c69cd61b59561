"""What the author of a rubric fills in, and which sections a draft has: those of a case or those of a rubric."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.authoring.sections import SECTIONS, Field, Kind, Rows, Section, many, one, said
from trainer.bank.rubricdraft import is_rubric
from trainer.checker.rubric import BANDS

LEVEL_WORDS = tuple(said(f"level_{level}", Kind.TEXT) for level in (3, 2, 1, 0))
QUESTIONS = many("rules", "questions", label="questions")


def _band(name: str) -> Field:
    read_by = frozenset(str(measure) for measure, bands in BANDS.items() if name in bands)
    return Field(f"bands.{name}", Kind.DECIMAL, only=read_by, rare=True)


# Each threshold once, in the order in which measures first name it.
_BANDS = tuple(_band(name) for name in dict.fromkeys(name for bands in BANDS.values() for name in sorted(bands)))

RUBRIC = Section(
    "rubric",
    (
        said("title"),
        *(one(f"languages.{code}", "spoken_as", label="spoken") for code in ("en", "ru", "uk", "kk")),
        one("model", "any_model", label="rubric_model"),
    ),
)
CRITERIA = Section(
    "criteria",
    rows=(
        Rows("criteria", (
            said("name", label="criterion_name"), Field("weight", Kind.DECIMAL, blank=1, always=True),
            said("question", Kind.TEXT, label="criterion_question"), *LEVEL_WORDS, QUESTIONS, *_BANDS,
        ), "c", picks="judged", of="measures", one_open=True, most=20),
    ),
)  # fmt: skip
GATES = Section(
    "gates",
    rows=(
        Rows("gates", (
            said("name", label="criterion_name"), said("question", Kind.TEXT, label="criterion_question"),
            Field("strict", Kind.TICK, blank=True), *LEVEL_WORDS, QUESTIONS, *_BANDS,
        ), picks="id", of="gates", one_open=True, most=2),
    ),
)  # fmt: skip
RUBRIC_SECTIONS = {each.id: each for each in (RUBRIC, CRITERIA, GATES)}


def sections_of(document: Mapping[str, Any]) -> dict[str, Section]:
    """The sections of a draft: those of a case or those of a rubric."""
    return RUBRIC_SECTIONS if is_rubric(document) else SECTIONS


def row_to_open(anchor: str) -> str | None:
    """The row that has to be open for this place to be on its page: plans, criteria and gates open one at a time."""
    kind, _, rest = anchor.partition(".")
    return rest.partition(".")[0] or None if kind in _ONE_OPEN else None


_ONE_OPEN = frozenset(
    rows.name for part in (*SECTIONS.values(), *RUBRIC_SECTIONS.values()) for rows in part.rows if rows.one_open
)
