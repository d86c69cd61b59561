"""The import arrows of the house: who may know whom."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "trainer"
CAPABILITIES = {
    "accounts", "courses", "practice", "plans", "marking", "peers", "overview", "reports", "authoring", "notices",
}  # fmt: skip
MAY_KNOW = {
    "checker": set(),
    "bank": {"checker"},
    "documents": {"checker"},
    "models": {"checker"},
    "db": {"models"},
    "web": {"models", "db", "checker", "bank", "documents", "settings", "errors"},
    **{name: {"models", "web", "checker", "bank", "documents", "errors"} for name in CAPABILITIES},
}
CLOSED = {
    "checker": {"flask", "sqlalchemy", "wtforms"},
    "bank": {"flask", "sqlalchemy", "wtforms"},
    "documents": {"flask", "sqlalchemy", "wtforms"},
}


def imports_of(path: Path) -> set[str]:
    """The dotted names that a module imports, inside functions too; imports for type checking alone count as well."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return names


@pytest.mark.parametrize("room", sorted(MAY_KNOW))
def test_a_room_imports_only_what_the_house_allows(room: str) -> None:
    wrong = []
    for path in sorted((ROOT / room).rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for name in imports_of(path):
            first, _, rest = name.partition(".")
            other = rest.partition(".")[0]
            if first in CLOSED.get(room, set()):
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
            if first == "trainer" and other and (ROOT / other).exists() and other not in MAY_KNOW[room] | {room}:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert not wrong
