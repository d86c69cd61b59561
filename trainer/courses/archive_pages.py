"""Pages of a course's archive: taken out while a page says how far it is, brought in after a look at what is in it."""

from __future__ import annotations

from dataclasses import replace
from typing import IO, Any

from flask import Response, current_app, flash, redirect, render_template, request, send_file, url_for
from flask_login import current_user

from trainer.courses import queries
from trainer.courses.archive import bringing, reading, writing
from trainer.courses.archive.kinds import KINDS
from trainer.courses.blueprint import blueprint
from trainer.errors import Conflict, Invalid, NotFound
from trainer.models import Course, Institution
from trainer.web import access
from trainer.web import parts as web
from trainer.web.parts import now, parts
from trainer.web.shelf import Place, Shelf, Tell
from trainer.web.viewer import viewer
from trainer.web.words import _

MIB = 1024 * 1024
WAIT_SECONDS = 1.5
# What an upload on the shelf is about: it belongs to no course yet.
INCOMING = "course-archive"
# What the page counts, of all that an archive holds.
SHOWN = ("members", "assignments", "plans", "markings", "reviews")


@blueprint.url_value_preprocessor
def let_an_archive_in(endpoint: str | None, _values: Any) -> None:
    """An archive is larger than a plan; only who may teach is let in with one."""
    if endpoint == "courses.bring_in" and current_user.is_authenticated and current_user.is_lecturer:
        request.max_content_length = reading.ON_THE_WEB.archive + MIB


@blueprint.route("/courses/<course>/archive", methods=["GET", "POST"])
@access.member
def archive(course: str) -> Any:
    """What the archive of a course holds, and the button that begins it; for its lecturers."""
    found = queries.led_course(web.reading(), course, by=viewer().id)
    hidden = queries.with_hidden_names(web.reading(), found.id)
    if request.method == "GET":
        return render_template("courses/archive.html", course=found, keys=viewer().is_designer, hidden=hidden)
    if hidden:
        raise Conflict("inout.archive_hidden", assignments=", ".join(hidden))
    place = _shelf().begin(
        current_app._get_current_object(),  # type: ignore[attr-defined]
        _maker(found.id, names=request.form.get("names") == "yes", keys=viewer().is_designer),
        owner=viewer().id, about=course, name=f"course-{course}.zip", wait=WAIT_SECONDS,
    )  # fmt: skip
    if place.state().made:
        return _sent(place)
    return redirect(url_for("courses.archive_file", course=course, token=place.token))


@blueprint.get("/courses/<course>/archive/<token>")
@access.member
def archive_file(course: str, token: str) -> Any:
    """How far the archive is. Without a script the page asks again by itself."""
    found = queries.led_course(web.reading(), course, by=viewer().id)
    place = _shelf().find(token, owner=viewer().id, about=course)
    return render_template("courses/archive_file.html", course=found, token=token, state=place.state())


@blueprint.get("/courses/<course>/archive/<token>/download")
@access.member
def archive_ready(course: str, token: str) -> Any:
    """The archive itself, once it is made."""
    queries.led_course(web.reading(), course, by=viewer().id)
    place = _shelf().find(token, owner=viewer().id, about=course)
    if not place.state().made:
        raise NotFound()
    return _sent(place)


@blueprint.route("/courses/new/archive", methods=["GET", "POST"])
@access.lecturer
def bring_in() -> Any:
    """Send an archive: it is looked through, and stored only when told to."""
    if request.method == "GET":
        return _page()
    upload = request.files.get("file")
    if not upload or not upload.filename:
        return _page(trouble=_("inout.no_file")), 422
    place = _shelf().lay(owner=viewer().id, about=INCOMING, name="course.zip")
    upload.save(place.file)
    try:
        seen = _looked_through(place)
    except Invalid as error:
        place.clear()
        return _page(trouble=_(error.key, **error.values)), 422
    place.note(replace(place.state(), made=True))
    return _page(place=place, **seen)


@blueprint.post("/courses/new/archive/<token>")
@access.lecturer
def bring_in_now(token: str) -> Any:
    """Bring in the course of the archive that was looked at: all of it, or nothing."""
    place = _shelf().find(token, owner=viewer().id, about=INCOMING)
    try:
        with place.file.open("rb") as file:
            made = _brought_in(reading.look_through(file, reading.ON_THE_WEB), token)
    except Invalid as error:
        return _page(trouble=_(error.key, **error.values)), 422
    flash(_("inout.course_is_in"), "success")
    return redirect(url_for("courses.course", course=made))


def _brought_in(found: reading.Archive, token: str) -> str:
    with web.writing(token) as db:
        # Somebody who presses the button twice gets one course: the second comes here when the file is gone.
        place = _shelf().find(token, owner=viewer().id, about=INCOMING)
        here = db.get_one(Institution, viewer().institution_id)
        made = bringing.bring_in(db, found, into=here, by=viewer().id, keys=viewer().is_designer, now=now())
        place.clear()
        return made.public_id


def _looked_through(place: Place) -> dict[str, Any]:
    """What the page shows of an archive; Invalid with the reason when it cannot come in."""
    with place.file.open("rb") as file:
        found = reading.look_through(file, reading.ON_THE_WEB)
        found.check()
        db = web.reading()
        here = db.get_one(Institution, viewer().institution_id)
        fates = bringing.foresee(db, found, into=here, keys=viewer().is_designer)
        return {
            "manifest": found.manifest, "fates": fates,
            "counts": [(kind.name, found.count(kind.name)) for kind in KINDS if kind.name in SHOWN],
        }  # fmt: skip


def _page(**seen: Any) -> str:
    return render_template("courses/bring_in.html", limit=reading.ON_THE_WEB.archive // MIB, **seen)


def _shelf() -> Shelf:
    return Shelf(parts().settings.var / "shelf")


def _sent(place: Place) -> Response:
    return send_file(place.file.resolve(), mimetype="application/zip", as_attachment=True,
                     download_name=place.state().name, max_age=0)  # fmt: skip


def _maker(course: int, *, names: bool, keys: bool) -> Any:
    at = now()

    def make(file: IO[bytes], tell: Tell) -> None:
        with parts().database.read() as db:
            writing.write(db, db.get_one(Course, course), file, names=names, keys=keys, now=at, tell=tell)

    return make
