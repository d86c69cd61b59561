"""A drawn family as it is shown: its genogram and ecomap, and what the learnt facts say of it, in words.

The drawings come from the same code as those of a case: a sketch is dressed as a case that has nothing but a family.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from trainer.checker.case import Case, Child, Fact, Household, NetworkTie, Person, Tie, TieKind, Union
from trainer.checker.sketch import Descent, Member, Sketch
from trainer.checker.sketching import About, Remark, Verdict, compare
from trainer.checker.values import Language
from trainer.models import Run
from trainer.web import drawing
from trainer.web.case_page import names_of
from trainer.web.drawing import Drawing
from trainer.web.drawing.family_words import TIES, UNION_WORDS
from trainer.web.words import _

_HOME = "household"
_UNDECIDED = "undecided"


class SketchView(NamedTuple):
    """The two drawings of a sketch."""

    family: Drawing
    ecomap: Drawing


class Question(NamedTuple):
    """One remark in words, with the facts that it rests on; `row` is its place in the form, "" without one."""

    verdict: str
    row: str
    words: str
    facts: tuple[Fact, ...]


class SketchRead(NamedTuple):
    """A sketch to read: its drawings, what the facts ask of it, what they support; `names` by the case's ids."""

    view: SketchView
    asked: list[Question]
    supported: list[Question]
    names: dict[str, str]
    into: str


def known_facts(run: Run, case: Case) -> frozenset[str]:
    """The ids of the facts that a run's student knows: all that the case shows, or those that were learnt."""
    shown = frozenset(fact.id for fact in case.facts)
    return shown if run.known_facts is None else shown.intersection(run.known_facts.get("facts", ()))


def sketch_view(sketch: Sketch, case: Case, into: Language, name: str = "sketch") -> SketchView:
    """Both drawings. `name` keeps their ids apart from other drawings on the page."""
    drawn = _as_case(sketch, case, into)
    return SketchView(
        drawing.genogram(drawn, into, _, name=f"{name}-family"),
        drawing.ecomap(drawn, into, _, known_facts=(), name=f"{name}-ecomap"),
    )


def view_of_document(document: Mapping[str, object], case: Case, into: str) -> SketchView | None:
    """Both drawings of a stored sketch; None where nothing is drawn yet."""
    sketch = Sketch.model_validate(document)
    return sketch_view(sketch, case, Language(into)) if sketch.begun else None


def _as_case(sketch: Sketch, case: Case, into: Language) -> Case:
    members = {member.id: member for member in sketch.people if member.name.strip()}
    expected = {row.child for row in sketch.children if row.by == Descent.PREGNANCY}
    by_name = {_plain(member.name): member.id for member in members.values()}
    around: dict[str, NetworkTie] = {}
    ties = []
    for line in sketch.ties:
        name = _plain(line.with_)
        if not name:
            continue
        inside = by_name.get(name) if line.who in members else None
        if inside is None and name not in around:
            around[name] = NetworkTie(id=f"around-{len(around)}", name={into: line.with_.strip()}, kind="",
                                      resource="informal")  # fmt: skip
        ends = line.who if line.who in members else _HOME, inside or around[name].id
        if ends[0] != ends[1]:
            know = None if line.kind else _UNDECIDED
            ties.append(Tie(a=ends[0], b=ends[1], kind=line.kind or TieKind.OFFERED, flow=line.flow, know=know))
    home = tuple(member.id for member in members.values() if member.home)
    return case.model_copy(update={
        "people": tuple(_person(member, into, member.id in expected) for member in members.values()),
        "groups": (), "services": (), "facts": (), "network": tuple(around.values()), "ties": tuple(ties),
        "unions": _unions(sketch, members), "households": (Household(id=_HOME, members=home),),
    })  # fmt: skip


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _person(member: Member, into: Language, unborn: bool) -> Person:
    name = f"{member.name.strip()} *{member.born}" if member.born else member.name.strip()
    return Person(id=member.id, name={into: name}, sex=member.sex, age=member.age, focal=member.focal,
                  died=member.died, unborn=unborn)  # fmt: skip


def _unions(sketch: Sketch, members: Mapping[str, Member]) -> tuple[Union, ...]:
    found = []
    for couple in sketch.couples:
        if couple.a not in members or couple.b not in members or couple.a == couple.b:
            continue
        born = {row.child: row for row in sketch.children
                if row.of == couple.id and row.child in members and row.child not in (couple.a, couple.b)}  # fmt: skip
        children = tuple(
            Child(person=row.child, twin=row.twin or None, identical=row.identical,
                  by="birth" if row.by == Descent.PREGNANCY else row.by.value)
            for row in born.values()
        )
        found.append(Union(id=couple.id, a=couple.a, b=couple.b, kind=couple.kind.value, children=children))
    return tuple(found)


def sketch_read(sketch: Sketch, case: Case, known: Collection[str], into: Language) -> SketchRead:
    """A sketch with everything that the learnt facts say of it."""
    said = questions(sketch, case, known, into)
    asked = [each for each in said if each.verdict != Verdict.SUPPORTS]
    supported = [each for each in said if each.verdict == Verdict.SUPPORTS]
    return SketchRead(sketch_view(sketch, case, into), asked, supported, names_of(case, into), into.value)


def questions(sketch: Sketch, case: Case, known: Collection[str], into: Language) -> list[Question]:
    """What a supervisor would ask about the drawing, and what the facts support, in the reader's words."""
    facts = {fact.id: fact for fact in case.facts}
    names = names_of(case, into)
    return [
        Question(remark.verdict.value, _place(remark), _said(remark, names), tuple(facts[id] for id in remark.facts))
        for remark in compare(sketch, case, known)
    ]


def _place(remark: Remark) -> str:
    return f"{_LISTS[remark.about]}.{remark.row}" if remark.row else ""


def _said(remark: Remark, names: Mapping[str, str]) -> str:
    values = dict(remark.values)
    if remark.verdict is Verdict.LEFT_OUT and remark.about in (About.PERSON, About.TIE):
        values["who"] = names.get(values["who"], values["who"])
    if not values.get("who"):
        values["who"] = _("drawing.family")
    if "drawn" in values:
        values["drawn"] = _DRAWN.get(remark.about, {}).get(values["drawn"]) or values["drawn"]
        values["drawn"] = _(values["drawn"]) if "." in values["drawn"] else values["drawn"]
    return _(f"sketch.{remark.verdict}_{remark.about}", **values)


_LISTS = {
    **dict.fromkeys((About.PERSON, About.SEX, About.AGE, About.DIED), "people"),
    **dict.fromkeys((About.COUPLE, About.BOND), "couples"),
    **dict.fromkeys((About.CHILD, About.DESCENT), "children"),
    **dict.fromkeys((About.TIE, About.KIND, About.PAIR, About.FLOW), "ties"),
}
# The drawn value of each part by its word in the catalogue.
_DRAWN: Mapping[About, Mapping[str, str]] = {
    About.SEX: {"f": "drawing.sex_f", "m": "drawing.sex_m", "x": "drawing.sex_x"},
    About.DIED: {"died": "drawing.has_died", "alive": "sketch.alive"},
    About.COUPLE: UNION_WORDS,
    About.BOND: UNION_WORDS,
    About.DESCENT: {by.value: f"sketch.by_{by.value}" for by in Descent},
    About.TIE: {kind.value: key for kind, key in TIES.items()},
    About.KIND: {kind.value: key for kind, key in TIES.items()},
    About.FLOW: {flow: f"drawing.flow_{flow}" for flow in ("in", "out", "both")},
}
