"""Save what a marker types while they type: one field at a time, answered only when it is on disk."""

from __future__ import annotations

from typing import Any

from flask import g, get_template_attribute, jsonify
from sqlalchemy.orm import Session

from trainer.checker.rubric import Rubric
from trainer.marking import queries, service
from trainer.marking.blueprint import blueprint
from trainer.marking.pages import evidence_of, of_words, total
from trainer.marking.rows import said_at
from trainer.marking.versions import Changed, Seen
from trainer.models import Mark, Marking, Submission
from trainer.web import access
from trainer.web.documents import rubric_of
from trainer.web.lateness import days_late
from trainer.web.parts import now, writing
from trainer.web.typed_fields import conflict, level_in, place_in, sent_by
from trainer.web.viewer import viewer
from trainer.web.words import _, clock, language
from trainer.web.words import number as worded


@blueprint.put("/marking/<submission>/marks/<criterion>")
@access.member
def save_level(submission: str, criterion: str) -> Any:
    """Keep the level and the words on one criterion; the first level brings the suggestion along."""
    sent, seen = sent_by()
    level = level_in(sent)
    try:
        with writing(submission) as db:
            found, marking, rubric = _open(db, submission)
            assignment = found.run.assignment
            known = service.shows_suggestion(assignment, service.mark_in(marking, criterion))
            mark = service.save_mark(
                db, marking, found, rubric, criterion, level=level, comment=sent.get("comment", ""), seen=seen,
                by=viewer().id, now=now(),
            )
            answer = _kept(db, found, marking, f"m:{criterion}", seen) | _sum(db, rubric, found, marking)
            if not known and service.shows_suggestion(assignment, mark):
                answer |= _suggestion(found, mark)
    except Changed as changed:
        return conflict(changed)
    return jsonify(revision=mark.revision, level=mark.level, comment=mark.comment, **answer)


@blueprint.put("/marking/<submission>/comments/<key>")
@access.member
def save_comment(submission: str, key: str) -> Any:
    """Keep the words on a row, or on the whole plan, under the key that the page made for them."""
    sent, seen = sent_by()
    at = place_in(sent)
    try:
        with writing(submission) as db:
            found, marking, _rubric = _open(db, submission)
            kept = service.save_comment(
                db, marking, found, key, at,
                text=sent.get("text", ""), seen=seen, by=viewer().id, now=now(),
            )
            answer = _kept(db, found, marking, f"c:{key}", seen)
    except Changed as changed:
        return conflict(changed)
    if kept is None:
        return jsonify(revision=0, text="", cell=None, said_at="", **answer)
    return jsonify(revision=kept.revision, text=kept.text, cell=kept.cell, said_at=said_at(kept.saved_at), **answer)


@blueprint.put("/marking/<submission>/overall")
@access.member
def save_overall(submission: str) -> Any:
    """Keep the words on the whole plan."""
    sent, seen = sent_by()
    try:
        with writing(submission) as db:
            found, marking, _rubric = _open(db, submission)
            service.save_overall(db, marking, text=sent.get("text", ""), seen=seen, by=viewer().id, now=now())
            answer = _kept(db, found, marking, "o:", seen)
    except Changed as changed:
        return conflict(changed)
    return jsonify(revision=marking.revision, text=marking.overall, **answer)


def _open(db: Session, submission: str) -> tuple[Submission, Marking, Rubric]:
    found = queries.submission_to_mark(db, submission, by=viewer().id, whole=False)
    if found.run.assignment:
        g.timezone = found.run.assignment.course.timezone
    marking = service.open_marking(db, found, by=viewer().id, now=now())
    return found, marking, rubric_of(found.run.rubric_version)


def _kept(db: Session, found: Submission, marking: Marking, field: str, seen: Seen) -> dict[str, Any]:
    """When it was saved, by which rubric and, after a choice between two versions, where the other one stays."""
    answer: dict[str, Any] = {"saved_at": clock(marking.saved_at), "rubric": found.run.rubric_version.public_id}
    if seen.keep is not None:
        db.flush()
        draw = get_template_attribute("marking/_unit.html", "history")
        answer["history"] = draw(queries.record_of(db, marking.id, field=field))
    return answer


def _sum(db: Session, rubric: Rubric, found: Submission, marking: Marking) -> dict[str, Any]:
    """The sum as the page words it."""
    late = days_late(db, found.run.assignment, only=found.public_id)
    counted = total(rubric, found.run.assignment, marking.marks, late.get(found.public_id, 0))
    return {
        "sum": worded(float(counted.value if counted.value is not None else counted.so_far)),
        "of": of_words(counted),
        "marked": _("marking.marked_n", marked=counted.marked, criteria=counted.criteria),
        "tab": _("marking.rubric_n", marked=counted.marked, criteria=counted.criteria),
    }


def _suggestion(found: Submission, mark: Mark) -> dict[str, Any]:
    suggestion = evidence_of(found, into=language()).suggestion(mark.criterion)
    draw = get_template_attribute("marking/_suggestion.html", "suggested")
    return {
        "suggested": suggestion.level,
        "suggested_words": _("marking.suggested", level=suggestion.level) if suggestion.level is not None else "",
        "suggestion": draw(suggestion),
    }
