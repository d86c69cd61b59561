"""Find time expressions: what is a deadline, a length, a rhythm, a yearly event, and what only looks like one.

Every token becomes one letter (`time_words.py` says which), numbers and dates first; one pattern over the string of
letters then finds the expressions. Values: `2026-09-01`, `--04-01` without a year, `--04-end`, `wd:5`, `eow`, `+3M`
counted from the plan's day, `6M` a length, `2/M` a rhythm, `R:wd:2,5` weekdays.
"""

# A pattern is read beside its name, on one line.
# ruff: noqa: E501
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from trainer.checker.reading.kazakh import NOUN, has_own_letters, plain
from trainer.checker.reading.time_words import TIME_WORDS, Value
from trainer.checker.reading.tokens import LONGEST_KEPT, Token, tokenise
from trainer.checker.reading.values import Span, TimeKind
from trainer.checker.values import Language


class Tag(NamedTuple):
    """One letter of the tag string with its value and the tokens it stands for."""

    letter: str
    value: Value
    first: int
    last: int


Tags = tuple[Tag, ...]


class Found(NamedTuple):
    """A time expression before it is counted from a day. `bounded` says whether it ends at a known time."""

    kind: TimeKind
    value: str
    span: Span
    bounded: bool


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "і": 1, "іі": 2, "ііі": 3}
_SUFFIX = frozenset(
    "th st nd rd го й я е ой ый му м х ого ому ое ше га ге ға ке қа ні ны і ы сі сы де да те та ден дан інші ші шы го ї ту ти ші-сі іне ына сіне не на ін ым им ма ме".split()
)
_LETTERS = r"[^\W\d_]"

# The order is the order of attention: ranges, rhythms, dates, terms, lengths. D a full date, Y a year, N a number.
_DAY = r"(?:W,?)?(?:D|N~?[.]?o?M[.,]?(?:YU?|Y)?|MN,?Y?(?!U)|YU?,?NM)"
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("skip_address", r"N[MO]H|H[.]?N(?:M|-?~)?|HNM|N-?H|N/N(?!/)"),
    ("skip_age", r"N-?UA|N-?A|A[:]?N-?U?|BNU(?<=[Yy])"),
    ("skip_past", r"N-?UG|GN-?U|GU|(?<![BbI])[sR]YU?(?![-^TB])|GYU?|[sR]MG"),
    # "from 3 to 6 months": how long something lasts, and no day by which it is done, unless it stands in a date cell.
    (
        "lengths",
        r"(?<![Izlm+])(?<!m[~s])(?:NUT(?P<n>N)(?P<u>U)|NU?B(?P<n2>N)(?P<u2>U)|NU(?P<n3>N)(?P<u3>U)b)",
    ),
    ("range_post", r"(?P<a>NM)(?P<b>NM)b"),
    ("range", rf"[Rs]?(?P<a>{_DAY}|N)(?:[T^B]|-)(?P<b>{_DAY})b?"),
    ("of_rhythm", r"g?(?P<n1>N)[os](?P<n2>N)U(?:[PFn+z]n?)?(?P<u>U)|p(?P<n2k>N)U(?:~|g){0,2}(?P<n1k>N)"),
    ("rhythm_once", r"(?P<n>N(?:-N)?|x)X[P+z]F?n?(?P<k>N)(?P<u>U)|(?P<x>x|X)[P+z]F?n?(?P<k1>N)(?P<u1>U)"),
    (
        "rhythm_times",
        r"(?P<n>N(?:-N)?)X(?:[P+zF]n?)?(?P<u>U)|(?P<x>x)(?:[P+zF]n?)?(?P<ux>U)|X[P+z]n?(?P<u1>U)|O?x(?P<ux2>U)",
    ),
    ("rhythm_post", r"p(?P<np>N(?:-N)?)(?:[XU]|~X)?|(?P<kp>N)U(?:~)?(?P<npx>N)X|(?P<upx>U)(?P<npy>N)X"),
    ("rhythm_units", r"(?P<n>N(?:-N)?)g?(?P<v>U)(?:[PF+z]n?|[/])F?(?P<u>U)"),
    # "three meetings a week", "по две тысячи в месяц"
    ("rhythm_things", r"\^?(?P<n>N(?:-N)?)g?~{1,3}[P+/]n?(?P<u>U)"),
    # "five nights out of seven"
    ("rhythm_share", r"(?P<n>N)(?P<u>U)oN"),
    ("rhythm_quarter", r"(?P<n>N(?:-N)?|x)?X[P+z]n?(?P<u>Q)"),
    ("rhythm_every", r"F(?P<k>N)(?P<u>U)|FO?(?P<u1>U)|(?P<u2>U)F|F(?P<w>W(?:[&,]+F?W)*)|(?P<w2>W(?:[&,]+W)*)F"),
    ("rhythm_days", r"\^?(?P<w>w(?:[&,]+\^?[wW])*)|\^(?P<w3>W(?:[&,]+\^?W)+)|(?P<w2>W(?:[&,]+W)*)k"),
    ("rhythm_word", r"(?P<f>f)"),
    ("part_quarter", r"B?P?(?P<p>E)n?(?:[NO]-?)?(?P<u>Q)(?:Y?U?)"),
    ("quarter", r"[BPIz]?n?(?P<q>[NO])-?(?P<qu>Q)Y?U?"),
    ("event", r"(?:BE?|[+z^P]|E|I)?n?(?P<e>e)(?:[Y]U?)?E?b?"),
    ("part_month", r"B?(?P<p>E)o?n?(?P<m>M)Y?U?|(?:YU?)?(?P<m2>M)(?P<p2>E)b?|B?(?P<p3>E)-?(?P<m3>M)"),
    ("part_year", r"B?(?P<p>E)n?(?P<u>YU?)|(?P<u2>YU?)(?P<p2>E)b?"),
    ("part_unit", r"(?:B|P)?(?P<p>E)o?n?(?P<u>U)Y?U?|n?(?P<u2>U)(?P<p2>E)b?"),
    ("cue_day", rf"[BIPz+^]+[:\-]?n?(?P<d>{_DAY})|(?P<d2>{_DAY})b?"),
    ("term", r"P?(?P<n>N)(?P<u>U)m|P?L(?P<l>)m|P?(?P<a>N)-?am|P?am"),
    ("within_first", r"(?:[Iz+lB]|I\+)?O(?P<n>N(?:-N)?)(?P<u>U)i?"),
    (
        "within",
        r"(?P<c>[Iz]+)(?:B|g)?n?(?P<n>N(?:-N)?)-?(?P<u>U)|I(?P<lw>L)|In?(?P<u1>U)(?!N)|n?(?P<n2>N(?:-N)?)-?(?P<u2>U)i|(?P<lx>L)i|(?P<u3>U)i",
    ),
    ("by_week", r"B?(?P<u>U)(?P<n>N)(?!U)|B(?P<n2>N)-?(?P<u2>U)"),
    ("by_length", r"B(?P<n>N(?:-N)?)(?P<u>U)"),
    ("by_weekday", r"B+n?(?P<w>W)|n?(?P<w2>W)b|[Pn]n?(?P<w3>W)|(?P<w4>W)"),
    (
        "by_month",
        r"(?:YU?)(?P<m1>M)b?|[BIPz+^n]*(?P<m2>M)[.,]?(?:YU?)|[BIPz+^]+n?(?P<m3>M)|(?P<m4>M)b|nM(?P<m5>)|(?P<m6>M)",
    ),
    (
        "by_next",
        r"(?:B|[+P^I])n(?P<u>U)|n(?P<u2>U)(?:b|i)|B(?P<u3>U)(?!N)|[Is]?n(?P<u4>U)(?![FPN])|I(?P<u5>Q)|(?P<u6>Q)[il]",
    ),
    ("by_year", r"(?:[BIPz+^]n?)?(?P<y>Y)U(?:b)?|B(?P<y2>Y)|(?P<y3>Y)-(?P<y4>Y)U?|(?P<y5>Y)b"),
    ("by_date", r"(?P<r>r)"),
    (
        "length_for",
        r"[lz+]{1,2}O?n?(?P<n>N(?:-N)?)-?(?P<u>U)l?|(?P<n2>N(?:-N)?)(?P<u2>U)l+|l(?P<l>L)|(?P<l2>L)l|l?O(?P<u3>U)l|lO(?P<u4>U)",
    ),
    ("length_word", r"(?P<l>L)"),
    ("length_attr", r"(?P<n>N)-?a|N-U|a"),
    ("length", r"(?P<n>N(?:-N)?l?)(?P<u>U)"),
)
_RHYTHM = frozenset(name for name, _ in _PATTERNS if name.startswith(("rhythm", "of_rhythm")))


@cache
def _master() -> re.Pattern[str]:
    """One pattern, each alternative's groups numbered apart so that names may repeat between alternatives."""
    parts = []
    for name, pattern in _PATTERNS:
        parts.append(f"(?P<{name}>" + re.sub(r"\(\?P<(\w+)>", rf"(?P<{name}__\1>", pattern) + ")")
    return re.compile("|".join(parts))


@lru_cache(maxsize=4096)
def find_times(text: str, language: Language, cell: bool = False) -> tuple[Found, ...]:
    """Every time expression of a text, in order. A cell's bare words ("October", "6 months") count as terms."""
    return tuple(_expressions(tokenise(text), tags_of(text, language), cell))


def tags_of(text: str, language: Language) -> Tags:
    """The tag string's letters of a text with their values; the places are those of its tokens."""
    return _kept(text, language) if len(text) <= LONGEST_KEPT else _tagged(text, language)


@lru_cache(maxsize=2048)
def _kept(text: str, language: Language) -> Tags:
    return _tagged(text, language)


def _tagged(text: str, language: Language) -> Tags:
    tokens = tokenise(text)
    phrases = _phrases(language, language is Language.KK and not has_own_letters(text))
    tags: list[Tag] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.kind == "number":
            tag = _date_at(tokens, place) or _number_at(tokens, place)
        else:
            tag = _word_at(tokens, place, phrases) or Tag(_letter_of(token), "", place, place + 1)
        if tag.letter != " ":
            tags.append(tag)
        place = tag.last
    return _with_whole_lengths(tags)


# How many of the smaller unit make one of the larger, where people write both: "1 year 10 months".
_SMALLER = {("Y", "M"): 12, ("W", "D"): 7, ("H", "MIN"): 60}


def _with_whole_lengths(tags: list[Tag]) -> Tags:
    """A length in two units as one: a year and ten months are twenty-two months."""
    whole: list[Tag] = []
    for tag in tags:
        many, large, few = whole[-3:] if len(whole) > 2 else (None, None, None)
        if tag.letter == "U" and many and large and few and (many.letter, large.letter, few.letter) == ("N", "U", "N"):
            parts = _SMALLER.get((str(large.value), str(tag.value)))
            if parts:
                count = int(many.value) * parts + int(few.value)
                whole[-3:] = [Tag("N", count, many.first, few.last)]
        whole.append(tag)
    return tuple(whole)


def _letter_of(token: Token) -> str:
    """The letter of what says nothing of time: signs stand for themselves, every word is the same."""
    if token.kind == "line":
        return ";"
    return _SIGNS.get(token.key, "~") if token.kind == "sign" else "~"


_SIGNS = {**{sign: sign for sign in ",.-:/"}, "–": "-", "—": "-", "№": "H"}
# What tells nothing of time however it stands together.
_TELLS_NOTHING = re.compile(r"[~,.:/;H-]*")


def _date_at(tokens: Sequence[Token], place: int) -> Tag | None:
    """`2026-09-01`, `01.09.2026`, `1/9/26`: numbers joined by the same sign without spaces."""
    window = tokens[place : place + 5]
    if len(window) < 5 or window[0].kind != "number" or window[2].kind != "number" or window[4].kind != "number":
        return None
    if window[1].key != window[3].key or window[1].key not in ".-/" or not all(token.glued for token in window[1:]):
        return None
    a, b, c = window[0].key, window[2].key, window[4].key
    if len(a) == 4 and len(b) <= 2 and len(c) <= 2:
        year, month, day = int(a), int(b), int(c)
    elif len(a) <= 2 and len(b) <= 2 and len(c) in (2, 4):
        day, month, year = int(a), int(b), int(c) + (2000 if len(c) == 2 else 0)
    else:
        return None
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1900 <= year <= 2200):
        return None
    return Tag("D", f"{year:04d}-{month:02d}-{day:02d}", place, place + 5)


def _number_at(tokens: Sequence[Token], place: int) -> Tag:
    token = tokens[place]
    last = place + 1
    # Thousands ("84 000") and phone numbers are one number and no time.
    while (
        last < len(tokens)
        and tokens[last].kind == "number"
        and len(tokens[last].key) >= 2
        and len(tokens[place].key) <= 3
        and not tokens[last].glued
    ):
        last += 1
    if last - place > 1:
        return Tag("~", "", place, last)
    if (
        last + 1 < len(tokens)
        and tokens[last].key in "-–"
        and tokens[last].glued
        and tokens[last + 1].glued
        and tokens[last + 1].key in _SUFFIX
    ):
        last += 2
    elif last < len(tokens) and tokens[last].glued and tokens[last].key in _SUFFIX:
        last += 1
    elif (
        last + 1 < len(tokens)
        and tokens[last].key in ".:,"
        and tokens[last].glued
        and tokens[last + 1].kind == "number"
        and tokens[last + 1].glued
    ):
        # 10:00 is an hour of the day, 2.5 a fraction, 01.09 a date without a year (dates with one are found before).
        if tokens[last].key == "." and _day_and_month(token.key, tokens[last + 1].key):
            return Tag("D", f"--{int(tokens[last + 1].key):02d}-{int(token.key):02d}", place, last + 2)
        return Tag("~", "", place, last + 2)
    number = int(token.key)
    if len(token.key) == 4 and 1900 <= number <= 2100:
        return Tag("Y", number, place, last)
    return Tag("N", number, place, last) if len(token.key) <= 3 else Tag("~", "", place, last)


def _day_and_month(day: str, month: str) -> bool:
    return len(day) == 2 and len(month) == 2 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31


class _Phrases(NamedTuple):
    """The words of time, and for each word that begins a phrase how many words its longest phrase has."""

    words: dict[str, tuple[str, Value]]
    longest: dict[str, int]
    kazakh: bool
    typed_plain: bool


@cache
def _phrases(language: Language, typed_plain: bool) -> _Phrases:
    words = TIME_WORDS[language].words
    if typed_plain:
        words = {plain(word): tag for word, tag in words.items()}
    longest: dict[str, int] = {}
    for word in words:
        first, *rest = word.split(" ")
        if rest:
            longest[first] = max(longest.get(first, 0), len(rest) + 1)
    return _Phrases(words, longest, language is Language.KK, typed_plain)


def _word_at(tokens: Sequence[Token], place: int, phrases: _Phrases) -> Tag | None:
    words = phrases.words
    token = tokens[place]
    if token.kind == "line":
        return None
    if token.kind == "sign" and token.key not in "№/":
        return None
    key = token.key
    for size in range(phrases.longest.get(key, 1), 1, -1):
        window = tokens[place : place + size]
        phrase = " ".join(each.key for each in window)
        if len(window) == size and phrase in words:
            letter, value = words[phrase]
            return Tag(letter, value, place, place + size)
    if key in _ROMAN and token.capital and key not in ("i", "і"):
        return Tag("O", _ROMAN[key], place, place + 1)
    if key in words:
        letter, value = words[key]
        # "may" and "march" are verbs unless they are written as a month.
        if letter == "M" and key in ("may", "march", "mar", "sen", "sun", "sat") and not token.capital:
            return None
        return Tag(letter, value, place, place + 1)
    found = _compound(key, place, words) if "-" in key else None
    return found or (_kazakh_stem(key, place, phrases.typed_plain) if phrases.kazakh else None)


def _compound(key: str, place: int, words: dict[str, tuple[str, Value]]) -> Tag | None:
    """`twelve-week`, `mid-June`, `6-month`: words joined by a hyphen."""
    head, _, rest = key.partition("-")
    first, second = words.get(head), words.get(rest.partition("-")[0])
    if first and second and first[0] == "N" and second[0] == "U":
        age = rest.endswith("old")
        return Tag("A" if age else "L", f"{first[1]}{second[1]}", place, place + 1)
    if first and second and first[0] == "E" and second[0] == "M":
        return Tag("D", f"--{second[1]:02d}-{first[1]}", place, place + 1)
    return None


@lru_cache(maxsize=8192)
def _kazakh_value(key: str, typed_plain: bool) -> tuple[str, Value] | None:
    stems = TIME_WORDS[Language.KK].stems
    for stem, tag in stems.items():
        base = plain(stem) if typed_plain else stem
        for form in (base, base[:-1] + {"к": "г", "қ": "ғ"}.get(base[-1], base[-1])):
            if (
                key.startswith(form)
                and len(key) - len(form) < 9
                and (_PLAIN_NOUN if typed_plain else NOUN).match(key[len(form) :])
            ) and not (form == "ай" and key not in _MOON):
                return tag
    return None


_PLAIN_NOUN = re.compile(plain(NOUN.pattern))
_MOON = frozenset(
    "ай айда айдың айға айы айын айдан аймен айлар айдың айының айында айынан айларда айдағы айына".split()
)


def _kazakh_stem(key: str, place: int, typed_plain: bool) -> Tag | None:
    tag = _kazakh_value(key, typed_plain)
    return Tag(tag[0], tag[1], place, place + 1) if tag else None


def _expressions(tokens: Sequence[Token], tags: Tags, cell: bool) -> list[Found]:
    letters = "".join([tag.letter for tag in tags])
    found: list[Found] = []
    if _TELLS_NOTHING.fullmatch(letters):
        return found
    for match in _master().finditer(letters):
        name = match.lastgroup or ""
        # `lastgroup` is the outermost alternative because it closes last.
        if name.startswith("skip"):
            continue
        groups = {key.split("__", 1)[1]: span for key, span in _groups(match, name)}
        reading = _READERS[_family(name)](name, groups, tags, match, cell)
        if reading is None:
            continue
        kind, value, bounded = reading
        at_least = "g" in letters[max(0, match.start() - 2) : match.end() + 2]
        if kind is TimeKind.DURATION and at_least:
            bounded = False
        first, last = tags[match.start()].first, tags[match.end() - 1].last
        found.append(Found(kind, value, Span(tokens[first].start, tokens[last - 1].end), bounded))
    return found


def _groups(match: re.Match[str], name: str) -> list[tuple[str, tuple[int, int]]]:
    prefix = name + "__"
    return [
        (key, match.span(key)) for key, text in match.groupdict().items() if text is not None and key.startswith(prefix)
    ]


def _family(name: str) -> str:
    return "rhythm" if name in _RHYTHM else name.split("_")[0]


Groups = dict[str, tuple[int, int]]
Reading = tuple[TimeKind, str, bool] | None


def _value(tags: Tags, span: tuple[int, int]) -> Value:
    return tags[span[0]].value


def _first(groups: Groups, *names: str) -> tuple[int, int] | None:
    for name in names:
        if name in groups:
            return groups[name]
    return None


def _count(tags: Tags, span: tuple[int, int] | None) -> str:
    """`3`, or `2-3` for a span of numbers."""
    if span is None:
        return "1"
    return "-".join(str(tag.value) for tag in tags[span[0] : span[1]] if tag.letter in "Nx") or "1"


def _unit(tags: Tags, span: tuple[int, int]) -> str:
    unit = str(_value(tags, span))
    return "D" if unit == "E" else unit


def _day_value(tags: Tags, span: tuple[int, int]) -> str:
    inside = tags[span[0] : span[1]]
    full = [tag for tag in inside if tag.letter == "D"]
    if full:
        return str(full[0].value)
    month = next((int(tag.value) for tag in inside if tag.letter == "M"), 0)
    day = next((int(tag.value) for tag in inside if tag.letter == "N"), 0)
    year = next((f"{tag.value}-" for tag in inside if tag.letter == "Y"), "--")
    if year == "--":
        return f"--{month:02d}-{day:02d}"
    return f"{year}{month:02d}-{day:02d}"


def _read_range(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    a, b = groups["a"], groups["b"]
    end = _day_value(tags, b)
    if tags[a[0]].letter == "N" and a[1] - a[0] == 1:
        start = end[:-2] + f"{int(tags[a[0]].value):02d}"
    else:
        start = _day_value(tags, a)
    return TimeKind.DURATION, f"{start}/{end}", True


def _read_rhythm(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    if name == "of_rhythm":
        n1, n2 = _first(groups, "n1", "n1k"), _first(groups, "n2", "n2k")
        unit = _unit(tags, groups["u"]) if "u" in groups else str(tags[match.start()].value)
        value = f"{_count(tags, n1)}of{_count(tags, n2)}/{unit}"
    elif name == "rhythm_word":
        value = str(_value(tags, groups["f"]))
    elif "w" in groups or "w2" in groups or "w3" in groups:
        span = _first(groups, "w", "w2", "w3") or (0, 0)
        value = "R:wd:" + ",".join(str(tag.value) for tag in tags[span[0] : span[1]] if tag.letter in "Ww")
    elif name == "rhythm_post":
        if "np" in groups:
            value = f"{_count(tags, groups['np'])}/{tags[match.start()].value}"
        elif "kp" in groups:
            value = f"{_count(tags, groups['npx'])}/{_count(tags, groups['kp'])}{_unit(tags, (groups['kp'][1], 0))}"
        else:
            value = f"{_count(tags, groups['npy'])}/{_unit(tags, groups['upx'])}"
    else:
        unit = _unit(tags, _first(groups, "u", "u1", "u2", "ux", "ux2") or match.span())
        every = _count(tags, _first(groups, "k", "k1")) if "k" in groups or "k1" in groups else ""
        count = _count(tags, _first(groups, "n", "x"))
        value = f"{count}/{'' if every in ('', '1') else every}{unit}"
    return TimeKind.FREQUENCY, value, False


def _read_quarter(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    if _unit(tags, groups["qu"]) != "Q":
        return None
    return TimeKind.DEADLINE, f"Q{_value(tags, groups['q'])}", True


def _read_event(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    event = str(_value(tags, groups["e"]))
    around = match.group()
    part = "E" in around
    if event == "sy":
        return TimeKind.DEADLINE, "eosy" if part or "B" in around or "b" in around else "sy", True
    if event == "weekend":
        return (TimeKind.DEADLINE, "eow", True) if "B" in around or cell else None
    if around in ("e", "Pe", "+e") and not cell and event not in ("winter", "spring", "summer", "autumn"):
        return None
    if around == "e" and not cell:
        return None
    return TimeKind.EVENT, f"event:{event}", True


def _read_part(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    part = str(_value(tags, _first(groups, "p", "p2", "p3") or match.span()))
    months = _first(groups, "m", "m2", "m3")
    if months:
        year = next((f"{tag.value}-" for tag in tags[match.start() : match.end()] if tag.letter == "Y"), "--")
        return TimeKind.DEADLINE, f"{year}{int(_value(tags, months)):02d}-{part}", True
    if name == "part_year":
        year = str(next(tag.value for tag in tags[match.start() : match.end()] if tag.letter == "Y"))
        return TimeKind.DEADLINE, f"{year}-{part}", True
    unit = _unit(tags, _first(groups, "u", "u2") or match.span())
    if (
        name == "part_unit"
        and tags[match.start()].letter == "E"
        and not cell
        and "o" not in match.group()
        and part != "end"
    ):
        return None
    if unit in ("H", "MIN", "BD", "D"):
        return None
    letter = {"end": "eo", "mid": "mo", "start": "so"}[part]
    return TimeKind.DEADLINE, letter + unit.lower(), True


def _read_cue(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    span = _first(groups, "d", "d2") or match.span()
    value = _day_value(tags, span)
    day = value[-2:]
    if day.isdigit() and not 1 <= int(day) <= 31:
        return None
    return TimeKind.DEADLINE, value, True


def _read_term(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    inside = tags[match.start() : match.end()]
    count = "".join(str(tag.value) for tag in inside if tag.letter in "NL") or "1"
    unit = "".join(str(tag.value) for tag in inside if tag.letter in "Ua")
    return TimeKind.DEADLINE, f"+{count}{unit}", True


def _read_within(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    lengths = _first(groups, "lw", "lx")
    if lengths:
        return TimeKind.DEADLINE, f"+{_value(tags, lengths)}", True
    span = _first(groups, "u", "u1", "u2", "u3") or match.span()
    unit = _unit(tags, span)
    count = _count(tags, _first(groups, "n", "n2"))
    if "u3" in groups and unit in ("D", "H", "MIN"):
        return None
    if "c" in groups and tags[match.start()].letter == "z" and unit in ("H", "MIN"):
        return TimeKind.DURATION, f"{count}{unit}", False
    if unit == "MIN":
        return TimeKind.DURATION, f"{count}MIN", False
    return TimeKind.DEADLINE, f"+{count}{unit}", True


def _read_by(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    if name == "by_weekday":
        if "w4" in groups and not cell:
            return None
        span = _first(groups, "w", "w2", "w3", "w4") or match.span()
        return TimeKind.DEADLINE, f"wd:{_value(tags, span)}", True
    if name == "by_month" and "m6" in groups and not cell:
        return None
    if name == "by_month":
        month = next(int(tag.value) for tag in tags[match.start() : match.end()] if tag.letter == "M")
        year = next((str(tag.value) for tag in tags[match.start() : match.end()] if tag.letter == "Y"), "-")
        return TimeKind.DEADLINE, f"{year}-{month:02d}", True
    if name == "by_year":
        year = [str(tag.value) for tag in tags[match.start() : match.end()] if tag.letter == "Y"][-1]
        return TimeKind.DEADLINE, year, True
    if name == "by_date":
        return TimeKind.DEADLINE, str(_value(tags, groups["r"])), True
    span = _first(groups, "u", "u2", "u3", "u4", "u5", "u6") or match.span()
    unit = _unit(tags, span)
    if name == "by_next" and "s" in match.group():
        return None
    if name == "by_next":
        return (TimeKind.DEADLINE, f"+1{unit}", True) if unit in ("W", "M", "Y", "Q", "D") else None
    count = _count(tags, _first(groups, "n", "n2"))
    if unit in ("H", "MIN") or (unit == "Y" and not cell and name != "by_week"):
        return None
    if unit == "Y" and int(count.split("-")[-1] or 0) > 5:
        return None
    return TimeKind.DEADLINE, f"+{count}{unit}", True


def _read_lengths(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    if not cell:
        return None
    count = _count(tags, _first(groups, "n", "n2", "n3"))
    return TimeKind.DEADLINE, f"+{count}{_unit(tags, _first(groups, 'u', 'u2', 'u3') or match.span())}", True


def _read_length(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    if name in ("length_attr", "length_word") or "l" in groups or "l2" in groups:
        span = _first(groups, "l", "l2")
        value = (
            str(_value(tags, span)) if span else "".join(str(tag.value) for tag in tags[match.start() : match.end()])
        )
        value = value if value[:1].isdigit() else "1" + value
        # A "twelve-week course" is the length of the course; "half a year" alone is a length of life.
        bounded = cell or name == "length_for" or value == "6M"
        return TimeKind.DURATION, value, bounded
    span = _first(groups, "u", "u2", "u3", "u4") or match.span()
    unit, count = _unit(tags, span), _count(tags, _first(groups, "n", "n2"))
    if unit == "Y" and name == "length" and not cell:
        return None
    if unit == "Q" and name == "length":
        return TimeKind.DEADLINE, f"Q{count}", True
    if cell and unit not in ("MIN", "H") and name == "length":
        return TimeKind.DEADLINE, f"+{count}{unit}", True
    return TimeKind.DURATION, f"{count}{unit}", unit not in ("MIN", "H")


_READERS = {
    "range": _read_range,
    "rhythm": _read_rhythm,
    "quarter": _read_quarter,
    "event": _read_event,
    "part": _read_part,
    "cue": _read_cue,
    "term": _read_term,
    "within": _read_within,
    "by": _read_by,
    "length": _read_length,
    "lengths": _read_lengths,
}
