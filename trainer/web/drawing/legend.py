"""The signs that a drawing uses, each with its word: what nobody has to have learnt before they can read it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import chain

from trainer.checker.case import Case, Person, Tie, TieKind, Union
from trainer.web.drawing import lines
from trainer.web.drawing.family_words import SEX_WORDS, TIES, UNION_WORDS
from trainer.web.drawing.svg import Words, element, label, path
from trainer.web.drawing.symbols import portrait

Key = tuple[tuple[str, str], ...]
"""Pairs of a small SVG, hidden from screen readers, and its words, in a fixed order."""

_WIDE, _HIGH, _HALF = 40, 24, 9.0


def family_key(case: Case, unknown: Collection[str], words: Words) -> Key:
    """The signs of a family drawing; `unknown` are the people who stand faint."""
    unions = [union for union in case.unions if {union.a, union.b} <= {person.id for person in case.people}]
    signs = chain(_people(case.people, unknown), _couples(unions), _children(unions), _homes(case), _feelings(case))
    return tuple((_framed(drawn), words(key)) for drawn, key in signs)


def ecomap_key(case: Case, known: Collection[Tie], words: Words, *, unknown: bool) -> Key:
    """The signs of an ecomap; `known` are the ties whose kind is shown, `unknown` whether others are there."""
    kinds = {tie.kind for tie in known}
    signs = [([element("circle", class_="fam", cx=20, cy=12, r=10)], "drawing.key_family")]
    if known or unknown:
        signs.append(([element("ellipse", class_="ext", cx=20, cy=12, rx=17, ry=9)], "drawing.key_around"))
    signs += [(_line(kind), TIES[kind]) for kind in TieKind if kind in kinds]
    if any(tie.flow for tie in known):
        signs.append(([path("ln", "M", 3, 12, "H", 30), lines.arrow((37.0, 12.0), (3.0, 12.0))], "drawing.key_flow"))
    if unknown:
        signs.append(([*_line(TieKind.OFFERED), label("?", 20, 9, "sub")], "drawing.not_known_yet"))
    return tuple((_framed(drawn), words(key)) for drawn, key in signs)


_Signs = Iterable[tuple[list[str], str]]


def _people(people: Collection[Person], unknown: Collection[str]) -> _Signs:
    born = [person for person in people if not person.unborn]
    for sex, key in SEX_WORDS.items():
        if any(person.sex == sex for person in born):
            yield _person(sex), key
    if any(person.age is not None and person.id not in unknown for person in born):
        yield [label("13", 20, 16.5, "age")], "drawing.key_age"
    if any(person.age is None and person.id not in unknown for person in born):
        yield [label("?", 20, 16.5, "age unsure")], "drawing.key_no_age"
    marks: list[tuple[Callable[[Person], bool], dict[str, bool], str]] = [
        (lambda person: person.focal, {"focal": True}, "drawing.is_focal"),
        (lambda person: person.died and not person.unborn, {"died": True}, "drawing.has_died"),
        (lambda person: person.unborn and not person.died, {"unborn": True}, "drawing.unborn"),
        (lambda person: person.unborn and person.died, {"unborn": True, "died": True}, "drawing.lost"),
    ]
    for has, mark, key in marks:
        worn = [person.sex for person in people if has(person)]
        if worn:
            yield _person(worn[0], **mark), key
    if unknown:
        yield _person("x", inside="?", faint=True), "drawing.not_known_yet"


def _person(sex: str, inside: str = "", *, faint: bool = False, **marks: bool) -> list[str]:
    person = Person.model_validate({"id": "sign", "name": {}, "sex": sex, **marks})
    return portrait(person, 20, 12, _HALF, inside, faint=faint)


def _couples(unions: Collection[Union]) -> _Signs:
    kinds = {union.kind for union in unions}
    for kind, key in UNION_WORDS.items():
        # A widow's line is the line of a marriage: the cross over the other one says the rest.
        if kind in kinds and kind != "widowed":
            strokes = {"separated": [22.0], "divorced": [22.0, 28.0]}.get(kind, [])
            drawn = [path("ln partners" if kind == "partners" else "ln", "M", 4, 5, "V", 15, "H", 36, "V", 5)]
            yield drawn + [path("ln", "M", at - 4, 21, "L", at + 4, 9) for at in strokes], key


def _children(unions: Collection[Union]) -> _Signs:
    born = [child for union in unions for child in union.children]
    if born:
        yield [path("ln", "M", 20, 2, "V", 9, "M", 8, 22, "V", 9, "H", 32, "V", 22)], "drawing.key_children"
    twins = [path("ln", "M", 20, 2, "L", 8, 22, "M", 20, 2, "L", 32, 22)]
    together = [[c for c in union.children if c.twin == letter]
                for union in unions for letter in sorted({c.twin for c in union.children if c.twin})]
    alike = [any(child.identical for child in each) for each in together if len(each) > 1]
    if False in alike:
        yield twins, "drawing.key_twins"
    if True in alike:
        yield [*twins, path("ln identical", "M", 14, 12, "H", 26)], "drawing.key_identical"
    ways = {child.by for child in born}
    if "adoption" in ways:
        brackets = path("ln bracket", "M", 14, 8, "H", 11, "V", 22, "H", 14, "M", 26, 8, "H", 29, "V", 22, "H", 26)
        drawn = [path("ln", "M", 18, 1, "V", 10), path("ln adopted", "M", 22, 1, "V", 10), brackets]
        yield [*drawn, element("circle", class_="p", cx=20, cy=15, r=5)], "drawing.key_adopted"
    if "foster" in ways:
        drawn = [path("ln foster", "M", 20, 1, "V", 10), element("circle", class_="p", cx=20, cy=15, r=5)]
        yield drawn, "drawing.key_foster"


def _homes(case: Case) -> _Signs:
    people = {person.id for person in case.people}
    if any(people.intersection(household.members) for household in case.households):
        yield [element("rect", class_="house", x=3, y=3, width=34, height=18, rx=7)], "drawing.key_home"


def _feelings(case: Case) -> _Signs:
    people = {person.id for person in case.people}
    kinds = {tie.kind for tie in case.ties if {tie.a, tie.b} <= people}
    for kind in TieKind:
        if kind in kinds:
            yield lines.tie(kind, (2.0, 12.0), (38.0, 12.0), double=kind in (TieKind.STRONG, TieKind.CLOSE)), TIES[kind]


def _line(kind: TieKind) -> list[str]:
    return lines.tie(kind, (2.0, 12.0), (38.0, 12.0))


def _framed(drawn: list[str]) -> str:
    # Its size stands in the sheet: a page has two dozen signs.
    return element("svg", *drawn, class_="dr lg", attributes={"viewBox": f"0 0 {_WIDE} {_HIGH}", "aria-hidden": "true"})
