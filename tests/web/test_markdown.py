"""Markdown that people write becomes safe HTML that a screen reader can follow."""

from __future__ import annotations

import pytest

from trainer.web.markdown import to_html


@pytest.mark.parametrize(
    "text, inside, outside",
    [
        ("# Title", "<h2>Title</h2>", "<h1>"),
        ("| | |\n|---|---|\n| a | b |", "<td>a</td>", "<th"),
        ("| | n |\n|---|---|\n| a | b |", "<th>n</th>", "<th></th>"),
        ("A sentence:\n- one\n- two", "<li>two</li>", "- two"),
        ("<script>alert(1)</script> **x**", "<strong>x</strong>", "script"),
        ("[x](javascript:alert(1))", "x", "javascript"),
    ],
)
def test_what_is_written_is_shown_safely(text: str, inside: str, outside: str) -> None:
    html = to_html(text)
    assert inside in html and outside not in html


def test_thousands_of_brackets_are_no_burden() -> None:
    assert len(to_html("[" * 40_000)) < 10_000
