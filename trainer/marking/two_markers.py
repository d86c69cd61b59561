"""Pages of marking by two: how an assignment is marked, settling one plan, and how far its two markers agree."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import flash, g, jsonify, redirect, render_template, request, url_for

from trainer.checker.agreement import ENOUGH, Agreement, agreement
from trainer.checker.rubric import Criterion, Gate
from trainer.errors import Conflict, Invalid, NotAllowed, NotFound
from trainer.marking import differences, queries, revealing, settling
from trainer.marking.blueprint import blueprint
from trainer.marking.desk import SAMPLE, TWO, desk_of
from trainer.marking.forms import TermsForm
from trainer.marking.service import parts_by_id, words
from trainer.marking.typed_on import revision_of
from trainer.models import SecondMarking, SettledBy, Submission
from trainer.web import access, drawing
from trainer.web.documents import rubric_of
from trainer.web.drawing import Drawing
from trainer.web.parts import now, reading, writing
from trainer.web.typed_fields import conflict, level_in, sent_by
from trainer.web.versions import Changed, Version
from trainer.web.viewer import viewer
from trainer.web.words import _, clock, language


class Shown(NamedTuple):
    """One criterion or gate: how far both markers agree on it, or neither figures nor picture while pairs are few."""

    part: Criterion | Gate
    n: int
    figures: Agreement | None
    grid: Drawing | None


@blueprint.route("/assignments/<assignment>/terms", methods=["GET", "POST"])
@access.member
def terms(assignment: str) -> Any:
    """Whether two people mark, and how long students may ask again; a lecturer decides. What was begun stays."""
    found = queries.assignment_to_mark(reading(), assignment, by=viewer().id, leads=True)
    form = TermsForm(
        data={
            "blind": found.blind, "second_marking": found.second_marking, "settled_by": found.settled_by,
            "appeal_days": str(found.appeal_days),
        }
    ).offer()  # fmt: skip
    if form.validate_on_submit():
        with writing() as db:
            led = queries.assignment_to_mark(db, assignment, by=viewer().id, leads=True)
            revealing.hide(db, led, form.blind.data)
            led.second_marking = SecondMarking(form.second_marking.data)
            led.settled_by = SettledBy(form.settled_by.data)
            led.appeal_days = int(form.appeal_days.data)
        flash(_("second.terms_saved"), "success")
        return redirect(url_for("marking.queue", assignment=assignment))
    page = render_template("marking/terms.html", assignment=found, form=form, sample=SAMPLE)
    return page, 200 if request.method == "GET" else 422


@blueprint.get("/assignments/<assignment>/two-markers")
@access.member
def two_markers(assignment: str) -> Any:
    """How far two markers agree, criterion by criterion, and the plans on which they differ."""
    db = reading()
    found = queries.assignment_to_mark(db, assignment, by=viewer().id)
    pairs = differences.pairs_in(db, found.id)
    pages = max(1, -(-pairs.differ // differences.PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    parts, counts = parts_by_id(rubric_of(found.rubric_version)), differences.counts_between(db, found.id)
    return render_template(
        "marking/two_markers.html",
        assignment=found, pairs=pairs, page=page, pages=pages, enough=ENOUGH, parts=parts,
        shown=[_shown(part, counts.get(id, {})) for id, part in parts.items()],
        differing=differences.differing_in(db, found.id, page),
    )  # fmt: skip


@blueprint.get("/marking/<submission>/settle")
@access.member
def settle(submission: str) -> Any:
    """Both markings of a plan side by side once both are ready; until then only how far they have come."""
    return _page(queries.submission_to_mark(reading(), submission, by=viewer().id, whole=False), {})


@blueprint.post("/marking/<submission>/settle")
@access.member
def settle_now(submission: str) -> Any:
    """Make the one marking that counts of both."""
    typed = {
        part: (request.form.get(f"m:{part}:level", ""), request.form.get(f"m:{part}:words", ""))
        for part in (name.split(":")[1] for name in request.form if name.startswith("m:"))
    }  # fmt: skip
    try:
        with writing(submission) as db:
            found = queries.submission_to_mark(db, submission, by=viewer().id, whole=False)
            pair = settling.pair_of(db, found.id)
            if not pair:
                raise NotFound()
            if not _may_settle(found, pair, db):
                raise NotAllowed("second.not_yours")
            rows = settling.compared(rubric_of(found.run.rubric_version), pair, typed, sent=True)
            settling.settle(db, found, pair, rows, by=viewer().id, now=now())
    except Invalid:
        return _page(queries.submission_to_mark(reading(), submission, by=viewer().id, whole=False), typed, sent=True)
    flash(_("second.now_settled"), "success")
    return redirect(url_for("marking.mark", submission=submission))


@blueprint.put("/marking/<submission>/settle/marks/<criterion>")
@access.member
def save_settling(submission: str, criterion: str) -> Any:
    """Keep the level and the reason on one criterion while they are typed; nothing is settled yet."""
    sent, seen = sent_by()
    version: Version = {"level": level_in(sent), "comment": words(sent.get("comment", ""))[: settling.MOST_REASON]}
    try:
        with writing(submission) as db:
            found = queries.submission_to_mark(db, submission, by=viewer().id, whole=False)
            if found.run.assignment:
                g.timezone = found.run.assignment.course.timezone
            if queries.counted_marking(db, found.id) is not None:
                raise Conflict("second.settled_already")
            pair = settling.pair_of(db, found.id)
            if not pair:
                raise NotFound()
            if not _may_settle(found, pair, db):
                raise Invalid("second.not_yours")
            if criterion not in parts_by_id(rubric_of(found.run.rubric_version)):
                raise Invalid("marking.no_such_criterion")
            kept = settling.save_one(db, pair, criterion, version, seen, by=viewer().id, now=now())
    except Changed as changed:
        return conflict(changed)
    return jsonify(revision=revision_of(kept), saved_at=clock(now()), history="", **kept)


def _page(found: Submission, typed: dict[str, tuple[str, str]], *, sent: bool = False) -> Any:
    db = reading()
    assignment = found.run.assignment
    if assignment is None:
        raise NotFound()
    g.timezone = assignment.course.timezone
    desk = desk_of(db, found, by=viewer().id, comments=False)
    if not (desk.apart or desk.twice):
        raise NotFound("second.one_marker")
    pair = settling.pair_of(db, found.id)
    rows = settling.compared(rubric_of(found.run.rubric_version), pair, typed, sent=sent) if pair else []
    record = () if desk.twice else settling.record_of(db, found.id)
    page = render_template(
        "marking/settle.html",
        submission=found, assignment=assignment, desk=desk, pair=pair, rows=rows, two=len(TWO), language=language(),
        settled=None if desk.twice else {row.entry.values["criterion"]: row for row in record},
        may_settle=bool(pair) and desk.twice and _may_settle(found, pair, db), sent=sent,
    )  # fmt: skip
    return page, 422 if sent else 200


def _may_settle(found: Submission, pair: list[Any], db: Any) -> bool:
    assignment = found.run.assignment
    if assignment is None:
        return False
    leads = queries.is_lecturer(db, assignment.course_id, viewer().id)
    return settling.may_settle(assignment, pair, by=viewer().id, leads=leads)


def _shown(part: Criterion | Gate, counts: dict[tuple[int, int], int]) -> Shown:
    figures, n = agreement(counts), sum(counts.values())
    if figures is None:
        return Shown(part, n, None, None)
    title = part.name[language()]  # type: ignore[index]
    grid = drawing.agreement_grid(counts, _, title=title, name=f"two-{part.id}", sides=drawing.TWO_MARKERS)
    return Shown(part, n, figures, grid)
