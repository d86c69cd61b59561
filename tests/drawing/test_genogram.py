"""The family drawing: everybody once, nobody on top of another, the same bytes each time, all of it in words too."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from tests.drawing import families
from tests.drawing.words import words_in
from trainer.checker.case import Case
from trainer.web.drawing import Drawing, genogram
from trainer.web.drawing.family_layout import lay_out

SYMBOL = 44.0
FAMILIES = [families.new_partner(), families.three_generations(), families.samira_like(), families.star(),
            families.loop(), families.alone()]
SVG = "{http://www.w3.org/2000/svg}"


def drawn(case: Case, **more: object) -> Drawing:
    return genogram(case, "en", words_in("en"), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", FAMILIES, ids=lambda case: str(len(case.people)))
def test_no_two_people_are_closer_than_one_symbol(case: Case) -> None:
    layout = lay_out(case, {person.id: SYMBOL for person in case.people}, 16.0)
    assert set(layout.x) == {person.id for person in case.people}
    for row in layout.order:
        places = [layout.x[who] for who in row]
        assert all(right - left >= SYMBOL for left, right in zip(places, places[1:], strict=False))


@pytest.mark.parametrize("case", FAMILIES, ids=lambda case: str(len(case.people)))
def test_the_drawing_is_well_formed_and_the_same_each_time(case: Case) -> None:
    first = drawn(case)
    assert first == drawn(case)
    root = ET.fromstring(first.svg)
    assert root.get("role") == "img"
    labels = (root.get("aria-labelledby") or "").split()
    assert labels and all(root.find(f"*[@id='{name}']") is not None for name in labels)
    assert "style=" not in first.svg and "<script" not in first.svg


@pytest.mark.parametrize("case", FAMILIES, ids=lambda case: str(len(case.people)))
def test_everybody_has_a_row_in_the_table_and_a_name_in_the_picture(case: Case) -> None:
    drawing = drawn(case)
    assert len(drawing.table) == len(case.people) + 1
    assert all(len(row) == len(drawing.table[0]) for row in drawing.table)
    picture = " ".join(re.findall(r">([^<>]+)</text>", drawing.svg))
    for person, row in zip(case.people, drawing.table[1:], strict=True):
        assert row[0].startswith(person.name["en"])  # type: ignore[index]
        assert all(word in picture for word in person.name["en"].split())  # type: ignore[index]


def test_children_stand_from_the_eldest_to_the_youngest() -> None:
    layout = lay_out(families.samira_like(), dict.fromkeys(("sam", "mo", "fa", "d2", "c3", "c4", "so"), SYMBOL), 16)
    assert [who for who in layout.order[1]] == ["sam", "d2", "c3", "c4", "so"]
    assert layout.order[0] == ("fa", "mo")


def test_parents_stand_above_the_middle_of_their_children() -> None:
    layout = lay_out(families.samira_like(), dict.fromkeys(("sam", "mo", "fa", "d2", "c3", "c4", "so"), SYMBOL), 16)
    parents = (layout.x["mo"] + layout.x["fa"]) / 2
    children = (layout.x["sam"] + layout.x["so"]) / 2
    assert abs(parents - children) < 2


def test_a_new_partner_stands_between_two_families() -> None:
    case = families.new_partner()
    layout = lay_out(case, {person.id: SYMBOL for person in case.people}, 16)
    assert layout.order[0] == ("fa", "mo", "np", "ex")
    assert layout.order[1] == ("so", "da", "ba", "st")


def test_grandparents_share_the_oldest_generation_on_both_sides() -> None:
    case = families.three_generations()
    layout = lay_out(case, {person.id: SYMBOL for person in case.people}, 16)
    assert set(layout.order[0]) == {"gf1", "gm1", "gf2", "gm2"}
    assert layout.order[1][:3] == ("un", "fa", "mo"), "husband and wife stand between their two families"


def test_a_divorce_has_two_strokes_and_a_separation_one() -> None:
    def strokes(case: Case) -> int:
        return len(re.findall(r'class="ln" d="M [\d.]+ [\d.]+ L', drawn(case).svg))

    def couple(kind: str) -> Case:
        return families.case(
            people=families.people(("a", "A", "m", 40, "focal"), ("b", "B", "f", 40)),
            unions=[{"id": "u", "a": "a", "b": "b", "kind": kind}],
        )

    assert [strokes(couple(kind)) for kind in ("married", "separated", "divorced")] == [0, 1, 2]
    assert "partners" in drawn(couple("partners")).svg


def test_marks_of_the_notation_are_there() -> None:
    svg = drawn(families.three_generations()).svg
    assert svg.count("ln died") == 2, "one who died is crossed by two lines"
    assert svg.count("ln adopted") == 1 and svg.count("ln bracket") == 2
    assert svg.count('class="house"') == 1
    assert len(set(re.findall(r'class="ln" d="M ([\d.]+ [\d.]+) L', svg))) < len(
        re.findall(r'class="ln" d="M ([\d.]+ [\d.]+) L', svg)
    ), "twins hang from one point"


def test_whom_no_known_fact_is_about_stands_faint_with_a_question_mark() -> None:
    drawing = drawn(families.samira_like(), known_facts=["f08"])
    assert drawing.svg.count('class="p faint"') == 6
    assert ">13<" in drawing.svg and ">10<" not in drawing.svg
    assert "p faint" not in drawn(families.samira_like(), known_facts=["f01"]).svg


def test_a_name_that_looks_like_markup_stays_a_name() -> None:
    case = families.case(people=families.people(("a", '<b onload="x">&', "f", 3, "focal")))
    ET.fromstring(drawn(case).svg)
    assert "<b" not in drawn(case).svg


@pytest.mark.parametrize("language", ["en", "ru", "uk", "kk"])
def test_every_language_has_the_words(language: str) -> None:
    drawing = genogram(families.three_generations(), language, words_in(language))
    assert "drawing." not in drawing.svg + drawing.desc + repr(drawing.table)
