"""Every case in its own words: no two cases of the bank share a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trainer.bank.cases import find_cases
from trainer.bank.places import case_root

# Shorter ones are what everybody says: "She does not know."
LEAST_WORDS = 5
ENDS = re.compile(r"(?<=[.!?…])[»”\"]?\s+|\n+")
MARKS = re.compile(r"^\s*(?:- \[\w+\]|#+|[-*|>])\s*")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text as they are compared: words alone, in small letters."""
    for part in ENDS.split(text):
        words = re.findall(r"\w[\w’'-]*", MARKS.sub("", part).casefold())
        if len(words) >= LEAST_WORDS:
            yield " ".join(words)


def test_no_two_cases_share_a_sentence() -> None:
    told: dict[str, set[str]] = {}
    for folder in find_cases(case_root()):
        for path in sorted([*folder.glob("text/*.md"), *folder.glob("exhibits/*.md"), *folder.glob("instructor/*.md")]):
            for sentence in sentences(path.read_text("utf-8")):
                told.setdefault(sentence, set()).add(f"{folder.name} ({path.name})")
    assert len(told) > 5_000
    shared = {
        sentence: sorted(places)
        for sentence, places in told.items()
        if len({place.partition(" ")[0] for place in places}) > 1
    }
    assert shared == {}
