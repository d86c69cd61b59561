"""The family drawing (genogram) in the notation of McGoldrick: who belongs to whom, and who lives together."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from trainer.checker.case import Case, Child, Person, Tie, TieKind, Union
from trainer.checker.values import Language
from trainer.web.drawing import lines, outline
from trainer.web.drawing.family_layout import Layout, lay_out
from trainer.web.drawing.family_words import describe, family_table, named
from trainer.web.drawing.legend import family_key
from trainer.web.drawing.svg import Drawing, Words, element, label, path, picture, text_width, wrapped
from trainer.web.drawing.symbols import portrait, top_of

HALF = 22.0
"""Half of a person's symbol."""

_MARGIN = 30.0
_GAP = 24.0
_LINE = 15.0
_UNION_DROP = 26.0
_LANE = 12.0
_LABEL_SIGNS = 14


def genogram(
    case: Case,
    language: Language | str,
    words: Words,
    *,
    known_facts: Collection[str] | None = None,
    name: str = "genogram",
) -> Drawing:
    """The drawing of the case's people. With `known_facts`, whom no known fact is about stands faint with a "?".

    `name` must be unique on the page. The table has every person once, in the order of the case.
    """
    scene = _Scene(case, Language(language), words, known_facts)
    body = [*scene.houses(), *scene.unions(), *scene.feelings(), *scene.years(), *scene.people()]
    title = words("drawing.genogram_title", title=case.title.get(scene.language, case.id))
    desc = describe(case, scene.language, words)
    svg = picture(body, name=name, title=title, desc=desc, width=scene.width, height=scene.height)
    table = family_table(case, scene.language, words, scene.unknown)
    key = family_key(case, scene.unknown, words)
    return Drawing(svg, title, desc, table, round(scene.width), round(scene.height), key)


class _Scene:
    """The places of everything, worked out once; each method draws one layer."""

    def __init__(self, case: Case, language: Language, words: Words, known: Collection[str] | None) -> None:
        self.case, self.language, self.words = case, language, words
        self.unknown = _unknown(case, known)
        self._labels = {
            person.id: wrapped(named(person, language), _LABEL_SIGNS) for person in case.people
        }
        widths = {
            who: max(2 * HALF + 8, *(text_width(line, 12.5) for line in found), 0.0)
            for who, found in self._labels.items()
        }
        self._layout: Layout = lay_out(case, widths, _GAP)
        self._by_id = {person.id: person for person in case.people}
        self._unions = [u for u in case.unions if u.a in self._by_id and u.b in self._by_id]
        self._coupled = {who for union in self._unions for who in (union.a, union.b)}
        self._bracketed = {c.person for union in self._unions for c in union.children if c.by == "adoption"}
        self._drops = self._union_lanes()
        self._bars = self._child_lanes()
        self.x = {who: place + _MARGIN for who, place in self._layout.x.items()}
        self._tops = self._row_tops(widths)
        self.y = {who: self._tops[self._layout.generation[who]] for who in self.x}
        right = max((self.x[who] + widths[who] / 2 for who in self.x), default=0.0)
        self.width = right + _MARGIN
        self.height = self._height()

    def people(self) -> list[str]:
        drawn: list[str] = []
        for person in self.case.people:
            x, y = self.x[person.id], self.y[person.id]
            faint = person.id in self.unknown
            inside = "" if person.unborn else "?" if faint or person.age is None else str(person.age)
            drawn += portrait(person, x, y, HALF, inside, faint=faint)
            drawn += self._name(person, x, y)
        return drawn

    def unions(self) -> list[str]:
        drawn: list[str] = []
        for union in self._unions:
            drawn += self._couple(union)
            drawn += self._children(union)
        return drawn

    def feelings(self) -> list[str]:
        """Ties between two members of the family: close, strained, cut off."""
        drawn: list[str] = []
        for tie in self.case.ties:
            if tie.a in self.x and tie.b in self.x:
                drawn += self._feeling(tie)
        return drawn

    def houses(self) -> list[str]:
        drawn: list[str] = []
        for household in self.case.households:
            members = [who for who in household.members if who in self.x]
            if members:
                drawn += self._house(members)
        return drawn

    def _name(self, person: Person, x: float, y: float) -> list[str]:
        found = self._labels[person.id]
        if person.id in self._coupled:
            first = y - HALF - 8 - _LINE * (len(found) - 1)
        else:
            first = y + HALF + 17 + (6 if person.sex == "x" and not person.unborn else 0)
        drawn = []
        hangs = person.id in self._coupled and any(
            child.person == person.id for union in self._unions for child in union.children
        )
        if hangs or any(tie.a in self.x and tie.b in self.x for tie in self.case.ties):
            # The line from the parents ends at the name, one of closeness may cross it: it keeps a clear ground.
            wide = max(text_width(line, 12.5) for line in found) + 6
            drawn.append(element("rect", class_="bg", x=x - wide / 2, y=first - 12, width=wide,
                                 height=_LINE * len(found) + 3))
        class_ = "sub focal" if person.focal else "sub"
        return drawn + [label(line, x, first + _LINE * place, class_) for place, line in enumerate(found)]

    def _couple(self, union: Union) -> list[str]:
        left, right = sorted((union.a, union.b), key=lambda who: self.x[who])
        a, b, y = self.x[left], self.x[right], self.y[left]
        floor = y + HALF + self._drops[union.id]
        inset = self._inset(union, left), self._inset(union, right)
        a, b = a + inset[0], b - inset[1]
        kind = "ln partners" if union.kind == "partners" else "ln"
        drawn = [path(kind, "M", a, y + HALF, "V", floor, "H", b, "V", y + HALF)]
        at = a + (b - a) * 0.8
        if union.kind in ("separated", "divorced"):
            drawn.append(path("ln", "M", at - 5, floor + 8, "L", at + 5, floor - 8))
        if union.kind == "divorced":
            drawn.append(path("ln", "M", at + 2, floor + 8, "L", at + 12, floor - 8))
        return drawn

    def years(self) -> list[str]:
        """When each couple began and ended, above their line; over everything else, on a clear ground."""
        drawn: list[str] = []
        for union in self._unions:
            years = _years(union)
            wide = text_width(years, 12)
            a, b = self.x[union.a], self.x[union.b]
            if years and abs(b - a) > wide + 12:
                floor = self.y[union.a] + HALF + self._drops[union.id]
                left = (a + b - wide) / 2 - 2
                drawn.append(element("rect", class_="bg", x=left, y=floor - 17, width=wide + 4, height=14))
                drawn.append(label(years, (a + b) / 2, floor - 6, "sub years"))
        return drawn

    def _inset(self, union: Union, who: str) -> float:
        """With several partners, each line leaves the symbol at its own place."""
        mine = [other for other in self._unions if who in (other.a, other.b)]
        if len(mine) < 2:
            return 0.0
        side = [other for other in mine
                if (self.x[other.a] + self.x[other.b] > 2 * self.x[who])
                == (self.x[union.a] + self.x[union.b] > 2 * self.x[who])]
        side.sort(key=lambda other: self._drops[other.id])
        steps = len(side) - side.index(union)
        return HALF * 0.75 * steps / len(side) if self._by_id[who].sex == "m" else HALF * 0.35 * steps / len(side)

    def _children(self, union: Union) -> list[str]:
        born = [child for child in union.children if child.person in self.x]
        if not born:
            return []
        y = self.y[union.a]
        middle = (self.x[union.a] + self.x[union.b]) / 2
        floor = y + HALF + self._drops[union.id]
        bar = self._bar(union)
        ends = self._ends(born)
        xs = [middle, *ends.values()]
        drawn = [path("ln", "M", middle, floor, "V", bar)]
        if max(xs) - min(xs) > 0.5:
            drawn.append(path("ln", "M", min(xs), bar, "H", max(xs)))
        for child in born:
            drawn += self._descent(child, ends[child.person], bar)
        return [*drawn, *self._identical(born, ends, bar)]

    def _ends(self, born: list[Child]) -> dict[str, float]:
        """Where each child's line leaves the line of brothers and sisters: twins share one place."""
        ends = {child.person: self.x[child.person] for child in born}
        for twins in _twins(born):
            middle = sum(self.x[child.person] for child in twins) / len(twins)
            ends |= dict.fromkeys((child.person for child in twins), middle)
        return ends

    def _identical(self, born: list[Child], ends: dict[str, float], bar: float) -> list[str]:
        """The bar that joins the lines of identical twins, half way down."""
        drawn = []
        for twins in _twins(born):
            if len(twins) > 1 and any(child.identical for child in twins):
                half = [((ends[c.person] + self.x[c.person]) / 2, (bar + self._top(c.person)) / 2) for c in twins]
                drawn.append(path("ln identical", "M", *min(half), "L", *max(half)))
        return drawn

    def _top(self, who: str) -> float:
        return self.y[who] - top_of(self._by_id[who], HALF)

    def _descent(self, child: Child, start: float, bar: float) -> list[str]:
        x, top = self.x[child.person], self._top(child.person)
        drawn = [path("ln foster" if child.by == "foster" else "ln", "M", start, bar, "L", x, top)]
        if child.by == "adoption":
            # A whole line for the family that brings the child up, a dashed one beside it for the one it was born to.
            drawn.append(path("ln adopted", "M", start + 4, bar, "L", x + 4, top))
            drawn += [_bracket(x, self.y[child.person], side) for side in (-1, 1)]
        return drawn

    def _feeling(self, tie: Tie) -> list[str]:
        a, b = (self.x[tie.a], self.y[tie.a]), (self.x[tie.b], self.y[tie.b])
        start, end = lines.between(a, b, HALF + 5, HALF + 5)
        return lines.tie(tie.kind, start, end, double=tie.kind in (TieKind.STRONG, TieKind.CLOSE))

    def _house(self, members: list[str]) -> list[str]:
        """A dashed line round those who live together: one outline that follows the generations."""
        bands = []
        for level in sorted({self._layout.generation[who] for who in members}):
            mine = [who for who in members if self._layout.generation[who] == level]
            reach = [self._reach(who) for who in mine]
            left, right = min(r[0] for r in reach), max(r[1] for r in reach)
            # Whoever stands between those who live together keeps their name clear of the line.
            reach += [r for r in map(self._reach, self._layout.order[level]) if r[0] < right and r[1] > left]
            bands.append((left, right, min(r[2] for r in reach), max(r[3] for r in reach)))
        box = outline.box_of(bands)
        alone = not any(self._stands_in(who, box) for who in self.x if who not in members)
        return outline.around(bands, together=alone)

    def _stands_in(self, who: str, box: outline.Band) -> bool:
        left, right, top, bottom = self._reach(who)
        return left < box[1] and right > box[0] and top < box[3] and bottom > box[2]

    def _reach(self, who: str) -> outline.Band:
        # The brackets of an adopted child stand beside the symbol.
        drawn = HALF + (8 if who in self._bracketed else 0)
        half = max(drawn, *(text_width(line, 12.5) / 2 for line in self._labels[who])) + 9
        above = HALF + 6 + (_LINE * len(self._labels[who]) + 6 if who in self._coupled else 0)
        below = HALF + 6 + (0 if who in self._coupled else _LINE * len(self._labels[who]) + 10)
        return self.x[who] - half, self.x[who] + half, self.y[who] - above, self.y[who] + below

    def _union_lanes(self) -> dict[str, float]:
        """How deep each couple's line hangs: a line that passes under another one hangs deeper."""
        place = {who: at for row in self._layout.order for at, who in enumerate(row)}
        drops: dict[str, float] = {}
        spans: list[tuple[int, int, int, float]] = []
        for union in sorted(self._unions, key=lambda u: abs(place[u.a] - place[u.b])):
            low, high = sorted((place[union.a], place[union.b]))
            level = self._layout.generation[union.a]
            under = [drop for at, left, right, drop in spans if at == level and left < high and low < right]
            drops[union.id] = max(under) + _LANE * 1.5 if under else _UNION_DROP
            spans.append((level, low, high, drops[union.id]))
        return drops

    def _child_lanes(self) -> dict[str, int]:
        """Which of several lines of brothers and sisters is drawn how deep, so that none lies on another."""
        taken: list[tuple[int, float, float, int]] = []
        lanes: dict[str, int] = {}
        place = self._layout.x
        for union in self._unions:
            born = [place[child.person] for child in union.children if child.person in place]
            if not born:
                continue
            xs = [*born, (place[union.a] + place[union.b]) / 2]
            low, high, level = min(xs) - 8, max(xs) + 8, self._layout.generation[union.a]
            busy = {lane for at, left, right, lane in taken if at == level and left < high and low < right}
            lanes[union.id] = next(lane for lane in range(len(self._unions) + 1) if lane not in busy)
            taken.append((level, low, high, lanes[union.id]))
        return lanes

    def _row_tops(self, widths: Mapping[str, float]) -> list[float]:
        """The middle line of each generation: below the deepest line and the highest name between two of them."""
        tops: list[float] = []
        y = _MARGIN
        for level, row in enumerate(self._layout.order):
            above = max((len(self._labels[who]) * _LINE + 8 for who in row if who in self._coupled), default=0)
            y += above + HALF
            tops.append(y)
            below = [HALF + self._depth(level) + 6 + _LANE * (1 + self._bars.get(u.id, 0))
                     for u in self._unions if self._layout.generation[u.a] == level]
            names = [HALF + 22 + _LINE * len(self._labels[who]) for who in row if who not in self._coupled]
            y += max([*below, *names, HALF]) + 14
        return tops

    def _bar(self, union: Union) -> float:
        """The height of the line from which this couple's children hang."""
        depth = self._depth(self._layout.generation[union.a])
        return self.y[union.a] + HALF + depth + _LANE * self._bars[union.id]

    def _depth(self, level: int) -> float:
        """How far below the symbols of a generation its children's lines begin: under every couple's line, and under
        the name of whoever stands above one of them."""
        here = [union for union in self._unions if self._layout.generation[union.a] == level]
        place, names = self._layout.x, [0.0]
        for union in here:
            xs = [place[child.person] for child in union.children if child.person in place]
            low, high = min([*xs, place[union.a]]), max([*xs, place[union.b]])
            for who in self._layout.order[level]:
                half = max(text_width(line, 12.5) for line in self._labels[who]) / 2
                if who not in self._coupled and low < place[who] + half and place[who] - half < high:
                    first = 17 + (6 if self._by_id[who].sex == "x" and not self._by_id[who].unborn else 0)
                    names.append(first + _LINE * (len(self._labels[who]) - 1) + 8)
        return max(max(self._drops[union.id] for union in here) + 14, *names)

    def _height(self) -> float:
        lowest = [self._reach(who)[3] for who in self.x]
        floors = [self.y[u.a] + HALF + self._drops[u.id] for u in self._unions]
        return max([*lowest, *floors, _MARGIN]) + 16


def _unknown(case: Case, known: Collection[str] | None) -> frozenset[str]:
    """Whom no known fact is about or from. The person of the case is always known."""
    if known is None:
        return frozenset()
    members = {group.id: group.members for group in case.groups} | {h.id: h.members for h in case.households}
    met: set[str] = {person.id for person in case.people if person.focal}
    for fact in case.facts:
        if fact.id in known:
            for who in (*fact.about, fact.by or ""):
                met.update(members.get(who, (who,)))
    return frozenset(person.id for person in case.people if person.id not in met)


def _twins(born: list[Child]) -> list[list[Child]]:
    letters = sorted({child.twin for child in born if child.twin})
    return [[child for child in born if child.twin == letter] for letter in letters]


def _years(union: Union) -> str:
    if union.since and union.until:
        return f"{union.since}–{union.until}"
    return str(union.since or (f"–{union.until}" if union.until else ""))


def _bracket(x: float, y: float, side: int) -> str:
    edge = x + side * (HALF + 8)
    return path("ln bracket", "M", edge - side * 5, y - HALF - 2, "H", edge, "V", y + HALF + 2, "H", edge - side * 5)
