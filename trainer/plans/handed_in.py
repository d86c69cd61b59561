"""Pages of a plan that goes to the lecturer and comes back: hand in, receipt, the answer, the next attempt."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from trainer.errors import Conflict, NotFound
from trainer.plans import queries, second_look, service
from trainer.plans.answers import words_of
from trainer.plans.asking import figures_of_run, report_of
from trainer.plans.blueprint import blueprint
from trainer.plans.pages import (
    asked_then,
    exemplar_of,
    frozen_page,
    hand_in_page,
    may_see_exemplar,
    names_of,
    total_shown,
)
from trainer.plans.team import team_of
from trainer.web import access
from trainer.web.case_page import language_of
from trainer.web.difference import changes
from trainer.web.documents import case_of
from trainer.web.parts import now, reading, writing
from trainer.web.plan_view import plan_read
from trainer.web.sketch_view import view_of_document
from trainer.web.viewer import viewer
from trainer.web.words import _


@blueprint.route("/<run>/hand-in", methods=["GET", "POST"])
@access.practising
def hand_in(run: str) -> Any:
    """Say what goes and what stays open; then freeze the plan with its report."""
    found = queries.own_run(reading(), run, of=viewer().id)
    if not queries.may_hand_in(reading(), found, person=viewer().id):
        raise Conflict("plans.course_is_over")
    if request.method == "GET":
        return render_template("plans/hand_in.html", **hand_in_page(reading(), found, now()))
    plan = service.as_plan(found.draft.document)
    report = report_of(reading(), found, plan)
    figures = figures_of_run(found, plan, report)
    revision = found.draft.revision
    with writing(run) as db:
        found = queries.own_run(db, run, of=viewer().id)
        if found.draft.revision != revision:
            flash(_("plans.changed_meanwhile"), "should")
            return redirect(url_for("plans.hand_in", run=run))
        submission = service.submit(
            db, found, report, figures, extension=queries.extension_of(db, found), now=now()
        )
    return redirect(url_for("plans.receipt", run=run, attempt=submission.attempt))


@blueprint.get("/<run>/receipt/<int:attempt>")
@access.practising
def receipt(run: str, attempt: int) -> Any:
    """The proof that a plan was handed in."""
    found = queries.own_run(reading(), run, of=viewer().id)
    case = case_of(found.case_version)
    title = case.title[language_of(case, found.draft.document["language"])]
    return render_template(
        "plans/receipt.html", run=found, title=title, mates=team_of(reading(), found),
        submission=queries.submission_of(reading(), found.id, attempt),
    )  # fmt: skip


@blueprint.get("/<run>/attempts/<int:attempt>")
@access.practising
def attempt(run: str, attempt: int) -> Any:
    """A plan as it was handed in, with the lecturer's levels and comments once they are released."""
    db = reading()
    found = queries.own_run(db, run, of=viewer().id)
    submission = queries.submission_of(db, found.id, attempt)
    marking = queries.released_marking(db, submission.id)
    page = frozen_page(submission.document, found)
    questions = []
    if queries.may_see_report(found):
        marks, questions = asked_then(submission, page["plan"], queries.set_aside_in(db, found.id))
        page["read"] = plan_read(page["plan"], page["case"], marks)
    drawn = queries.sketch_handed_in(db, submission.id)
    newest = submission.attempt == found.draft.attempt
    may_revise = newest and service.may_begin_attempt(found, submission, marking is not None)
    return render_template(
        "plans/attempt.html",
        submission=submission,
        marking=marking,
        total=total_shown(db, marking, submission, found),
        asked=second_look.asked_of(db, marking.id) if marking else {},
        changed=second_look.changes_of(db, marking.id) if marking else [],
        ask_until=second_look.until(found, marking),
        now=now(),
        may_revise=may_revise,
        questions=questions,
        reviewed=queries.is_reviewed(db, found),
        mates=team_of(db, found),
        sketch=view_of_document(drawn.document, page["case"], page["into"]) if drawn else None,
        may_see_exemplar=exemplar_of(found) is not None and may_see_exemplar(found, submission, marking),
        **page,
    )


@blueprint.get("/<run>/attempts/<int:attempt>/exemplar")
@access.practising
def exemplar(run: str, attempt: int) -> Any:
    """The approved exemplar of the case: after the release of an assignment that is over, or when practice is done."""
    db = reading()
    found = queries.own_run(db, run, of=viewer().id)
    submission = queries.submission_of(db, found.id, attempt)
    plan = exemplar_of(found)
    if plan is None or not may_see_exemplar(found, submission, queries.released_marking(db, submission.id)):
        raise NotFound("plans.exemplar_waits")
    page = frozen_page(submission.document, found)
    read = plan_read(plan, case_of(found.case_version))
    return render_template("plans/exemplar.html", **(page | {"read": read, "attempt": attempt}))


@blueprint.get("/<run>/difference/<int:old>/<int:new>")
@access.practising
def difference(run: str, old: int, new: int) -> Any:
    """What changed between two attempts, row by row."""
    db = reading()
    found = queries.own_run(db, run, of=viewer().id)
    left, right = (queries.submission_of(db, found.id, number) for number in (old, new))
    rows = changes(left.document, right.document, names_of(found))
    return render_template("plans/difference.html", run=found, old=left, new=right, rows=rows)


@blueprint.post("/<run>/addressed/<about>")
@access.practising
def address(run: str, about: str) -> Any:
    """Tick words of the lecturer as addressed, or take the tick back."""
    with writing(run) as db:
        found = queries.own_run(db, run, of=viewer().id)
        said = [each for marking in queries.released_markings(db, found.id) for each in words_of(marking, set())]
        row = next((each.row for each in said if each.about == about), None)
        if row is None:
            raise NotFound()
        service.address(db, found, about, now=now())
    return redirect(url_for("plans.edit", run=run, _anchor=row or "answer"))


@blueprint.post("/<run>/attempts")
@access.practising
def begin_attempt(run: str) -> Any:
    """Open a new attempt with the text of the last one."""
    with writing(run) as db:
        found = queries.own_run(db, run, of=viewer().id)
        attempts = queries.attempts_of(db, found.id)
        if not attempts:
            raise NotFound()
        last = attempts[-1]
        answered = queries.released_marking(db, last.id) is not None
        service.begin_attempt(db, found, last, answered=answered, now=now())
    return redirect(url_for("plans.edit", run=run))
