"""Give every member of a family a place on paper: generations from top to bottom, couples side by side, nobody twice.

Two passes. First the order in each generation: couples and later partners form a chain, chains follow their parents,
brothers and sisters follow their ages. Then the distances: each generation is pulled towards its children and its
parents while the order and the smallest distances hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.checker.case import Case, Person, Union

_SWEEPS = 80
COUPLE = 118.0
"""The smallest distance between partners: room for the line, its strokes and its years."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everybody stands: x by person, the generation (0 = the oldest) by person, the order in each generation."""

    x: Mapping[str, float]
    generation: Mapping[str, int]
    order: tuple[tuple[str, ...], ...]


def lay_out(case: Case, widths: Mapping[str, float], gap: float) -> Layout:
    """The places of all people of the case. `widths` is the room that each person with their name needs."""
    people = {person.id: person for person in case.people}
    unions = [union for union in case.unions if union.a in people and union.b in people]
    generation = _generations(case.people, unions)
    rows: list[list[str]] = []
    for level in range(max(generation.values(), default=-1) + 1):
        rows.append(_row(level, people, unions, generation, rows[-1] if rows else []))
    x = _distances(rows, unions, widths, gap)
    left = min((x[who] - widths[who] / 2 for who in x), default=0.0)
    return Layout({who: round(place - left, 1) for who, place in x.items()}, generation, tuple(map(tuple, rows)))


def _generations(people: Sequence[Person], unions: Sequence[Union]) -> dict[str, int]:
    """Partners share a generation; children are one below the lower of their parents."""
    level = {person.id: 0 for person in people}
    for _ in range(len(people) + 1):
        before = dict(level)
        for union in unions:
            level[union.a] = level[union.b] = max(level[union.a], level[union.b])
            for child in union.children:
                if child.person in level:
                    level[child.person] = max(level[child.person], level[union.a] + 1)
        # A family that is its own ancestor is a mistake of the case; it must not run away.
        level = {who: min(value, 12) for who, value in level.items()}
        if level == before:
            break
    _lower_founders(level, unions)
    linked = {who for union in unions for who in (union.a, union.b, *(child.person for child in union.children))}
    focal = next((level[person.id] for person in people if person.focal), 0)
    for person in people:
        if person.id not in linked:
            level[person.id] = focal
    smallest = min(level.values(), default=0)
    return {who: value - smallest for who, value in level.items()}


def _lower_founders(level: dict[str, int], unions: Sequence[Union]) -> None:
    """Grandparents of one side stand as deep as their children allow, not at the very top."""
    born = {child.person for union in unions for child in union.children}
    for _ in range(12):
        for union in unions:
            below = [level[child.person] for child in union.children if child.person in level]
            tied = [other for other in unions if other is not union and {other.a, other.b} & {union.a, union.b}]
            if below and not tied and not {union.a, union.b} & born:
                level[union.a] = level[union.b] = min(below) - 1


def _row(
    level: int, people: Mapping[str, Person], unions: Sequence[Union], generation: Mapping[str, int], above: list[str]
) -> list[str]:
    """The order of one generation: chains of partners, sorted by where their parents stand, then by age."""
    members = [who for who in people if generation[who] == level]
    parents = _parent_places(unions, above)
    chains: list[list[str]] = []
    placed: set[str] = set()
    for who in members:
        if who not in placed:
            # Only a case with a mistake has partners in two generations.
            chain = [one for one in _chain(who, people, unions) if generation[one] == level]
            placed.update(chain)
            chains.append(_turned(chain, parents))
    ages = _sibling_ranks(people, unions)

    def key(chain: list[str]) -> tuple[float, float, int]:
        places = [parents[who] for who in chain if who in parents]
        born = [who for who in chain if who in parents] or chain
        col = next((people[who].col for who in chain if people[who].col is not None), None)
        middle = sum(places) / len(places) if places else float(len(above))
        rank = ages.get(born[0], 0)
        return (float(col) if col is not None else middle, rank, members.index(chain[0]))

    return [who for chain in _kin_inside(sorted(chains, key=key), parents) for who in chain]


def _kin_inside(chains: list[list[str]], parents: Mapping[str, float]) -> list[list[str]]:
    """Brothers and sisters side by side: whoever married into the family stands at the outer side of the couple."""
    turned = []
    for place, chain in enumerate(chains):
        born = [who for who in chain if who in parents]
        if len(chain) == 2 and len(born) == 1:
            left = any(parents[born[0]] in [parents.get(who) for who in other] for other in chains[:place])
            right = any(parents[born[0]] in [parents.get(who) for who in other] for other in chains[place + 1 :])
            if left != right and (chain[0] == born[0]) != left:
                chain = chain[::-1]
        turned.append(chain)
    return turned


def _parent_places(unions: Sequence[Union], above: list[str]) -> dict[str, float]:
    """By child, the middle between the places of its parents in the row above; a child by birth goes before others."""
    places: dict[str, float] = {}
    for wanted in ("foster", "adoption", "birth"):
        for union in unions:
            for child in union.children:
                if child.by == wanted and union.a in above and union.b in above:
                    places[child.person] = (above.index(union.a) + above.index(union.b)) / 2
    return places


def _sibling_ranks(people: Mapping[str, Person], unions: Sequence[Union]) -> dict[str, float]:
    """The eldest first; without an age a child keeps its place in the list, a twin its twin's; the unborn come last."""
    ranks: dict[str, float] = {}
    for union in unions:
        last = 0.0
        twins: dict[str, float] = {}
        for child in union.children:
            person = people.get(child.person)
            if person is None:
                continue
            if person.unborn:
                last = 1.0
            elif person.age is not None:
                last = -float(person.age)
            rank = twins.setdefault(child.twin, last) if child.twin else last
            ranks.setdefault(child.person, rank)
            last += 0.001
    return ranks


def _chain(who: str, people: Mapping[str, Person], unions: Sequence[Union]) -> list[str]:
    """Everybody tied to this person by couples, in a line: earlier partners at the left, the last one at the right."""
    partners: dict[str, list[str]] = {}
    for union in sorted(unions, key=lambda union: union.since or 0):
        partners.setdefault(union.a, []).append(union.b)
        partners.setdefault(union.b, []).append(union.a)
    reached = [who]
    for person in reached:
        reached += [other for other in partners.get(person, []) if other not in reached]
    if len(reached) == 2:
        # The man at the left, as the notation has it; otherwise as the case lists them.
        first = next(union for union in unions if {union.a, union.b} == set(reached))
        pair = [first.a, first.b]
        return pair[::-1] if people[pair[0]].sex == "f" and people[pair[1]].sex == "m" else pair
    centre = max(reached, key=lambda person: (len(partners.get(person, [])), -reached.index(person)))
    others = list(dict.fromkeys(partners.get(centre, [])))
    seen = {centre, *others}
    left = [who for other in others[:-1] for who in reversed(_outwards(other, partners, seen))]
    right = [who for other in others[-1:] for who in _outwards(other, partners, seen)]
    return [*left, centre, *right]


def _outwards(person: str, partners: Mapping[str, list[str]], seen: set[str]) -> list[str]:
    """This person and, further out, the partners whom nobody has placed yet."""
    others = [other for other in dict.fromkeys(partners.get(person, [])) if other not in seen]
    seen.update(others)
    return [person, *(who for other in others for who in _outwards(other, partners, seen))]


def _turned(chain: list[str], parents: Mapping[str, float]) -> list[str]:
    """The chain so that whose parents stand further left stands further left."""
    known = [parents[who] for who in chain if who in parents]
    return chain[::-1] if len(known) > 1 and known[0] > known[-1] else chain


def _distances(
    rows: list[list[str]], unions: Sequence[Union], widths: Mapping[str, float], gap: float
) -> dict[str, float]:
    couples = {frozenset((union.a, union.b)) for union in unions}
    apart = [_gaps(row, couples, widths, gap) for row in rows]
    x: dict[str, float] = {}
    for row, gaps in zip(rows, apart, strict=True):
        place = 0.0
        for who, distance in zip(row, [0.0, *gaps], strict=False):
            place += distance
            x[who] = place
    for sweep in range(_SWEEPS):
        order = range(len(rows)) if sweep % 2 else range(len(rows) - 1, -1, -1)
        for level in order:
            wanted = [_wish(who, x, unions, up=sweep % 2 == 1) for who in rows[level]]
            for who, place in zip(rows[level], _spread(wanted, apart[level]), strict=True):
                x[who] = place
    return x


def _gaps(row: list[str], couples: set[frozenset[str]], widths: Mapping[str, float], gap: float) -> list[float]:
    gaps = []
    for left, right in zip(row, row[1:], strict=False):
        room = (widths[left] + widths[right]) / 2 + gap
        gaps.append(max(room, COUPLE) if frozenset((left, right)) in couples else room)
    return gaps


def _wish(who: str, x: Mapping[str, float], unions: Sequence[Union], *, up: bool) -> float:
    """Where somebody would stand if only their children and their parents counted."""
    wishes: list[float] = []
    for union in unions:
        born = [x[child.person] for child in union.children if child.person in x]
        if who in (union.a, union.b) and born:
            half = (x[union.b] - x[union.a]) / 2
            middle = (min(born) + max(born)) / 2
            wishes.append(middle - half if who == union.a else middle + half)
        if who in [child.person for child in union.children]:
            middle = (x[union.a] + x[union.b]) / 2
            shift = middle - (min(born) + max(born)) / 2
            wishes += [x[who] + shift] * (2 if up else 1)
    return sum(wishes) / len(wishes) if wishes else x[who]


def _spread(wanted: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """The places nearest to the wanted ones that keep the order and the gaps (pooling of neighbours that collide)."""
    offsets = [0.0]
    for distance in gaps:
        offsets.append(offsets[-1] + distance)
    blocks: list[tuple[float, int]] = []
    for wish, offset in zip(wanted, offsets, strict=True):
        block = (wish - offset, 1)
        while blocks and blocks[-1][0] > block[0]:
            mean, count = blocks.pop()
            block = ((mean * count + block[0] * block[1]) / (count + block[1]), count + block[1])
        blocks.append(block)
    flat = [mean for mean, count in blocks for _ in range(count)]
    return [place + offset for place, offset in zip(flat, offsets, strict=True)]
