"""What its author fills in: the parts of a case or of a rubric, their fields, and the lists whose rows come and go.

A field is named by its place in the draft's document, with ids where the document has lists: `title.en`,
`people.mo.name.ru`, `key.needs.n_food.facts`. The same name is its id on the page, so that a finding leads to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from trainer.bank.rubricdraft import is_rubric
from trainer.checker.rubric import BANDS


class Kind(StrEnum):
    """How a field is typed or chosen."""

    LINE = "line"
    TEXT = "text"
    MARKDOWN = "markdown"
    WORDS = "words"
    NUMBER = "number"
    DECIMAL = "decimal"
    DAY = "day"
    CHOICE = "choice"
    TICK = "tick"
    TICKS = "ticks"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `spoken`: a text for each language; `of`: the list from which it is chosen; `rare`: folded away.

    `only`: a row has it when its `judged` or its id is one of these. `always`: shown even where the row is folded.
    `label` is the end of its key in the catalogue (`workbench.label_<label>`), the field's name unless given.
    """

    name: str
    kind: Kind = Kind.LINE
    spoken: bool = False
    of: str = ""
    label: str = ""
    rare: bool = False
    blank: Any = None
    only: frozenset[str] = frozenset()
    always: bool = False

    @property
    def key(self) -> str:
        """The end of its label's key."""
        return self.label or self.name.replace(".", "_")


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of the document. Its new rows get an id from `prefix` and a number, or from the words typed for `asks`.

    Where a row is added by choosing its field `picks`, that field never changes afterwards: a hundred rules in the
    list of every row would make a page too heavy for a phone. `of` is the list it is chosen from, the questions of the
    checker unless given. `one_open`: one row at a time is open, the others are folded. `start` is what a new row holds
    beside the id, `most` how many rows there may be.
    """

    name: str
    fields: tuple[Field, ...]
    prefix: str = ""
    asks: str = ""
    picks: str = ""
    of: str = ""
    one_open: bool = False
    digits: int = 1
    row: bool = False
    rows: tuple[Rows, ...] = ()
    start: dict[str, Any] = field(default_factory=dict)
    most: int = 60

    @property
    def key(self) -> str:
        """The end of the keys of its words."""
        return self.name.split(".")[-1]


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the workbench."""

    id: str
    fields: tuple[Field, ...] = ()
    rows: tuple[Rows, ...] = ()
    drawn: str = ""


def _line(name: str, **more: Any) -> Field:
    return Field(name, Kind.LINE, **more)


def _said(name: str, kind: Kind = Kind.LINE, **more: Any) -> Field:
    return Field(name, kind, spoken=True, **more)


def _one(name: str, of: str, **more: Any) -> Field:
    return Field(name, Kind.CHOICE, of=of, **more)


def _many(name: str, of: str, **more: Any) -> Field:
    return Field(name, Kind.TICKS, of=of, **more)


NAME = _said("name")
ALIASES = _said("aliases", Kind.WORDS)
FACTS = _many("facts", "facts")
CUES = _said("cues", Kind.WORDS)

ABOUT = Section(
    "about",
    (
        _said("title"), _said("blurb", Kind.TEXT),
        *(_one(f"languages.{code}", "spoken_as", label="spoken") for code in ("en", "ru", "uk", "kk")),
        _one("client", "client"), _many("also", "client", rare=True),
        _one("model", "model"), _many("models_alt", "model", rare=True),
        _one("level", "level"), Field("minutes", Kind.NUMBER),
        _one("setting.country", "country"), _one("setting.area", "area"), _line("setting.agency"),
        _one("pathway", "pathway"), _many("content_notes", "content_notes"),
        _one("source.relation", "relation"), _one("source.people", "told_of"),
        Field("source.cite", Kind.TEXT, rare=True), Field("source.note", Kind.TEXT, rare=True),
        Field("source.consent", Kind.TEXT, rare=True),
        _many("competencies", "competencies", rare=True), _one("licence", "licences", rare=True),
    ),
    (Rows("authors", (_line("name", label="author"), _line("role", label="author_role")), "r", row=True,
          start={"name": "", "role": "author"}, most=20),),
)  # fmt: skip

PEOPLE = Section(
    "people",
    rows=(
        Rows("people", (
            NAME, _said("given_name"), _one("sex", "sex"), Field("age", Kind.NUMBER), Field("focal", Kind.TICK),
            ALIASES, Field("acts", Kind.TICK, blank=True), Field("unborn", Kind.TICK, rare=True),
            Field("died", Kind.TICK, rare=True), Field("col", Kind.NUMBER, rare=True),
        ), asks="name", start={"sex": "x"}, most=40),
        Rows("households", (_many("members", "people"),), "h", start={"members": []}, most=10),
        Rows("unions", (
            _one("a", "people"), _one("b", "people"), _one("kind", "union", label="union"),
            Field("since", Kind.NUMBER), Field("until", Kind.NUMBER),
            _many("children.birth", "people"), _many("children.adoption", "people", rare=True),
            _many("children.foster", "people", rare=True),
        ), "u", start={"kind": "married"}, most=20),
        Rows("groups", (NAME, ALIASES, _many("members", "people")), asks="name", start={"members": []}, most=20),
    ),
    drawn="family",
)  # fmt: skip

NETWORK = Section(
    "network",
    rows=(
        Rows("network", (NAME, _one("resource", "resource"), ALIASES, _many("denied_by", "facts", rare=True)),
             asks="name", start={"kind": "other", "resource": "informal"}, most=40),
        Rows("services", (NAME, ALIASES, Field("wait", Kind.NUMBER), _line("needs", rare=True)),
             asks="name", start={"kind": "other"}, most=40),
        Rows("ties", (_one("a", "around", label="from"), _one("b", "around", label="to"),
                      _one("kind", "tie", label="tie_kind"), _one("flow", "flow"), _one("know", "facts")),
             "r", row=True, start={"kind": "weak"}, most=60),
    ),
    drawn="ecomap",
)  # fmt: skip

STORY = Section(
    "facts",
    (Field("contacts.first", Kind.NUMBER), Field("contacts.on_return", Kind.NUMBER)),
    (
        Rows("stages", (_said("title"), _said("words", Kind.TEXT, label="opening")), asks="title", most=12),
        Rows("facts", (
            _said("words", Kind.TEXT, label="fact"), _one("at", "stages"), _one("kind", "known_as", label="known_as"),
            _one("by", "tellers"), _one("ask", "asks"), _many("about", "tellers"),
            Field("noise", Kind.TICK, rare=True), Field("added", Kind.TICK, rare=True),
        ), "f", digits=2, start={"kind": "observed"}, most=120),
        Rows("asks", (_many("with", "around"), Field("cost", Kind.NUMBER, blank=1),
                      _one("needs", "asks", label="after")),
             "a", start={"with": [], "cost": 1}, most=12),
    ),
)  # fmt: skip

KEY = Section(
    "key",
    (Field("key.coverage.strengths_min", Kind.NUMBER),),
    (
        Rows("key.needs", (
            NAME, FACTS, _one("covered", "cover"), _one("priority", "priority"), _one("risk", "risk", blank="none"),
            _one("domain", "domain"), CUES,
        ), "n_", asks="name", start={"facts": [], "priority": 2}, most=20),
        Rows("key.strengths", (NAME, FACTS, _many("of", "tellers"), CUES), "s_", asks="name",
             start={"facts": [], "of": []}, most=30),
        Rows("key.hazards", (NAME, FACTS, Field("within_hours", Kind.NUMBER, blank=48), CUES,
                             _said("safe_acts", Kind.WORDS)),
             "h_", asks="name", start={"facts": []}, most=10),
    ),
)  # fmt: skip

LATER = Section(
    "later",
    rows=(
        Rows("key.traps", (
            _said("ask", Kind.TEXT, label="trap_ask"), _one("covers", "needs"), _many("only_with", "tellers"),
            _many("any_with", "tellers"), _one("person", "people", rare=True),
            Field("min_steps", Kind.NUMBER, rare=True), _one("and_not_covered", "needs", rare=True),
        ), "t_", asks="ask", most=20),
        Rows("events", (
            Field("at_week", Kind.NUMBER), _one("when.state", "event_when"), _one("when.need", "needs"),
            _many("reveals", "facts"), _one("returns_to", "pathway_stages"),
        ), "e", start={"at_week": 6, "when": {"state": "always"}, "reveals": []}, most=30),
    ),
)  # fmt: skip

PAPERS = Section(
    "papers",
    rows=(
        Rows("exhibits", (
            _said("title"), _said("text", Kind.MARKDOWN, label="paper_text"), _one("at", "stages"), _one("ask", "asks"),
            _many("carries", "facts"), Field("date", Kind.DAY, rare=True), Field("added", Kind.TICK, rare=True),
        ), "x", asks="title", start={"carries": []}, most=20),
    ),
)  # fmt: skip

STEPS = Rows("steps", (
    _said("text", Kind.TEXT, label="step"), _many("responsible", "tellers"), _line("start"), _line("end"),
    _one("mode", "mode"), _said("why_formal", Kind.TEXT, rare=True), _line("check_back", rare=True),
), "s", start={"responsible": []}, most=60)  # fmt: skip
GOALS = Rows("goals", (
    _said("problem", Kind.TEXT), _said("goal", Kind.TEXT), _line("end", label="goal_end"), FACTS,
    _many("strengths", "strengths"), _said("client_words", Kind.TEXT, rare=True),
    _many("responsible", "tellers", rare=True), Field("priority", Kind.NUMBER, label="goal_priority", rare=True),
), "g", rows=(STEPS,), start={"facts": [], "strengths": []}, most=20)  # fmt: skip
EXPECTED = (_one("at", "places", label="expected_at"), _many("not_yet", "languages", rare=True))
PLANS = Section(
    "plans",
    rows=(
        Rows("plans", (
            _said("title", label="plan_title"), _one("level", "plan_level", label="plan_level"),
            Field("approved", Kind.TICK), Field("date", Kind.DAY, label="plan_date"),
            _said("closure", Kind.TEXT, rare=True),
        ), asks="title", rows=(
            GOALS,
            Rows("reviews", (_line("date", label="review_date"), _many("who", "tellers"), _said("checks")),
                 "r", row=True, start={"who": []}, most=20),
            Rows("expect.must", EXPECTED, "r", picks="rule", row=True, most=60),
            Rows("expect.never", EXPECTED, "r", picks="rule", row=True, most=60),
        ), one_open=True, start={"format": "service-plan/1", "date": "2026-09-01", "level": "proficient"}, most=8),
    ),
)  # fmt: skip

NOTE = Section("note", (_said("notes", Kind.MARKDOWN),))

SECTIONS = {each.id: each for each in (ABOUT, PEOPLE, NETWORK, STORY, KEY, LATER, PAPERS, PLANS, NOTE)}

LEVEL_WORDS = tuple(_said(f"level_{level}", Kind.TEXT) for level in (3, 2, 1, 0))
QUESTIONS = _many("rules", "questions", label="questions")


def _band(name: str) -> Field:
    read_by = frozenset(str(measure) for measure, bands in BANDS.items() if name in bands)
    return Field(f"bands.{name}", Kind.DECIMAL, only=read_by, rare=True)


# Each threshold once, in the order in which measures first name it.
_BANDS = tuple(_band(name) for name in dict.fromkeys(name for bands in BANDS.values() for name in sorted(bands)))

RUBRIC = Section(
    "rubric",
    (
        _said("title"),
        *(_one(f"languages.{code}", "spoken_as", label="spoken") for code in ("en", "ru", "uk", "kk")),
        _one("model", "any_model", label="rubric_model"),
    ),
)
CRITERIA = Section(
    "criteria",
    rows=(
        Rows("criteria", (
            _said("name", label="criterion_name"), Field("weight", Kind.DECIMAL, blank=1, always=True),
            _said("question", Kind.TEXT, label="criterion_question"), *LEVEL_WORDS, QUESTIONS, *_BANDS,
        ), "c", picks="judged", of="measures", one_open=True, most=20),
    ),
)  # fmt: skip
GATES = Section(
    "gates",
    rows=(
        Rows("gates", (
            _said("name", label="criterion_name"), _said("question", Kind.TEXT, label="criterion_question"),
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


def every_rows(rows: tuple[Rows, ...], above: str = "") -> Iterator[tuple[str, Rows]]:
    """Each kind of list with its name from the top: `plans.*.goals.*.steps`."""
    for each in rows:
        name = f"{above}{each.name}"
        yield name, each
        yield from every_rows(each.rows, f"{name}.*.")
