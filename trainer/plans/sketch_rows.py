"""Two drawings of one run side by side: the rows that differ, each as a sentence."""

from __future__ import annotations

from typing import NamedTuple

from trainer.checker.sketch import Couple, Line, Member, Offspring, Sketch
from trainer.plans.sketches import LISTS
from trainer.web.drawing.family_words import TIES, UNION_WORDS
from trainer.web.words import _


class RowChoice(NamedTuple):
    """A row on which two drawings differ: its name in the form, and how each has it; "" where one has no such row."""

    name: str
    list: str
    stored: str
    mine: str


def rows_that_differ(stored: Sketch, mine: Sketch) -> list[RowChoice]:
    """Every row that is not the same in both, in the order of the form."""
    found = []
    for name in LISTS:
        theirs, own = ({row.id: row for row in getattr(sketch, name)} for sketch in (stored, mine))
        for id in dict.fromkeys([*theirs, *own]):
            if theirs.get(id) != own.get(id):
                sides = ((stored, theirs.get(id)), (mine, own.get(id)))
                found.append(RowChoice(f"{name}.{id}", name, *(_sentence(*side) for side in sides)))
    return found


def _sentence(sketch: Sketch, row: Member | Couple | Offspring | Line | None) -> str:
    if row is None:
        return ""
    names = {member.id: member.name.strip() or "?" for member in sketch.people}
    if isinstance(row, Member):
        return _member(row)
    if isinstance(row, Couple):
        kind = _(UNION_WORDS[row.kind.value])
        return _("drawing.couple", a=names.get(row.a, "?"), b=names.get(row.b, "?"), kind=kind)
    if isinstance(row, Offspring):
        couple = next((each for each in sketch.couples if each.id == row.of), None)
        parents = f"{names.get(couple.a, '?')}, {names.get(couple.b, '?')}" if couple else "?"
        twin = f", {_('drawing.twin')} {row.twin}" if row.twin else ""
        twin += f", {_('sketch.identical')}" if row.twin and row.identical else ""
        return f"{names.get(row.child, '?')}: {_(f'sketch.by_{row.by.value}')}, {parents}{twin}"
    tie = _(TIES[row.kind]) if row.kind else _("sketch.undecided")
    flow = f", {_(f'drawing.flow_{row.flow}')}" if row.flow else ""
    return f"{names.get(row.who) or _('drawing.family')} – {row.with_.strip() or '?'}: {tie}{flow}"


def _member(row: Member) -> str:
    parts = [row.name.strip() or "?", _(f"drawing.sex_{row.sex}")]
    parts += [str(row.age)] if row.age is not None else []
    parts += [f"*{row.born}"] if row.born else []
    parts += [_("drawing.has_died")] if row.died else []
    parts += [_("drawing.is_focal")] if row.focal else []
    parts += [_("sketch.home")] if row.home else []
    return ", ".join(parts)
