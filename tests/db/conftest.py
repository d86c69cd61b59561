"""The application on each of both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.conftest import Browser, settings_in
from trainer import create_app
from trainer.cli.demo import prepare
from trainer.db import Database


@pytest.fixture(params=["sqlite", "postgresql"])
def anybody(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Browser]]:
    """Make signed-in browsers on an application with demonstration data, on each database."""
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    settings = settings_in(tmp_path, url)
    if url:
        database = Database(url)
        with database.writer.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        database.close()
    prepare(settings)
    app = create_app(settings)
    app.testing = True
    yield lambda email: Browser(app.test_client()).sign_in(email)
    app.extensions["trainer"].database.close()
