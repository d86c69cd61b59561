"""The catalogues: every key that is used has a sentence in four languages, and none is left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "trainer" / "web" / "words"
AREAS = sorted({path.name.split(".")[0] for path in WORDS.glob("*.po")})
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def catalogue(area: str, language: str) -> dict[str, tuple[str, ...]]:
    """The sentences of one file by key, plural forms together."""
    with (WORDS / f"{area}.{language}.po").open("rb") as file:
        read = read_po(file, locale=language)
    sentences = {}
    for message in read:
        if message.id:
            key = message.id[0] if isinstance(message.id, tuple) else message.id
            sentences[key] = tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string,)
    return sentences


@pytest.mark.parametrize("language", ["ru", "uk", "kk"])
@pytest.mark.parametrize("area", AREAS)
def test_every_sentence_stands_in_each_language_with_the_same_gaps(area: str, language: str) -> None:
    english, other = catalogue(area, "en"), catalogue(area, language)
    assert set(english) == set(other)
    assert not [key for key, forms in other.items() if not all(form.strip() for form in forms)]
    for key, forms in other.items():
        wanted = set(PLACEHOLDER.findall(" ".join(english[key])))
        assert set(PLACEHOLDER.findall(" ".join(forms))) == wanted or len(forms) > 1, key


def sources() -> str:
    """All the code, templates and scripts in which a key may be used."""
    files = [*ROOT.glob("trainer/**/*.py"), *ROOT.glob("templates/**/*.html")]
    return "\n".join(path.read_text("utf-8") for path in files)


@pytest.mark.parametrize("area", AREAS)
def test_no_sentence_is_left_over(area: str) -> None:
    text = sources()
    families = set(re.findall(r"""["']([a-z_]+\.(?:[a-z_]+[._])*)["']\s*(?:~|\+)""", text)) | set(
        re.findall(r'f"([a-z_]+\.[a-z_.]*)\{', text)
    )
    # The title of an error is found by its sentence: `trainer/errors.py`.
    sentences = ((key, key.removesuffix("_title")) for key in catalogue(area, "en"))
    unused = [key for key, stem in sentences if not any(f"{q}{one}{q}" in text for q in "'\"" for one in (key, stem))]
    assert not [key for key in unused if not any(key.startswith(family) for family in families if "." in family)]


def test_every_key_in_use_has_a_sentence() -> None:
    known = {key for area in AREAS for key in catalogue(area, "en")}
    used = set(
        re.findall(
            r"""(?:\b_|lazy|ngettext|NotFound|NotAllowed|Conflict|Invalid|TooLarge)\(\s*["']([a-z_]+\.[a-z0-9_.]+[a-z0-9])["']""",
            sources(),
        )
    )
    assert used - known == set()


# An ending follows the sound of the number, which no catalogue knows: 14:30-да, 14:32-де.
KAZAKH_ENDING = re.compile(r"(?:%\(\w+\)s|\{\w+\})-?(?:[дт][еа]н?|[гқғк][еа]|[дтн][іы]ң?|[іы])(?!\w)")


def texts(language: str) -> str:
    """All that a reader of this language is told, catalogues and pages of the rules."""
    pages = [page.read_text("utf-8") for page in ROOT.glob("trainer/checker/rules/*.md")]
    sections = [text.partition(f"\n## {language}\n")[2].partition("\n## ")[0] for text in pages]
    return "\n".join([*sections, *(path.read_text("utf-8") for path in sorted(WORDS.glob(f"*.{language}.po")))])


def test_no_kazakh_ending_hangs_on_a_number() -> None:
    assert KAZAKH_ENDING.search("%(time)s-де оқылды") and not KAZAKH_ENDING.search("%(number)s-мақсат")
    assert KAZAKH_ENDING.findall(texts("kk")) == []


def test_the_ukrainian_apostrophe_is_the_typographic_one() -> None:
    assert re.findall(r"[а-щьюяґєії]'[а-щьюяґєії]", texts("uk")) == []


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_no_word_guesses_the_sex_of_its_reader(language: str) -> None:
    assert re.findall(r"\w+\(-?(?:а|ла|ла́|ця|ка)\)", texts(language)) == []
