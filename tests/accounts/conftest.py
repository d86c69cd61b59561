"""The account tests borrow the people and the second course of the course tests."""

from __future__ import annotations

from tests.courses.conftest import add, course, other, rows

__all__ = ["add", "course", "other", "rows"]
