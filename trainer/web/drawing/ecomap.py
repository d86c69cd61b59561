"""The ecomap in the notation of Hartman: the family in the middle, its world around, lines for the ties."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

from trainer.checker.case import Case, Named, Tie, TieKind
from trainer.checker.values import Language
from trainer.web.drawing import lines
from trainer.web.drawing.family_words import TIES, named
from trainer.web.drawing.legend import ecomap_key
from trainer.web.drawing.svg import Drawing, Row, Words, element, label, picture, text_width, wrapped

_FAMILY = 58.0
_GAP = 20.0
_MARGIN = 14.0


@dataclass(frozen=True, slots=True)
class _Around:
    """One ellipse around the family."""

    entry: Named
    words: tuple[str, ...]
    small: str
    x: float
    y: float
    rx: float
    ry: float


def ecomap(
    case: Case,
    language: Language | str,
    words: Words,
    *,
    known_facts: Collection[str] | None = None,
    show_facts: bool = False,
    name: str = "ecomap",
) -> Drawing:
    """The ties of the case. A tie whose fact is not in `known_facts` is faint with a "?".

    `show_facts` writes the id of the fact under each name, for the workbench.
    """
    language = Language(language)
    inside = {person.id for person in case.people} | {house.id for house in case.households}
    inside |= {group.id for group in case.groups}
    ties = [tie for tie in case.ties if not (tie.a in inside and tie.b in inside)]
    hidden = {id(tie) for tie in ties if known_facts is not None and tie.know and tie.know not in known_facts}
    scene = _Scene(case, language, words, ties, inside, hidden, show_facts)
    title = words("drawing.ecomap_title", title=case.title.get(language, case.id))
    desc = " ".join(scene.sentence(tie) for tie in ties) or words("drawing.no_ties")
    svg = picture(scene.drawn(), name=name, title=title, desc=desc, width=scene.width, height=scene.height)
    known = [tie for tie in ties if id(tie) not in hidden]
    key = ecomap_key(case, known, words, unknown=bool(hidden))
    return Drawing(svg, title, desc, scene.table(), round(scene.width), round(scene.height), key)


class _Scene:
    """The places on paper, and what is drawn and said of each tie."""

    def __init__(self, case: Case, language: Language, words: Words, ties: list[Tie], inside: set[str],
                 hidden: set[int], show_facts: bool) -> None:
        self._case, self._language, self._words = case, language, words
        self._ties, self._inside, self._hidden, self._show_facts = ties, inside, hidden, show_facts
        self._names = {entry.id: named(entry, language) for entry in (*case.people, *case.groups, *case.network,
                                                                      *case.services)}
        self._around = self._placed()
        self.width = 2 * (max([_FAMILY, *(abs(around.x) + around.rx for around in self._around)]) + _MARGIN)
        self.height = 2 * (max([_FAMILY, *(abs(around.y) + around.ry for around in self._around)]) + _MARGIN)
        middle = self.width / 2, self.height / 2
        self._centre = middle
        self._at = {a.entry.id: (a.x + middle[0], a.y + middle[1]) for a in self._around}

    def drawn(self) -> list[str]:
        body: list[str] = []
        counted: dict[frozenset[str], int] = {}
        for tie in self._ties:
            ends = frozenset(self._end(who) for who in (tie.a, tie.b))
            counted[ends] = counted.get(ends, 0) + 1
        seen: dict[frozenset[str], int] = {}
        for tie in self._ties:
            ends = frozenset(self._end(who) for who in (tie.a, tie.b))
            place = seen.get(ends, 0)
            seen[ends] = place + 1
            body += self._tie(tie, (place - (counted[ends] - 1) / 2) * 16.0)
        for around in self._around:
            body += self._ellipse(around)
        return [*body, *self._family()]

    def sentence(self, tie: Tie) -> str:
        who = f"{self._who(tie.a)} – {self._who(tie.b)}"
        kind, flow = self._kind(tie), self._flow(tie)
        return f"{who}: {kind}, {flow}." if flow else f"{who}: {kind}."

    def table(self) -> tuple[Row, ...]:
        """Headings, then one row per tie."""
        words = self._words
        head = (words("drawing.col_from"), words("drawing.col_to"), words("drawing.col_tie"), words("drawing.col_flow"))
        rows = [
            (self._who(tie.a), self._who(tie.b), self._kind(tie), self._flow(tie))
            for tie in self._ties
        ]
        return (head, *rows)

    def _kind(self, tie: Tie) -> str:
        return self._words("drawing.not_known_yet") if id(tie) in self._hidden else self._words(TIES[tie.kind])

    def _flow(self, tie: Tie) -> str:
        if id(tie) in self._hidden:
            return ""
        if tie.flow == "both":
            return self._words("drawing.flow_both")
        if tie.flow in ("in", "out"):
            return self._words("drawing.flow_in") if tie.flow == "in" else self._words("drawing.flow_out")
        return ""

    def _who(self, which: str) -> str:
        return self._names.get(which) or self._words("drawing.family")

    def _end(self, which: str) -> str:
        return "" if which in self._inside else which

    def _placed(self) -> list[_Around]:
        """The ellipses on one ring, as near as they can stand without touching each other or the family."""
        tied = {self._end(who) for tie in self._ties for who in (tie.a, tie.b)}
        entries = [entry for entry in (*self._case.network, *self._case.services) if entry.id in tied]
        sized = [self._sized(entry) for entry in entries]
        wide = 190.0
        while True:
            ring = _ring(sized, wide)
            if not _crowded(ring) or wide > 1400:
                return ring
            wide += 12.0

    def _sized(self, entry: Named) -> tuple[Named, tuple[str, ...], str, float, float]:
        found = tuple(wrapped(self._names[entry.id], 15))
        small = self._small(entry.id)
        lines = [*(text_width(line, 13.5) for line in found), *([text_width(small, 12.5)] if small else [])]
        ry = 17.0 + 8.0 * len(lines)
        # The upper and the lower line have less room than the middle one; none may reach beyond the ellipse.
        away = [abs(16.0 * place - 8.0 * (len(lines) - 1)) + 8 for place in range(len(lines))]
        room = [(wide / 2 + 4) / math.sqrt(1 - (high / ry) ** 2) for wide, high in zip(lines, away, strict=True)]
        return entry, found, small, max(38.0, max(lines) / 2 + 13, *room), ry

    def _small(self, which: str) -> str:
        """Under the name: which member of the family the tie is with, and the fact that tells of it."""
        mine = [tie for tie in self._ties if which in (tie.a, tie.b)]
        people = {person.id for person in self._case.people}
        whom = [self._names[who] for tie in mine for who in (tie.a, tie.b) if who in people]
        facts = [tie.know for tie in mine if tie.know] if self._show_facts else []
        return " · ".join(dict.fromkeys([*whom, *facts]))

    def _ellipse(self, around: _Around) -> list[str]:
        x, y = self._at[around.entry.id]
        mine = [tie for tie in self._ties if around.entry.id in (tie.a, tie.b)]
        faint = all(tie.kind is TieKind.OFFERED or id(tie) in self._hidden for tie in mine)
        drawn = [element("ellipse", class_="ext faint" if faint else "ext", cx=x, cy=y, rx=around.rx, ry=around.ry)]
        small = "?" if mine and all(id(tie) in self._hidden for tie in mine) else around.small
        count = len(around.words) + bool(small)
        first = y + 4.5 - 8.0 * (count - 1)
        drawn += [label(line, x, first + 16 * place) for place, line in enumerate(around.words)]
        if small:
            drawn.append(label(small, x, first + 16 * len(around.words), "sub"))
        return drawn

    def _family(self) -> list[str]:
        x, y = self._centre
        found = wrapped(self._words("drawing.family"), 12)
        focal = [named(person, self._language) for person in self._case.people if person.focal]
        drawn = [element("circle", class_="fam", cx=x, cy=y, r=_FAMILY)]
        rows = [*found, *(wrapped(focal[0], 13) if focal else [])]
        first = y - 8.0 * (len(rows) - 1) - 6
        drawn += [label(line, x, first + 16 * place, None if place < len(found) else "sub")
                  for place, line in enumerate(rows)]
        drawn += self._members(x, y + 8.0 * len(rows) + 8)
        return drawn

    def _members(self, x: float, y: float) -> list[str]:
        """The people of the household as a row of small signs."""
        home = self._case.households[0].members if self._case.households else ()
        people = [person for person in self._case.people if person.id in home][:9]
        step = min(13.0, 92.0 / max(len(people), 1))
        left = x - step * (len(people) - 1) / 2
        drawn = []
        for place, person in enumerate(people):
            at = left + step * place
            if person.unborn:
                drawn.append(element("path", class_="p tiny", d=f"M{at:.1f} {y - 4:.1f}l4 8h-8z"))
            elif person.sex == "m":
                drawn.append(element("rect", class_="p tiny", x=at - 4, y=y - 4, width=8, height=8))
            elif person.sex == "f":
                drawn.append(element("circle", class_="p tiny", cx=at, cy=y, r="4.2"))
            else:
                drawn.append(element("path", class_="p tiny", d=f"M{at:.1f} {y - 5:.1f}l5 5-5 5-5-5z"))
        return drawn

    def _tie(self, tie: Tie, shift: float) -> list[str]:
        a, b = self._end(tie.a), self._end(tie.b)
        start, end = self._edge(a, b, shift), self._edge(b, a, -shift)
        if id(tie) in self._hidden:
            return lines.tie(TieKind.OFFERED, start, end)
        # Towards the family is "in"; between two outsiders, towards the first.
        towards_start = (tie.flow == "in") == (a == "" or b != "") if tie.flow in ("in", "out") else False
        heads = []
        line_start, line_end = start, end
        if tie.flow == "both" or (tie.flow and towards_start):
            heads.append(lines.arrow(start, end))
            line_start = lines.shorter(end, start, 8)
        if tie.flow == "both" or (tie.flow and not towards_start):
            heads.append(lines.arrow(end, start))
            line_end = lines.shorter(start, end, 8)
        return [*lines.tie(tie.kind, line_start, line_end), *heads]

    def _edge(self, which: str, other: str, shift: float) -> lines.Point:
        """Where the line to `other` leaves this circle or ellipse."""
        here = self._at.get(which, self._centre)
        there = self._at.get(other, self._centre)
        here, there = lines.shifted(here, there, shift)
        rx, ry = self._size(which)
        dx, dy = there[0] - here[0], there[1] - here[1]
        reach = 1 / math.hypot(dx / rx, dy / ry) if dx or dy else 0.0
        return here[0] + dx * reach, here[1] + dy * reach

    def _size(self, which: str) -> tuple[float, float]:
        for around in self._around:
            if around.entry.id == which:
                return around.rx + 2, around.ry + 2
        return _FAMILY + 2, _FAMILY + 2


def _ring(sized: list[tuple[Named, tuple[str, ...], str, float, float]], wide: float) -> list[_Around]:
    """Evenly spread on an ellipse from the upper left, clockwise; the same at the left as at the right."""
    ring = []
    step = 360 / max(len(sized), 1)
    first = -135 if len(sized) == 4 else -90 - step if len(sized) > 2 else -180
    for place, (entry, found, small, rx, ry) in enumerate(sized):
        angle = math.radians(first + step * place)
        x, y = round(math.cos(angle) * wide, 1), round(math.sin(angle) * wide * 0.78, 1)
        ring.append(_Around(entry, found, small, x, y, rx, ry))
    return ring


def _crowded(ring: list[_Around]) -> bool:
    for place, one in enumerate(ring):
        # Room for a line that can be read between the family and everybody.
        if math.hypot(one.x / (_FAMILY + one.rx + 44), one.y / (_FAMILY + one.ry + 44)) < 1:
            return True
        for other in ring[place + 1 :]:
            if abs(one.x - other.x) < one.rx + other.rx + _GAP and abs(one.y - other.y) < one.ry + other.ry + _GAP:
                return True
    return False
