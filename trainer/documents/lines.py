"""Put together a text that a narrow column broke over lines, even in the middle of a word, without inventing words.

A word processor keeps paragraphs; text that was copied out of a page keeps the page's lines. Two pieces of a word are
joined only where no other reading is likely; where one is, the pieces stay apart and the place is reported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = (".", "!", "?", ";", ":", "…", "»", '"', ")")
# In "socio-economic" the hyphen belongs to the word; a first part that ends so, or a second part like these, keeps it.
_KEPT_BEFORE = re.compile(
    r"(?:^|\W)(?:кейс|по|кое|из|во|в|не|мини|онлайн|интернет|веб|бизнес|пресс|будь|казна|хтозна|self|well|co|non|part|"
    r"full|follow|check|long|short|[а-яёіїєґ]{3,}[ое])$",
    re.IGNORECASE,
)
_KEPT_AFTER = re.compile(r"^(?:то|либо|нибудь|ка|таки|небудь|будь|up|in|out|off|term|time)\b", re.IGNORECASE)
# Pieces that end a word and are no word themselves (Russian and Ukrainian; one-letter words are left out on purpose).
_ENDINGS = frozenset(
    "ия ии ию ий ие ия ием иям ями ями ами ыми ими ого его ому ему ому ная ное ные ный ной ную ных ным ного ному ными "
    "ния ние нию ний нием ниям ского ский ской ским ских ская ское ские ться тся ется ится ются ятся утся ался ась ось "
    "лся лась лось лись ись сь ся ств ство ства ству ством ственно ственный ственного ость ости остью тель теля тели "
    "телей телем ации ация ацию аций ров лов нов дов тов ков гов вов мов ев ов ей ть ти "
    "ания ание ании анию анием ений ения ение ении ению ением аний ировать ировка ность ности "
    "ння нню нням нні ння ття ості істю ською ський ської ською ських ським ська ське ські ться тися лися вся всь "
    "ого ому ими іх их им им ій ії ією іям ів їв ою ею шего шему шими".split()
)
# Some of them are words too; only where a line was full are they taken for a piece.
_ALSO_WORDS = frozenset("им их ей ею его ему ось вся ости ству ход лась".split())
# A noun such as "состояни" or "образовани" always has one more letter.
_STEM_END = re.compile(r"(?:[аяе]н|[аяи]ц|ств|нн|стн|ськ|ическ|льн|тельн)и?$", re.IGNORECASE)
_REFLEXIVE = re.compile(r"(?:[еиюяу]т|[аеиыя]л)с$", re.IGNORECASE)
_STEM_TAIL = re.compile(r"^(?:и|я|е|ю|й|ем|ям|ях|ями|о|а|у|ы|ый|ой|ая|ое|ые|ых|ым|ого|ому|і|ї|є)$", re.IGNORECASE)
_VOWELS = frozenset("аеёиоуыэюяіїєәөұүaeiouy")
_NEVER_FIRST = frozenset("ьъы")
# A column of more than this is wide enough for any word.
NARROW = 16


@dataclass(frozen=True, slots=True)
class Joined:
    """The text, the words that were put together, and the places where two pieces may belong together."""

    text: str
    mended: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def column_width(texts: Iterable[Iterable[str]]) -> float:
    """The widest line of a column in the rough units of `_width`: what did not fit into this had to be broken."""
    return max((_width(line) for lines in texts for line in lines), default=0.0)


def looks_wrapped(lines: list[str]) -> bool:
    """Whether these lines are one text that a column broke, and not paragraphs that somebody wrote as such."""
    if len(lines) < 2:
        return False
    going_on = sum(1 for before, after in zip(lines, lines[1:], strict=False) if _goes_on(before, after))
    return going_on * 2 >= len(lines) - 1


def join(lines: list[str], *, width: float = 0.0, known: Collection[str] = ()) -> Joined:
    """One text of these lines. `width` is the column's; `known` are words that stand whole elsewhere, lower case.

    Lines that are paragraphs of their own stay lines.
    """
    lines = [" ".join(line.split()) for line in lines]
    lines = [line for line in lines if line]
    if not lines:
        return Joined("")
    wrapped = looks_wrapped(lines)
    text, last = lines[0], lines[0]
    mended: list[str] = []
    doubts: list[str] = []
    for line in lines[1:]:
        text = _add(text, last, line, _Column(width, known, wrapped), mended, doubts)
        last = line
    return Joined(text.replace("\u00ad", ""), tuple(mended), tuple(doubts))


@dataclass(frozen=True, slots=True)
class _Column:
    """What is known about the column that broke the lines."""

    width: float
    known: Collection[str]
    wrapped: bool


def _add(text: str, last: str, line: str, column: _Column, mended: list[str], doubts: list[str]) -> str:
    if text.endswith(("-", "\u00ad", "‐")) and text[-2:-1].isalpha() and line[:1].isalpha() and line[:1].islower():
        return _unhyphenated(text, line, mended)
    if not (_goes_on(last, line) or column.wrapped):
        return f"{text}\n{line}"
    verdict = _split_word(last, line, column)
    if verdict is True:
        joined = text + line
        mended.append(_last_word(text) + (_WORD.match(line) or [""])[0])
        return joined
    if verdict is None:
        doubts.append(f"{_last_word(text)} {(_WORD.match(line) or [''])[0]}")
    return f"{text} {line}"


def _unhyphenated(text: str, line: str, mended: list[str]) -> str:
    soft = text.endswith("\u00ad")
    body = text[:-1]
    if not soft and (_KEPT_BEFORE.search(body) or _KEPT_AFTER.match(line)):
        return text + line
    mended.append(_last_word(body) + (_WORD.match(line) or [""])[0])
    return body + line


def _goes_on(before: str, after: str) -> bool:
    """Whether the second line goes on with the sentence of the first."""
    return after[:1].islower() or before.endswith((",", "-", "\u00ad", "‐", "(", "–"))


def _split_word(last: str, line: str, column: _Column) -> bool | None:
    """True: two pieces of one word. False: two words. None: nobody can tell."""
    if not column.width or not (last[-1:].isalpha() and line[:1].isalpha() and line[:1].islower()):
        return False
    # A word is broken only where it alone was wider than the column, so it fills a line by itself.
    head, tail = last.casefold(), (_WORD.match(line) or [""])[0].casefold()
    if not head.isalpha() or len(head) > NARROW:
        return False
    filled = _width(last + line[0]) / column.width
    if filled > 0.8 and tail in _ENDINGS and tail not in _ALSO_WORDS:
        return True
    if filled <= 0.97:
        return False
    if _is_piece(head, tail):
        return True
    whole = head + tail
    if whole in column.known:
        return True
    if head in column.known and tail in column.known:
        return False
    # "обследов" + "ания" beside an unbroken "обследование": the same beginning, longer than the first piece.
    if len(head) >= 5 and head not in column.known and any(
        word.startswith(head + tail[:1]) for word in column.known
    ):
        return True
    return None


def _is_piece(head: str, tail: str) -> bool:
    """Whether the second piece cannot be a word, or the first cannot end one."""
    if tail[0] in _NEVER_FIRST or tail in _ENDINGS:
        return True
    if not any(letter in _VOWELS for letter in tail) and tail not in ("в", "к", "с", "б", "ж", "з", "й"):
        return True
    if _REFLEXIVE.search(head) and tail in ("я", "ь"):
        return True
    return bool(_STEM_END.search(head) and _STEM_TAIL.match(tail))


def _last_word(text: str) -> str:
    words = _WORD.findall(text)
    return words[-1] if words else ""


def _width(line: str) -> float:
    """A rough width in letters, as a book face sets them: "ш" is half as wide again as "о"."""
    return sum(_LETTER_WIDTH.get(sign, 1.3 if sign.isupper() else 1.0) for sign in line)


_LETTER_WIDTH = (
    dict.fromkeys("шщюжмыфшmw", 1.4)
    | dict.fromkeys(".,;:!|'iljtfіїІ()- ", 0.6)
    | dict.fromkeys("гзсеэтatrsceг", 0.9)
)
