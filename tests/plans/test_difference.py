"""What a reader is told of the change between two attempts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.checker.plan import Goal, Plan, Step
from trainer.web.changed_words import pieces
from trainer.web.difference import changes


def document(*goals: Goal) -> dict:
    return Plan(language="en", goals=goals).to_document()


ONE = Goal(id="g1", goal="Eat well", steps=(Step(id="s1", text="Cook soup"), Step(id="s2", text="Sow seeds")))


def test_equal_plans_have_no_difference() -> None:
    assert changes(document(ONE), document(ONE)) == []


def test_moving_a_step_is_no_change_of_its_words() -> None:
    moved = ONE.model_copy(update={"steps": ONE.steps[::-1]})
    assert changes(document(ONE), document(moved)) == []


def test_a_changed_word_is_shown_within_its_cell() -> None:
    new = ONE.model_copy(update={"goal": "Eat well every day"})
    (row,) = changes(document(ONE), document(new))
    assert row.kind == "changed" and row.cells[0].pieces == (("same", "Eat well"), ("new", " every day"))


@pytest.mark.parametrize("old, new, kind", [((), (ONE,), "added"), ((ONE,), (), "removed")])
def test_rows_that_come_and_go_are_told(old: tuple, new: tuple, kind: str) -> None:
    assert {row.kind for row in changes(document(*old), document(*new))} == {kind}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(max_size=80), st.text(max_size=80))
def test_the_pieces_hold_both_texts(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(words for kind, words in found if kind != "new") == old
    assert "".join(words for kind, words in found if kind != "old") == new
