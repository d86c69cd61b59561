"""The ecomap, the bars and the timeline: what they show, and that they say the same in words."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET

import pytest

from tests.drawing import families
from tests.drawing.words import words_in
from trainer.checker.values import Resource
from trainer.web.drawing import (
    TimelineRow,
    agreement_grid,
    dial_units,
    ecomap,
    part_bar,
    pattern_defs,
    person_symbol,
    resource_key,
    share_bar,
    timeline,
    timeline_parts,
)

EN = words_in("en")
DAY = dt.date(2026, 9, 1)


def ellipses(svg: str) -> list[tuple[float, float, float, float]]:
    found = re.findall(r'<ellipse[^>]* cx="([\d.]+)" cy="([\d.]+)" rx="([\d.]+)" ry="([\d.]+)"', svg)
    return [tuple(map(float, values)) for values in found]  # type: ignore[misc]


def test_every_tie_is_drawn_said_and_tabled() -> None:
    case = families.samira_like()
    drawing = ecomap(case, "en", EN)
    ET.fromstring(drawing.svg)
    assert drawing == ecomap(case, "en", EN)
    assert len(drawing.table) == len(case.ties) + 1
    assert "Samira – School: strong, help flows both ways." in drawing.desc
    assert len(ellipses(drawing.svg)) == 6
    assert drawing.svg.count('class="ar"') == 3


def test_the_worlds_around_a_family_do_not_touch() -> None:
    names = [f"a service with a long name {place}" for place in range(14)]
    case = families.case(
        people=families.people(("a", "A", "f", 30, "focal")),
        services=[{"id": f"s{place}", "name": {"en": name}, "kind": "x"} for place, name in enumerate(names)],
        ties=[{"a": "a", "b": f"s{place}", "kind": "weak"} for place in range(14)],
    )
    places = ellipses(ecomap(case, "en", EN).svg)
    assert len(places) == 14
    for at, one in enumerate(places):
        for other in places[at + 1 :]:
            assert abs(one[0] - other[0]) > one[2] + other[2] or abs(one[1] - other[1]) > one[3] + other[3]


@pytest.mark.parametrize("count", range(5))
def test_the_circle_of_the_family_stays_inside_the_picture(count: int) -> None:
    case = families.case(
        people=families.people(("a", "A", "f", 30, "focal")),
        services=[{"id": f"s{place}", "name": {"en": "School"}, "kind": "x"} for place in range(count)],
        ties=[{"a": "a", "b": f"s{place}", "kind": "weak"} for place in range(count)],
    )
    drawing = ecomap(case, "en", EN)
    x, y, r = map(float, re.search(r'class="fam" cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', drawing.svg).groups())
    assert r < x < drawing.width - r and r < y < drawing.height - r


def test_a_child_that_is_expected_is_a_triangle_among_the_household() -> None:
    expected, born = ecomap(families.new_partner(), "en", EN).svg, ecomap(families.samira_like(), "en", EN).svg
    triangle = re.compile(r'class="p tiny" d="M[\d.]+ [\d.]+l4 8h-8z"')
    assert len(triangle.findall(expected)) == 1 and not triangle.search(born)


def test_an_unknown_tie_is_faint_and_does_not_tell_its_kind() -> None:
    drawing = ecomap(families.samira_like(), "en", EN, known_facts=["f08"])
    assert drawing.svg.count("ext faint") == 5
    assert "cut off" not in repr(drawing.table)
    assert "cut off" not in drawing.desc


def test_several_ties_to_one_place_and_between_two_places_are_all_drawn() -> None:
    case = families.case(
        people=families.people(("a", "A", "f", 30, "focal"), ("b", "B", "m", 9)),
        services=[{"id": id, "name": {"en": id}, "kind": "x"} for id in ("school", "clinic")],
        ties=[{"a": "b", "b": "school", "kind": "strong"}, {"a": "a", "b": "school", "kind": "stress"},
              {"a": "school", "b": "clinic", "kind": "conflict", "flow": "out"}],
    )
    svg = ecomap(case, "en", EN).svg
    assert 'class="ln strong"' in svg and 'class="ln stress"' in svg and 'class="ln conflict"' in svg
    assert "nan" not in svg


def test_a_case_without_ties_still_has_a_family() -> None:
    drawing = ecomap(families.alone(), "en", EN)
    ET.fromstring(drawing.svg)
    assert drawing.desc == "No ties are known yet."


def test_shares_fill_the_bar_in_the_fixed_order() -> None:
    drawing = share_bar({"formal": 3, "internal": 3, "community": 1, "informal": 1, "unclear": 9}, EN)
    widths = [float(width) for width in re.findall(r'width="([\d.]+)%" height="14" (?:class|fill)', drawing.svg)]
    assert widths == [37.5, 12.5, 12.5, 37.5]
    places = [drawing.svg.index(look) for look in ("sy-home", "p-h", "p-d", "sy-formal")]
    assert places == sorted(places)
    assert drawing.desc == "family: 3, people near: 1, community: 1, services: 3"


def test_no_steps_is_a_hole_and_not_a_zero() -> None:
    drawing = share_bar({}, EN)
    assert 'class="none"' in drawing.svg and drawing.desc == "There are no steps yet."


@pytest.mark.parametrize("count", [0, 1, 3, 200])
def test_units_of_a_dial_stay_inside_their_frame(count: int) -> None:
    drawing = dial_units([True, False, None, True][:count] * (count // 4 or 1), EN, title="Time")
    ends = [float(x) + float(width) for x, width in re.findall(r'x="([\d.]+)%" y="1" width="([\d.]+)%"', drawing.svg)]
    assert all(end <= 100.1 for end in ends)
    ET.fromstring(drawing.svg)


def rows() -> list[TimelineRow]:
    return [
        TimelineRow("1.1", "Father ropes off the wall", Resource.INTERNAL, DAY, DAY, dt.date(2026, 9, 10)),
        TimelineRow("2.1", "Check-up & <papers>"),
        TimelineRow("2.2", "Booking", Resource.FORMAL, None, dt.date(2026, 10, 8)),
        TimelineRow("3.1", "Lessons", Resource.COMMUNITY, dt.date(2026, 12, 25), dt.date(2026, 9, 5)),
    ]


def test_a_step_without_a_date_is_a_dashed_hole_on_the_timeline() -> None:
    drawing = timeline(rows(), EN, today=DAY)
    ET.fromstring(drawing.svg)
    assert drawing.svg.count('class="none"') == 1
    assert drawing.desc == "Steps: 4, with a date: 3"
    assert drawing.table[2][2] == "no date"
    assert drawing.table[1][2:4] == ("01.09.2026", "01.09.2026")


def test_the_timeline_in_pieces_says_each_row_in_words() -> None:
    parts = timeline_parts(rows(), EN, today=DAY)
    assert len(parts.rows) == 4 and "Sep" in parts.axis
    assert "01.09.2026, 01.09.2026, family, Goal due 10.09.2026" in parts.rows[0]
    names = [re.search(r'aria-labelledby="([^"]+)"', row)[1] for row in parts.rows]  # type: ignore[index]
    assert len(set(names)) == 4


@pytest.mark.parametrize("years", [0, 3, 400])
def test_a_timeline_of_any_length_keeps_few_months_and_every_bar_inside(years: int) -> None:
    last = dt.date(2026 + years, 9, 1)
    drawing = timeline([TimelineRow("1", "x", None, DAY, last, last)], EN, today=DAY)
    assert drawing.svg.count('class="month"') <= 8
    for x, width in re.findall(r'x="([\d.]+)%" y="[\d.]+" width="([\d.]+)%"', drawing.svg):
        assert float(x) >= 0 and float(x) + float(width) <= 100.1


def test_an_empty_plan_has_a_timeline_from_today() -> None:
    assert "Sep" in timeline([], EN, today=DAY).svg


def test_symbols_keep_the_shapes_of_the_family_drawing() -> None:
    person = {p.id: p for p in families.samira_like().people}
    assert "<rect" in person_symbol(person["fa"], Resource.INTERNAL)
    assert person_symbol(person["sam"], Resource.INTERNAL).count("<circle") == 2, "the focal person has two outlines"
    assert "<path" in person_symbol(person["c3"], None)
    assert "url(#p-h)" in person_symbol(None, Resource.INFORMAL)
    for svg in (pattern_defs(), resource_key(Resource.COMMUNITY), person_symbol(None, None)):
        ET.fromstring(svg)
        assert "style=" not in svg


def test_no_drawing_uses_a_colour_or_an_inline_style() -> None:
    svgs = [share_bar({"internal": 1}, EN).svg, timeline(rows(), EN, today=DAY).svg,
            ecomap(families.samira_like(), "en", EN).svg, pattern_defs()]
    for svg in svgs:
        assert not re.search(r'style=|stroke="|#[0-9a-fA-F]{6}|<script|on\w+=', svg)


def test_a_part_is_drawn_as_wide_as_it_is() -> None:
    rects = re.findall(r"<rect[^>]*>", part_bar(1, 4, EN, title="x").svg)
    assert [re.search(r' width="([\d.]+)%"', rect).group(1) for rect in rects] == ["99", "24.75"]
    assert part_bar(1, 4, EN, title="x").desc == "1 of 4"
    for part, whole in ((0, 0), (0, 3), (3, 3), (5, 3)):
        ET.fromstring(part_bar(part, whole, EN, title="x").svg)


def test_agreement_is_drawn_said_and_tabled() -> None:
    counts = {(2, 2): 7, (3, 2): 2, (0, 1): 1}
    drawing = agreement_grid(counts, EN, title="Time", name="agree-time")
    ET.fromstring(drawing.svg)
    assert drawing.desc == "The same level in 7 of 10 plans."
    assert drawing.svg.count("<rect") == 16 and drawing.svg.count(' same"') == 4
    assert sorted(re.findall(r'class="on\d"[^>]*>(\d+)<', drawing.svg)) == ["1", "2", "7"]
    # The highest level stands on top, in the table as in the picture.
    assert drawing.table[1] == ("3", "0", "0", "2", "0") and drawing.table[4] == ("0", "0", "1", "0", "0")
    ET.fromstring(agreement_grid({}, EN, title="Time", name="agree-time").svg)
