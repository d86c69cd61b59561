"""A course with everything in it goes out and comes in again as it was, on both databases."""

from __future__ import annotations

from collections.abc import Callable

from tests.conftest import Browser
from tests.courses.test_archive import brought_in, files_of, taken_out
from tests.courses.whole_course import LECTURER, fill


def test_out_and_in_again_gives_the_same_rows(anybody: Callable[[str], Browser]) -> None:
    app = anybody(LECTURER).client.application
    with app.extensions["trainer"].database.write() as db:
        course = fill(db).id
    first = taken_out(app, course)
    assert files_of(first) == files_of(taken_out(app, brought_in(app, first)))
