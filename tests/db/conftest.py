"""The application on each of both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Browser, stocked_copy
from trainer import create_app


@pytest.fixture(params=["sqlite", "postgresql"])
def anybody(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Browser]]:
    """Make signed-in browsers on an application with demonstration data, on each database."""
    with stocked_copy(request, tmp_path) as settings:
        app = create_app(settings)
        app.testing = True
        yield lambda email: Browser(app.test_client()).sign_in(email)
        app.extensions["trainer"].database.close()
