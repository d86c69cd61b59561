"""What the ending of a word says about it: an infinitive, a verb made a noun, a finite verb, a word of the first person.

Endings only hint at a word's class; the readers weigh them with everything else.
"""

# Lists of words and patterns stay on one line.
# ruff: noqa: E501
from __future__ import annotations

import re
from functools import lru_cache

from trainer.checker.values import Language

# The first pattern that a word's ending meets says what kind of word it is.
_SHAPES: dict[Language, tuple[tuple[str, re.Pattern[str]], ...]] = {
    language: tuple((name, re.compile(pattern)) for name, pattern in shapes)
    for language, shapes in {
        Language.EN: (
            ("pronoun", r"(?:i|my|me|we|our|us|i'll|i'm)$"),
            ("other", r"(?:he|she|they|his|her|their)$"),
            ("to", r"to$"),
            ("article", r"(?:the|a|an|each|all|both|every)$"),
            ("deed", r".{3,}(?:tion|ment|ance|ence|ness|ship|sion|ity|ancy|ings?|tions|ments|al)$"),
            ("past", r".{3,}ed$"),
            ("plural", r".{3,}[^s]s$"),
        ),
        Language.RU: (
            ("pronoun", r"(?:я|мы|мой|моя|мои|мне|нам|мною)$"),
            ("other", r"(?:он|она|они|его|ее|их)$"),
            ("bid", r".{2,}(?:йте|ите|ьте)(?:сь)?$"),
            ("deed", r".{3,}(?:ние|тие|ция|ства|ство|ости|ость|ния|ции|ие|ка)$"),
            ("infinitive", r".{2,}(?:ть|ти|чь)(?:ся|сь)?$"),
            ("does", r".{2,}(?:ет|ит|ут|ют|ат|ят)(?:ся)?$"),
            ("did", r".{2,}[аеиоуыяё](?:л|ла|ло|ли)(?:ся|сь)?$"),
            ("i", r".{3,}(?:юсь|усь|аю|яю|ую|ею|жу|шу|чу|лю|ду)$"),
            ("we", r".{3,}(?:аем|яем|уем|им|ем)(?:ся)?$"),
            ("done", r".{3,}(?:ен|ена|ены|ано|аны|ана|ято|яты|ят|ыт|ыта|ыты)$"),
            ("adjective", r".{2,}(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|ых|ую)$"),
        ),
        Language.UK: (
            ("pronoun", r"(?:я|ми|мій|моя|мої|мені|нам|мною)$"),
            ("other", r"(?:він|вона|вони|його|її|їх|їхній)$"),
            ("deed", r".{3,}(?:ння|ття|ція|ство|ства|ість|ості|ції|ка)$"),
            ("infinitive", r".{2,}(?:ти|тися|тись)$"),
            ("bid", r".{2,}(?:йте|іть|іте)(?:ся)?$"),
            ("does", r".{2,}(?:є|ить|їть|уть|ють|ать|ять)(?:ся)?$"),
            ("did", r".{2,}(?:[аіиуя]в|ла|ло|ли)(?:ся|сь)?$"),
            ("i", r".{3,}(?:юся|усь|аю|яю|ую|ею|лю|жу|шу|чу|ду)$"),
            ("we", r".{3,}(?:ємо|имо|емо|їмо)(?:ся)?$"),
            ("done", r".{3,}(?:ено|ано|ені|ані|ений|ана|ена|ято|уто)$"),
            ("adjective", r".{2,}(?:ий|ій|ої|ого|их|ні|на|не|ві)$"),
        ),
        Language.KK: (
            ("pronoun", r"(?:мен|біз|менің|біздің|маған|бізге)$"),
            ("other", r"(?:ол|олар|оның|олардың)$"),
            ("i", r".{2,}(?:амын|емін|ймын|ймін|ғым|гім|[ыі]м)$"),
            ("we", r".{2,}(?:амыз|еміз|ймыз|йміз)$"),
            ("bid", r".{2,}(?:[ыі]ң[ыі]з|сын|сін)$"),
            ("undone", r".{1,}(?:май|мей|бай|бей|пай|пей)(?:ды|ді|ды|тын|тін)$|.{2,}(?:мау|меу|бау|беу|пау|пеу)$"),
            ("passive", r".{2,}(?:[ыі]л|[ыі]н)(?:ады|еді|сын|сін|ды|ді|ған|ген)$"),
            ("does", r".{2,}(?:ады|еді|йды|йді|иды|иді)$"),
            ("did", r".{2,}(?:ды|ді|ты|ті|ған|ген|қан|кен)$"),
            ("deed", r".{2,}(?:у|ю)$"),
            ("deed_of", r".{2,}(?:уы|уі)$"),
            ("state", r".{1,}(?:жоқ|бар|мұқтаж|қажет|керек)$|(?:жоқ|бар)$"),
        ),
    }.items()
}
_ENDINGS = re.compile(r"(?:ings?|ed|es|s|'s)$")
# The shapes that mean the same in every language.
KINDS = {
    "infinitive": "act",
    "deed": "deed",
    "deed_of": "deed",
    "does": "does",
    "did": "did",
    "done": "done",
    "passive": "done",
    "undone": "undone",
    "bid": "bid",
    "i": "i",
    "we": "i",
}


@lru_cache(maxsize=16384)
def shape_of(word: str, language: Language) -> str:
    """What the ending of a word says about it: `infinitive`, `deed` (a verb made a noun), `does`, ... or `plain`."""
    return next((name for name, pattern in _SHAPES[language] if pattern.match(word)), "plain")


def stem_of(word: str, language: Language) -> str:
    """The part of a word that its forms have in common, roughly."""
    if language is Language.EN:
        return _ENDINGS.sub("", word)[:8] if len(word) > 4 else word
    return word[:5]
