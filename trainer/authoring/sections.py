"""What a designer fills in: the parts of a case, their fields, and the lists whose rows come and go.

A field is named by its place in the draft's document, with ids where the document has lists: `title.en`,
`people.mo.name.ru`, `key.needs.n_food.facts`. The same name is its id on the page, so that a finding leads to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


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
    beside the id, `most` how many rows there may be. `brought`: its rows come with a file, not by a button alone.
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
    brought: bool = False

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


def line(name: str, **more: Any) -> Field:
    """A field of one line."""
    return Field(name, Kind.LINE, **more)


def said(name: str, kind: Kind = Kind.LINE, **more: Any) -> Field:
    """A field with a text for each language."""
    return Field(name, kind, spoken=True, **more)


def one(name: str, of: str, **more: Any) -> Field:
    """A field in which one of a list is chosen."""
    return Field(name, Kind.CHOICE, of=of, **more)


def many(name: str, of: str, **more: Any) -> Field:
    """A field in which any of a list are ticked."""
    return Field(name, Kind.TICKS, of=of, **more)


NAME = said("name")
ALIASES = said("aliases", Kind.WORDS)
FACTS = many("facts", "facts")
CUES = said("cues", Kind.WORDS)

ABOUT = Section(
    "about",
    (
        said("title"), said("blurb", Kind.TEXT),
        *(one(f"languages.{code}", "spoken_as", label="spoken") for code in ("en", "ru", "uk", "kk")),
        one("client", "client"), many("also", "client", rare=True),
        one("model", "model"), many("models_alt", "model", rare=True),
        one("level", "level"), Field("minutes", Kind.NUMBER),
        one("setting.country", "country"), one("setting.area", "area"), line("setting.agency"),
        one("pathway", "pathway"), many("content_notes", "content_notes"),
        one("source.relation", "relation"), one("source.people", "told_of"),
        Field("source.cite", Kind.TEXT, rare=True), Field("source.note", Kind.TEXT, rare=True),
        Field("source.consent", Kind.TEXT, rare=True),
        many("competencies", "competencies", rare=True), one("licence", "licences", rare=True),
    ),
    (Rows("authors", (line("name", label="author"), line("role", label="author_role")), "r", row=True,
          start={"name": "", "role": "author"}, most=20),),
)  # fmt: skip

PEOPLE = Section(
    "people",
    rows=(
        Rows("people", (
            NAME, said("given_name"), one("sex", "sex"), Field("age", Kind.NUMBER), Field("focal", Kind.TICK),
            ALIASES, Field("acts", Kind.TICK, blank=True), Field("unborn", Kind.TICK, rare=True),
            Field("died", Kind.TICK, rare=True), Field("col", Kind.NUMBER, rare=True),
        ), asks="name", start={"sex": "x"}, most=40),
        Rows("households", (many("members", "people"),), "h", start={"members": []}, most=10),
        Rows("unions", (
            one("a", "people"), one("b", "people"), one("kind", "union", label="union"),
            Field("since", Kind.NUMBER), Field("until", Kind.NUMBER),
            many("children.birth", "people"), many("children.adoption", "people", rare=True),
            many("children.foster", "people", rare=True),
        ), "u", start={"kind": "married"}, most=20),
        Rows("groups", (NAME, ALIASES, many("members", "people")), asks="name", start={"members": []}, most=20),
    ),
    drawn="family",
)  # fmt: skip

NETWORK = Section(
    "network",
    rows=(
        Rows("network", (NAME, one("resource", "resource"), ALIASES, many("denied_by", "facts", rare=True)),
             asks="name", start={"kind": "other", "resource": "informal"}, most=40),
        Rows("services", (NAME, ALIASES, Field("wait", Kind.NUMBER), line("needs", rare=True)),
             asks="name", start={"kind": "other"}, most=40),
        Rows("ties", (one("a", "around", label="from"), one("b", "around", label="to"),
                      one("kind", "tie", label="tie_kind"), one("flow", "flow"), one("know", "facts")),
             "r", row=True, start={"kind": "weak"}, most=60),
    ),
    drawn="ecomap",
)  # fmt: skip

STORY = Section(
    "facts",
    (Field("contacts.first", Kind.NUMBER), Field("contacts.on_return", Kind.NUMBER)),
    (
        Rows("stages", (said("title"), said("words", Kind.TEXT, label="opening")), asks="title", most=12),
        Rows("facts", (
            said("words", Kind.TEXT, label="fact"), one("at", "stages"), one("kind", "known_as", label="known_as"),
            one("by", "tellers"), one("ask", "asks"), many("about", "tellers"),
            Field("noise", Kind.TICK, rare=True), Field("added", Kind.TICK, rare=True),
        ), "f", digits=2, start={"kind": "observed"}, most=120),
        Rows("asks", (many("with", "around"), Field("cost", Kind.NUMBER, blank=1),
                      one("needs", "asks", label="after")),
             "a", start={"with": [], "cost": 1}, most=12),
    ),
)  # fmt: skip

KEY = Section(
    "key",
    (Field("key.coverage.strengths_min", Kind.NUMBER),),
    (
        Rows("key.needs", (
            NAME, FACTS, one("covered", "cover"), one("priority", "priority"), one("risk", "risk", blank="none"),
            one("domain", "domain"), CUES,
        ), "n_", asks="name", start={"facts": [], "priority": 2}, most=20),
        Rows("key.strengths", (NAME, FACTS, many("of", "tellers"), CUES), "s_", asks="name",
             start={"facts": [], "of": []}, most=30),
        Rows("key.hazards", (NAME, FACTS, Field("within_hours", Kind.NUMBER, blank=48), CUES,
                             said("safe_acts", Kind.WORDS)),
             "h_", asks="name", start={"facts": []}, most=10),
    ),
)  # fmt: skip

LATER = Section(
    "later",
    rows=(
        Rows("key.traps", (
            said("ask", Kind.TEXT, label="trap_ask"), one("covers", "needs"), many("only_with", "tellers"),
            many("any_with", "tellers"), one("person", "people", rare=True),
            Field("min_steps", Kind.NUMBER, rare=True), one("and_not_covered", "needs", rare=True),
        ), "t_", asks="ask", most=20),
        Rows("events", (
            Field("at_week", Kind.NUMBER), one("when.state", "event_when"), one("when.need", "needs"),
            many("reveals", "facts"), one("returns_to", "pathway_stages"),
        ), "e", start={"at_week": 6, "when": {"state": "always"}, "reveals": []}, most=30),
    ),
)  # fmt: skip

PICTURES = Rows("pictures", (said("alt", Kind.TEXT, label="picture_alt"),), row=True, most=6, brought=True)
PAPERS = Section(
    "papers",
    rows=(
        Rows("exhibits", (
            said("title"), said("text", Kind.MARKDOWN, label="paper_text"), one("at", "stages"), one("ask", "asks"),
            many("carries", "facts"), Field("date", Kind.DAY, rare=True), Field("added", Kind.TICK, rare=True),
        ), "x", asks="title", rows=(PICTURES,), start={"carries": []}, most=20),
    ),
)  # fmt: skip

STEPS = Rows("steps", (
    said("text", Kind.TEXT, label="step"), many("responsible", "tellers"), line("start"), line("end"),
    one("mode", "mode"), said("why_formal", Kind.TEXT, rare=True), line("check_back", rare=True),
), "s", start={"responsible": []}, most=60)  # fmt: skip
GOALS = Rows("goals", (
    said("problem", Kind.TEXT), said("goal", Kind.TEXT), line("end", label="goal_end"), FACTS,
    many("strengths", "strengths"), said("client_words", Kind.TEXT, rare=True),
    many("responsible", "tellers", rare=True), line("start", rare=True),
    Field("priority", Kind.NUMBER, label="goal_priority", rare=True),
), "g", rows=(STEPS,), start={"facts": [], "strengths": []}, most=20)  # fmt: skip
REVIEWS = Rows("reviews", (line("date", label="review_date"), many("who", "tellers"), said("checks")),
               "r", row=True, start={"who": []}, most=20)  # fmt: skip
DEFERRED = Rows("deferred", (one("need", "needs"), said("reason")), "r", row=True, most=20)
EXPECTED = (one("at", "places", label="expected_at"), many("not_yet", "languages", rare=True))
PLANS = Section(
    "plans",
    rows=(
        Rows("plans", (
            said("title", label="plan_title"), one("level", "plan_level", label="plan_level"),
            Field("approved", Kind.TICK), Field("date", Kind.DAY, label="plan_date"),
            said("closure", Kind.TEXT, rare=True),
        ), asks="title", rows=(
            GOALS,
            REVIEWS,
            DEFERRED,
            Rows("expect.must", EXPECTED, "r", picks="rule", row=True, most=60),
            Rows("expect.never", EXPECTED, "r", picks="rule", row=True, most=60),
        ), one_open=True, start={"format": "service-plan/1", "date": "2026-09-01", "level": "proficient"}, most=8),
    ),
)  # fmt: skip

NOTE = Section("note", (said("notes", Kind.MARKDOWN),))

SECTIONS = {each.id: each for each in (ABOUT, PEOPLE, NETWORK, STORY, KEY, LATER, PAPERS, PLANS, NOTE)}


def every_rows(rows: tuple[Rows, ...], above: str = "") -> Iterator[tuple[str, Rows]]:
    """Each kind of list with its name from the top: `plans.*.goals.*.steps`."""
    for each in rows:
        name = f"{above}{each.name}"
        yield name, each
        yield from every_rows(each.rows, f"{name}.*.")
