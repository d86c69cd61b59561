"""The notation is McGoldrick's and Hartman's: each sign is where it belongs and looks like nothing else."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET

import pytest

from tests.drawing import families
from tests.drawing.words import words_in
from trainer.bank.cases import case_root, load_case
from trainer.checker.case import Case
from trainer.checker.values import Language
from trainer.web.drawing import Drawing, ecomap, genogram
from trainer.web.drawing.genogram import HALF, _Scene
from trainer.web.drawing.svg import number
from trainer.web.drawing.symbols import top_of

SVG = "{http://www.w3.org/2000/svg}"
EN = words_in("en")
Point = tuple[float, float]
EVERY = families.every_sign()
BANK = [load_case(folder) for folder in sorted(case_root().iterdir()) if (folder / "case.yaml").is_file()]


def family(case: Case, language: str = "en", **more: object) -> Drawing:
    return genogram(case, language, words_in(language), **more)  # type: ignore[arg-type]


def scene(case: Case) -> _Scene:
    return _Scene(case, Language.EN, EN, None)


def paths(svg: str, class_: str) -> list[list[Point]]:
    """The corners of every path of exactly this class; H and V are followed."""
    found = []
    for drawn in re.findall(rf'<path class="{class_}" d="([^"]+)"', svg):
        points: list[Point] = []
        for letter, numbers in re.findall(r"([MLHVQ])([^MLHVQz]*)", drawn):
            values = [float(value) for value in re.findall(r"-?[\d.]+", numbers)]
            if letter in "HV":
                x, y = points[-1]
                points += [(value, y) if letter == "H" else (x, value) for value in values]
            else:
                points += list(zip(values[::2], values[1::2], strict=True))
        found.append(points)
    return found


def lines_of_descent(case: Case, class_: str = "ln") -> dict[str, list[Point]]:
    """By child, the line that ends at the top of its symbol."""
    placed, drawn = scene(case), paths(family(case).svg, class_)
    tops = {person.id: (placed.x[person.id], placed.y[person.id] - top_of(person, HALF)) for person in case.people}
    return {who: points for who, top in tops.items() for points in drawn
            if len(points) == 2 and math.dist(points[-1], top) < 0.2}


def test_the_lines_of_twins_leave_one_point_and_those_of_others_their_own() -> None:
    lines = lines_of_descent(EVERY)
    assert lines["i1"][0] == lines["i2"][0] and lines["f1"][0] == lines["f2"][0]
    assert lines["i1"][0] != lines["f1"][0]
    for who in ("eldest", "ad", "un", "ex", "lost"):
        assert lines[who][0][0] == lines[who][1][0], f"{who} hangs straight down"


def test_only_identical_twins_are_joined_by_a_bar_and_it_lies_on_both_lines() -> None:
    [bar] = paths(family(EVERY).svg, "ln identical")
    lines = lines_of_descent(EVERY)
    for end, who in zip(sorted(bar), sorted(("i1", "i2"), key=lambda who: lines[who][1]), strict=True):
        start, stop = lines[who]
        assert math.dist(end, ((start[0] + stop[0]) / 2, (start[1] + stop[1]) / 2)) < 0.2
    assert abs(bar[0][1] - bar[1][1]) < 0.2


def test_twins_stand_side_by_side_even_where_nobody_told_their_age() -> None:
    case = families.case(
        people=families.people(("a", "A", "m", 40, "focal"), ("b", "B", "f", 40), ("t1", "One", "f", None),
                               ("c", "Between", "m", None), ("t2", "Two", "f", None)),
        unions=[{"id": "u", "a": "a", "b": "b", "kind": "married", "children": [
            {"person": "t1", "twin": "a"}, {"person": "c"}, {"person": "t2", "twin": "a"}]}],
    )
    x = scene(case).x
    assert not min(x["t1"], x["t2"]) < x["c"] < max(x["t1"], x["t2"])


def test_an_adopted_child_has_two_lines_and_brackets_a_foster_child_a_dotted_one_alone() -> None:
    svg, placed = family(EVERY).svg, scene(EVERY)
    whole, dashed = lines_of_descent(EVERY)["ad"], paths(svg, "ln adopted")
    assert len(dashed) == 1
    assert all(math.isclose(a[0] + 4, b[0], abs_tol=0.2) for a, b in zip(whole, dashed[0], strict=True))
    brackets = paths(svg, "ln bracket")
    sides = [placed.x["ad"] - HALF, placed.x["ad"] + HALF]
    assert len(brackets) == 2 and all(x < sides[0] or x > sides[1] for points in brackets for x, _y in points)
    assert "fo" in lines_of_descent(EVERY, "ln foster") and "fo" not in lines_of_descent(EVERY)


def strokes_on(case: Case, union: str) -> int:
    """How many slanting strokes cross the line of a couple."""
    placed, found = scene(case), next(each for each in case.unions if each.id == union)
    floor = placed.y[found.a] + HALF + placed._drops[union]
    left, right = sorted((placed.x[found.a], placed.x[found.b]))
    return sum(
        len(points) == 2 and left < points[0][0] < right and left < points[1][0] < right
        and points[1][1] < floor - 1 < floor + 1 < points[0][1] and points[0][0] < points[1][0]
        for points in paths(family(case).svg, "ln")
    )


@pytest.mark.parametrize("case", [EVERY, *BANK], ids=lambda case: case.id)
def test_a_separation_has_one_stroke_a_divorce_two_any_other_couple_none(case: Case) -> None:
    for union in case.unions:
        wanted = {"separated": 1, "divorced": 2}.get(union.kind, 0)
        assert strokes_on(case, union.id) == wanted, (union.kind, union.a, union.b)
    assert len(paths(family(case).svg, "ln partners")) == [union.kind for union in case.unions].count("partners")


def test_partners_of_one_person_stand_in_the_order_in_which_they_came() -> None:
    x = scene(EVERY).x
    assert x["first"] < x["second"] < x["mo"] < x["third"]


@pytest.mark.parametrize("case", [EVERY, *BANK], ids=lambda case: case.id)
def test_everybody_wears_their_own_sign(case: Case) -> None:
    svg, placed = family(case).svg, scene(case)
    for person in case.people:
        x, y = number(placed.x[person.id]), number(placed.y[person.id])
        outlines = 2 if person.focal else 1
        if person.unborn:
            continue
        if person.sex == "f":
            assert len(re.findall(rf'<circle class="p" cx="{x}" cy="{y}"', svg)) == outlines, person.id
        left, top = placed.x[person.id] - HALF, placed.y[person.id] - HALF
        square = f'<rect class="p" x="{number(left)}" y="{number(top)}"'
        assert (square in svg) == (person.sex == "m"), person.id
    crosses = len(re.findall('class="ln died"', svg))
    assert crosses == 2 * sum(person.died and not person.unborn for person in case.people)


def test_a_child_that_is_expected_is_a_triangle_and_one_that_was_lost_a_small_disc() -> None:
    svg, placed = family(EVERY).svg, scene(EVERY)
    [disc] = re.findall(r'<circle class="p lost" cx="([\d.]+)" cy="([\d.]+)" r="6"/>', svg)
    assert math.dist(tuple(map(float, disc)), (placed.x["lost"], placed.y["lost"])) < 0.2
    triangle = next(points for points in paths(svg, "p") if len(points) == 3)
    assert abs(triangle[0][0] - placed.x["ex"]) < 0.2 and triangle[0][1] < triangle[1][1] == triangle[2][1]
    table = {row[0]: row[2] for row in family(EVERY).table}
    assert table["Lost"] == "pregnancy that was lost" and table["Expected"] == "not born yet"


def inside(point: Point, corners: list[Point]) -> bool:
    found = False
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if (y1 > point[1]) != (y2 > point[1]) and point[0] < (x2 - x1) * (point[1] - y1) / (y2 - y1) + x1:
            found = not found
    return found


@pytest.mark.parametrize("case", [EVERY, *BANK], ids=lambda case: case.id)
def test_the_dashed_line_holds_the_household_and_nobody_else(case: Case) -> None:
    svg, placed = family(case).svg, scene(case)
    houses = paths(svg, "house")
    home = {who for household in case.households for who in household.members}
    for person in case.people:
        at = placed.x[person.id], placed.y[person.id]
        within = any(inside(at, corners) for corners in houses)
        assert within == (person.id in home), f"{case.id}: {person.id}"


def generations(case: Case) -> list[float]:
    return sorted(set(scene(case).y.values()))


@pytest.mark.parametrize("case", [EVERY, *BANK], ids=lambda case: case.id)
def test_children_stand_below_both_parents_and_partners_side_by_side(case: Case) -> None:
    placed = scene(case)
    for union in case.unions:
        assert placed.y[union.a] == placed.y[union.b]
        assert all(placed.y[child.person] > placed.y[union.a] for child in union.children)


def test_three_generations_are_three_rows() -> None:
    assert len(generations(EVERY)) == len(generations(families.three_generations())) == 3


def test_only_identical_twins_are_told_in_the_document_of_a_case() -> None:
    """A document that was stored before there was such a field is still the same, whatever is left out of it."""
    for bare in (False, True):
        dumped = EVERY.model_dump(mode="json", by_alias=True, exclude_defaults=bare)
        told = {child["person"] for union in dumped["unions"] for child in union.get("children", ())
                if child.get("identical")}  # fmt: skip
        assert told == {"i1", "i2"} and str(dumped).count("'identical'") == 2
    assert Case.model_validate(EVERY.to_document()) == EVERY


# ---- ecomap


def tips(svg: str) -> list[Point]:
    """Where the arrows point."""
    return [points[0] for points in paths(svg, "ar")]


def rim(svg: str, name: str) -> tuple[float, float, float, float]:
    """Middle and radii of the ellipse under a word, or of the family's circle."""
    if not name:
        x, y, r = map(float, re.search(r'class="fam" cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', svg).groups())
        return x, y, r, r
    found = re.search(rf'cx="([\d.]+)" cy="([\d.]+)" rx="([\d.]+)" ry="([\d.]+)"/><text[^>]*>{name}', svg)
    return tuple(map(float, found.groups()))  # type: ignore[return-value]


def at_rim(point: Point, ellipse: tuple[float, float, float, float]) -> bool:
    x, y, rx, ry = ellipse
    return 1 <= math.hypot((point[0] - x) / rx, (point[1] - y) / ry) < 1.12


def test_arrows_point_where_help_flows() -> None:
    svg = ecomap(EVERY, "en", EN).svg
    [by] = [[at_rim(tip, rim(svg, name)) for tip in tips(svg)] for name in ["A friend"]]
    assert not any(by), "help flows in from the friend: the arrow is at the family"
    assert sum(at_rim(tip, rim(svg, "Choir")) for tip in tips(svg)) == 1
    assert sum(at_rim(tip, rim(svg, "Clinic")) for tip in tips(svg)) == 1
    assert sum(at_rim(tip, rim(svg, "")) for tip in tips(svg)) == 2, "from the friend, and one end of the clinic's"
    assert len(tips(svg)) == 5


def test_each_kind_of_tie_has_its_own_line() -> None:
    svg = ecomap(EVERY, "en", EN).svg
    for kind in ("strong", "weak", "stress", "conflict", "faint"):
        assert len(paths(svg, f"ln {kind}")) == 1, kind
    for kind in ("stress", "conflict"):
        assert len(paths(svg, f"ln {kind}")[0]) > 4, "a zigzag"
    for kind in ("strong", "weak"):
        assert len(paths(svg, f"ln {kind}")[0]) == 2, "a straight line"
    [bars] = paths(svg, "ln bars")
    assert len(bars) == 4 and math.isclose(math.dist(bars[0], bars[1]), 16, abs_tol=0.3)


# ---- the key


def test_the_key_explains_every_sign_that_is_drawn_and_no_other() -> None:
    said = [words for _sign, words in family(EVERY).key]
    assert said == [
        "female", "male", "not known or other", "age in years", "the person the case is about", "died", "not born yet",
        "pregnancy that was lost", "partners", "separated", "divorced", "children", "twins",
        "identical twins", "adopted child", "child in foster care", "live together", "strong", "close",
    ]
    assert [words for _sign, words in family(families.alone()).key] == [
        "female", "male", "age in years", "the person the case is about", "live together"]
    around = [words for _sign, words in ecomap(EVERY, "en", EN).key]
    assert around == ["the family, with who lives at home", "people and services around it", "strong", "weak",
                      "stressful", "in conflict", "cut off", "offered, not yet a tie", "where help flows"]
    assert len(ecomap(families.alone(), "en", EN).key) == 1


def test_the_key_does_not_tell_what_a_faint_line_hides() -> None:
    drawing = ecomap(families.samira_like(), "en", EN, known_facts=["f08"])
    said = [words for _sign, words in drawing.key]
    assert "cut off" not in said and "not known yet" in said and "strong" in said
    assert "not known yet" in [words for _sign, words in family(families.samira_like(), known_facts=["f08"]).key]


@pytest.mark.parametrize("language", ["en", "ru", "uk", "kk"])
def test_the_key_speaks_every_language_and_has_sound_pictures(language: str) -> None:
    words = words_in(language)
    for sign, said in (*family(EVERY, language).key, *ecomap(EVERY, language, words).key):
        root = ET.fromstring(sign)
        assert root.get("aria-hidden") == "true" and len(root) > 0 and said and "drawing." not in said
