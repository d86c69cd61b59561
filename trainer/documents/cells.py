"""Take one cell apart: the steps or people that are numbered, bulleted or stand on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from trainer.documents import lines
from trainer.documents.raw_table import Paragraph

# "1.", "1)", "(1)", "1¤" and "1°", the last two as Word's own numbers arrive when copied out of a page.
_NUMBERED = re.compile(r"^\(?(\d{1,2})\s?[.)¤°º](?!\d)\s*")
# "1.1", "1.1." and "2.1.3)": numbers below a number. A day such as 01.09 has a nought, or does not follow in order.
_BELOW = re.compile(r"^\(?((?:[1-9]\d?\.)+)([1-9]\d?)(?:[.)]\s*|\s+)(?=[^\W\d_]|[\"«“„(])")
_LETTERED = re.compile(r"^\(?([^\W\d_])\)\s*(?=\S)")
_ALPHABETS = ("abcdefghijklmnop", "абвгдежзиклмнопр", "абвгґдеєжзиіїклм", "аәбвгғдежзиклмн")
_BULLET = re.compile(r"^(?:[•·▪●○◦‣⁃*\uf0b7\uf0a7]|[-–—]\s)\s*")
# "Social worker, mother; the school": several people on one line.
_BETWEEN_NAMES = re.compile(r"\s*[,;/]\s*|\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a cell. `number` is what it was numbered with, if anything."""

    text: str
    number: int | None = None
    mended: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around a cell: the width of its column, and words that stand whole elsewhere."""

    width: float = 0.0
    known: Collection[str] = ()


def whole(paragraphs: Sequence[Paragraph], around: Around = Around()) -> Item:
    """The cell as one text; its paragraphs stay lines, a column's line ends do not."""
    joined = lines.join([paragraph.text for paragraph in paragraphs], width=around.width, known=around.known)
    return Item(joined.text, None, joined.mended, joined.doubts)


def entries(paragraphs: Sequence[Paragraph], around: Around = Around(), before: int = 0) -> list[Item]:
    """The cell's entries: by number or bullet where it has them, else one per paragraph, else one for all.

    `before`: how many entries stand in the rows above of which this one goes on, so that their numbers go on too.
    """
    blocks = _by_marker(paragraphs, before)
    if blocks is None:
        texts = [paragraph.text for paragraph in paragraphs]
        apart = [texts] if lines.looks_wrapped(texts) else _paragraphs(paragraphs)
        blocks = [(None, block) for block in apart]
    items = [_item(number, block, around) for number, block in blocks]
    if len(items) == 1:
        items = _inline(items[0])
    return [item for item in items if item.text]


def names(paragraphs: Sequence[Paragraph], around: Around = Around()) -> list[Item]:
    """The people of a cell: its entries; an entry without a number is taken apart at commas."""
    found: list[Item] = []
    for item in entries(paragraphs, around):
        if item.number is not None:
            found.append(Item(item.text.strip(" ,;."), item.number, item.mended, item.doubts))
            continue
        parts = [part.strip(" .") for part in _BETWEEN_NAMES.split(item.text)]
        found += [Item(part, None, item.mended, item.doubts) for part in parts if part]
    return found


def _by_marker(paragraphs: Sequence[Paragraph], before: int) -> list[tuple[int | None, list[str]]] | None:
    """The lines grouped by their markers; None where no line has one."""
    blocks: list[tuple[int | None, list[str]]] = []
    marked = False
    last = before
    ordered = _in_order(paragraphs, before)
    for place, paragraph in enumerate(paragraphs):
        number, text, begins = ordered.get(place) or _marker(paragraph, last)
        if begins:
            marked = True
            last = number or last
            blocks.append((number, [text]))
        elif blocks:
            blocks[-1][1].append(text)
        else:
            blocks.append((None, [text]))
    return blocks if marked else None


def _in_order(paragraphs: Sequence[Paragraph], before: int) -> dict[int, tuple[int, str, bool]]:
    """The lines with "1.1" or "a)" before them, by their place; none where these do not follow each other."""
    for read in (_below, *(_letter_of(alphabet) for alphabet in _ALPHABETS)):
        found = {place: mark for place, line in enumerate(paragraphs) if (mark := read(line.text.strip()))}
        last: tuple[str, int] | None = None
        for head, number, _text in found.values():
            follows = last and head == last[0] and number > last[1]
            if not (follows or number == 1 or (last is None and number == before + 1)):
                break
            last = (head, number)
        else:
            if found:
                return {place: (number, text, True) for place, (_head, number, text) in found.items()}
    return {}


def _below(text: str) -> tuple[str, int, str] | None:
    match = _BELOW.match(text)
    return (match[1], int(match[2]), text[match.end() :]) if match else None


def _letter_of(alphabet: str) -> Callable[[str], tuple[str, int, str] | None]:
    def read(text: str) -> tuple[str, int, str] | None:
        match = _LETTERED.match(text)
        place = alphabet.find(match[1].lower()) if match else -1
        return ("", place + 1, text[match.end() :]) if match and place >= 0 else None

    return read


def _marker(paragraph: Paragraph, last: int) -> tuple[int | None, str, bool]:
    text = paragraph.text.strip()
    if match := _NUMBERED.match(text):
        number = int(match[1])
        # "(2 years 10 months)" over two lines begins with a number too; a list goes on where it stopped.
        if last - 1 <= number <= last + 3 or number == 1:
            return number, text[match.end() :], True
    if match := _BULLET.match(text):
        return None, text[match.end() :], True
    if paragraph.listed:
        return last + 1, text, True
    return None, text, False


def _paragraphs(paragraphs: Sequence[Paragraph]) -> list[list[str]]:
    """Lines that go on belong to the paragraph before them."""
    blocks: list[list[str]] = []
    for paragraph in paragraphs:
        if blocks and paragraph.text[:1].islower():
            blocks[-1].append(paragraph.text)
        else:
            blocks.append([paragraph.text])
    return blocks


def _item(number: int | None, block: list[str], around: Around) -> Item:
    joined = lines.join(block, width=around.width, known=around.known)
    return Item(joined.text.replace("\n", " ").strip(), number, joined.mended, joined.doubts)


def _inline(item: Item) -> list[Item]:
    """"1. Collect papers 2. Apply": numbers that follow each other inside one line."""
    if item.number not in (None, 1):
        return [item]
    starts: list[tuple[int, int]] = []
    at, number = 0, 2 if item.number == 1 else 1
    while match := re.compile(rf"(?<![\w.]){number}\s?[.)¤](?!\d)\s*(?=\w)").search(item.text, at):
        starts.append((match.start(), match.end()))
        at, number = match.end(), number + 1
    if not starts or (item.number is None and len(starts) < 2):
        return [item]
    bounds = [start for start, _ in starts] + [len(item.text)]
    parts = [Item(item.text[: bounds[0]].strip(" ;"), item.number, item.mended, item.doubts)]
    first = 2 if item.number == 1 else 1
    for place, (_, begin) in enumerate(starts):
        parts.append(Item(item.text[begin : bounds[place + 1]].strip(" ;"), first + place))
    return [part for part in parts if part.text]
