"""What others made is served exactly as they made it, and the list beside it says what it is."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "static" / "vendor", ROOT / "tests" / "browser" / "vendor")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_vendored_file_is_listed_and_unchanged(folder: Path) -> None:
    parts = tomllib.loads((folder / "VENDOR.toml").read_text(encoding="utf-8"))["part"]
    listed = {name: digest for part in parts for name, digest in part["files"].items()}
    present = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "VENDOR.toml"
    }
    assert present == listed


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_vendored_part_names_its_version_licence_and_source(folder: Path) -> None:
    for part in tomllib.loads((folder / "VENDOR.toml").read_text(encoding="utf-8"))["part"]:
        assert part["version"] and part["licence"] and part["source"]
        assert any("LICENSE" in name for name in part["files"]), f"{part['name']} comes without its licence"
