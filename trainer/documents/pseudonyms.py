"""Take out of a text what tells who somebody is: names in any case form, and likely personal data.

It errs on the side of taking out too much: a name that is lost costs a reader little. What no list and no ending
gives away stays; whoever passes the text on reads it first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from trainer.checker.case import Case
from trainer.checker.reading.names import looks_like_given_name, same_name, unknown_names
from trainer.checker.reading.tokens import Token, key_of, tokenise
from trainer.checker.values import Language
from trainer.documents.personal_data import PersonalData, likely_personal_data

_SHORTEST = 3
# What a surname or patronymic ends with; asked only of capitalised words.
_FAMILY = re.compile(
    r".{2,}(?:ов|ев|енк|ович|евич|йович|овн|евн|івн|ївн|ськ|ск|цьк|цк|ұлы|улы|қызы|кызы)"
    r"(?:а|у|ом|ым|им|е|ой|ою|ою|и|і|о|ий|ый|ая|ого|ому|ої|ій|ої|ую|ны|ның|ға|на|нан|мен)?"
)
_CAPITAL = r"[A-ZА-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ]"
_INITIALS = rf"{_CAPITAL}\.(?:\s?{_CAPITAL}\.)?"
_WITH_INITIALS = re.compile(rf"\b{_CAPITAL}[^\W\d_]{{2,30}}\s{_INITIALS}|\b{_INITIALS}\s?{_CAPITAL}[^\W\d_]{{2,30}}")
# A class list is often Latin where the plan is Cyrillic; both are spelt roughly alike before they are compared.
_LATIN = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщъыьэюяәғқңөұүһ",
        "a b v g g d e e zh z i i i i k l m n o p r s t u f h ts ch sh sh  i  e iu ia a g k n o u u h".split(" "),
        strict=True,
    )
)
_ALIKE = (("kh", "h"), ("y", "i"), ("q", "k"), ("j", "zh"), ("w", "v"), ("ii", "i"))
_STEM_AT_LEAST = 4
_LONGEST_ENDING = 3
_SAID = {
    PersonalData.EMAIL: "[e-mail]",
    PersonalData.PHONE: "[phone]",
    PersonalData.IIN: "[number]",
    PersonalData.RNOKPP: "[number]",
    PersonalData.ADDRESS: "[address]",
    PersonalData.NAME_AND_BIRTH: "[name and birth]",
}


@dataclass(frozen=True, slots=True)
class _Gap:
    start: int
    end: int
    said: str = ""  # Empty for a name: it gets its number later.


class Pseudonyms:
    """Replaces the names of these people, of the people of a case, and whatever else looks like a name.

    `people` are whole names as their owners write them. A person of the case loses the given name only: "the mother"
    tells nothing about anybody.
    """

    def __init__(self, people: Iterable[str], case: Case | None, language: Language) -> None:
        self._language, self._case = language, case
        given = [name for person in case.people for name in person.given_name.values()] if case else []
        words = {key_of(word) for name in (*people, *given) for word in re.findall(r"[^\W\d_]+", name)}
        self._by_beginning: dict[str, list[str]] = {}
        for word in sorted(words):
            if len(word) >= _SHORTEST:
                self._by_beginning.setdefault(word[:2], []).append(word)
        self._latin = {stem for word in words if len(stem := _latin(word).rstrip("aeiou")) >= _STEM_AT_LEAST}

    def without(self, texts: Sequence[str]) -> list[str]:
        """The texts of one unit; the same name has the same number in all of them: `[name 1]`."""
        seen: list[str] = []
        return [self._replaced(text, seen) for text in texts]

    def _replaced(self, text: str, seen: list[str]) -> str:
        parts, at = [], 0
        for gap in self._gaps(text):
            parts += [text[at : gap.start], gap.said or f"[name {self._number(text[gap.start : gap.end], seen)}]"]
            at = gap.end
        return "".join([*parts, text[at:]])

    def _gaps(self, text: str) -> Iterator[_Gap]:
        """What is to be replaced, in order, none inside another; personal data go before names."""
        found = [_Gap(hit.start, hit.end, _SAID[hit.kind]) for hit in likely_personal_data(text)]
        found += [_Gap(match.start(), match.end()) for match in _WITH_INITIALS.finditer(text)]
        found += self._names(text)
        end = 0
        for gap in sorted(found, key=lambda one: (one.start, not one.said, -one.end)):
            if gap.start >= end:
                yield gap
                end = gap.end

    def _names(self, text: str) -> list[_Gap]:
        tokens = tokenise(text)
        guessed = {name.span.start for name in unknown_names(text, self._case, self._language)}
        is_name = [self._is_name(token, tokens[place - 1] if place else None, guessed)
                   for place, token in enumerate(tokens)]  # fmt: skip
        for place in range(1, len(tokens)):
            # A capitalised word right behind a name belongs to it: the surname, the father's name.
            if is_name[place - 1] and tokens[place].kind == "word" and tokens[place].capital:
                is_name[place] = True
        for place in range(len(tokens) - 1):
            # At the beginning of a sentence a surname is known only by the name behind it.
            if is_name[place + 1] and tokens[place].capital and _FAMILY.fullmatch(tokens[place].key):
                is_name[place] = True
        return [_Gap(token.start, token.end) for token, name in zip(tokens, is_name, strict=True) if name]

    def _is_name(self, token: Token, before: Token | None, guessed: set[int]) -> bool:
        if token.kind != "word" or len(token.key) < _SHORTEST or not token.capital:
            return False
        begins = before is None or before.kind == "line" or before.key in ".!?:;«\"“„"
        return (
            token.start in guessed
            or self._known(token.key) is not None
            or self._is_known_in_latin(token.key)
            or looks_like_given_name(token.key, self._language)
            or (not begins and _FAMILY.fullmatch(token.key) is not None)
        )

    def _known(self, key: str) -> str | None:
        names = self._by_beginning.get(key[:2], ())
        forms = (self._language, Language.RU, Language.KK)
        return next((name for name in names if any(same_name(key, name, spoken) for spoken in forms)), None)

    def _is_known_in_latin(self, key: str) -> bool:
        spelt = _latin(key)
        shortest = max(_STEM_AT_LEAST, len(spelt) - _LONGEST_ENDING)
        return any(spelt[:cut] in self._latin for cut in range(shortest, len(spelt) + 1))

    def _number(self, words: str, seen: list[str]) -> int:
        key = key_of(max(re.findall(r"\w+", words), key=len))
        name = self._known(key) or key
        for place, other in enumerate(seen, 1):
            if name == other or same_name(name, other, self._language) or same_name(other, name, self._language):
                return place
        seen.append(name)
        return len(seen)


def _latin(key: str) -> str:
    """A name as it might stand on a class list."""
    spelt = "".join(_LATIN.get(sign, sign) for sign in key)
    for one, other in _ALIKE:
        spelt = spelt.replace(one, other)
    return spelt
