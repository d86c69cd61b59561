"""Pages for a case as one file: download it, or bring one in after a look at what is in it."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for

from trainer.authoring import packing, queries
from trainer.authoring.blueprint import blueprint
from trainer.authoring.sentences import file_mend, file_reason
from trainer.bank.pack import MAX_FILE, MAX_FILES, MAX_WHOLE
from trainer.bank.problems import BankError, Problem
from trainer.checker.case import Case
from trainer.models import Institution
from trainer.web import access
from trainer.web.case_files import packed
from trainer.web.case_page import language_of, names_of, taxon
from trainer.web.parts import now, parts, reading, writing
from trainer.web.viewer import viewer
from trainer.web.words import _, language

MIB = 1024 * 1024
# Of one kind of problem: who must mend fifty begins with these.
MOST_SHOWN = 40


@blueprint.get("/bank/<slug>/<version>/case.zip")
@access.designer
def pack(slug: str, version: str) -> Response:
    """The case as one file; `teaching=no` leaves key, note and worked plans out."""
    found = queries.version_of(reading(), viewer().institution_id, slug, version, designer=viewer().id)
    whole = request.args.get("teaching") != "no"
    data = packed(reading(), found, teaching=whole)
    name = f"{found.slug}-{found.version}{'' if whole else '-case'}.zip"
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, mimetype="application/zip", headers=head)


@blueprint.route("/bank/bring-in", methods=["GET", "POST"])
@access.designer
def bring_case() -> Any:
    """Bring a packed case in: first what is in it and what is wrong with it, stored only when told to."""
    most = parts().settings.max_upload
    if request.method == "GET":
        return _page()
    data = _sent()
    if not data:
        return _page(trouble=_("banktools.choose_file")), 422
    if len(data) > most:
        return _page(trouble=_("banktools.file_too_large", size=-(-len(data) // MIB), limit=most // MIB)), 422
    try:
        here = reading().get_one(Institution, viewer().institution_id)
        incoming = packing.look_into(data, here, vocabularies=parts().checker.vocabularies, now=now())
    except BankError as error:
        return _page(refused=error.problems), 422
    if request.form.get("take"):
        return _taken(incoming)
    return _page(incoming=incoming, carried=base64.b64encode(data).decode("ascii"))


def _taken(incoming: packing.Incoming) -> Any:
    with writing(f"case {incoming.case.id}") as db:
        packing.bring_in(db, incoming, owner=viewer().id)
    case = incoming.case
    title = case.title.get(next((each for each in case.languages if each == language()), next(iter(case.languages))))
    flash(_("banktools.taken", title=title or case.id), "success")
    return redirect(url_for("authoring.case", slug=case.id, version=case.version))


def _sent() -> bytes:
    upload = request.files.get("file")
    if upload and upload.filename:
        return upload.read()
    try:
        return base64.b64decode(request.form.get("carried", ""), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _page(
    *,
    incoming: packing.Incoming | None = None,
    refused: list[Problem] | None = None,
    trouble: str = "",
    carried: str = "",
) -> str:
    there = packing.same_version(reading(), incoming.row) if incoming else None
    problems = incoming.problems if incoming else refused or []
    names = _names(incoming.case) if incoming else {}
    by_weight = {weight: [one for one in problems if one.weight == weight] for weight in ("error", "publish", "note")}
    return render_template(
        "authoring/bring_case.html",
        incoming=incoming,
        refused=refused,
        trouble=trouble,
        carried=carried,
        there=there,
        same=bool(there and incoming and there.digest == incoming.row.digest),
        by_weight=by_weight,
        most_shown=MOST_SHOWN,
        size=parts().settings.max_upload // MIB,
        said=archive_sentence,
        reason_of=lambda problem: file_reason(problem, names),
        mend_of=lambda problem: file_mend(problem, names),
        taxon=taxon,
    )


def _names(case: Case) -> dict[str, str]:
    """The names of whatever a sentence about this case may name by an id."""
    into = language_of(case, language())
    hidden = (*case.key.needs, *case.key.strengths, *case.key.hazards)
    return names_of(case, into) | {each.id: each.name.get(into, each.id) for each in hidden}


def archive_sentence(problem: Problem) -> str:
    """Why an archive is not trusted, in the reader's language; empty for a problem of the case inside."""
    if not problem.code.startswith("ARCHIVE_"):
        return ""
    key = "banktools." + problem.code.lower()
    return _(key, files=MAX_FILES, one=MAX_FILE // MIB, whole=MAX_WHOLE // MIB)
