"""The tokens of light and dark keep the contrast that WCAG 2.2 AA asks for, with the margin the palette promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SHEET = (Path(__file__).resolve().parents[2] / "static" / "css" / "site.css").read_text(encoding="utf-8")
TEXTS = ("ink", "ink-2", "ink-3", "accent", "accent-deep", "must", "should", "consider", "praise", "home")
TINTED = ("must", "should", "consider", "praise", "accent")
LEVELS = (("ink", "lv0"), ("ink", "lv1"), ("on-lv2", "lv2"), ("on-lv3", "lv3"))


def tokens(theme: str) -> dict[str, str]:
    """The colours of one theme, by name."""
    block = re.search(rf"\[data-theme={theme}\] \{{(.*?)\n\}}", SHEET, re.DOTALL)
    assert block, f"site.css has no block for {theme}"
    return dict(re.findall(r"--([\w-]+): (#[0-9A-Fa-f]{6})", block[1]))


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_on_every_ground(theme: str) -> None:
    colours = tokens(theme)
    low = {
        (text, ground): round(contrast(colours[text], colours[ground]), 2)
        for text in TEXTS
        for ground in ("paper", "sheet")
        if contrast(colours[text], colours[ground]) < 5
    }
    assert not low
    assert contrast(colours["ink-3"], colours["sunken"]) >= 4.5
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_tint_carries_its_own_colour_as_text(theme: str) -> None:
    colours = tokens(theme)
    assert all(contrast(colours[name], colours[f"{name}-tint"]) >= 6 for name in TINTED)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_edge_of_a_control_can_be_seen(theme: str) -> None:
    colours = tokens(theme)
    assert all(contrast(colours["edge"], colours[ground]) >= 3 for ground in ("paper", "sheet"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_digit_of_a_level_can_be_read_on_its_tone(theme: str) -> None:
    colours = tokens(theme)
    assert all(contrast(colours[text], colours[tone]) >= 4.5 for text, tone in LEVELS)


def test_both_themes_name_the_same_tokens() -> None:
    assert tokens("light").keys() == tokens("dark").keys()
