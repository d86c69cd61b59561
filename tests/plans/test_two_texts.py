"""Two texts of one plan: the writer chooses for each place, and what is not chosen stays."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Browser
from tests.plans.test_plan_pages import save, with_a_goal, without_marks
from trainer.plans.joining import joined


def plan(**goals: dict) -> dict:
    """A plan with these goals; cells that are not given are empty."""
    empty = {"problem": "", "goal": "", "steps": []}
    return {"language": "en", "date": None, "closure": "", "reviews": [], "deferred": [],
            "goals": [{"id": id, **empty, **cells} for id, cells in goals.items()]}  # fmt: skip


def step(id: str, text: str) -> dict:
    return {"id": id, "text": text, "responsible": []}


@pytest.mark.parametrize(
    "side, goal", [("stored", "Here."), ("mine", "There."), ("both", "Here.\nThere."), (None, "Here.")]
)
def test_each_cell_is_taken_from_the_side_that_was_chosen(side: str | None, goal: str) -> None:
    chosen = {"g1.goal": side} if side else {}
    one, other = plan(g1={"goal": "Here.", "problem": "Same."}), plan(g1={"goal": "There.", "problem": "Same."})
    assert joined(one, other, chosen)["goals"][0]["goal"] == goal


def test_a_row_that_only_one_text_has_stays_unless_it_was_declined() -> None:
    one = plan(g1={"steps": [step("s1", "first"), step("s2", "stored only")]}, g2={"goal": "stored only"})
    other = plan(g1={"steps": [step("s1", "first"), step("s3", "mine only")]})
    whole = joined(one, other, {})
    assert [row["id"] for row in whole["goals"]] == ["g1", "g2"]
    assert [row["id"] for row in whole["goals"][0]["steps"]] == ["s1", "s3", "s2"]
    declined = joined(one, other, {"g2.row": "mine", "s2.row": "mine", "s3.row": "stored"})
    assert [row["id"] for row in declined["goals"]] == ["g1"]
    assert [row["id"] for row in declined["goals"][0]["steps"]] == ["s1"]


def test_a_row_comes_back_to_the_place_where_it_stood() -> None:
    one = plan(g1={"steps": [step("s2", "b"), step("s3", "c")]}, g3={"goal": "third"})
    other = plan(g1={"steps": [step("s1", "a"), step("s2", "b"), step("s3", "c")]}, g2={}, g3={})
    whole = joined(one, other, {})
    assert [row["id"] for row in whole["goals"]] == ["g1", "g2", "g3"]
    assert [row["id"] for row in whole["goals"][0]["steps"]] == ["s1", "s2", "s3"]


def test_two_days_are_never_put_one_after_the_other() -> None:
    one, other = plan(g1={"end": "2026-10-01"}), plan(g1={"end": "2026-11-01"})
    assert joined(one, other, {"g1.end": "both"})["goals"][0]["end"] == "2026-10-01"


def clash(browser) -> tuple[Browser, str, str]:
    """Two windows that wrote different words into one cell: the browser, the plan's address, the conflict's."""
    made, address, fields = with_a_goal(browser)
    save(made, address, {**fields, "closure": "first window"})
    return made, address, save(made, address, {**fields, "closure": "second window"}).json["conflict"]


def test_both_texts_can_be_kept_on_the_conflict_page(browser) -> None:
    made, address, conflict = clash(browser)
    page = made.get(conflict).get_data(as_text=True)
    assert re.findall(r'name="plan\.closure" value="(\w+)"', page) == ["stored", "mine", "both"]
    made.post(conflict, {"take": "chosen", "plan.closure": "both"})
    assert "first window\nsecond window" in made.get(address).get_data(as_text=True)


def test_the_text_that_was_not_chosen_stays_in_the_history(browser) -> None:
    made, address, conflict = clash(browser)
    made.post(conflict, {"take": "chosen", "plan.closure": "mine"})
    kept = re.findall(rf"{address}/conflict/\d+", made.get(f"{address}/history").get_data(as_text=True))
    texts = " ".join(without_marks(made.get(each).get_data(as_text=True)) for each in kept)
    assert "first window" in texts


@pytest.mark.parametrize("forged", [{"plan.closure": "neither"}, {"g9.row": "mine"}, {"plan.goals": "mine"}, {}])
def test_a_choice_that_the_page_did_not_offer_changes_nothing(browser, forged: dict[str, str]) -> None:
    made, address, conflict = clash(browser)
    before = made.get(f"{address}/plan.yaml").data
    assert made.post(conflict, {"take": "chosen", **forged}).status_code == 302
    assert made.get(f"{address}/plan.yaml").data == before


def test_people_are_named_not_numbered(browser) -> None:
    made, address, fields = with_a_goal(browser)
    owner = f"{fields[fields['goal'] + '.step']}.who"
    save(made, address, {**fields, owner: "Mother"})
    conflict = save(made, address, {**fields, owner: "Father"}).json["conflict"]
    page = made.get(conflict).get_data(as_text=True)
    assert "Mother" in page and "Father" in page and ">mo<" not in page
