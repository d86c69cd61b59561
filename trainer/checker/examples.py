"""The examples of a rule's page: plans in little, written cell by cell. A student reads them, and they are tests.

A short one stands on one line, `- flagged: goal: ... | end: 2026-10-01`; a longer one has a cell on each line below
`- flagged:`. A second problem or goal begins a new row, and what follows a step is the step's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from trainer.checker.case import Case
from trainer.checker.values import Language

EXAMPLES = ("flagged", "silent", "wrongly flagged")

# What an example may fill in, as its reader calls it. `date` is the plan's day.
_CELL_NAMES = {
    "problem": "problem проблема проблема мәселе",
    "goal": "goal цель ціль мақсат",
    "words": "client's_words слова_клиента слова_клієнта клиенттің_сөзі",
    "facts": "facts факты факти фактілер",
    "strengths": "strengths сильные_стороны сильні_сторони күшті_жақтары",
    "priority": "priority приоритет пріоритет басымдық",
    "step": "step шаг крок қадам",
    "who": "who ответственный відповідальний жауапты",
    "start": "start начало початок басталуы",
    "end": "end срок строк мерзімі",
    "why": "why_a_service почему_служба чому_служба неге_қызмет",
    "how": "carried_out как_выполняется як_виконується қалай_орындалады",
    "check": "checked_on проверка перевірка тексеру",
    "review": "review пересмотр перегляд қайта_қарау",
    "closure": "closure завершение завершення аяқтау",
    "deferred": "left_for_later отложено відкладено кейінге_қалдырылды",
    "date": "plan_of план_от план_від жоспар_күні",
}
CELLS: dict[str, dict[Language, str]] = {
    cell: dict(zip(Language, (name.replace("_", " ") for name in names.split()), strict=True))
    for cell, names in _CELL_NAMES.items()
}
OF_PLAN = frozenset({"date", "review", "closure", "deferred"})
OF_STEP = frozenset({"who", "start", "end", "why", "how", "check"})
LISTS = frozenset({"who", "facts", "strengths"})

Cells = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SketchedRow:
    """One row: its own cells, and the cells of each step, the step's words first."""

    cells: Cells = ()
    steps: tuple[Cells, ...] = ()

    def has(self, cell: str) -> bool:
        """Whether the row has this cell already."""
        return any(name == cell for name, _ in self.cells)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A plan in little: its rows, and the cells that belong to the whole plan."""

    rows: tuple[SketchedRow, ...] = ()
    whole: Cells = ()

    @property
    def large(self) -> bool:
        """Whether it is more than one row with one step, so that it reads better as a table."""
        return bool(self.whole) or len(self.rows) > 1 or any(len(row.steps) > 1 for row in self.rows)


@dataclass(frozen=True, slots=True)
class Example:
    """One example: `goal: [Improve] the children's health | end: 2026-10-01`.

    `kind` is one of EXAMPLES; brackets hold the very words of the finding. `line` is its line on the page.
    """

    kind: str
    words: str
    line: int
    language: Language = Language.EN

    @property
    def parts(self) -> Cells:
        """Cells and their words, brackets kept: `(("goal", "[Improve] the children's health"), ...)`."""
        pairs = (part.partition(":") for part in self.words.split(" | ") if part.strip())
        return tuple((cell.strip(), words.strip()) for cell, _, words in pairs)

    def with_line(self, line: str) -> Example:
        """The example with a cell more."""
        return replace(self, words=" | ".join(filter(None, (self.words, line.strip()))))

    @property
    def sketch(self) -> Sketch:
        """The cells put in their rows and steps."""
        return _Sketching().of(self.parts)

    def text(self, names: Mapping[str, str]) -> str:
        """The example on one line: cells named in the page's language, no brackets; a lone cell unnamed.

        `names` gives the words for the ids of the case.
        """
        told = [(cell, in_words(cell, plain(words), names)) for cell, words in self.parts]
        return told[0][1] if len(told) == 1 else " · ".join(self.labelled(cell, words) for cell, words in told)

    def lines(self, names: Mapping[str, str]) -> list[str]:
        """The example line by line: a row's cells, its numbered steps beneath, then what is said of the whole plan."""
        sketch = self.sketch
        if not sketch.large:
            return [self.text(names)]
        found = []
        for row in sketch.rows:
            found += [self._told(cell, names) for cell in row.cells]
            for number, cells in enumerate(row.steps, start=1):
                more = (self._told(cell, names) for cell in cells[1:])
                found.append("  " + " · ".join((f"{number}. {plain(cells[0][1])}", *more)))
        return found + [self._told(cell, names) for cell in sketch.whole]

    def _told(self, cell: tuple[str, str], names: Mapping[str, str]) -> str:
        return self.labelled(cell[0], in_words(cell[0], plain(cell[1]), names))

    def labelled(self, cell: str, words: str) -> str:
        """A cell with its name in the page's language."""
        return f"{CELLS[cell][self.language]}: {words}"


@dataclass(slots=True)
class _Sketching:
    rows: list[SketchedRow] = field(default_factory=list)
    whole: list[tuple[str, str]] = field(default_factory=list)

    def of(self, parts: Cells) -> Sketch:
        for cell, words in parts:
            self._put(cell, words)
        return Sketch(tuple(self.rows), tuple(self.whole))

    def _put(self, cell: str, words: str) -> None:
        if cell in OF_PLAN:
            self.whole.append((cell, words))
            return
        row = self._row(cell)
        if cell == "step":
            self.rows[-1] = replace(row, steps=(*row.steps, ((cell, words),)))
        elif cell in OF_STEP and row.steps:
            *before, last = row.steps
            self.rows[-1] = replace(row, steps=(*before, (*last, (cell, words))))
        else:
            self.rows[-1] = replace(row, cells=(*row.cells, (cell, words)))

    def _row(self, cell: str) -> SketchedRow:
        begins = cell in ("problem", "goal")
        if not self.rows or (begins and (self.rows[-1].steps or self.rows[-1].has(cell))):
            self.rows.append(SketchedRow())
        return self.rows[-1]


def plain(words: str) -> str:
    """Words without the brackets of the finding."""
    return words.replace("[", "").replace("]", "")


def in_words(cell: str, words: str, names: Mapping[str, str]) -> str:
    """A list of ids as their names: `mo, worker` reads `Mother, Social worker`. What is no id stays."""
    if cell in LISTS:
        return ", ".join(names.get(id, id) for id in _listed(words))
    if cell == "review":
        date, who, checks = (part.strip() for part in (words + ";;").split(";")[:3])
        return "; ".join(filter(None, (date, in_words("who", who, names), checks)))
    if cell == "deferred":
        need, _, reason = (part.strip() for part in words.partition(";"))
        return "; ".join(filter(None, (names.get(need, need), reason)))
    return words


def _listed(words: str) -> list[str]:
    return [part.strip() for part in words.split(",") if part.strip()]


def names_in(case: Case, language: Language) -> dict[str, str]:
    """What the ids of a case are called: its people, ties, services, and what of its key is there.

    A fact goes by its id, as in the editor.
    """
    named = (*case.people, *case.groups, *case.network, *case.services)
    names = {item.id: item.name.get(language, item.id) for item in named}
    names |= {need.id: need.name.get(language, need.id) for need in case.key.needs}
    return names | {strength.id: strength.name.get(language, strength.id) for strength in case.key.strengths}
