"""The written examples that the readers learn from: one unit a line, with the labels of the codebook in short.

    S ia+ | Phone the clinic and book the eye test | client      a step: actor, type, concrete; text; responsible
    G co+ | Ali has a passport before the holidays               a goal: owner, kind, measurable
    P n | Rent is two months behind                              a problem: frame

None of them comes from a set that the readers are measured with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer.checker.reading.values import UnitKind
from trainer.checker.values import Language

FOLDER = Path(__file__).parent / "units"

_YES_NO = {"+": "yes", "-": "no"}
_CODES: dict[UnitKind, tuple[tuple[str, dict[str, str]], ...]] = {
    UnitKind.STEP: (
        (
            "actor",
            {"i": "internal", "n": "informal", "c": "community", "f": "formal", "j": "joint", "u": "unclear"},
        ),
        (
            "type",
            {
                "u": "use",
                "a": "access",
                "r": "receive",
                "m": "comply",
                "s": "service",
                "o": "outcome",
                "x": "unclear",
            },
        ),
        ("concrete", _YES_NO),
    ),
    UnitKind.GOAL: (
        ("owner", {"c": "client", "s": "service", "x": "unclear"}),
        ("kind", {"o": "outcome", "r": "receipt", "a": "activity", "b": "absence"}),
        ("measurable", _YES_NO),
    ),
    UnitKind.PROBLEM: (("frame", {"n": "need", "m": "missing_service", "s": "service", "j": "judgement"}),),
}
_KINDS = {"S": UnitKind.STEP, "G": UnitKind.GOAL, "P": UnitKind.PROBLEM}


@dataclass(frozen=True, slots=True)
class Example:
    """One written unit with its labels."""

    kind: UnitKind
    language: Language
    text: str
    responsible: tuple[str, ...]
    labels: dict[str, str]


def examples(folder: Path = FOLDER) -> Iterator[Example]:
    """All examples; a line that cannot be read stops with file and number."""
    for path in sorted(folder.glob("*.txt")):
        language = Language(path.name[:2])
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                try:
                    yield example_of(line, language)
                except (KeyError, ValueError) as error:
                    raise ValueError(f"{path}:{number}: {line!r} is no example ({error}).") from None


def example_of(line: str, language: Language) -> Example:
    """The example that a line holds; KeyError or ValueError when it holds none."""
    head, text, *cells = (part.strip() for part in line.split(" | "))
    letter, codes = head.split()
    kind = _KINDS[letter]
    if len(codes) != len(_CODES[kind]):
        raise ValueError("wrong number of labels")
    labels = {name: values[code] for (name, values), code in zip(_CODES[kind], codes, strict=True)}
    responsible = tuple(name.strip() for name in cells[0].split(";")) if cells else ()
    return Example(kind, language, text, responsible, labels)
