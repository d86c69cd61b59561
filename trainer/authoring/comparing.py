"""What differs between two versions of a case: field by field, in each language, word by word."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from flask import render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from trainer.authoring import queries
from trainer.authoring.beginning import next_version
from trainer.authoring.blueprint import blueprint
from trainer.authoring.cells import Cell, all_cells
from trainer.authoring.choices import Choices
from trainer.authoring.draft_pages import Placed
from trainer.authoring.sections import SECTIONS, Kind
from trainer.errors import NotAllowed, NotFound
from trainer.models import CaseVersion
from trainer.web import access
from trainer.web.changed_words import Piece, pieces
from trainer.web.documents import usable_in
from trainer.web.parts import reading
from trainer.web.viewer import viewer
from trainer.web.words import LANGUAGES, _

# The number of a version differs always, and says nothing of the case.
_NOT_COMPARED = frozenset({"version", "status"})


class Changed(NamedTuple):
    """One field that differs: where it stands, in which language, and its words as same, old and new."""

    place: str
    language: str
    kind: str
    pieces: tuple[Piece, ...]


class Part(NamedTuple):
    """A section of the case with the fields that differ."""

    id: str
    rows: list[Changed]


@blueprint.get("/bank/<slug>/<version>/since/<old>")
@access.member
def compare_versions(slug: str, version: str, old: str) -> Any:
    """Two versions of a case beside each other, for who designs and for who is offered the newer one."""
    new, before = (_version(reading(), slug, number) for number in (version, old))
    parts = differences(next_version(before), next_version(new))
    asked = request.args.get("in", "")
    into = asked if asked in LANGUAGES else ""
    shown = [Part(part.id, rows) for part in parts if (rows := [row for row in part.rows if _told(row, into)])]
    spoken = {**before.summary["languages"], **new.summary["languages"]}
    return render_template(
        "authoring/compare_versions.html", new=new, old=before, parts=shown, into=into, spoken=list(spoken),
        versions=queries.versions_of(reading(), new.institution_id, slug, designer=viewer().id),
    )  # fmt: skip


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[Part]:
    """The fields that differ, by section, in the order of the newer document; what is gone comes last."""
    before, after = all_cells(old), all_cells(new)
    placed = {"old": Placed(old), "new": Placed(new)}
    choices = Choices(old), Choices(new)
    found: dict[str, list[Changed]] = defaultdict(list)
    for name in {**after, **before}:
        section, cell = after.get(name) or before[name]
        if cell.field.name in _NOT_COMPARED:
            continue
        left, right = (_words(cells.get(name), of) for cells, of in zip((before, after), choices, strict=True))
        if left != right:
            kind = "added" if not left else "removed" if not right else "changed"
            place = placed["new" if name in after else "old"](name)
            found[section].append(Changed(place, cell.language, kind, pieces(left, right)))
    return [Part(section, found[section]) for section in SECTIONS if section in found]


def _words(found: tuple[str, Cell] | None, choices: Choices) -> str:
    if found is None:
        return ""
    cell, value = found[1], found[1].shown
    names = dict(choices.of(cell)) if cell.field.of else {}
    if isinstance(value, list):
        return ", ".join(names.get(each, each) for each in value)
    if cell.field.kind is Kind.TICK:
        return _("workbench.ticked") if value else ""
    return names.get(value, value)


def _told(row: Changed, into: str) -> bool:
    return not into or row.language in ("", into)


def _version(db: Session, slug: str, number: str) -> CaseVersion:
    """A version that this designer may open, or a usable one of the institution for who teaches there."""
    me = viewer()
    if me.is_designer:
        return queries.version_of(db, me.institution_id, slug, number, designer=me.id)
    if not me.is_lecturer:
        raise NotAllowed()
    found = db.scalars(
        select(CaseVersion)
        .where(
            CaseVersion.slug == slug, CaseVersion.version == number,
            CaseVersion.institution_id == me.institution_id, usable_in(me.institution_id),
        )
        .options(undefer(CaseVersion.document), undefer(CaseVersion.teaching))
    ).first()  # fmt: skip
    if found is None:
        raise NotFound()
    return found
