"""The drawing of the family beside a plan: saved like the plan, begun from the facts, its rows added and removed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from pydantic import ValidationError
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from trainer.checker.case import Case, Named, Person
from trainer.checker.sketch import MOST_ROWS, NAME_LENGTH, Line, Member, Sketch
from trainer.checker.sketching import Learnt, names_of
from trainer.checker.values import Language
from trainer.errors import Invalid
from trainer.models import Revision, RevisionReason, Run, SketchDraft
from trainer.plans import service
from trainer.web.typed_plan import Document, new_id
from trainer.web.words import _

LISTS = ("people", "couples", "children", "ties")
_CELLS = {
    "people": ("name", "sex", "age", "born"),
    "couples": ("a", "b", "kind"),
    "children": ("child", "of", "by", "twin"),
    "ties": ("who", "with", "kind", "flow"),
}
_TICKS = {"people": ("died", "home"), "children": ("identical",)}
_NUMBERS = ("age", "born")


def save(db: Session, run: Run, document: Document, *, base: int, by: int, now: dt.datetime) -> Revision | None:
    """Store the drawing as `service.store` does; the first save makes its row."""
    drawn = db.get(SketchDraft, run.id)
    if drawn is None:
        if document == Sketch().to_document():
            return None
        drawn = SketchDraft(run_id=run.id, revision=0, document=Sketch().to_document(), saved_at=now)
        db.add(drawn)
    return service.store(db, run, drawn, document, RevisionReason.SKETCH, base=base, by=by, now=now)


def settle(db: Session, run: Run, kept: Revision, chosen: Mapping[str, str], *, by: int, now: dt.datetime) -> None:
    """Put together what two windows drew: each row as it was chosen; the drawing that was stored is kept too."""
    drawn = db.get(SketchDraft, run.id)
    if drawn is None:
        return
    document = Sketch.model_validate(put_together(drawn.document, kept.document, chosen)).to_document()
    service.keep(db, run, drawn.document, RevisionReason.SKETCH, by=drawn.saved_by_id, now=now)
    service.store(db, run, drawn, document, RevisionReason.SKETCH, base=drawn.revision, by=by, now=now)


def put_together(stored: Document, mine: Document, chosen: Mapping[str, str]) -> Document:
    """`chosen` maps a row's id to "mine" or "stored". A row without a choice stays, as it is stored where both have it.

    Raises nothing: rows beyond what a drawing holds are left out, those that are stored come first.
    """
    whole = dict(stored)
    for name in LISTS:
        theirs, own = ({row["id"]: row for row in document[name]} for document in (stored, mine))
        rows = []
        for id in dict.fromkeys([*theirs, *own]):
            side = chosen.get(f"{name}.{id}", "stored" if id in theirs else "mine")
            row = own.get(id) if side == "mine" else theirs.get(id)
            rows += [row] if row else []
        whole[name] = rows[:MOST_ROWS]
    return whole


def sketch_from(fields: MultiDict[str, str]) -> Sketch:
    """The drawing as typed. Raises Invalid, with the place in words, for a number that is none and a name too long."""
    focal = fields.get("focal", "")
    document: Document = {}
    for name in LISTS:
        ids = list(dict.fromkeys(fields.getlist(name)))
        document[name] = [_row(fields, name, id) for id in ids]
    for row in document["people"]:
        row["focal"] = row["id"] == focal
    try:
        return Sketch.model_validate(document)
    except ValidationError as error:
        raise _refused(error, document) from None


def _row(fields: MultiDict[str, str], name: str, id: str) -> Document:
    row: Document = {"id": id}
    for cell in _CELLS[name]:
        words = fields.get(f"{name}.{id}.{cell}", "")
        words = words.strip() if cell not in ("name", "with") else words
        if words:  # a choice that was not made yet is no empty word in the document
            row[cell] = words
    for cell in _TICKS.get(name, ()):
        row[cell] = f"{name}.{id}.{cell}" in fields
    return row


def _refused(error: ValidationError, document: Document) -> Invalid:
    where = error.errors()[0]["loc"]
    name, place = str(where[0]), where[1] if len(where) > 1 else None
    cell = str(where[2]) if len(where) > 2 else ""
    if not isinstance(place, int):
        return Invalid("sketch.too_many", most=MOST_ROWS)
    row = document[name][place]
    if cell in _NUMBERS:
        return Invalid("sketch.bad_number", who=row["name"][:40] or str(place + 1), words=str(row[cell])[:20],
                       cell=_(f"sketch.{cell}"))  # fmt: skip
    if cell in ("name", "with"):
        return Invalid("sketch.long_name", words=row[cell][:30])
    return Invalid("sketch.bad_choice")


def changed(sketch: Sketch, what: str, row: str) -> tuple[Document, str]:
    """The document after a row was added to the list `row`, or the row `list.id` was removed; and where to go.

    What hung on a removed row (a couple on its people, children on their couple) goes with it.
    """
    document = sketch.to_document()
    if what == "add" and row in LISTS and len(document[row]) < MOST_ROWS:
        id = new_id(row[0])
        document[row].append({"id": id})
        return Sketch.model_validate(document).to_document(), f"{row}.{id}"
    if what == "remove":
        name, _dot, id = row.partition(".")
        return _without(document, name, id), name
    return document, ""


def _without(document: Document, name: str, id: str) -> Document:
    if name not in LISTS:
        return document
    document[name] = [each for each in document[name] if each["id"] != id]
    if name == "people":
        document["couples"] = [each for each in document["couples"] if id not in (each["a"], each["b"])]
        document["children"] = [each for each in document["children"] if each["child"] != id]
        document["ties"] = [each for each in document["ties"] if each["who"] != id]
    couples = {each["id"] for each in document["couples"]} | {""}
    document["children"] = [each for each in document["children"] if each["of"] in couples]
    return document


def with_learnt(sketch: Sketch, case: Case, known: Collection[str], into: Language) -> Sketch:
    """The drawing with a row for everybody of whom a learnt fact tells and who has none.

    Names alone, and what a fact says in so many words: how they belong together and how strong a tie is, the student
    has to find.
    """
    learnt = Learnt(case, known)
    drawn = {name for member in sketch.people for name in (member.id, _plain(member.name))}
    people = [
        _member(person, learnt, into)
        for person in case.people
        if person.id in learnt.met and not {person.id, *names_of(person)} & drawn
    ]
    tied = {_plain(line.with_) for line in sketch.ties}
    around = {entry.id: entry for entry in (*case.network, *case.services)}
    outer = [who for tie, _facts in learnt.ties() for who in (tie.a, tie.b) if who in around]
    ties = [
        Line.model_validate({"id": new_id("t"), "with": _name(around[who], into)})
        for who in dict.fromkeys(outer)
        if not names_of(around[who]) & tied
    ]
    return sketch.model_copy(update={
        "people": (*sketch.people, *people)[:MOST_ROWS], "ties": (*sketch.ties, *ties)[:MOST_ROWS],
    })  # fmt: skip


def _member(person: Person, learnt: Learnt, into: Language) -> Member:
    told = person.age is not None and bool(learnt.giving(person.id, person.age))
    given = person.given_name.get(into, "")
    name = given if given and learnt.says(person.id, given) else _name(person, into)
    return Member(id=person.id, name=name[:NAME_LENGTH], sex=person.sex, age=person.age if told else None,
                  focal=person.focal)  # fmt: skip


def _name(entry: Named, into: Language) -> str:
    name = entry.name.get(into, entry.id)
    return (name[:1].upper() + name[1:])[:NAME_LENGTH]


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
