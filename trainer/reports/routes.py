"""Pages of a reader: report one wording of a case, and what became of the wordings that were reported."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms import TextAreaField

from trainer.errors import Invalid, NotFound, SignedOut
from trainer.models import CaseVersion, ReportKind, Visibility
from trainer.reports import queries, service
from trainer.web import access
from trainer.web.case_page import language_of
from trainer.web.documents import USABLE, case_for_students
from trainer.web.forms import Form, at_most, trimmed
from trainer.web.limits import in_words, limit, wait_page
from trainer.web.parts import now, reading, writing
from trainer.web.viewer import viewer
from trainer.web.wording import Wording, wording_of
from trainer.web.words import _, language, lazy

blueprint = Blueprint("reports", __name__)
# Of what is wrong; a reader who has more to say writes to the lecturer.
MOST_SIGNS = 1000
# A careful reader of one case finds some ten; a class behind one address finds them together.
REPORTS = limit("report", account="40 per hour", address="400 per hour")


class ReportForm(Form):
    """What is wrong, in the reader's own words; the button says of which kind it is."""

    said = TextAreaField(lazy("reports.said"), [at_most(MOST_SIGNS)], filters=[trimmed])


@blueprint.route("/cases/<slug>/<version>/report/<place>", methods=["GET", "POST"])
@access.public
def report(slug: str, version: str, place: str) -> Any:
    """Report one wording of a case; who has no place here yet is told how to get one."""
    found, wording = _wording(slug, version, place)
    form = ReportForm()
    if request.method == "GET" or not current_user.is_authenticated:
        if request.method == "POST":
            raise SignedOut()
        return _page(form, found, wording)
    if not form.validate_on_submit():
        return _page(form, found, wording), 422
    if wait := REPORTS.wait(viewer().public_id):
        form.said.errors = [in_words(wait)]
        return wait_page(_page(form, found, wording), wait)
    kind = _kind()
    with writing() as db:
        version_here = _case(db, slug, version)
        said = (form.said.data or "").replace("\0", "")
        made = service.report(db, version_here, wording, kind=kind, said=said, by=viewer().id, now=now())
    REPORTS.failed(viewer().public_id)
    flash(_("reports.thanks"), "success")
    return redirect(url_for("reports.mine", _anchor=made.public_id))


@blueprint.get("/reports")
@access.practising
def mine() -> Any:
    """The wordings that this reader has reported, and what became of each."""
    db = reading()
    found = queries.reported_by(db, viewer().id)
    plans = queries.plans_on(db, {each.case_version_id for each in found}, person=viewer().id)
    usable = {each.case_version_id for each in found if _is_open(each.case_version)}
    return render_template("reports/mine.html", reports=found, plans=plans, usable=usable)


def _page(form: ReportForm, version: CaseVersion, wording: Wording) -> str:
    case = case_for_students(version)
    return render_template(
        "reports/report.html", form=form, case=case, wording=wording, kinds=[each.value for each in ReportKind],
        most=MOST_SIGNS,
    )  # fmt: skip


def _wording(slug: str, version: str, place: str) -> tuple[CaseVersion, Wording]:
    found = _case(reading(), slug, version)
    case = case_for_students(found)
    wording = wording_of(case, place, language_of(case, request.args.get("in") or language()).value)
    if wording is None:
        raise NotFound()
    return found, wording


def _case(db: Any, slug: str, version: str) -> CaseVersion:
    here = viewer() if current_user.is_authenticated else None
    person, institution = (here.id, here.institution_id) if here else (0, 0)
    return queries.case_read(db, slug, version, person=person, institution=institution)


def _is_open(version: CaseVersion) -> bool:
    return version.status in USABLE and version.visibility != Visibility.PRIVATE


def _kind() -> ReportKind:
    try:
        return ReportKind(request.form.get("kind", ""))
    except ValueError:
        raise Invalid("errors.invalid") from None
