"""What the tools of the trade say of the code: its form everywhere, its types where verdicts are made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


TOOLS = (("ruff", "check", "--no-cache", "trainer", "tests"), ("mypy", "--no-incremental"))


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool[0])
def test_a_tool_has_nothing_to_say(tool: tuple[str, ...]) -> None:
    said = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True)
    assert said.returncode == 0, said.stdout + said.stderr
