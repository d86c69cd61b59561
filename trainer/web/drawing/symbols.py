"""People as the family drawing shows them, and the fills that say whose resource somebody is."""

from __future__ import annotations

from trainer.checker.case import Named, Person
from trainer.checker.values import Resource
from trainer.web.drawing.svg import element, label, number, path

# Fixed order: from the family outwards.
RESOURCES = (Resource.INTERNAL, Resource.INFORMAL, Resource.COMMUNITY, Resource.FORMAL)
_PATTERN = {Resource.INFORMAL: "url(#p-h)", Resource.COMMUNITY: "url(#p-d)"}
LOST = 6.0
"""The radius of the sign for a pregnancy that was lost."""

# Beside a square of the same half: so far reach the point of a diamond, and the tip of a triangle above its middle.
_DIAMOND, _TRIANGLE = 1.18, 0.85
_FILL_CLASS = {Resource.INTERNAL: "sy-home", Resource.FORMAL: "sy-formal"}


def pattern_defs() -> str:
    """The hidden element that defines the hatch and the dots: once in every page that draws resources."""
    hatch = element(
        "pattern",
        element("rect", width=5, height=5, class_="pt-b"),
        element("line", x1=1, y1=0, x2=1, y2=5, class_="pt-h"),
        id="p-h",
        width=5,
        height=5,
        attributes={"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"},
    )
    dots = element(
        "pattern",
        element("rect", width=5, height=5, class_="pt-b"),
        element("circle", cx=2.5, cy=2.5, r="1.05", class_="pt-d"),
        id="p-d",
        width=5,
        height=5,
        attributes={"patternUnits": "userSpaceOnUse"},
    )
    return element("svg", element("defs", hatch, dots), class_="sprite", width=0, height=0,
                   attributes={"aria-hidden": "true", "focusable": "false"})


def fill(resource: Resource | None, base: str) -> dict[str, object]:
    """The class and, for hatch and dots, the pattern of one resource; unclear is a dashed outline."""
    if resource is None:
        return {"class_": f"{base} sy-unclear".strip()}
    if resource in _PATTERN:
        return {"class_": f"{base} sy-p".strip(), "fill": _PATTERN[resource]}
    return {"class_": f"{base} {_FILL_CLASS[resource]}".strip()}


def person_symbol(who: Named | None, resource: Resource | None) -> str:
    """The sign of 16 by 16 that a chip wears: the family drawing's shape, filled by whose resource it is.

    A person keeps their shape and the double outline of the focal person; a tie or a service is a circle. It is
    hidden from screen readers: the name stands beside it.
    """
    return element(
        "svg", *_symbol(who, resource), class_="sym", width=16, height=16,
        attributes={"viewBox": "0 0 16 16", "aria-hidden": "true", "focusable": "false"},
    )


def _symbol(who: Named | None, resource: Resource | None) -> list[str]:
    look = fill(resource, "sy")
    if not isinstance(who, Person):
        return [element("circle", cx=8, cy=8, r=6, **look)]
    if who.focal:
        return [_shape(who.sex, 7.0, class_="sy sy-none"), _shape(who.sex, 4.25, **look)]
    return [_shape(who.sex, 5.5 if who.sex == "m" else 6.0, **look)]


def _shape(sex: str, half: float, **look: object) -> str:
    if sex == "m":
        side = float(half * 2)
        return element("rect", x=float(8 - half), y=float(8 - half), width=side, height=side, **look)
    if sex == "f":
        return element("circle", cx=8, cy=8, r=float(half), **look)
    tip = number(half + 1)
    return element("path", d=f"M8 {number(8 - half - 1)}l{tip} {tip}l-{tip} {tip}l-{tip} -{tip}z", **look)


def resource_key(resource: Resource | None) -> str:
    """The small square of a legend."""
    square = element("rect", x=".5", y=".5", width=11, height=11, **fill(resource, "sy"))
    return element("svg", square, width=12, height=12, attributes={"viewBox": "0 0 12 12", "aria-hidden": "true"})


def portrait(person: Person, x: float, y: float, half: float, inside: str, *, faint: bool) -> list[str]:
    """One member of the family drawing: shape, second outline for the focal person, the age or "?", X if they died.

    A pregnancy that was lost is a small filled disc.
    """
    look = "p faint" if faint else "p"
    if person.unborn and person.died:
        return [element("circle", class_="p lost", cx=float(x), cy=float(y), r=LOST)]
    drawn = [_outline(person, x, y, half, look)]
    if person.focal:
        drawn.append(_outline(person, x, y, half - 4.5, look))
    if person.died:
        reach = half * (0.7 if person.sex == "f" and not person.unborn else 1.0) if person.sex != "x" else half * 0.6
        drawn.append(path("ln died", "M", x - reach, y - reach, "L", x + reach, y + reach))
        drawn.append(path("ln died", "M", x + reach, y - reach, "L", x - reach, y + reach))
    if inside:
        lift = 9 if person.unborn else 4.5
        if person.died:
            drawn.append(element("rect", class_="bg", x=x - 10.0, y=y - 8.0, width=20, height=16, rx=3))
        drawn.append(label(inside, x, y + lift, "age unsure" if inside == "?" else "age"))
    return drawn


def top_of(person: Person, half: float) -> float:
    """How far above its middle a person's symbol begins: where the line from the parents ends."""
    if person.unborn:
        return LOST if person.died else half * _TRIANGLE
    return half * _DIAMOND if person.sex == "x" else half


def _outline(person: Person, x: float, y: float, half: float, look: str) -> str:
    if person.unborn:
        foot = y + half * 0.8
        return path(look, "M", x, y - half * _TRIANGLE, "L", x + half, foot, "L", x - half, foot, "z")
    if person.sex == "m":
        side = float(half * 2)
        return element("rect", class_=look, x=float(x - half), y=float(y - half), width=side, height=side)
    if person.sex == "f":
        return element("circle", class_=look, cx=float(x), cy=float(y), r=float(half))
    tip = half * _DIAMOND
    return path(look, "M", x, y - tip, "L", x + tip, y, "L", x, y + tip, "L", x - tip, y, "z")
