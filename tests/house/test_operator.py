"""Who runs the product gets a sentence for each mistake, never a traceback and never a secret."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import settings_in
from trainer.cli.user import user
from trainer.db import Database
from trainer.db.migrate import upgrade


def add(folder: Path, **changed: str):
    words = {"email": "me@example.org", "name": "Olena Koval", "password": "long enough"} | changed
    options = [part for name, value in words.items() for part in (f"--{name}", value)]
    return CliRunner().invoke(user, ["add", *options], env={"TRAINER_VAR": str(folder)})


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a migrated, empty database."""
    database = Database(settings_in(tmp_path).database_url)
    upgrade(database)
    database.close()
    return tmp_path


def test_an_address_that_is_taken_is_one_sentence_without_a_secret(place: Path) -> None:
    assert add(place).exit_code == 0
    again = add(place, email="ME@example.org ")
    assert again.exit_code == 1
    assert again.output.strip() == "Error: me@example.org is taken: somebody signs in with it already."


@pytest.mark.parametrize("changed", [{"email": "no address"}, {"name": " "}, {"password": "short"}])
def test_what_the_web_form_refuses_the_command_refuses_too(place: Path, changed: dict[str, str]) -> None:
    answer = add(place, **changed)
    assert answer.exit_code == 2 and f"--{next(iter(changed))}" in answer.output


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql://trainer:s3cret@127.0.0.1:1/none", "cannot be used"),
        ("sqlite:///{folder}/no.db", "is not a database"),
        ("sqlite:///{folder}/new.db", "trainer db upgrade"),
        ("oracle://somewhere/x", "TRAINER_DATABASE_URL"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_sentence_without_its_password(
    tmp_path: Path, url: str, sentence: str
) -> None:
    (tmp_path / "no.db").write_text("this is no database\n" * 100, "utf-8")
    env = {**os.environ, "TRAINER_VAR": str(tmp_path), "TRAINER_DATABASE_URL": url.format(folder=tmp_path)}
    words = ["user", "add", "--email", "a@example.org", "--name", "A", "--password", "long enough"]
    answer = subprocess.run(
        [sys.executable, "-m", "trainer", *words], env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert answer.returncode == 2 and sentence in answer.stderr, answer.stderr
    assert "Traceback" not in answer.stderr and "s3cret" not in answer.stderr
