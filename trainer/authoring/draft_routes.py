"""Pages of the workbench: the drafts of an author, and one draft section by section with the lint beside it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from flask import jsonify, redirect, render_template, request, url_for

from trainer.authoring import draft_queries, drafting, queries
from trainer.authoring.beginning import empty_case, fork, free_id, next_version
from trainer.authoring.blueprint import blueprint
from trainer.authoring.cells import Cell, section_cells
from trainer.authoring.draft_pages import conflict_page, section_of, section_page
from trainer.authoring.drafting import Change
from trainer.authoring.picture_rows import take_over
from trainer.authoring.reported import beside_draft, place_of
from trainer.authoring.rowing import add_row, move_row, put_back, remove_row
from trainer.authoring.rubric_sections import row_to_open, sections_of
from trainer.authoring.sections import Kind, Section
from trainer.bank.casedraft import Document
from trainer.errors import Invalid, NotAllowed
from trainer.models import AnyDraft, KeptReason
from trainer.web import access
from trainer.web.parts import now, reading, writing
from trainer.web.small_numbers import small_number
from trainer.web.viewer import viewer
from trainer.web.words import LANGUAGES, clock, language


@blueprint.get("/workbench")
@access.designer
def drafts() -> Any:
    """The drafts that a designer may write on, and a form that begins one."""
    found = draft_queries.drafts_for(reading(), viewer().institution_id, designer=viewer().id)
    return render_template("authoring/drafts.html", drafts=found, me=viewer().id)


@blueprint.post("/workbench")
@access.designer
def begin() -> Any:
    """Begin an empty case; its id comes from its title and never changes."""
    title = " ".join(request.form.get("title", "")[:200].split())
    spoken = request.form.get("language") or language()
    if not title or spoken not in LANGUAGES:
        raise Invalid("workbench.title_wanted")
    with writing() as db:
        document = empty_case(free_id(db, title), title, spoken, viewer().name)
        made = _begun(db, document, based_on=None)
    return redirect(url_for("authoring.draft", draft=made.public_id, part="about"))


@blueprint.post("/bank/<slug>/<version>/write")
@access.designer
def write_on(slug: str, version: str) -> Any:
    """Begin a draft from a version of the bank: the next version of one's own case, or an adaptation of any other."""
    with writing() as db:
        found = queries.version_of(db, viewer().institution_id, slug, version, designer=viewer().id)
        if request.form.get("as") == "next":
            if found.owner_id != viewer().id:
                raise NotAllowed("workbench.not_yours")
            document = next_version(found)
        else:
            words = next(iter(found.summary["title"].values()), found.slug)
            document = fork(found, free_id(db, words), viewer().name)
        made = _begun(db, document, based_on=found.id)
    return redirect(url_for("authoring.draft", draft=made.public_id, part="about"))


def _begun(db: Any, document: Document, *, based_on: int | None) -> AnyDraft:
    draft = drafting.begin(
        db, document, institution=viewer().institution_id, owner=viewer().id, based_on=based_on, now=now()
    )
    if based_on is not None:
        take_over(db, draft, based_on)
    return draft


@blueprint.get("/workbench/<draft>/<part>")
@access.author
def draft(draft: str, part: str) -> Any:
    """One section of a draft: its fields, its rows, and what the lint says of the whole case."""
    found = _draft(reading(), draft)
    page = section_page(found, section_of(found, part), request.args.get("row", ""))
    reported = beside_draft(reading(), found, page["source"])
    undo = request.args.get("undo", type=small_number)
    return render_template("authoring/draft.html", undo=undo, reported=reported, report_place=place_of, **page)


@blueprint.get("/workbench/<draft>/<part>/beside")
@access.author
def beside(draft: str, part: str) -> Any:
    """The lint and the drawing alone, for a page that has just saved."""
    found = _draft(reading(), draft)
    page = section_page(found, section_of(found, part), request.args.get("row", ""))
    return render_template("authoring/_beside.html", alone=True, **page)


@blueprint.post("/workbench/<draft>/<part>")
@access.author
def write(draft: str, part: str) -> Any:
    """Save a section without a script; its buttons add, remove and move rows."""
    what, _space, row = request.form.get("do", "").partition(" ")
    into = request.form.get("into", "")
    undo, anchor = None, None
    with writing(draft) as db:
        found = _draft(db, draft)
        base = request.form.get("base", -1, type=small_number)
        typed = _typed(found, section_of(found, part))
        late = drafting.save(db, found, typed, base=base, by=viewer().id, now=now())
        if late is None and what in ("add", "remove", "up", "down"):
            undo, anchor = _change_rows(db, found, what, row)
    if late is not None:
        return redirect(url_for("authoring.draft_conflict", draft=draft, kept=late.id))
    if into:
        return redirect(url_for("authoring.translate", draft=draft, into=into, part=part))
    opened = row_to_open(anchor or "") or request.form.get("row")
    return redirect(url_for("authoring.draft", draft=draft, part=part, row=opened, undo=undo, _anchor=anchor))


def _typed(draft: AnyDraft, section: Section) -> Iterator[Change]:
    """What the form holds. A box that is not ticked sends nothing, so the form names the boxes that it shows."""
    boxes = set(request.form.getlist("ticks"))
    for name, cell in section_cells(draft.document, section).items():
        if name in boxes:
            yield Change(name, _boxes(cell))
        elif name in request.form:
            yield Change(name, request.form[name])


def _boxes(cell: Cell) -> str | list[str]:
    chosen = request.form.getlist(cell.name)
    return chosen if cell.field.kind is Kind.TICKS else "".join(chosen[:1])


def _change_rows(db: Any, draft: AnyDraft, what: str, row: str) -> tuple[int | None, str]:
    """Change the rows; return what was kept of a removed one, and where the page goes on."""
    document, kept, anchor = copy.deepcopy(draft.document), None, row
    if what == "add":
        anchor = _first_empty(document, add_row(document, row, request.form.get(f"new {row}", "")))
    elif what == "remove":
        gone = remove_row(document, row)
        kept = drafting.keep(db, draft, KeptReason.REMOVED, gone, by=viewer().id, now=now()).id
        anchor = "undo"
    else:
        move_row(document, row, -1 if what == "up" else 1)
    drafting.store(draft, document, by=viewer().id, now=now())
    return kept, anchor


def _first_empty(document: Document, row: str) -> str:
    """The first field of a new row in which something is to be written."""
    part = row.split(".")[0]
    for section in sections_of(document).values():
        cells = section_cells(document, section)
        mine = [cell for name, cell in cells.items() if name.startswith(f"{row}.")]
        if mine:
            return next((cell.name for cell in mine if not cell.shown and cell.field.kind is not Kind.TICKS), row)
    return part


@blueprint.put("/workbench/<draft>/<part>")
@access.author
def autosave(draft: str, part: str) -> Any:
    """Save what a script sends: `{base, changes: [{name, now, was}]}`; 409 names the page that shows both texts."""
    with writing(draft) as db:
        found = _draft(db, draft)
        section_of(found, part)
        # Each change names what its writer had before them, so no revision has to be compared.
        late = drafting.save(db, found, _sent(), base=-1, by=viewer().id, now=now())
    if late is not None:
        return jsonify(conflict=url_for("authoring.draft_conflict", draft=draft, kept=late.id)), 409
    return jsonify(revision=found.revision, saved_at=clock(found.saved_at))


def _sent() -> list[Change]:
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict) or not isinstance(sent.get("changes"), list):
        raise Invalid("errors.invalid")
    return [
        Change(each["name"], each.get("now"), each.get("was", ""))
        for each in sent["changes"]
        if isinstance(each, dict) and isinstance(each.get("name"), str)
    ]


@blueprint.route("/workbench/<draft>/conflict/<int:kept>", methods=["GET", "POST"])
@access.author
def draft_conflict(draft: str, kept: int) -> Any:
    """Two texts of one field: both are shown, nothing wins by itself."""
    if request.method == "GET":
        found = _draft(reading(), draft)
        page = conflict_page(found, draft_queries.kept_of(reading(), found, kept, KeptReason.CONFLICT))
        return render_template("authoring/draft_conflict.html", **page)
    with writing(draft) as db:
        found = _draft(db, draft)
        page = conflict_page(found, draft_queries.kept_of(db, found, kept, KeptReason.CONFLICT))
        drafting.save(db, found, _chosen(page), base=found.revision, by=viewer().id, now=now())
    return redirect(url_for("authoring.draft", draft=draft, part=page["back"]))


def _chosen(page: dict[str, Any]) -> Iterator[Change]:
    mine = {change["name"]: change["mine"] for change in page["kept"].document["changes"]}
    for row in page["rows"]:
        side = request.form.get(row.name)
        if side == "mine" and row.name not in page["gone"]:
            yield Change(row.name, mine[row.name])
        elif side == "both" and row.both:
            yield Change(row.name, f"{row.stored}\n{row.mine}")


@blueprint.post("/workbench/<draft>/<part>/undo/<int:kept>")
@access.author
def undo(draft: str, part: str, kept: int) -> Any:
    """Put a row back that was taken out."""
    with writing(draft) as db:
        found = _draft(db, draft)
        section_of(found, part)
        gone = draft_queries.kept_of(db, found, kept, KeptReason.REMOVED)
        document = copy.deepcopy(found.document)
        anchor = put_back(document, copy.deepcopy(gone.document))
        drafting.store(found, document, by=viewer().id, now=now())
    row = row_to_open(anchor)
    return redirect(url_for("authoring.draft", draft=draft, part=part, row=row, _anchor=anchor))


def _draft(db: Any, public_id: str) -> AnyDraft:
    designs = viewer().is_designer
    return draft_queries.draft_for(db, public_id, viewer().institution_id, author=viewer().id, designs=designs)
