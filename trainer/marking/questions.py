"""Pages on the checker's questions in a class: which are not asked, and which students set aside most, with why."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import flash, g, redirect, render_template, request, url_for
from sqlalchemy import select

from trainer.checker.rubric import Rubric
from trainer.marking import asides, queries, service
from trainer.marking.asides import Standing
from trainer.marking.blueprint import blueprint
from trainer.marking.evidence import title_of
from trainer.marking.forms import RuleAsideForm
from trainer.marking.service import parts_by_id
from trainer.models import Assignment, RuleSetAside
from trainer.web import access, drawing
from trainer.web.documents import rubric_of
from trainer.web.drawing import Drawing
from trainer.web.parts import now, parts, reading, writing
from trainer.web.viewer import viewer
from trainer.web.words import _, language

# Of a whole course the page shows the newest reasons; all of them stand on the pages of its assignments.
REASONS = 10


class Shown(NamedTuple):
    """A rule that students set aside, with its title and the plans where it fired as one bar."""

    standing: Standing
    title: str
    bar: Drawing


@blueprint.route("/assignments/<assignment>/questions", methods=["GET", "POST"])
@access.member
def rules(assignment: str) -> Any:
    """Which rules an assignment does not ask, and what its students set aside; a lecturer of the course decides."""
    db = reading()
    found = queries.assignment_to_mark(db, assignment, by=viewer().id, leads=request.method == "POST")
    g.timezone = found.course.timezone
    aside = asides.set_aside_for_class(db, found.id)
    form = RuleAsideForm(data={"rule": request.args.get("rule", "")})
    form.offer(_offered(rubric_of(found.rubric_version), aside))
    if form.validate_on_submit():
        with writing() as session:
            led = queries.assignment_to_mark(session, assignment, by=viewer().id, leads=True)
            service.set_rule_aside(session, led, form.rule.data, reason=form.reason.data, by=viewer().id, now=now())
        flash(_("marking.rule_now_aside", title=title_of(form.rule.data)), "success")
        return redirect(url_for("marking.rules", assignment=assignment))
    page = render_template(
        "marking/rules.html",
        assignment=found, course=found.course, form=form, leads=queries.is_lecturer(db, found.course_id, viewer().id),
        aside=[(row, title_of(row.rule)) for row in aside],
        standings=_shown(asides.standings(db, [found.id], _kept())),
    )  # fmt: skip
    return page, 200 if request.method == "GET" else 422


@blueprint.post("/assignments/<assignment>/questions/<rule>/back")
@access.member
def ask_rule_again(assignment: str, rule: str) -> Any:
    """Ask a rule again that was set aside for the class."""
    with writing() as db:
        found = queries.assignment_to_mark(db, assignment, by=viewer().id, leads=True)
        service.ask_rule_again(db, found, rule)
    flash(_("marking.rule_asked_again", title=title_of(rule)), "success")
    return redirect(url_for("marking.rules", assignment=assignment))


@blueprint.get("/courses/<course>/questions")
@access.member
def course_rules(course: str) -> Any:
    """What the students of a course set aside, over all its assignments."""
    db = reading()
    found = queries.course_to_mark(db, course, by=viewer().id)
    given = list(db.scalars(select(Assignment.id).where(Assignment.course_id == found.id)))
    shown = _shown(asides.standings(db, given, _kept(), most=REASONS))
    return render_template("marking/course_rules.html", course=found, standings=shown)


def _kept() -> asides.Kept:
    kept: asides.Kept = parts().cache.setdefault("marking.asides", {})
    return kept


def _shown(found: list[Standing]) -> list[Shown]:
    shown = []
    for one in found:
        title = title_of(one.rule)
        bar = drawing.part_bar(one.aside, one.fired, _, title=title, name=f"aside-{one.rule}")
        shown.append(Shown(one, title, bar))
    return shown


def _offered(rubric: Rubric, aside: list[RuleSetAside]) -> dict[str, list[tuple[str, str]]]:
    """The rules of the rubric that are still asked, by criterion, with their titles."""
    taken = {row.rule for row in aside}
    groups = {
        part.name[language()]: [(rule, title_of(rule)) for rule in part.rules if rule not in taken]  # type: ignore[index]
        for part in parts_by_id(rubric).values()
    }
    return {name: pairs for name, pairs in groups.items() if pairs}
