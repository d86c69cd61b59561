"""The institution, for who looks after it: its name, and the page that helps when a case is close to home."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from trainer.accounts.blueprint import blueprint
from trainer.accounts.forms import InstitutionForm
from trainer.models import Institution
from trainer.web import access
from trainer.web.parts import reading, writing
from trainer.web.viewer import viewer
from trainer.web.words import _


@blueprint.route("/institution", methods=["GET", "POST"])
@access.administrator
def institution() -> Any:
    """Name the institution and its support page."""
    found = reading().get_one(Institution, viewer().institution_id)
    form = InstitutionForm(data={"name": found.name, "support_url": found.support_url})
    if not form.validate_on_submit():
        return render_template("accounts/institution.html", form=form), 200 if request.method == "GET" else 422
    with writing() as db:
        kept = db.get_one(Institution, viewer().institution_id)
        kept.name, kept.support_url = form.name.data, form.support_url.data or ""
    flash(_("accounts.institution_saved"), "success")
    return redirect(url_for("accounts.institution"))
