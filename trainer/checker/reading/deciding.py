"""Verbs that are vague by themselves and plain with what is decided: "вирішує, кому подзвонити" is a choice."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.checker.reading.tokens import Token
from trainer.checker.reading.values import Mark

_DECIDES = frozenset("решать решить вирішувати вирішити".split())
_WHAT = frozenset(
    "кто кого кому кем что чего чему где куда когда как какой какая какое какие какую сколько ли "
    "хто ким чого де куди коли як який яка яке які яку скільки чи що".split()
)


def without_decisions(marks: Sequence[Mark], tokens: Sequence[Token]) -> tuple[Mark, ...]:
    """The marks without the vague verbs that are told what is decided."""
    if not any(mark.list == "vague_verb" and mark.lemma in _DECIDES for mark in marks):
        return tuple(marks)
    return tuple(
        mark
        for mark in marks
        if mark.list != "vague_verb" or mark.lemma not in _DECIDES or not _is_told_what(mark, tokens)
    )


def _is_told_what(mark: Mark, tokens: Sequence[Token]) -> bool:
    after = [token.key for token in tokens if token.start >= mark.span.end][:5]
    return any(before == "," and word in _WHAT for before, word in zip(after, after[1:], strict=False))
