"""Pages of marking: the queue of an assignment, one plan beside its rubric, and giving the marks back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, after_this_request, flash, g, redirect, render_template, request, url_for

from trainer.errors import Invalid, NotFound
from trainer.marking import (
    agreeing,
    appeals,
    bank,
    course_marks,
    giving,
    looking_again,
    one_criterion,
    plans_zip,
    queries,
    questions,
    revealing,
    rounds,
    rubric_pages,
    saving,
    scheme_pages,
    service,
    sheet_pages,
    two_markers,
    units_pages,
    waiting,
)
from trainer.marking.blueprint import blueprint
from trainer.marking.desk import desk_of, is_held
from trainer.marking.pages import marking_page
from trainer.marking.service import parts_by_id
from trainer.marking.typed import Trouble, nothing_kept, save_form
from trainer.models import Submission
from trainer.web import access
from trainer.web.documents import rubric_of
from trainer.web.parts import now, reading, writing
from trainer.web.viewer import viewer
from trainer.web.words import _, language, ngettext

__all__ = [
    "agreeing",
    "bank",
    "blueprint",
    "course_marks",
    "giving",
    "looking_again",
    "one_criterion",
    "plans_zip",
    "questions",
    "revealing",
    "rounds",
    "rubric_pages",
    "saving",
    "scheme_pages",
    "sheet_pages",
    "two_markers",
    "units_pages",
]

# The tabs that always stand; the others come when they hold something.
TABS = ("waiting", "ready", "returned", "all")


@blueprint.get("/assignments/<assignment>/queue")
@access.member
def queue(assignment: str) -> Any:
    """What was handed in for an assignment. Opening it writes nothing."""
    db = reading()
    found = queries.assignment_to_mark(db, assignment, by=viewer().id)
    g.timezone = found.course.timezone
    counts = waiting.counts_of(db, found.id, by=viewer().id)
    asked = request.args.get("state", "")
    state = asked if asked in counts else next((each for each in TABS if counts[each]), "all")
    pages = max(1, -(-counts[state] // waiting.PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    rows = waiting.queue_of(db, found.id, by=viewer().id, state=state, page=page)
    # What cannot wait stands first on its page: a danger that the plan does not see.
    rows.sort(key=lambda row: state == "waiting" and row.safe != 0)
    held = [row.submission.id for row in rows if is_held(row.marking, by=viewer().id, now=now())]
    return render_template(
        "marking/queue.html",
        held=held, assignment=found, rows=rows, counts=counts, state=state, page=page, pages=pages,
        looks=appeals.how_many(db, found.id)[1],
        states=[each for each in counts if each in TABS or counts[each] or each == state],
    )


@blueprint.get("/marking/<submission>")
@access.member
def mark(submission: str) -> Any:
    """One plan as it was handed in, beside the rubric. Opening it writes nothing."""
    found = queries.submission_to_mark(reading(), submission, by=viewer().id)
    return _page(found)


@blueprint.post("/marking/<submission>")
@access.member
def save(submission: str) -> Any:
    """Save the whole page without a script."""
    troubles = _save_typed(submission)
    if troubles:
        return _troubled(submission, troubles)
    flash(_("marking.saved_all"), "success")
    return _back(submission)


@blueprint.post("/marking/<submission>/next/<criterion>")
@access.member
def next_plan(submission: str, criterion: str) -> Any:
    """Save what was typed on one criterion and go on to the next plan that has no level on it."""
    troubles = _save_typed(submission)
    if troubles:
        return _troubled(submission, troubles)
    db = reading()
    found = queries.submission_to_mark(db, submission, by=viewer().id, whole=False)
    following = one_criterion.next_open(db, found, criterion, by=viewer().id)
    assignment = found.run.assignment
    return one_criterion.onwards(assignment.public_id if assignment else "", criterion, following)


@blueprint.post("/marking/<submission>/take")
@access.member
def take(submission: str) -> Any:
    """Say that one is at this plan now: others see it, and are led to other plans for a while."""
    try:
        with writing(submission) as db:
            found = queries.submission_to_mark(db, submission, by=viewer().id, whole=False)
            marking = service.open_marking(db, found, by=viewer().id, now=now())
            service.take(db, marking, by=viewer().id, now=now())
    except Invalid as error:
        return _not_yet(submission, error)
    flash(_("desk.now_taken"), "success")
    return _back(submission)


@blueprint.post("/marking/<submission>/ready")
@access.member
def ready(submission: str) -> Any:
    """Save the page, say that it is done, and go on to the next plan."""
    troubles = _save_typed(submission)
    if troubles:
        return _troubled(submission, troubles)
    try:
        with writing(submission) as db:
            found = queries.submission_to_mark(db, submission, by=viewer().id, whole=False)
            marking = service.open_marking(db, found, by=viewer().id, now=now())
            service.make_ready(db, marking, rubric_of(found.run.rubric_version), by=viewer().id, now=now())
    except Invalid as error:
        return _not_yet(submission, error)
    said = "second.now_ready" if marking.slot else "marking.now_ready"
    flash(_(said, student=found.run.signed), "success")
    return _onwards(found)


@blueprint.post("/marking/<submission>/send-back")
@access.member
def send_back(submission: str) -> Any:
    """Save the page and return the plan to the student for changes."""
    troubles = _save_typed(submission)
    if troubles:
        return _troubled(submission, troubles)
    try:
        with writing(submission) as db:
            found = queries.submission_to_mark(db, submission, by=viewer().id, whole=False)
            marking = service.open_marking(db, found, by=viewer().id, now=now())
            service.send_back(db, marking, by=viewer().id, now=now())
    except Invalid as error:
        return _not_yet(submission, error)
    flash(_("marking.now_sent_back", student=found.run.signed), "success")
    return _onwards(found)


@blueprint.post("/marking/<submission>/release")
@access.member
def release(submission: str) -> Any:
    """Show one ready marking to its student."""
    with writing(submission) as db:
        found = queries.submission_to_mark(db, submission, by=viewer().id, whole=False)
        marking = queries.counted_marking(db, found.id)
        done = service.release(db, [marking] if marking else [], by=viewer().id, now=now())
    if done:
        flash(_("marking.now_released", student=found.run.signed), "success")
    else:
        flash(_("marking.not_ready"), "should")
    return _back(submission)


@blueprint.post("/assignments/<assignment>/release")
@access.member
def release_all(assignment: str) -> Any:
    """Show every ready marking of an assignment to its student."""
    with writing(assignment) as db:
        found = queries.assignment_to_mark(db, assignment, by=viewer().id)
        done = service.release(db, waiting.ready_in(db, found.id), by=viewer().id, now=now())
    flash(ngettext("marking.released_n", "marking.released_n", done), "success" if done else "should")
    return redirect(url_for("marking.queue", assignment=assignment))


@blueprint.post("/marking/<submission>/take-back")
@access.member
def take_back(submission: str) -> Any:
    """Hide a released marking again to correct it."""
    try:
        with writing(submission) as db:
            found = queries.submission_to_mark(db, submission, by=viewer().id, whole=False)
            marking = queries.counted_marking(db, found.id)
            if marking is None:
                raise NotFound()
            service.take_back(db, marking, by=viewer().id, now=now())
    except Invalid as error:
        return _not_yet(submission, error)
    flash(_("marking.now_taken_back"), "success")
    return _back(submission)


def _page(found: Submission, troubles: Sequence[Trouble] = ()) -> Any:
    g.timezone = found.run.assignment.course.timezone if found.run.assignment else g.get("timezone", "UTC")
    only = _only()
    if only and only not in parts_by_id(rubric_of(found.run.rubric_version)):
        raise NotFound()
    desk = desk_of(reading(), found, by=viewer().id)
    if desk.slot is None and not troubles:
        return redirect(url_for("marking.settle", submission=found.public_id))
    page = marking_page(
        reading(), found, desk, reader=viewer().id, into=language(), state=_state() or ("waiting" if only else "all"),
        only=only, findings=_findings_shown(), troubles=troubles,
    )  # fmt: skip
    status = 200 if not troubles else 409 if any(trouble.theirs for trouble in troubles) else 422
    return render_template("marking/mark.html", **page), status


def _findings_shown() -> bool:
    """Whether the trainer's findings stand on the plan: chosen once, it holds for the plans that are marked next."""
    asked = request.args.get("findings", "")

    @after_this_request
    def remember(answer: Response) -> Response:
        if asked in ("yes", "no"):
            answer.set_cookie("findings", asked, max_age=365 * 86_400, samesite="Lax", httponly=True,
                              secure=request.is_secure)  # fmt: skip
        return answer

    return (asked or request.cookies.get("findings")) != "no"


def _save_typed(submission: str) -> list[Trouble]:
    """Keep what was typed; what could not be kept comes back. A closed marking keeps nothing."""
    try:
        with writing(submission) as db:
            found = queries.submission_to_mark(db, submission, by=viewer().id, whole=False)
            marking = service.open_marking(db, found, by=viewer().id, now=now())
            rubric = rubric_of(found.run.rubric_version)
            if request.form.get("rubric", found.run.rubric_version.public_id) != found.run.rubric_version.public_id:
                flash(_("desk.rubric_changed"), "should")
            return save_form(db, marking, found, rubric, request.form, by=viewer().id, now=now())
    except Invalid as error:
        troubles = nothing_kept(request.form, error)
        if not troubles:
            raise
        return troubles


def _troubled(submission: str, troubles: list[Trouble]) -> Any:
    return _page(queries.submission_to_mark(reading(), submission, by=viewer().id), troubles)


def _not_yet(submission: str, error: Invalid) -> Any:
    count = error.values.get("count")
    flash(ngettext(error.key, error.key, count) if count else _(error.key, **error.values), "must")
    return _back(submission)


def _back(submission: str) -> Any:
    return redirect(url_for("marking.mark", submission=submission, state=_state(), criterion=_only() or None))


def _only() -> str:
    """The one criterion that is marked across all plans; empty where a plan is marked by all of them."""
    found: str = (request.view_args or {}).get("criterion") or request.args.get("criterion", "")
    return found


def _state() -> str | None:
    """To what the queue was narrowed from which the marker came; it goes along from plan to plan."""
    asked = request.args.get("state")
    return asked if asked in waiting.STATES else None


def _onwards(found: Submission) -> Any:
    following = waiting.next_in(reading(), found, by=viewer().id, state=_state() or "waiting", now=now())
    if following:
        return _back(following)
    assignment = found.run.assignment
    return redirect(url_for("marking.queue", assignment=assignment.public_id if assignment else "", state=_state()))
