"""A unit as its readers found it, before it gets its labels: words, marks, people, times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from trainer.checker.reading.tokens import Token
from trainer.checker.reading.values import Actor, Mark, Span, TimeExpression, TimeKind
from trainer.checker.values import Language

VERB_LISTS = ("service_verb", "receive_verb", "access_verb", "comply_verb", "use_verb")


@dataclass
class Unit:
    """What the readers of a unit found, before it gets its labels."""

    text: str
    language: Language
    tokens: Sequence[Token]
    marks: Sequence[Mark]
    actors: Sequence[Actor]
    responsible: Sequence[Actor]
    times: Sequence[TimeExpression]
    shared: bool = False
    evidence: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    words: list[Token] = field(init=False)
    head: Mark | None = field(init=False)
    doer: Actor | None = field(init=False)

    def __post_init__(self) -> None:
        self.words = [token for token in self.tokens if token.kind == "word"]
        self.head = self._head()
        self.doer = next((actor for actor in self.actors if actor.subject and actor.resource is not None), None)

    def first(self, *lists: str) -> Mark | None:
        """The first mark that stands in one of these lists."""
        for mark in self.marks:
            if mark.list in lists:
                return mark
        return None

    def all(self, *lists: str) -> list[Mark]:
        return [mark for mark in self.marks if mark.list in lists]

    def known(self) -> set[int]:
        """Where the words begin that a list or a case knows."""
        return {mark.span.start for mark in self.marks} | {actor.span.start for actor in self.actors if actor.span}

    def _head(self) -> Mark | None:
        verbs = self.all(*VERB_LISTS)
        if not verbs:
            return None
        if self.language is Language.KK:
            return max(
                verbs, key=lambda mark: (mark.span.end, mark.span.end - mark.span.start, -VERB_LISTS.index(mark.list))
            )
        return min(
            verbs, key=lambda mark: (mark.span.start, mark.span.start - mark.span.end, VERB_LISTS.index(mark.list))
        )

    def show(self, label: str, *marks: Mark | Actor | TimeExpression | None) -> None:
        """Keep the words that decided a label."""
        spans = tuple(mark.span for mark in marks if mark is not None and mark.span is not None)
        if spans:
            self.evidence[label] = spans


def head_verb(unit: Unit) -> Mark | None:
    """The act that the unit is about: the first verb, in Kazakh the last; where lists share a place, the longest."""
    return unit.head


def subject(unit: Unit) -> Actor | None:
    """The one who acts, where the grammar of the sentence shows it."""
    return unit.doer


def has_number(unit: Unit) -> bool:
    """Whether something is counted: a number, or how often."""
    return any(token.kind == "number" for token in unit.tokens) or any(
        item.kind is TimeKind.FREQUENCY for item in unit.times
    )
