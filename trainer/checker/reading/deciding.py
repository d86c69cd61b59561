"""Verbs that say less or other than they do elsewhere: what is decided, and what only tells which thing is meant.

"Вирішує, кому подзвонити" is a choice and nothing vague; "the numbers he rings" names numbers, and nobody rings yet.
"""

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
    place = {token.start: number for number, token in enumerate(tokens)}
    return tuple(
        mark
        for mark in marks
        if mark.list != "vague_verb"
        or mark.lemma not in _DECIDES
        or not _is_told_what(tokens[place[mark.span.start] + 1 : place[mark.span.start] + 6])
    )


def _is_told_what(following: Sequence[Token]) -> bool:
    after = [token.key for token in following]
    return any(before == "," and word in _WHAT for before, word in zip(after, after[1:], strict=False))


_WHO = frozenset("i he she they we who that which".split())
_VERBS = ("service_verb", "receive_verb", "access_verb", "comply_verb", "use_verb")


def without_nouns(marks: Sequence[Mark], tokens: Sequence[Token]) -> tuple[Mark, ...]:
    """The marks of an English text without verbs that are none there: "the numbers he rings", "three signs"."""
    if not any(mark.list in _VERBS for mark in marks):
        return tuple(marks)
    place = {token.start: number for number, token in enumerate(tokens)}
    return tuple(mark for mark in marks if mark.list not in _VERBS or not _is_no_act(place[mark.span.start], tokens))


def _is_no_act(place: int, tokens: Sequence[Token]) -> bool:
    if place and tokens[place - 1].key in _COUNTS and tokens[place].key.endswith("s"):
        return True
    if place < 4 or tokens[place - 1].key not in _WHO:
        return False
    noun, before = tokens[place - 2], tokens[place - 3]
    return noun.kind == "word" and len(noun.key) > 3 and before.key in _TELLS_WHICH


_COUNTS = frozenset("two three four five six seven eight nine ten several few many both".split())
_TELLS_WHICH = frozenset("the a an two three four five her his their own these those".split())
