"""The catalogue of the drawings, read as it stands on disk."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from trainer.web.drawing import Words

FOLDER = Path(__file__).parents[2] / "trainer" / "web" / "words"


@cache
def words_in(language: str, area: str = "drawing") -> Words:
    """Gives sentences as the interface does; a missing key is an error of the test."""
    with (FOLDER / f"{area}.{language}.po").open("rb") as stream:
        sentences = {str(message.id): str(message.string) for message in read_po(stream) if message.id}

    def words(key: str, /, **values: object) -> str:
        sentence = sentences[key]
        return sentence % values if values else sentence

    return words
