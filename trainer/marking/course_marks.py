"""The marks of a whole course: a page of them, and files that are made beside it while it says how far they are."""

from __future__ import annotations

from typing import IO, Any
from zoneinfo import ZoneInfo

from flask import Response, current_app, g, redirect, render_template, request, send_file, url_for

from trainer.errors import NotFound
from trainer.marking import course_book, course_files, queries
from trainer.marking.blueprint import blueprint
from trainer.marking.course_files import Kind, Words
from trainer.marking.giving import XLSX, state_words
from trainer.models import Course, MarkingState
from trainer.web import access
from trainer.web.parts import parts, reading
from trainer.web.shelf import Place, Shelf, Tell
from trainer.web.small_numbers import small_number
from trainer.web.viewer import viewer
from trainer.web.words import _, language, timezone

# A row has a cell for each assignment of the course: fewer rows than in the table of one.
PAGE = 25
# The file of a class is there sooner than a page could say so.
WAIT_SECONDS = 1.5


@blueprint.get("/courses/<course>/marks")
@access.member
def course_marks(course: str) -> Any:
    """The marks of everybody for every assignment, twenty-five students at a time."""
    found = _load(course)
    pages = max(1, -(-course_book.length_of(reading(), found) // PAGE))
    page = min(max(request.args.get("page", 1, small_number), 1), pages)
    book = course_book.page_of(reading(), found, skip=(page - 1) * PAGE, most=PAGE)
    return render_template(
        "marking/course_marks.html", course=found, book=book, page=page, pages=pages,
        words=_words(), hidden=any(task.assignment.hides_names for task in book.tasks),
    )


@blueprint.post("/courses/<course>/marks")
@access.member
def begin_course_file(course: str) -> Any:
    """Begin one of the files. A small one is given at once, for a large one there is a page that says how far it is."""
    found, asked = _load(course), request.form.get("kind", "")
    if asked not in set(Kind):
        raise NotFound()
    wanted = Kind(asked)
    place = _shelf().begin(
        current_app._get_current_object(),  # type: ignore[attr-defined]
        _maker(found.id, wanted, _words(), timezone()),
        owner=viewer().id, about=course, name=f"marks-{course}{wanted.ending}", wait=WAIT_SECONDS,
    )
    if place.state().made:
        return _sent(place)
    return redirect(url_for("marking.course_file", course=course, token=place.token))


@blueprint.get("/courses/<course>/marks/file/<token>")
@access.member
def course_file(course: str, token: str) -> Any:
    """How far the file is. Without a script the page asks again by itself."""
    found = _load(course)
    place = _shelf().find(token, owner=viewer().id, about=course)
    return render_template("marking/course_file.html", course=found, token=token, state=place.state())


@blueprint.get("/courses/<course>/marks/file/<token>/download")
@access.member
def course_file_ready(course: str, token: str) -> Any:
    """The file itself, once it is made."""
    _load(course)
    place = _shelf().find(token, owner=viewer().id, about=course)
    if not place.state().made:
        raise NotFound()
    return _sent(place)


def _load(course: str) -> Course:
    found = queries.course_to_mark(reading(), course, by=viewer().id, leads=True)
    g.timezone = found.timezone
    return found


def _shelf() -> Shelf:
    return Shelf(parts().settings.var / "shelf")


def _sent(place: Place) -> Response:
    name = place.state().name
    kind = XLSX if name.endswith(".xlsx") else "text/csv"
    return send_file(place.file.resolve(), mimetype=kind, as_attachment=True, download_name=name, max_age=0)


def _maker(course: int, kind: Kind, words: Words, zone: ZoneInfo) -> Any:
    """What is done beside the page: read the marks, then write the file. Of all work reading is the first half."""

    def make(file: IO[bytes], tell: Tell) -> None:
        with parts().database.read() as db:
            found = db.get_one(Course, course)
            book = course_book.all_of(db, found, lambda done, of: tell(done, of * 2))
            written = len(book.students) * (2 if kind is Kind.WORKBOOK else 1)
            course_files.write(kind, book, words, zone, file, lambda done: tell(written + done, written * 2))

    return make


def _words() -> Words:
    states = {state: state_words(state) for state in (None, *MarkingState)}
    return Words(
        student=_("marking.student"), email=_("marking.email"), assignment=_("inout.assignment"),
        attempt=_("marking.attempt"), criterion=_("inout.criterion"),
        criterion_id=_("inout.criterion_id"), level=_("inout.level"), mark=_("marking.mark"),
        out_of=_("marking.out_of"), state=_("marking.state"), released=_("inout.released"), late=_("marking.late_col"),
        handed_in=_("marking.handed_in"), yes=_("marking.yes"), no=_("marking.no"), none=_("marking.state_none"),
        marks=_("marking.marks"), long=_("inout.long"), states=states, language=language(),
    )  # fmt: skip
