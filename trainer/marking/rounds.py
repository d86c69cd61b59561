"""Pages of a round: begin it on one plan, mark that plan alone beside the rubric, and see the spread together."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import flash, g, jsonify, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from trainer.checker.plan import Plan
from trainer.checker.rubric import Gate, Rubric
from trainer.checker.values import Language
from trainer.errors import Invalid
from trainer.marking import calibration, queries
from trainer.marking.blueprint import blueprint
from trainer.marking.calibration import Spread
from trainer.marking.pages import Part
from trainer.marking.service import parts_by_id, words
from trainer.marking.typed import level_of
from trainer.marking.typed_on import revision_of
from trainer.models import Assignment, CalibrationMarking, CalibrationRound
from trainer.web import access, drawing
from trainer.web.documents import case_of, rubric_of
from trainer.web.drawing import Drawing
from trainer.web.parts import now, parts, reading, writing
from trainer.web.plan_view import plan_read
from trainer.web.typed_fields import conflict, level_in, sent_by
from trainer.web.versions import Changed, Version
from trainer.web.viewer import viewer
from trainer.web.words import _, clock, language, number


class Shown(NamedTuple):
    """The spread of one criterion with its picture."""

    spread: Spread
    strip: Drawing


@blueprint.get("/assignments/<assignment>/rounds")
@access.member
def rounds(assignment: str) -> Any:
    """The rounds of an assignment, and a new one for a lecturer of the course."""
    return _rounds_page(assignment)


@blueprint.post("/assignments/<assignment>/rounds")
@access.member
def begin_round(assignment: str) -> Any:
    """Begin a round on a worked plan of the case, or on one that was handed in, without its names."""
    rubric = rubric_of(queries.assignment_to_mark(reading(), assignment, by=viewer().id, leads=True).rubric_version)
    try:
        expected = _levels(rubric, "e:{}")
        with writing() as db:
            led = queries.assignment_to_mark(db, assignment, by=viewer().id, leads=True)
            plan, exemplar = _chosen_plan(db, led)
            begun = calibration.begin(
                db, led, plan, exemplar=exemplar, rubric=rubric, case=case_of(led.case_version),
                checker=parts().checker, expected=expected, by=viewer().id, now=now(),
            )  # fmt: skip
            db.flush()  # its address is the answer
            where = begun.public_id
    except Invalid as error:
        return _rounds_page(assignment, error=_(error.key)), 422
    flash(_("second.round_begun"), "success")
    return redirect(url_for("marking.round_page", round=where))


@blueprint.get("/rounds/<round>")
@access.member
def round_page(round: str) -> Any:
    """The plan beside the rubric, until the reader has finished or the round is closed: then the spread."""
    db = reading()
    found = calibration.round_to_mark(db, round, by=viewer().id)
    g.timezone = found.assignment.course.timezone
    own = calibration.own_marking(db, found.id, viewer().id)
    if found.closed_at is not None or (own is not None and own.finished_at is not None):
        return _spread_page(db, found)
    return _marking_page(db, found, own)


@blueprint.post("/rounds/<round>")
@access.member
def save_round(round: str) -> Any:
    """Keep what was given; `finish` also shows the spread, and nothing can be changed any more."""
    with writing(round) as db:
        found = calibration.round_to_mark(db, round, by=viewer().id)
        rubric = rubric_of(found.rubric_version)
        levels = _levels(rubric, "m:{}:level")
        said = {id: request.form.get(f"m:{id}:words", "") for id in parts_by_id(rubric)}
        left = calibration.lacking(rubric, levels) if "finish" in request.values else []
        finished = "finish" in request.values and not left
        calibration.save(db, found, levels, said, finished=finished, by=viewer().id, now=now())
    if left:
        flash(_("second.levels_left", count=len(left)), "should")
    else:
        flash(_("second.round_finished") if finished else _("second.round_saved"), "success")
    return redirect(url_for("marking.round_page", round=round))


@blueprint.put("/rounds/<round>/marks/<criterion>")
@access.member
def save_round_level(round: str, criterion: str) -> Any:
    """Keep the level and the words on one criterion while they are typed."""
    sent, seen = sent_by()
    version: Version = {"level": level_in(sent), "comment": words(sent.get("comment", ""))}
    try:
        with writing(round) as db:
            found = calibration.round_to_mark(db, round, by=viewer().id)
            g.timezone = found.assignment.course.timezone
            rubric = rubric_of(found.rubric_version)
            if criterion not in parts_by_id(rubric):
                raise Invalid("marking.no_such_criterion")
            own, kept = calibration.save_one(db, found, criterion, version, seen, by=viewer().id, now=now())
    except Changed as changed:
        return conflict(changed)
    answer = _count(rubric, own) | {"saved_at": clock(own.saved_at), "history": ""}
    return jsonify(revision=revision_of(kept), **kept, **answer)


def _count(rubric: Rubric, own: CalibrationMarking | None) -> dict[str, Any]:
    """How many levels are given, as the bar at the lower edge words it."""
    given, criteria = len(own.levels) if own else 0, len(parts_by_id(rubric))
    return {
        "sum": number(given),
        "of": _("desk.of_levels", criteria=number(criteria)),
        "marked": _("marking.marked_n", marked=given, criteria=criteria),
        "tab": _("marking.rubric_n", marked=given, criteria=criteria),
    }


@blueprint.post("/rounds/<round>/close")
@access.member
def close_round(round: str) -> Any:
    """End a round, so that everybody who marks sees the spread; a lecturer of the course does."""
    with writing(round) as db:
        found = calibration.round_to_mark(db, round, by=viewer().id)
        queries.assignment_to_mark(db, found.assignment.public_id, by=viewer().id, leads=True)
        calibration.close(found, now=now())
    return redirect(url_for("marking.round_page", round=round))


def _rounds_page(assignment: str, *, error: str = "") -> str:
    db = reading()
    found = queries.assignment_to_mark(db, assignment, by=viewer().id)
    g.timezone = found.course.timezone
    leads = queries.is_lecturer(db, found.course_id, viewer().id)
    exemplars = {each.id: each for each in calibration.exemplars_of(found)}
    return render_template(
        "marking/rounds.html",
        assignment=found, leads=leads, error=error, exemplars=exemplars,
        parts=parts_by_id(rubric_of(found.rubric_version)),
        rounds=calibration.rounds_of(db, found.id, reader=viewer().id), form=request.form,
        markers=calibration.how_many_mark(db, found.course_id),
        handed_in=calibration.handed_in_lately(db, found.id) if leads else [],
    )  # fmt: skip


def _chosen_plan(db: Session, led: Assignment) -> tuple[Plan, str]:
    """The plan that the form names, and the exemplar's id where it is one."""
    kind, _colon, id = request.form.get("plan", "").partition(":")
    if kind == "exemplar":
        return calibration.exemplar_plan(led, id, Language(language())), id
    if kind == "handed-in":
        return calibration.nameless_plan(db, led, id, case_of(led.case_version)), ""
    raise Invalid("second.no_such_plan")


def _levels(rubric: Rubric, field: str) -> dict[str, int]:
    """The levels of a form by criterion; those left open are not among them."""
    given = {id: level_of(request.form.get(field.format(id), "")) for id in parts_by_id(rubric)}
    return {id: level for id, level in given.items() if level is not None}


def _marking_page(db: Session, found: CalibrationRound, own: CalibrationMarking | None) -> str:
    rubric, case = rubric_of(found.rubric_version), case_of(found.assignment.case_version)
    levels, said = (own.levels, own.words) if own else ({}, {})
    shown = [
        Part(id=id, rubric=one, is_gate=isinstance(one, Gate), level=levels.get(id), words=said.get(id, ""),
             base=revision_of({"level": levels.get(id), "comment": said.get(id, "")}), was="", suggestion=None)
        for id, one in parts_by_id(rubric).items()
    ]  # fmt: skip
    return render_template(
        "marking/round.html",
        round=found, assignment=found.assignment, rubric=rubric, case=case, parts=shown, own=own,
        plan=plan_read(Plan.model_validate(found.document), case),
        count=_count(rubric, own),
        first_open=next((part.id for part in shown if part.level is None), ""),
        leads=queries.is_lecturer(db, found.assignment.course_id, viewer().id),
    )


def _spread_page(db: Session, found: CalibrationRound) -> str:
    rubric, case = rubric_of(found.rubric_version), case_of(found.assignment.case_version)
    done, spread = calibration.spread_of(db, found, rubric, reader=viewer().id)
    exemplars = {each.id: each for each in calibration.exemplars_of(found.assignment)}
    return render_template(
        "marking/spread.html",
        round=found, assignment=found.assignment, case=case, done=done, shown=[_shown(one) for one in spread],
        plan=plan_read(Plan.model_validate(found.document), case), exemplar=exemplars.get(found.exemplar),
        widest=[one for one in sorted(spread, key=lambda one: -one.apart) if one.apart > 1],
        markers=calibration.how_many_mark(db, found.assignment.course_id),
        leads=queries.is_lecturer(db, found.assignment.course_id, viewer().id),
    )  # fmt: skip


def _shown(one: Spread) -> Shown:
    title = one.part.name[language()]  # type: ignore[index]
    strip = drawing.spread_strip(
        one.counts, _, title=title, name=f"spread-{one.part.id}", own=one.own, expected=one.expected
    )
    return Shown(one, strip)
