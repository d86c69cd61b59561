"""Save what a marker types while they type: one field at a time, answered only when it is on disk."""

from __future__ import annotations

from typing import Any

from flask import g, get_template_attribute, jsonify, request
from sqlalchemy.orm import Session

from trainer.checker.plan import Plan
from trainer.checker.report import Report
from trainer.checker.rubric import Rubric
from trainer.errors import Invalid
from trainer.marking import queries, service
from trainer.marking.blueprint import blueprint
from trainer.marking.pages import Suggestion, evidence_for, total
from trainer.marking.typed import number
from trainer.models import Mark, Marking, Submission
from trainer.web import access
from trainer.web.documents import rubric_of
from trainer.web.parts import now, writing
from trainer.web.plan_view import numbered, places_of
from trainer.web.viewer import viewer
from trainer.web.words import _, clock, language
from trainer.web.words import number as worded


@blueprint.put("/marking/<submission>/marks/<criterion>")
@access.member
def save_level(submission: str, criterion: str) -> Any:
    """Keep the level and the words on one criterion; the first level brings the suggestion along."""
    sent = _sent()
    level = sent.get("level")
    if level is not None and (isinstance(level, bool) or not isinstance(level, int)):
        raise Invalid("marking.no_such_level")
    try:
        with writing() as db:
            found, marking, rubric = _open(db, submission)
            mark = service.save_mark(
                db, marking, found, rubric, criterion, level=level, comment=sent.get("comment", ""),
                base=number(sent.get("base")), by=viewer().id, now=now(),
            )
            db.flush()
            fresh = queries.marking_of(db, found.id)
            answer = _sum(rubric, found, fresh)
            if service.shows_suggestion(found.run.assignment, mark):
                answer |= _suggestion(found, mark)
    except service.Changed as changed:
        return _conflict(changed)
    return jsonify(revision=mark.revision, saved_at=clock(marking.saved_at), **answer)


@blueprint.put("/marking/<submission>/comments/<key>")
@access.member
def save_comment(submission: str, key: str) -> Any:
    """Keep the words on a row under the key that the page made for them."""
    sent = _sent()
    goal, step, cell = (sent.get(name) or None for name in ("goal", "step", "cell"))
    if not all(part is None or isinstance(part, str) for part in (goal, step, cell)):
        raise Invalid("marking.no_such_row")
    try:
        with writing() as db:
            found, marking, _rubric = _open(db, submission)
            kept = service.save_comment(
                db, marking, found, key, service.At(str(goal or ""), step, cell),
                text=sent.get("text", ""), base=number(sent.get("base")), now=now(),
            )
    except service.Changed as changed:
        return _conflict(changed)
    return jsonify(revision=kept.revision if kept else 0, saved_at=clock(marking.saved_at))


@blueprint.put("/marking/<submission>/overall")
@access.member
def save_overall(submission: str) -> Any:
    """Keep the words on the whole plan."""
    sent = _sent()
    try:
        with writing() as db:
            _found, marking, _rubric = _open(db, submission)
            service.save_overall(marking, text=sent.get("text", ""), base=number(sent.get("base")), now=now())
    except service.Changed as changed:
        return _conflict(changed)
    return jsonify(revision=marking.revision, saved_at=clock(marking.saved_at))


def _sent() -> dict[str, Any]:
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise Invalid()
    return sent


def _open(db: Session, submission: str) -> tuple[Submission, Marking, Rubric]:
    found = queries.submission_to_mark(db, submission, by=viewer().id, whole=False)
    if found.run.assignment:
        g.timezone = found.run.assignment.course.timezone
    marking = service.open_marking(db, found, by=viewer().id, now=now())
    return found, marking, rubric_of(found.run.rubric_version)


def _conflict(changed: service.Changed) -> Any:
    return jsonify(
        error=_(changed.key), mine=changed.mine, theirs=changed.theirs, revision=changed.revision
    ), changed.status


def _sum(rubric: Rubric, found: Submission, marking: Marking | None) -> dict[str, Any]:
    """The sum as the page words it."""
    counted = total(rubric, found.run.assignment, marking.marks if marking else ())
    whole = counted.complete or not counted.marked
    top, so_far = worded(float(counted.top)), worded(float(counted.of))
    of = _("marking.of_all", top=top) if whole else _("marking.of_so_far", of=so_far)
    return {
        "sum": worded(float(counted.value if counted.value is not None else counted.so_far)),
        "of": of,
        "marked": _("marking.marked_n", marked=counted.marked, criteria=counted.criteria),
        "tab": _("marking.rubric_n", marked=counted.marked, criteria=counted.criteria),
    }


def _suggestion(found: Submission, mark: Mark) -> dict[str, Any]:
    report = Report.model_validate(found.report)
    places = places_of(Plan.model_validate(found.document))
    level = service.suggested_level(found, mark.criterion)
    evidence = evidence_for(mark.criterion, numbered(report.findings, language()), places)
    draw = get_template_attribute("marking/_suggestion.html", "suggested")
    return {
        "suggested": level,
        "suggested_words": _("marking.suggested", level=level) if level is not None else "",
        "suggestion": draw(Suggestion(level, evidence)),
    }
