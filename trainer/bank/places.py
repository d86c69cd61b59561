"""Where the bank lies: beside the package in a clone, inside it in an installed copy."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def casebank_root() -> Path:
    """The folder with `cases/`, `rubrics/`, `pathways/`, `vocabulary/` and `taxonomy.yaml`."""
    packaged = PACKAGE / "_data" / "casebank"
    return packaged if packaged.is_dir() else PACKAGE.parent / "casebank"


def case_root() -> Path:
    """The folder of the packaged cases."""
    return casebank_root() / "cases"


def templates_root() -> Path:
    """The folder of the page templates."""
    return _beside("templates")


def static_root() -> Path:
    """The folder of what browsers load as it is."""
    return _beside("static")


def _beside(name: str) -> Path:
    packaged = PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else PACKAGE.parent / name
