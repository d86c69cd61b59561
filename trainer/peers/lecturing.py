"""Pages of reviews for those who teach: the rules of the round, every review with its quality, hiding one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from trainer.models import Assignment, PeerReview, PeerRound, ShowReviews, Submission
from trainer.peers import quality, queries, service
from trainer.peers.blueprint import blueprint
from trainer.peers.forms import HideForm, RoundForm, as_typed
from trainer.peers.pages import reading_page
from trainer.peers.saving import newest_for
from trainer.web import access
from trainer.web.forms import on_the_clock
from trainer.web.parts import now, reading, writing
from trainer.web.veil import cover, veil_of, veils_of
from trainer.web.viewer import viewer
from trainer.web.words import _

USUAL = {"reviews": "2", "self_review": True, "show": ShowReviews.AFTER_CLOSE}


@blueprint.get("/assignments/<assignment>/peers")
@access.member
def overview(assignment: str) -> Any:
    """Where the round stands, and its reviews."""
    db = reading()
    found = _taught(db, assignment)
    of = queries.round_of(db, found.id)
    counts = quality.counts_of(db, found.id)
    asked = request.args.get("state", "")
    state = asked if asked in counts else "handed_in" if counts["handed_in"] else "all"
    pages = max(1, -(-counts[state] // quality.PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    rows = quality.page_of(db, found.id, state=state, page=page)
    if found.hides_names:
        _without_thanks(db, [row.review for row in rows])
    return render_template(
        "peers/overview.html",
        assignment=found, of=of, counts=counts, state=state, page=page, pages=pages,
        states=[each for each in counts if counts[each] or each == state],
        rows=rows, names=quality.writers_of(db, found, [row.review for row in rows]),
        standing=quality.standing_of(db, of, found, now=now()) if of else None,
        leads=queries.is_lecturer(db, found, viewer().id),
    )  # fmt: skip


@blueprint.route("/assignments/<assignment>/peers/rules", methods=["GET", "POST"])
@access.member
def rules(assignment: str) -> Any:
    """How many plans each student reviews, from when until when, and when the authors see it."""
    found = _taught(reading(), assignment, leads=True)
    of, zone = queries.round_of(reading(), found.id), found.course.timezone
    form = RoundForm(data=_typed(of, zone) if of else USUAL).offer()
    if form.validate_on_submit() and form.fits(found.due_at, zone):
        with writing(assignment) as db:
            led = _taught(db, assignment, leads=True)
            kept = queries.round_of(db, led.id) or PeerRound(assignment_id=led.id)
            _write(kept, form, zone)
            db.add(kept)
        flash(_("peers.rules_saved"), "success")
        return redirect(url_for("peers.overview", assignment=assignment))
    page = render_template("peers/rules.html", assignment=found, of=of, form=form)
    return page, 200 if request.method == "GET" else 422


@blueprint.get("/assignments/<assignment>/peers/<review>")
@access.member
def one(assignment: str, review: str) -> Any:
    """One review with its quality; whose plan it is about and who wrote it are named to those who teach."""
    return _one(assignment, review, HideForm(), 200)


@blueprint.post("/assignments/<assignment>/peers/<review>/hide")
@access.member
def hide(assignment: str, review: str) -> Any:
    """Take a review away from its author, with the reason that its writer reads."""
    form = HideForm()
    if not form.validate_on_submit():
        return _one(assignment, review, form, 422)
    with writing(review) as db:
        found = queries.review_in(db, _taught(db, assignment, leads=True).id, review)
        service.hide(db, found, reason=form.reason.data, by=viewer().id, now=now())
    flash(_("peers.now_hidden"), "success")
    return redirect(url_for("peers.one", assignment=assignment, review=review))


@blueprint.post("/assignments/<assignment>/peers/<review>/show")
@access.member
def show(assignment: str, review: str) -> Any:
    """Give a hidden review back to its author."""
    with writing(review) as db:
        found = queries.review_in(db, _taught(db, assignment, leads=True).id, review)
        service.show(db, found, by=viewer().id, now=now())
    flash(_("peers.now_shown"), "success")
    return redirect(url_for("peers.one", assignment=assignment, review=review))


def _without_thanks(db: Session, reviews: Sequence[PeerReview]) -> None:
    """While names are hidden: what the authors answered to their reviews names nobody."""
    answered = [review for review in reviews if review.helped_why]
    veils = veils_of(db, {review.run_id for review in answered})
    for review in answered:
        cover(veils[review.run_id], review, "helped_why")


def _without_names(db: Session, review: PeerReview, newest: Submission | None) -> None:
    """While names are hidden: the plan, or the draft of one's own review, and all words of the review name nobody."""
    veil = veil_of(db, review.run, review.reviewer.name)
    cover(veil, review.submission or newest or review.run.draft, "document")
    cover(veil, review, "overall", "helped_why")
    for given in review.levels:
        cover(veil, given, "comment")
    for said in review.comments:
        cover(veil, said, "text")


def _one(assignment: str, review: str, form: HideForm, status: int) -> Any:
    db = reading()
    taught = _taught(db, assignment)
    found: PeerReview = queries.review_in(db, taught.id, review)
    newest = newest_for(db, found)
    _without_names(db, found, newest)
    page = render_template(
        "peers/one.html",
        assignment=taught, quality=quality.qualities(db, [found])[0], form=form,
        writer=quality.writers_of(db, taught, [found])[found.reviewer_id],
        leads=queries.is_lecturer(db, taught, viewer().id), **reading_page(found, newest),
    )  # fmt: skip
    return page, status


def _taught(db: Session, assignment: str, *, leads: bool = False) -> Assignment:
    found = queries.assignment_taught(db, assignment, by=viewer().id, leads=leads)
    g.timezone = found.course.timezone
    return found


def _typed(of: PeerRound, zone: str) -> dict[str, Any]:
    return as_typed(of) | {
        "opens_at": on_the_clock(of.opens_at, zone), "closes_at": on_the_clock(of.closes_at, zone),
    }  # fmt: skip


def _write(of: PeerRound, form: RoundForm, zone: str) -> None:
    of.reviews, of.self_review = int(form.reviews.data), form.self_review.data
    of.opens_at, of.closes_at = form.opens_at.aware(zone), form.closes_at.aware(zone)
    of.show = ShowReviews(form.show.data)
