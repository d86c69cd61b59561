"""The two commands of the README: what happens before anything is installed, and when something is in the way."""

from __future__ import annotations

import ast
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from tests.conftest import settings_in
from trainer import __main__ as bootstrap
from trainer.cli.demo import demo
from trainer.db import Database
from trainer.models import Assignment

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["__init__.py", "__main__.py", "one_at_a_time.py"])
def test_an_old_python_can_read_what_tells_it_that_it_is_too_old(name: str) -> None:
    text = (ROOT / "trainer" / name).read_text("utf-8")
    ast.parse(text, feature_version=(3, 7))
    assert "\nfrom __future__ import annotations" not in text, "Python 3.6 stops at this line"


def test_an_old_python_gets_a_sentence(monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 10))
    with pytest.raises(SystemExit) as stopped:
        bootstrap.main()
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("The trainer needs Python 3.11 or newer; this is 3.8.")


def test_one_start_sets_up_while_the_other_waits(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(bootstrap, "VENV", str(tmp_path / ".venv"))
    other = subprocess.Popen(
        [sys.executable, "-c", "import sys, time; from trainer import __main__ as b; b.VENV = sys.argv[1]\n"
         "with b.own_turn(): print('mine', flush=True); time.sleep(1.5)", str(tmp_path / ".venv")],
        stdout=subprocess.PIPE, cwd=ROOT, text=True,
    )  # fmt: skip
    assert other.stdout.readline() == "mine\n"
    begun = time.monotonic()
    with bootstrap.own_turn():
        assert time.monotonic() - begun > 0.5
    assert "Another start is setting up" in capsys.readouterr().out
    assert other.wait(10) == 0


def test_a_half_made_environment_is_made_anew(tmp_path: Path, monkeypatch) -> None:
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\necho No module named pip >&2; exit 1\n")
    python.chmod(0o755)
    done: list[str] = []
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: None)
    monkeypatch.setattr(bootstrap, "make_venv", lambda _uv: done.append("made anew"))
    monkeypatch.setattr(bootstrap, "stop", lambda sentence: done.append(sentence))
    monkeypatch.setattr(bootstrap, "VENV", str(tmp_path))
    bootstrap.install(str(python), ["requirements.txt"])
    assert done[0] == "made anew"


def asked(folder: Path, *words: str):
    return CliRunner().invoke(demo, [*words], env={"TRAINER_VAR": str(folder)})


def test_a_second_demonstration_on_the_same_data_is_refused_before_it_promises_an_address(tmp_path: Path) -> None:
    first = Database(settings_in(tmp_path).database_url)
    first.claim()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    result = asked(tmp_path, "--port", str(free))
    first.close()
    assert result.exit_code != 0 and "Another trainer already serves" in result.output
    assert "http://" not in result.output and "password" not in result.output


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = asked(tmp_path, "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 2 and "is taken" in result.output and "http://" not in result.output


@pytest.mark.skipif(os.name == "nt", reason="a folder is closed in another way there")
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    command = [sys.executable, "-m", "trainer", "demo", "--port", "8992"]
    env = {**os.environ, "TRAINER_VAR": str(tmp_path / "file" / "var"), "PYTHONPATH": str(ROOT), "TRAINER_NO_VENV": "1"}
    result = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert result.returncode == 2 and result.stderr.count("\n") == 1
    assert "cannot be written" in result.stderr and "TRAINER_VAR" in result.stderr


def test_the_demonstration_is_due_at_six_in_the_evening_of_its_course(app) -> None:
    with app.extensions["trainer"].database.read() as db:
        assignment = db.scalars(select(Assignment)).one()
        due = assignment.due_at.astimezone(ZoneInfo(assignment.course.timezone))
    assert (due.hour, due.minute, due.second) == (18, 0, 0)
