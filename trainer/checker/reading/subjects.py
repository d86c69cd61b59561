"""Whether somebody named in a text stands where the language puts the one who acts."""

# Lists of words and patterns stay on one line.
# ruff: noqa: E501
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from trainer.checker.reading.concepts import concepts_of
from trainer.checker.reading.tokens import Token
from trainer.checker.values import Language

_DETERMINERS = frozenset("the a an my our his her their this that each both all".split())
_ENGLISH_BEFORE = _DETERMINERS | frozenset("young old elder eldest older younger local school family".split())
_ENGLISH_AFTER = frozenset(
    "will is are has have was were to can should must and or , ( does do did goes would may".split()
)
_ENGLISH_TIMES = frozenset("by in within after every each on from until during before starting once twice".split())
_FINITE = {
    Language.RU: re.compile(
        r".{2,}(?:[еиуюая]т|[аеиоуыя]л|[аеиоуыя]ла|[аеиоуыя]ли|тся|лся|лась|лись|ен|ена|ены|[аеуя]ем)$"
    ),
    Language.UK: re.compile(r".{2,}(?:є|[иїуюая]ть|[аиі]в|ала|ила|али|или|ться|вся|лась|лись|ено|ано|ємо|емо|имо)$"),
    Language.KK: re.compile(r".{2,}(?:[дт][ыіи]|[гғ][ае]н|[кқ][ае]н|сын|сін|м[ыі]н|м[ыі]з)$"),
}
# Common nouns whose ending looks like a verb's.
_NO_VERB = frozenset(
    "бюджет кабинет совет ответ билет талант институт адвокат сертификат аттестат результат формат брат выплат интернат кредит "
    "визит маршрут предмет интернет пакет диагностикат лимит аппарат факультет университет комитет семинарист студент пациент клиент "
    "сил дел условий стол справ прав підстав вправ мать пам'ять п'ять шість дев'ять десять область жизнь сильн день план член "
    "школы школа акт тен проект врачи дети вода еда среда".split()
)
_SHORT = frozenset(
    "іде йде їде їсть п'є б'є миє шиє має дає знає ест ел ела ели дал дала дали шел шла шли був є".split()
)
_MUST = frozenset("должен должна должны обязан обязана обязаны повинен повинна повинні мусить мусять".split())
_SLAVIC_BEFORE = frozenset(
    "в на с со к ко у о об от до для без через при под над за из по между из-за перед з зі із від про біля серед щодо".split()
)
_OBLIQUE = tuple("ого ому ой ым ими ыми им ами ями ам ям ах ях ом ем ью ові еві ою ею ів ей у ю".split())
_KAZAKH_CASES = tuple(
    "ның нің дың дің тың тің ға ге қа ке на не ны ні ды ді ты ті да де та те нда нде дан ден тан тен нан нен мен бен пен ын ін".split()
)


def is_subject(tokens: Sequence[Token], first: int, last: int, language: Language) -> bool:
    """Whether the words from `first` to `last`, `last` not included, name the one who acts."""
    if language is Language.EN:
        return _english_subject(tokens, first, last)
    begin, end = _clause(tokens, first, last)
    if language is Language.KK:
        return _kazakh_subject(tokens, first, last, begin) and _kazakh_acts(tokens[last:end])
    if not _slavic_subject(tokens, first, last, begin):
        return False
    # Who opens the sentence may be far from the verb: "Роман у вівторок о першій іде …".
    reach = 10 if first == begin else 6
    near = [*tokens[max(begin, first - 2) : first], *tokens[last : min(end, last + reach)]]
    return any(is_finite(token, language) for token in near)


def is_finite(token: Token, language: Language) -> bool:
    """Whether a word looks like a verb that has its subject beside it; English verbs show it too seldom."""
    return token.kind == "word" and looks_finite(token.key, language)


@lru_cache(maxsize=16384)
def looks_finite(key: str, language: Language) -> bool:
    """The same of the key of a word."""
    if language is Language.EN:
        return False
    if len(key) <= 3:
        return key in _SHORT
    if key in _MUST:
        return True
    return bool(_FINITE[language].match(key)) and key not in _NO_VERB and not key.endswith(("ость", "ість"))


def acts_after(language: Language, words: Sequence[Token], place: int) -> bool:
    """Whether a verb follows the word, so that the word may be the name of the one who acts."""
    if language is Language.EN:
        after = words[place + 1].key if place + 1 < len(words) else ""
        return after in ("will", "has", "is", "can") or after.endswith("s") and not after.endswith(("ss", "'s"))
    beside = words[-1:] if language is Language.KK else words[place + 1 : place + 4]
    return any(is_finite(token, language) for token in beside)


def is_able(words: Sequence[Token]) -> bool:
    """ "жуына алады", "can wash": in Kazakh "take" after a converb says that somebody is able to."""
    if len(words) < 2 or not words[-1].key.startswith("ал") or not words[-2].key.endswith(("а", "е", "й")):
        return False
    return concepts_of(words[-2].key, Language.KK)[1] is None


def _clause(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    begin = first
    while begin > 0 and first - begin < 25 and not _ends_clause(tokens[begin - 1]):
        begin -= 1
    end = last
    while end < len(tokens) and end - last < 40 and not _ends_clause(tokens[end]):
        end += 1
    return begin, end


def _ends_clause(token: Token) -> bool:
    return token.key in ".;!?:" or token.kind == "line"


def _english_subject(tokens: Sequence[Token], first: int, last: int) -> bool:
    begin = first
    while begin > 0 and first - begin < 4 and _belongs_to_name(tokens, begin):
        begin -= 1
    starts = begin == 0 or tokens[begin - 1].key in '.;:!?"“,-' or tokens[begin - 1].kind == "line"
    # "By week 8 the client rides the bus"
    starts = starts or begin <= 6 and tokens[0].key in _ENGLISH_TIMES
    if not starts or last >= len(tokens) or tokens[last - 1].key.endswith("'s"):
        return False
    following = tokens[last].key
    acts = following in _ENGLISH_AFTER or following.endswith("ed")
    # "Friends come": after several people the verb has no ending.
    several = tokens[last - 1].key.endswith("s") and begin == 0 and concepts_of(following, Language.EN)[0] is not None
    return acts or several or (following.endswith("s") and not following.endswith(("ss", "'s")))


def _belongs_to_name(tokens: Sequence[Token], begin: int) -> bool:
    """ "Mrs Novak", "the young mother"; but "Phone the clinic" begins with what is done."""
    before, here = tokens[begin - 1], tokens[begin]
    if before.key in _ENGLISH_BEFORE or before.key in (".", "-"):
        return True
    return before.capital and here.key not in _DETERMINERS


def _slavic_subject(tokens: Sequence[Token], first: int, last: int, begin: int) -> bool:
    if first > begin and tokens[first - 1].key in _SLAVIC_BEFORE:
        return False
    key = tokens[first].key
    if last - first == 1 and len(key) > 3 and key.endswith(_OBLIQUE):
        return False
    # The one who acts comes first, or right after the verb or a time at the start.
    return first - begin <= 4


# Of the words that look finite these are no adjectives ("лайықты"), so that they may stand before the end as well.
_SURELY_FINITE = re.compile(r".{2,}(?:[аеий]ды|[еий]ді|м[ыі]н|м[ыі]з|сын|сін)$")
# "дәрігер қорытындысы", "әкімдік терезесіне": what belongs to the one just named, who then does not act.
_BELONGS = re.compile(r".{3,}(?:сы|сі|[ыі])(?:н[ае]|нда|нде|нан|нен|н[ыі]ң)$")
_PEOPLE = frozenset("child parent relative family friend".split())
_UNITS_OF_TIME = ("күн", "апта", "ай", "жыл", "тоқсан", "сағат")
# Their last letters only look like a case.
_BARE = frozenset("ата-ана ерікті белсенді келін".split())
_POSSESSED = tuple("сы сі лары лері ы і".split())


def _kazakh_acts(following: Sequence[Token]) -> bool:
    """Whether a verb follows: it ends the sentence, or one that can be nothing else stands before the end."""
    words = [token for token in following if token.kind == "word"]
    if not words:
        return False
    return is_finite(words[-1], Language.KK) or any(
        is_finite(word, Language.KK) and _SURELY_FINITE.match(word.key) for word in words
    )


def _kazakh_subject(tokens: Sequence[Token], first: int, last: int, begin: int) -> bool:
    key = tokens[last - 1].key
    if len(key) > 4 and key.endswith(_KAZAKH_CASES) and key not in _BARE:
        return False
    after = tokens[last].key if last < len(tokens) else ""
    return first - begin <= 5 and not (_BELONGS.match(after) and _only_qualifies(key, after))


def _only_qualifies(key: str, after: str) -> bool:
    """Whether a word only says whose the next thing is; a person after it is rather the one to whom something is done."""
    if key.endswith(_POSSESSED) or after.startswith(_UNITS_OF_TIME):
        return False
    return concepts_of(after, Language.KK)[1] not in _PEOPLE
