"""Which of the judging words found in a text judge somebody there.

A label ("drunkard") judges wherever the author writes it. A trait ("lazy") judges only a person: a lazy eye is a
diagnosis. What law or an institution is called ("criminal record", "Alcoholics Anonymous") is let be.
"""

# Lists of words stay on one line.
# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Mapping, Sequence

from trainer.checker.reading.tokens import Token
from trainer.checker.reading.values import Mark
from trainer.checker.values import Language

_LISTS = ("judgement", "judging_trait")
_PEOPLE = ("actor_internal", "actor_informal", "person_word")
# A trait stands this many words from the one whom it judges.
_NEAR = 4
# However many traits stand between.
_FURTHEST = 16
# What may follow a trait that is said of somebody ("is lazy and loud"): before any other word it is said of that word.
_FOLLOWS = {
    Language.EN: frozenset(
        "and or but who that which because so when with at in on to as by about towards toward since for of than again even the her his their he she they".split()
    ),
    Language.RU: frozenset(
        "и или но а да который которая которые что потому так когда с со в на к по о об от до у за из при не как чем без все всегда ни".split()
    ),
    Language.UK: frozenset(
        "і й та або але а який яка які що тому так коли з із зі в у на до по про від за при не як ніж без все завжди ні".split()
    ),
    Language.KK: frozenset("және мен бен пен әрі бірақ болып болған болғандықтан деп екен еді ғой".split()),
}
_ARE = frozenset("are is were was have has had need can cannot will must should do live get".split())
# "Feels useless", "считает себя обузой": the person speaks of himself, and the author only tells it.
_FEELS = {
    Language.EN: ("feel", "felt", "afraid", "fear", "worr", "asham"),
    Language.RU: ("чувству", "считает", "считают", "боит", "стыд"),
    Language.UK: ("почува", "відчува", "вважа", "бої", "боя", "соромит"),
    Language.KK: ("сезін", "санайды", "санап", "қорқады", "ұялады"),
}
_FELT_WITHIN = 5
_BEFORE = frozenset("to of from with for about at by к от для с со у про о об на до від з із зі щодо".split())
_OF_WHOM = frozenset("the a her his their my our".split())
_AGES = frozenset(
    "old young elder little teenage middle-aged старый старая молодой молодая стара молода старий молодий жас кәрі".split()
)


def settled(marks: Sequence[Mark], tokens: Sequence[Token], language: Language) -> tuple[Mark, ...]:
    """The marks of a text, a trait among its judging words where it is said of a person, official terms left out."""
    if not any(mark.list in _LISTS for mark in marks):
        return tuple(mark for mark in marks if mark.list != "official_term")
    place = {token.start: number for number, token in enumerate(tokens)}
    official = {
        tokens[number].start
        for mark in marks
        if mark.list == "official_term"
        for number in range(place[mark.span.start], _end_of(mark, tokens, place))
    }
    judged = _Judged(marks, tokens, language)
    found = []
    for mark in marks:
        if mark.list == "official_term":
            continue
        if mark.list in _LISTS and not official.isdisjoint(
            tokens[number].start for number in range(place[mark.span.start], _end_of(mark, tokens, place))
        ):
            continue
        if mark.list == "judgement" and judged.only_a_quality(mark) or mark.list in _LISTS and judged.felt(mark):
            continue
        if mark.list != "judging_trait":
            found.append(mark)
        elif judged.somebody(mark):
            found.append(mark._replace(list="judgement"))
    return tuple(found)


def _is_adverb(word: str) -> bool:
    """ "Трудно", "тяжче"; but "трудные" are people."""
    return word.endswith(("о", "е")) and not word.endswith(("ые", "ие"))


def _end_of(mark: Mark, tokens: Sequence[Token], place: Mapping[int, int]) -> int:
    """The number of the token after the mark's last."""
    last = place[mark.span.start]
    while last < len(tokens) and tokens[last].start < mark.span.end:
        last += 1
    return last


class _Judged:
    """Where people stand in a text, and which traits are said of them."""

    def __init__(self, marks: Sequence[Mark], tokens: Sequence[Token], language: Language) -> None:
        self._tokens = tokens
        self._language = language
        self._place = {token.start: place for place, token in enumerate(tokens)}
        # "The landlord's letter was rude" says nothing of the landlord.
        self._people = {
            self._place[mark.span.start]
            for mark in marks
            if mark.list in _PEOPLE and not tokens[self._place[mark.span.start]].key.endswith("'s")
        }
        # A name inside a sentence: "her son Rustam is lazy".
        self._people |= {
            place
            for place, token in enumerate(tokens)
            if token.capital and not token.quoted and place and tokens[place - 1].kind in ("word", "number")
        }
        self._traits = {self._place[mark.span.start] for mark in marks if mark.list in _LISTS}

    def somebody(self, mark: Mark) -> bool:
        """Whether a trait is said of a person."""
        first, last = self._range(mark)
        word = self._tokens[last - 1].key
        # "Ей трудно", "йому важко": what is hard for somebody is no trait.
        if self._language in (Language.RU, Language.UK) and last - first == 1 and _is_adverb(word):
            return False
        return self._before_a_person(last) or self._said_of_one_before(first, last)

    def only_a_quality(self, mark: Mark) -> bool:
        """ "The poor light", where "the poor" would be people."""
        if self._language is not Language.EN or not mark.lemma.startswith("the "):
            return False
        _, last = self._range(mark)
        return not self._free(last) and self._tokens[last].key not in _ARE

    def felt(self, mark: Mark) -> bool:
        """Whether the person feels or fears it about himself."""
        first, last = self._range(mark)
        kazakh = self._language is Language.KK
        around = (
            self._tokens[last : last + _FELT_WITHIN] if kazakh else self._tokens[max(0, first - _FELT_WITHIN) : first]
        )
        return any(token.key.startswith(_FEELS[self._language]) for token in around)

    def _range(self, mark: Mark) -> tuple[int, int]:
        return self._place[mark.span.start], _end_of(mark, self._tokens, self._place)

    def _free(self, last: int) -> bool:
        """Whether no word follows of which the trait would be said."""
        after = self._tokens[last] if last < len(self._tokens) else None
        return after is None or after.kind != "word" or after.key in _FOLLOWS[self._language] or last in self._traits

    def _before_a_person(self, last: int) -> bool:
        """ "a lazy man", "ленивый и злой отец": the person follows, with another trait between at most."""
        place = last
        while place < len(self._tokens) and place < last + 4:
            if place in self._people and self._tokens[place].key not in _FOLLOWS[self._language]:
                return place == last or self._only_traits(last, place)
            place += 1
        return False

    def _only_traits(self, begin: int, end: int) -> bool:
        """ "lazy old man", "rude and spoilt boy"; but "the letter was rude, and Irene cried"."""
        between = [place for place in range(begin, end) if place not in self._traits]
        words = [self._tokens[place].key for place in between]
        if len(between) == end - begin:
            return all(word in _AGES for word in words)
        return all(word in _FOLLOWS[self._language] or word in _AGES or word == "," for word in words)

    def _only_mentioned(self, place: int) -> bool:
        """ "The letter to her son was rude": the preposition makes another thing the one spoken of."""
        before = [token.key for token in self._tokens[max(0, place - 2) : place]]
        return bool(before) and (before[-1] in _BEFORE or before[-1] in _OF_WHOM and before[0] in _BEFORE)

    def _said_of_one_before(self, first: int, last: int) -> bool:
        if not self._free(last):
            return False
        words = 0
        for place in range(first - 1, max(-1, first - _FURTHEST), -1):
            token = self._tokens[place]
            if token.key in ".;!?" or token.kind == "line":
                return False
            if place in self._people and not self._only_mentioned(place):
                return True
            # A trait said beside another is said of the same person.
            words += token.kind == "word" and place not in self._traits
            if words > _NEAR:
                return False
        return False
