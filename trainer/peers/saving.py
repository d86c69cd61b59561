"""Save what a reviewer types while they type: one field at a time, answered only when it is on disk."""

from __future__ import annotations

from typing import Any

from flask import g, get_template_attribute, jsonify
from sqlalchemy.orm import Session

from trainer.checker.rubric import Rubric
from trainer.models import PeerReview, ReviewKind, Submission
from trainer.peers import queries, service
from trainer.peers.blueprint import blueprint
from trainer.web import access
from trainer.web.documents import rubric_of
from trainer.web.parts import now, writing
from trainer.web.typed_fields import conflict, level_in, place_in, sent_by
from trainer.web.versions import Changed, Seen
from trainer.web.viewer import viewer
from trainer.web.words import _, clock
from trainer.web.words import number as worded


@blueprint.put("/reviews/<review>/levels/<criterion>")
@access.member
def save_level(review: str, criterion: str) -> Any:
    """Keep the level and the words on one criterion."""
    sent, seen = sent_by()
    level = level_in(sent)
    try:
        with writing(review) as db:
            found, rubric, _newest = opened(db, review)
            kept = service.save_level(
                db, found, rubric, criterion, level=level, comment=sent.get("comment", ""), seen=seen, now=now()
            )
            answer = _kept(db, found, f"m:{criterion}", seen) | given_words(found, rubric)
    except Changed as changed:
        return conflict(changed)
    return jsonify(revision=kept.revision, level=kept.level, comment=kept.comment, **answer)


@blueprint.put("/reviews/<review>/comments/<key>")
@access.member
def save_comment(review: str, key: str) -> Any:
    """Keep the words on a row, or on the whole plan, under the key that the page made for them."""
    sent, seen = sent_by()
    at = place_in(sent)
    try:
        with writing(review) as db:
            found, _rubric, newest = opened(db, review)
            kept = service.save_comment(
                db, found, service.document_of(found, newest), key, at,
                text=sent.get("text", ""), seen=seen, now=now(),
            )  # fmt: skip
            answer = _kept(db, found, f"c:{key}", seen)
    except Changed as changed:
        return conflict(changed)
    if kept is None:
        return jsonify(revision=0, text="", cell=None, said_at="", **answer)
    return jsonify(revision=kept.revision, text=kept.text, cell=kept.cell, said_at=clock(kept.saved_at), **answer)


@blueprint.put("/reviews/<review>/overall")
@access.member
def save_overall(review: str) -> Any:
    """Keep the words on the whole plan."""
    sent, seen = sent_by()
    try:
        with writing(review) as db:
            found, _rubric, _newest = opened(db, review)
            service.save_overall(db, found, text=sent.get("text", ""), seen=seen, now=now())
            answer = _kept(db, found, "o:", seen)
    except Changed as changed:
        return conflict(changed)
    return jsonify(revision=found.revision, text=found.overall, **answer)


def opened(db: Session, review: str) -> tuple[PeerReview, Rubric, Submission | None]:
    """A review that its writer may change now, its rubric, and for their own plan the last one that was handed in."""
    found = queries.review_by(db, review, person=viewer().id)
    of = queries.round_for_student(db, found.run.assignment.public_id, person=viewer().id)
    g.timezone = of.assignment.course.timezone
    service.open_review(of, found, now=now())
    return found, rubric_of(found.run.rubric_version), newest_for(db, found)


def newest_for(db: Session, review: PeerReview) -> Submission | None:
    """For one's own review the last plan that was handed in; another's stays the one that was opened."""
    own = review.kind == ReviewKind.SELF and review.submission_id is None
    return queries.newest_submission(db, review.run_id) if own else None


def given_words(review: PeerReview, rubric: Rubric) -> dict[str, str]:
    """How many levels are given, as the bar at the lower edge words it."""
    criteria = len(rubric.criteria)
    given = sum(each.level is not None for each in review.levels)
    return {
        "sum": worded(given),
        "of": _("peers.of_levels", criteria=criteria),
        "marked": _("marking.marked_n", marked=given, criteria=criteria),
        "tab": _("marking.rubric_n", marked=given, criteria=criteria),
    }


def _kept(db: Session, review: PeerReview, field: str, seen: Seen) -> dict[str, Any]:
    """When it was saved and, after a choice between two versions, where the other one stays."""
    answer: dict[str, Any] = {"saved_at": clock(review.saved_at)}
    if seen.keep is not None:
        db.flush()
        draw = get_template_attribute("marking/_unit.html", "history")
        rows = queries.record_of(db, review.id, service.NOT_CHOSEN)
        answer["history"] = draw([row for row in rows if row.entry.values["field"] == field])
    return answer
