"""Pages of reviews for students: what to review, one review, what others say of one's plan, all levels side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from trainer.errors import Invalid, NotFound
from trainer.models import PeerReview, PeerRound, ReviewKind, Run, due_for, is_closed
from trainer.peers import allocating, lecturing, queries, saving, service
from trainer.peers.blueprint import blueprint
from trainer.peers.comparing import beside
from trainer.peers.forms import AnswerForm
from trainer.peers.pages import reading_page, review_page
from trainer.peers.rules import Phase, may_write, phase_of, shows
from trainer.peers.typed import nothing_kept, save_form
from trainer.web import access
from trainer.web.documents import rubric_of
from trainer.web.drawing import level_strip
from trainer.web.field_form import Trouble
from trainer.web.parts import now, reading, writing
from trainer.web.viewer import viewer
from trainer.web.words import _, ngettext

# The modules with the other pages are named here, because importing them is what adds their views.
__all__ = ["blueprint", "lecturing", "saving"]


@blueprint.get("/assignments/<assignment>/reviews")
@access.member
def reviews(assignment: str) -> Any:
    """What this student reviews, and what is said of their plan."""
    of, run = _round(assignment, to_read=True)
    db = reading()
    written = queries.reviews_by(db, of.assignment_id, person=viewer().id)
    marked = run is not None and queries.released_marking(db, run.id) is not None
    visible = shows(of, now(), marked=marked)
    others = [each for each in written if each.kind == ReviewKind.PEER]
    return render_template(
        "peers/reviews.html",
        of=of,
        assignment=of.assignment,
        run=run,
        phase=phase_of(of, now()),
        opens=of.opens_at or of.assignment.due_at,
        others=others,
        own=next((each for each in written if each.kind == ReviewKind.SELF), None),
        done=sum(each.handed_in_at is not None for each in others),
        begun=any(each.handed_in_at is None and each.hidden_at is None for each in others),
        may_review=_may_review(of, run),
        waits=_waits(of, run, others),
        received=queries.reviews_of(db, run.id) if run and visible else [],
        visible=visible,
        may_write={each.id for each in written if may_write(of, each, now())},
    )


@blueprint.post("/assignments/<assignment>/reviews/begin")
@access.member
def begin(assignment: str) -> Any:
    """Open the next plan to review: the one that was begun, or the one that has the fewest reviews."""
    of, run = _round(assignment)
    if phase_of(of, now()) != Phase.OPEN:
        raise Invalid("peers.closed")
    if not _may_review(of, run):
        raise Invalid("peers.hand_in_first")
    with writing(assignment) as db:
        again = queries.round_for_student(db, assignment, person=viewer().id)
        review = allocating.next_review(db, again, person=viewer().id, now=now())
    return redirect(url_for("peers.review", review=review.public_id))


@blueprint.post("/assignments/<assignment>/reviews/own")
@access.member
def begin_self(assignment: str) -> Any:
    """Open the review of one's own plan."""
    of, run = _round(assignment)
    if run is None:
        raise Invalid("peers.no_plan_yet")
    if phase_of(of, now()) == Phase.OVER:
        raise Invalid("peers.closed")
    with writing(run.public_id) as db:
        again = queries.round_for_student(db, assignment, person=viewer().id)
        review = service.begin_self(db, again, run, person=viewer().id, now=now())
    return redirect(url_for("peers.review", review=review.public_id))


@blueprint.get("/reviews/<review>")
@access.member
def review(review: str) -> Any:
    """One plan beside the criteria, without a name. Opening it writes nothing."""
    return _page(queries.review_by(reading(), review, person=viewer().id))


@blueprint.post("/reviews/<review>")
@access.member
def save(review: str) -> Any:
    """Save the whole page without a script."""
    troubles = _save_typed(review)
    if troubles:
        return _page(queries.review_by(reading(), review, person=viewer().id), troubles)
    flash(_("marking.saved_all"), "success")
    return redirect(url_for("peers.review", review=review))


@blueprint.post("/reviews/<review>/hand-in")
@access.member
def hand_in(review: str) -> Any:
    """Save the page and give the review away."""
    troubles = _save_typed(review)
    if troubles:
        return _page(queries.review_by(reading(), review, person=viewer().id), troubles)
    try:
        with writing(review) as db:
            found, rubric, newest = saving.opened(db, review)
            assignment = found.run.assignment.public_id
            of = queries.round_for_student(db, assignment, person=viewer().id)
            service.hand_in(db, of, found, rubric, newest, now=now())
    except Invalid as error:
        count = error.values.get("count")
        flash(ngettext(error.key, error.key, count) if count else _(error.key, **error.values), "must")
        return redirect(url_for("peers.review", review=review))
    flash(_("peers.now_handed_in"), "success")
    return redirect(url_for("peers.reviews", assignment=assignment))


@blueprint.route("/reviews/<review>/read", methods=["GET", "POST"])
@access.member
def received(review: str) -> Any:
    """What somebody says of one's plan; the author says whether it helped."""
    found, of = _received(review)
    helped = None if found.helped is None else "yes" if found.helped else "no"
    form = AnswerForm(data={"helped": helped, "why": found.helped_why}).offer()
    if form.validate_on_submit():
        with writing(review) as db:
            again = queries.review_received(db, review, person=viewer().id)
            service.answer(again, helped=form.helped.data == "yes", why=form.why.data or "", now=now())
        flash(_("peers.answered"), "success")
        return redirect(url_for("peers.reviews", assignment=of.assignment.public_id, _anchor="received"))
    page = render_template("peers/received.html", form=form, assignment=of.assignment, **reading_page(found))
    return page, 200 if request.method == "GET" else 422


@blueprint.get("/assignments/<assignment>/compare")
@access.member
def compare(assignment: str) -> Any:
    """One's own levels, other students', the checker's and the lecturer's, criterion by criterion."""
    of, run = _round(assignment, to_read=True)
    if run is None:
        raise NotFound()
    found = beside(reading(), of, run, person=viewer().id, now=now())
    strips = {line.criterion.id: level_strip(line.own, line.peers, line.checker, line.lecturer) for line in found.lines}
    return render_template("peers/compare.html", of=of, assignment=of.assignment, run=run, beside=found, strips=strips)


def _round(assignment: str, *, to_read: bool = False) -> tuple[PeerRound, Run | None]:
    of = queries.round_for_student(reading(), assignment, person=viewer().id, to_read=to_read)
    g.timezone = of.assignment.course.timezone
    return of, queries.own_run(reading(), of.assignment_id, person=viewer().id)


def _may_review(of: PeerRound, run: Run | None) -> bool:
    """Who has handed in, or can no longer: nobody reads other plans before writing their own."""
    if run is not None and queries.newest_submission(reading(), run.id) is not None:
        return True
    extension = queries.extension_for(reading(), of.assignment_id, person=viewer().id)
    return due_for(of.assignment, extension) is not None and is_closed(of.assignment, extension, now())


def _waits(of: PeerRound, run: Run | None, others: Sequence[PeerReview]) -> bool:
    """Whether there is a plan for this student to review now: one asked for, or one more that has too few reviews."""
    if phase_of(of, now()) != Phase.OPEN or not _may_review(of, run):
        return False
    found = allocating.waiting_for(reading(), of.assignment, person=viewer().id, now=now())
    kept = sum(each.hidden_at is None for each in others)
    return found is not None and (kept < of.reviews or found.reviews < of.reviews)


def _received(review: str) -> tuple[PeerReview, PeerRound]:
    found = queries.review_received(reading(), review, person=viewer().id)
    of = queries.round_for_student(reading(), found.run.assignment.public_id, person=viewer().id, to_read=True)
    g.timezone = of.assignment.course.timezone
    marked = queries.released_marking(reading(), found.run_id) is not None
    if not shows(of, now(), marked=marked):
        raise NotFound()
    return found, of


def _save_typed(review: str) -> list[Trouble]:
    """Keep what the form changed; a troubled field stops none of the others, and a closed review keeps nothing."""
    try:
        with writing(review) as db:
            found, rubric, newest = saving.opened(db, review)
            return save_form(db, found, service.document_of(found, newest), rubric, request.form, now=now())
    except Invalid as error:
        troubles = nothing_kept(request.form, error)
        if not troubles:
            raise
        return troubles


def _page(found: PeerReview, troubles: Sequence[Trouble] = ()) -> Any:
    assignment = found.run.assignment
    of = queries.round_for_student(reading(), assignment.public_id, person=viewer().id)
    g.timezone = assignment.course.timezone
    newest = saving.newest_for(reading(), found)
    page = render_template(
        "peers/review.html",
        of=of, assignment=assignment, editable=may_write(of, found, now()),
        count=saving.given_words(found, rubric_of(found.run.rubric_version)),
        **review_page(reading(), found, newest, troubles),
    )  # fmt: skip
    return page, 422 if troubles else 200
