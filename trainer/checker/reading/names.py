"""Names in a text: which known name a word is a form of, and which names nobody in the case bears.

A name is compared by its stem and the case endings of the language, never by a dictionary: "Самиры" is Самира,
"Сабины" is somebody else, and the nearest known name is offered.
"""

# Lists of words and patterns stay on one line.
# ruff: noqa: E501
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from trainer.checker.case import Case
from trainer.checker.reading.kazakh import NOUN
from trainer.checker.reading.times.tags import tags_of
from trainer.checker.reading.tokens import Token, key_of, tokenise
from trainer.checker.reading.values import Span
from trainer.checker.values import Language

_ENDINGS = {
    Language.EN: re.compile(r"(?:'s|s'|s|')?"),
    Language.RU: re.compile(r"(?:а|я|у|ю|ом|ем|е|и|ы|ой|ей|ою|ею|ь|й|ью|ин|ина|иной|иного|)"),
    Language.UK: re.compile(r"(?:а|я|у|ю|ом|ем|єм|ові|еві|єві|е|є|і|ї|и|ою|ею|єю|ь|й|о|)"),
    Language.KK: NOUN,
}


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A capitalised name that is not in the case, where it stands, and the nearest name that is."""

    text: str
    span: Span
    near: str | None


@lru_cache(maxsize=16384)
def same_name(word: str, name: str, language: Language) -> bool:
    """Whether a word is this name in any case form."""
    word, name = key_of(word), key_of(name)
    if word == name:
        return True
    stem = name[:-1] if name[-1:] in "аяьйоеє" and language in (Language.RU, Language.UK) and len(name) > 3 else name
    if word.startswith(stem) and _ENDINGS[language].fullmatch(word[len(stem) :]) is not None:
        return True
    return language in _OF_HER and _is_possessive(word, name, language)


# "Діминою рукою", "Надина тетрадь", "Марків портфель": whose it is, as an adjective made from the name.
_ENDS = r"(?:а|о|е|ы|і|у|ой|ої|ій|ою|ого|ому|ым|им|ом|ых|их|ыми|ими)?"
_OF_HER = {Language.RU: re.compile("[иы]н" + _ENDS), Language.UK: re.compile("[иії]н" + _ENDS)}
_OF_HIM = {Language.RU: re.compile("[ое]в" + _ENDS), Language.UK: re.compile("[іїоеє]в" + _ENDS)}
# "Ольга", "Ольжин"; "Інка", "Інчин".
_BEFORE_IN = {"г": "ж", "к": "ч", "х": "ш"}


def _is_possessive(word: str, name: str, language: Language) -> bool:
    hers = name[-1:] in "ая"
    stem = name[:-1] if name[-1:] in "аяойь" else name
    starts = (stem, stem[:-1] + _BEFORE_IN.get(stem[-1:], stem[-1:])) if hers else (stem,)
    pattern = (_OF_HER if hers else _OF_HIM)[language]
    return any(word.startswith(start) and pattern.fullmatch(word[len(start) :]) is not None for start in starts)


def unknown_names(text: str, case: Case | None, language: Language) -> tuple[UnknownName, ...]:
    """Given names of a text that nobody in the case bears. Without a case nothing can be said."""
    if case is None:
        return ()
    known, given = _of_case(case, language)
    found = []
    tokens = tokenise(text)
    dated = (tag for tag in tags_of(text, language) if tag.letter in "MW")
    days = {tokens[place].start for tag in dated for place in range(tag.first, tag.last)}
    for token, starts in _candidates(tokens):
        if token.start in days:
            continue
        if any(
            same_name(token.key, word, other)
            for word in known.get(token.key[:2], ())
            for other in (language, Language.RU)
        ):
            continue
        near = _nearest(token.key, given, language, starts)
        # Places, journals and institutions are capitalised too: only what resembles a name of the case is a slip.
        if near is None and (starts or not looks_like_given_name(token.key, language)):
            continue
        found.append(UnknownName(text[token.start : token.end], Span(token.start, token.end), near))
    return tuple(found)


def _candidates(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, bool]]:
    """Capitalised words of three letters and more outside quotations, with whether they start a sentence."""
    starts = True
    for token in tokens:
        if token.kind == "word":
            if token.capital and not token.quoted and len(token.key) > 2 and "-" not in token.key:
                yield token, starts
            starts = False
        elif token.kind == "line" or token.key in ".!?:;":
            starts = True


_GIVEN = frozenset(
    "сабина айгуль алия динара гульнара жанна асель марат ерлан нурлан айдос тимур данияр болат серик канат азамат арман руслан "
    "анна мария елена ольга наталья светлана ирина татьяна екатерина иван петр сергей андрей алексей дмитрий михаил николай "
    "оксана тетяна олена наталія марія ірина іван петро сергій андрій олексій дмитро михайло микола максим оля катерина "
    "айгүл гүлнар жанар бекзат ерлан сәуле дина maria anna peter john sarah emma david michael aigul dina sabina timur".split()
)


def looks_like_given_name(key: str, language: Language) -> bool:
    """Whether a word is a form of one of the given names that are common where plans are written."""
    return any(same_name(key, name, language) for name in _GIVEN if name[:2] == key[:2])


_CASES: dict[tuple[int, Language], tuple[Case, dict[str, list[str]], tuple[str, ...]]] = {}


def _of_case(case: Case, language: Language) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """The words of a case's names by their first two letters, and its given names; kept for the very same value."""
    kept = _CASES.get((id(case), language))
    if kept is None or kept[0] is not case:
        if len(_CASES) > 100:
            _CASES.clear()
        words: dict[str, list[str]] = {}
        for word in sorted(_known_words(case)):
            words.setdefault(word[:2], []).append(word)
        kept = _CASES[(id(case), language)] = (case, words, _given_names(case, language))
    return kept[1], kept[2]


def _known_words(case: Case) -> frozenset[str]:
    """Every word of every name and alias of the case, in all its languages."""
    named = (*case.people, *case.groups, *case.network, *case.services)
    texts: list[str] = [
        text for item in named for text in (*item.name.values(), *(a for group in item.aliases.values() for a in group))
    ]
    texts += [text for person in case.people for text in person.given_name.values()]
    texts += list(case.title.values())
    return frozenset(
        token.key for text in texts for token in tokenise(text) if token.kind == "word" and len(token.key) > 2
    )


def _given_names(case: Case, language: Language) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for person in case.people:
        for spoken in (language, *Language):
            if spoken in person.given_name:
                names.setdefault(person.given_name[spoken])
    for item in (*case.people, *case.network):
        for token in tokenise(item.name.get(language, "")):
            if (
                token.kind == "word"
                and token.capital
                and len(token.key) > 2
                and looks_like_given_name(token.key, language)
            ):
                names.setdefault(item.name[language][token.start : token.end])
    return tuple(names)


# "Сабина" and "Самира" have two thirds of their letters in common; "Monday" and "Motrona" have fewer.
_LIKE = 0.65
_ALL_BUT_THE_FIRST = 0.85


@lru_cache(maxsize=1024)
def _nearest(key: str, names: tuple[str, ...], language: Language, starts: bool) -> str | None:
    """The known name most like the word in its first case: "Сабины" is measured as "Сабина" against Самира.

    At the start of a sentence any word is capitalised, so there only a word of the very same length counts.
    """
    best, score = None, _LIKE
    for name in names:
        other = key_of(name)
        # Slavic case endings take the place of the last vowel, Kazakh ones follow it.
        takes = language in (Language.RU, Language.UK) and other[-1:] in "аяіеє"
        last = len(other) - 1 if takes else len(other)
        for cut in range(max(2, len(key) - 5), len(key) + 1):
            if not _ENDINGS[language].fullmatch(key[cut:]):
                continue
            whole = key[:cut] + other[last:]
            # Another first letter is a slip only where all the rest agrees: "Malina" for Alina.
            if key[:1] != other[:1] and (starts or _likeness(whole, other) < _ALL_BUT_THE_FIRST):
                continue
            if abs(len(whole) - len(other)) <= (0 if starts else 2) and _likeness(whole, other) > score:
                best, score = name, _likeness(whole, other)
    return best


def _likeness(a: str, b: str) -> float:
    """Share of letters in common, order kept (longest common subsequence)."""
    if len(a) > 30 or len(b) > 30:
        return 0.0
    row = [0] * (len(b) + 1)
    for x in a:
        before = 0
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], before + 1 if x == y else max(row[j], row[j - 1])
    return 2 * row[-1] / (len(a) + len(b))
