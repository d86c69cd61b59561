"""Kazakh word forms: a stem and the chain of suffixes that may follow it, by vowel harmony left open.

Texts are often typed without ә ғ қ ң ө ұ ү һ і; `plain` gives the spelling that such a keyboard leaves.
"""

# Tables of forms read best one word a line.
# ruff: noqa: E501
from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial

Admits = Callable[[str], bool]

_PLURAL = "(?:[лдт][ае]р)?"
_POSS = "(?:[ыі]м[ыі]з|м[ыі]з|[ыі]ң[ыі]з|ң[ыі]з|[ыі]м|м|[ыі]ң|ң|с[ыі]|[ыі])?"
_CASE = "(?:[нтд][ыі]ң|[ғгқк][ае]|н[ае]|[ае]|[нтд][ыі]|н|нд[ае]|[дт][ае]|[днт][ае]н|нан|[мбп]ен)?"
_MORE = "(?:ғ[ыі]|г[ыі]|дағ[ыі]|дег[іы]|тағ[ыі]|тег[ії]|ндағ[ыі]|ндег[іы]|с[ыі]з|л[ыі]|т[ыі]|д[ыі]|ш[ае]|л[ыі]қ|л[ыі]к|д[ыі]қ|д[ыі]к|т[ыі]қ|т[ыі]к)?"
_PERSON = "(?:м[ыі]н|м[ыі]з|с[ыі]ң|с[ыі]ңдар|с[ыі]з|б[ыі]з|п[ыі]з|м|ң|қ|к)?"
# Shorter endings of a person belong to verbs: "мүгедектік" is no form of "мүгедек".
_BEING = "(?:м[ыі]н|[мбп][ыі]з|с[ыі]ң|с[ыі]ңдар|с[ыі]з)?"
NOUN = re.compile(f"{_PLURAL}{_POSS}{_CASE}{_BEING}$")
_VOICE = "(?:[ыі]?л|[ыі]?н|[ыі]?с|т|[дт][ыі]р|ғ[ыі]з|г[іы]з|қ[ыі]з|к[іы]з)?"
_NEG = "(?:[мбп][ае])?"
_TENSE = (
    "(?:й[ыі]н|[ае]й[ыі]н|[ае]й[ыі]к|й[ыі]к|[ае]ды|[ае]ді|йд[ыі]|[дт][ыі]|[ғгқк][ае]н|с[ае]|[ыі]п|п|[ае]т[ыі]н|йт[ыі]н|[ае]р|р|с|"
    "м[ае]қ|м[ае]к|б[ае]қ|б[ае]к|п[ае]қ|п[ае]к|с[ыі]н|[ыі]ңыз|[ыі]ңіз|ң[ыі]з|[ае]м|йм|[ае]|й|ғ[ыі]|г[іы]|у|ю|[ғгқк][ае]нд[ае]|[ғгқк][ае]лы|[ғгқк]елі|[ғг][ае]с[ыі]н)?"
)
_VERB = f"{_VOICE}{_VOICE}{_NEG}{_TENSE}(?:{_PLURAL}{_POSS}{_CASE}{_PERSON}|{_MORE})$"
_SOFTEN = {"п": "б", "к": "г", "қ": "ғ"}
_PLAIN = str.maketrans("әғқңөұүһі", "агкноуухи")

EXACT = frozenset("мен бен пен және үшін туралы бойынша арқылы дейін кейін емес жоқ бар өз өзі әр бір не да де".split())
# Words whose ending looks like a suffix of a shorter word; they stand for themselves.
LEXICALISED = frozenset(
    "барлық берік қалам алма жазық мәселен қазір балалық жаздық үйме ақша ата-ана ата-аналар".split()
)


# Words that begin as another word does: nothing shorter is looked for in them.
OWN_STEMS = frozenset(
    "ал екі екеу екін алты алдым алдын алдағы алғаш алпыс құрылыс құрал құрам анықтама жазғы жазба тұрғын тұрмыс тұрақ басшы баспана "
    "бастық көрші көрме көрпе көрсеткіш келісім келін келесі келер барыс бармақ айтарлық айырма жиын жинақ жиналыс берік беріл "
    "оқиға оқушы оқулық ойын ойыншық сатушы сатылы өтініш өткен өткір өмір ішкі ішім тамақ тамыр тамыз қарай қарама қаражат қараша "
    "қарсы қарт қарыз қарын жүрек жүйе отырыс отын отыз ұйым ұйқы ұстаз аты атау ата шара шарт шығын шығарма түсінік түскі түсте "
    "тіркеме тілек тілші".split()
)


# "ал" is "but" far more often than the bare "take".
JOINING = frozenset("ал екі".split())


def own_stem(key: str) -> int:
    """How many letters of a word must not be taken for another word's stem."""
    return max((cut for cut in range(2, min(len(key), 11) + 1) if key[:cut] in OWN_STEMS), default=0)


def plain(key: str) -> str:
    """The word as a Russian keyboard types it."""
    return key.translate(_PLAIN)


def has_own_letters(text: str) -> bool:
    """Whether a text has any letter that only Kazakh uses."""
    return any(sign in "әғқңөұүһіӘҒҚҢӨҰҮҺІ" for sign in text)


def part_of(word: str) -> str:
    """Verbs are given as verbal nouns in -у; everything else inflects as a noun."""
    if word in EXACT or len(word) < 2:
        return "exact"
    return (
        "verb"
        if word.endswith(("у", "ю")) and len(word) > 2 and word not in {"қоңырау", "тау", "су", "сұрау"}
        else "noun"
    )


def _matches(chain: str) -> Admits:
    """The test for a chain of suffixes; nobody waits for a long one to be compiled who reads no Kazakh."""
    compiled = cache(partial(re.compile, chain))

    def admits(rest: str) -> bool:
        return len(rest) < 24 and compiled().match(rest) is not None

    return admits


_IS_NOUN, _IS_VERB = _matches(NOUN.pattern), _matches(_VERB)
_PLAIN_ADMITS = {
    _IS_NOUN: _matches(plain(NOUN.pattern)),
    _IS_VERB: _matches(plain(_VERB)),
}


def plain_admits(admits: Admits) -> Admits:
    """The same chain of suffixes as a Russian keyboard types it."""
    return _PLAIN_ADMITS[admits]


def forms(word: str, part: str | None) -> tuple[set[str], list[tuple[str, Admits]]]:
    """The stem with its suffix chain; a final п, к, қ may soften before a vowel."""
    part = part or part_of(word)
    if part == "exact" or word in LEXICALISED:
        return {word}, []
    if part == "verb" and word[-1] in "ую":
        return _verb(word)
    stems = [(word, _IS_NOUN)]
    if word[-1] in _SOFTEN:
        stems.append((word[:-1] + _SOFTEN[word[-1]], _IS_NOUN))
    return set(), stems


def _verb(word: str) -> tuple[set[str], list[tuple[str, Admits]]]:
    root = word[:-1]
    stems = [(root, _IS_VERB), (word, _IS_NOUN)]
    # оқу - оқыды, тану - таныды, жөндеу - жөнде-ді.
    stems += [(root + vowel, _IS_VERB) for vowel in "ыі"]
    if root and root[-1] in "бгғ":
        hard = {"б": "п", "г": "к", "ғ": "қ"}[root[-1]]
        stems.append((root[:-1] + hard, _IS_VERB))
    return set(), stems
