"""Words that quote somebody stand in a question with inner marks, and are not quoted a second time."""

from __future__ import annotations

import pytest

from trainer.checker import handbook
from trainer.checker.quotation import repeats
from trainer.checker.report import Finding, Place

SAID = {
    "en": ("“I want calm,” says the mother", "“‘I want calm,’ says the mother”"),
    "ru": ("«Хочу покоя», — говорит мать", "«„Хочу покоя“, — говорит мать»"),
    "uk": ("«Хочу спокою», — каже мати", "«„Хочу спокою“, — каже мати»"),
    "kk": ("«Тыныштық керек», — дейді анасы", "«„Тыныштық керек“, — дейді анасы»"),
}


@pytest.mark.parametrize("language", SAID)
def test_marks_within_marks_are_the_inner_ones(language: str) -> None:
    words, quoted = SAID[language]
    finding = Finding(
        key="k", rule="goal-without-deadline", criterion="time", severity="must", path="goals[0].goal",
        at=Place(goal="g1", cell="goal"), quote=words,
    )  # fmt: skip
    message = handbook.say(finding, language).message
    assert quoted in message
    assert repeats(message, words)
