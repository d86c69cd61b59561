"""Three texts of one plan: what each of two people changed stays, and only a cell that both changed needs a choice."""

from __future__ import annotations

import copy

from trainer.checker.plan import Goal, Plan, Step
from trainer.plans.together import put_together

BASE = Plan(
    language="en",
    goals=(
        Goal(id="g1", problem="No doctor", goal="A visit", steps=(Step(id="s1", text="Call"), Step(id="s2"))),
        Goal(id="g2", problem="No heat", steps=(Step(id="s3", text="Wood"),)),
    ),
).to_document()


def changed(**cells: str) -> dict:
    """The plan with other words: `g1_goal="…"` is a cell of a goal, `s1_text="…"` of a step."""
    document = copy.deepcopy(BASE)
    rows = {row["id"]: row for goal in document["goals"] for row in (goal, *goal["steps"])}
    for name, words in cells.items():
        id, _, cell = name.partition("_")
        rows[id][cell] = words
    return document


def row(document: dict, id: str) -> dict:
    return next(each for goal in document["goals"] for each in (goal, *goal["steps"]) if each["id"] == id)


def ids(document: dict) -> list[str]:
    return [each["id"] for goal in document["goals"] for each in (goal, *goal["steps"])]


def test_changes_in_different_cells_are_both_there() -> None:
    whole, clash = put_together(BASE, changed(g1_goal="Theirs"), changed(s1_text="Mine", g1_problem="Mine too"))
    assert not clash
    assert (row(whole, "g1")["goal"], row(whole, "g1")["problem"], row(whole, "s1")["text"]) == (
        "Theirs", "Mine too", "Mine"
    )  # fmt: skip


def test_the_same_cell_is_a_clash_and_keeps_ones_own_words_and_all_else_of_both() -> None:
    whole, clash = put_together(BASE, changed(g1_goal="Theirs", s3_text="Theirs"), changed(g1_goal="Mine"))
    assert clash and row(whole, "g1")["goal"] == "Mine" and row(whole, "s3")["text"] == "Theirs"


def test_the_same_words_twice_are_no_clash() -> None:
    assert put_together(BASE, changed(g1_goal="Same"), changed(g1_goal="Same"))[1] is False


def test_rows_that_either_added_stay_in_their_places() -> None:
    stored, mine = copy.deepcopy(BASE), copy.deepcopy(BASE)
    stored["goals"].insert(0, {**copy.deepcopy(BASE["goals"][0]), "id": "g9", "steps": []})
    mine["goals"][0]["steps"].append({**copy.deepcopy(BASE["goals"][0]["steps"][0]), "id": "s9", "text": "New"})
    whole, clash = put_together(BASE, stored, mine)
    assert not clash and ids(whole) == ["g9", "g1", "s1", "s2", "s9", "g2", "s3"]


def test_a_row_that_one_took_away_goes_unless_the_other_wrote_in_it() -> None:
    without = copy.deepcopy(BASE)
    del without["goals"][1]
    for stored, mine in ((without, changed(g1_goal="Mine")), (changed(g1_goal="Theirs"), without)):
        whole, clash = put_together(BASE, stored, mine)
        assert not clash and "g2" not in ids(whole)
    for stored, mine in ((without, changed(s3_text="Mine")), (changed(s3_text="Theirs"), without)):
        whole, clash = put_together(BASE, stored, mine)
        assert clash and "g2" in ids(whole)


def test_nothing_changed_is_what_is_stored() -> None:
    stored = changed(g1_goal="Theirs")
    assert put_together(BASE, stored, BASE) == (stored, False)
