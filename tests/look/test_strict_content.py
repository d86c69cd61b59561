"""Templates and style sheets hold nothing that the strict content policy would refuse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHEETS = sorted((ROOT / "static" / "css").rglob("*.css"))
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_REFUSED = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script without src": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(?!\s*</script>)", re.IGNORECASE),
    "a handler attribute": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[:\w-]*)\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}
# A JSON island is data, not a script: the policy lets it be.
_DATA = re.compile(r'<script type="application/json"[^>]*>.*?</script>', re.DOTALL)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_a_template_has_no_inline_script_or_style(template: Path) -> None:
    text = _DATA.sub("", _COMMENT.sub("", template.read_text(encoding="utf-8")))
    found = [what for what, pattern in _REFUSED.items() if pattern.search(text)]
    assert not found, f"{template.name} has {' and '.join(found)}"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_asks_only_this_server(sheet: Path) -> None:
    for address in re.findall(r"url\(([^)]*)\)", sheet.read_text(encoding="utf-8")):
        if address.startswith("#"):
            continue
        assert not address.startswith(("http", "//", "data:")), f"{sheet.name} asks {address}"
        assert (sheet.parent / address).resolve().is_file(), f"{sheet.name} names {address}, which is not there"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_brace_of_a_style_sheet_is_closed(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    assert text.count("{") == text.count("}")
