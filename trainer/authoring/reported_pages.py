"""Pages of the wordings that readers reported: the list, and the answer to one of them."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from trainer.authoring import reported
from trainer.authoring.blueprint import blueprint
from trainer.errors import Invalid
from trainer.web import access
from trainer.web.parts import now, reading, writing
from trainer.web.viewer import viewer
from trainer.web.words import _


@blueprint.get("/bank/reports")
@access.designer
def reports() -> Any:
    """What readers reported about the cases that this designer may mend; with `case` only of one."""
    db, slug, me = reading(), request.args.get("case", ""), viewer()
    return render_template(
        "authoring/reports.html",
        waiting=reported.reports_for(db, me.institution_id, designer=me.id, slug=slug),
        settled=reported.reports_for(db, me.institution_id, designer=me.id, slug=slug, settled=True),
        slug=slug,
        most=reported.MOST_SIGNS,
    )


@blueprint.post("/bank/reports/<report>")
@access.designer
def settle_report(report: str) -> Any:
    """Answer a wording's reports: mended in a version, or why it stays."""
    only = request.args.get("case") or None
    try:
        with writing(f"report {report}") as db:
            found = reported.reported_of(db, viewer().institution_id, report, designer=viewer().id)
            fields = {"mended_in": request.form.get("mended_in", ""), "answer": request.form.get("answer", "")}
            reported.settle(db, found, **fields, by=viewer().id, now=now())
    except Invalid as error:
        flash(_(error.key), "must")
        return redirect(url_for("authoring.reports", case=only, _anchor=report))
    flash(_("reports.settled"), "success")
    return redirect(url_for("authoring.reports", case=only))
