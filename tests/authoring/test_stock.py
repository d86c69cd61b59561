"""The bank's folders come into the database at start: each version once, and a broken folder holds up no other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW
from trainer.authoring.stock import stock_bank
from trainer.bank.places import case_root
from trainer.models import CaseVersion, Institution


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A further bank with a new version of a case, and a case that nobody can read."""
    for name in ("samira", "night-bus"):
        shutil.copytree(case_root() / name, tmp_path / "bank" / "cases" / name)
    case = tmp_path / "bank" / "cases" / "samira" / "case.yaml"
    case.write_text(case.read_text("utf-8").replace("version: 1.0.0", "version: 9.0.0"), "utf-8")
    (tmp_path / "bank" / "cases" / "night-bus" / "case.yaml").write_text("id: night-bus\nid: night-bus\n", "utf-8")
    return tmp_path / "bank"


def test_a_broken_folder_is_named_with_its_line_and_the_others_come_in(app: Flask, bank: Path) -> None:
    database = app.extensions["trainer"].database
    with database.write() as db:
        into = db.scalars(select(Institution)).one()
        left = stock_bank(db, bank, into=into, now=NOW)
    assert [each.folder.name for each in left] == ["night-bus"] and "night-bus/case.yaml:2" in str(left[0])
    with database.read() as db:
        stored = select(CaseVersion.version).where(CaseVersion.slug == "samira").order_by(CaseVersion.id)
        assert list(db.scalars(stored))[-1] == "9.0.0"


def test_what_is_there_is_not_brought_in_twice(app: Flask, bank: Path) -> None:
    database = app.extensions["trainer"].database
    for _ in range(2):
        with database.write() as db:
            stock_bank(db, bank, into=db.scalars(select(Institution)).one(), now=NOW)
    with database.read() as db:
        stored = select(CaseVersion.id).where(CaseVersion.slug == "samira", CaseVersion.version == "9.0.0")
        assert len(list(db.scalars(stored))) == 1
