"""The cast of the tests and the places they work in: real databases and a real application."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from trainer import create_app
from trainer.cli.demo import prepare
from trainer.cli.demonstration import PASSWORD
from trainer.cli.temporary_postgresql import programs, temporary_database, temporary_server
from trainer.settings import Settings

# How fast examples come says how busy the machine is, not whether the product keeps its promises.
hypothesis_settings.register_profile("trainer", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("trainer")
NOW = dt.datetime(2026, 9, 1, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, in a temporary folder, not run as root."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed here (Debian: apt install postgresql); CI has it")
    with temporary_server(found, options="-c fsync=off") as url:
        yield url


def settings_in(folder: Path, url: str = "") -> Settings:
    """Settings for one test place, without limits on how often one may try."""
    env = {"TRAINER_VAR": str(folder), "TRAINER_LIMITS": "no", "TRAINER_SECRET_KEY": "only-for-tests"}
    return Settings.from_env(env | ({"TRAINER_DATABASE_URL": url} if url else {}))


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demonstration data, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("stocked")
    prepare(settings_in(folder))
    return folder / "trainer.db"


@pytest.fixture(scope="session")
def stocked_postgresql(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL database with the demonstration data, made once; nobody connects to it."""
    with temporary_database(postgresql) as url:
        prepare(settings_in(tmp_path_factory.mktemp("stocked-postgresql"), url))
        yield url


@contextmanager
def stocked_copy(request: pytest.FixtureRequest, folder: Path) -> Iterator[Settings]:
    """Settings with a copy of the demonstration data on the database that the fixture's parameter names."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("stocked"), folder / "trainer.db")
        yield settings_in(folder)
        return
    server, stock = (request.getfixturevalue(name) for name in ("postgresql", "stocked_postgresql"))
    with temporary_database(server, like=stock) as url:
        yield settings_in(folder, url)


@pytest.fixture
def app(stocked: Path, tmp_path: Path) -> Iterator[Flask]:
    """The application on its own copy of the demonstration data (SQLite)."""
    shutil.copy(stocked, tmp_path / "trainer.db")
    application = create_app(dataclasses.replace(settings_in(tmp_path)))
    application.testing = True
    # Every test posts through the same protection as a browser; `post` below fetches the token.
    yield application
    application.extensions["trainer"].database.close()


class Browser:
    """A test client that behaves as a browser does: it keeps cookies and sends the token of the page."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.token = ""

    def get(self, path: str, **kwargs):
        """Open a page and remember its token."""
        answer = self.client.get(path, **kwargs)
        html = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        found = re.search(r'name="csrf-token" content="([^"]+)"', html)
        if found:
            self.token = found.group(1)
        return answer

    def post(self, path: str, data: dict | None = None, **kwargs):
        """Send a form with the token."""
        if not self.token:
            self.get("/sign-in")
        return self.client.post(path, data={"csrf_token": self.token, **(data or {})}, **kwargs)

    def put(self, path: str, json: dict):
        """Send JSON with the token, as our scripts do."""
        return self.client.put(path, json=json, headers={"X-CSRFToken": self.token, "Accept": "application/json"})

    def sign_in(self, email: str) -> Browser:
        """Sign in with the demonstration password."""
        self.get("/sign-in")
        answer = self.post("/sign-in", {"email": email, "password": PASSWORD})
        assert answer.status_code == 302, answer.get_data(as_text=True)[:500]
        self.get("/home")
        return self


@pytest.fixture
def browser(app: Flask):
    """Make a fresh browser: `browser()` for a stranger, `browser("daniyar@example.org")` signed in."""

    def make(email: str | None = None) -> Browser:
        made = Browser(app.test_client())
        return made.sign_in(email) if email else made

    return make
