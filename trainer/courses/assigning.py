"""Pages on which a lecturer gives a case to a course, changes it, and gives a student or group a later day."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from trainer.courses import assignments, queries
from trainer.courses.assignments import Terms
from trainer.courses.blueprint import blueprint
from trainer.courses.forms import AssignmentForm, ExtensionForm
from trainer.courses.groups import groups_of_course, sets_of
from trainer.errors import Invalid
from trainer.models import (
    AfterDue,
    Assignment,
    CaseVersion,
    Course,
    CourseGroup,
    GroupSet,
    Person,
    RubricVersion,
    ShowFindings,
    ShowSuggestion,
)
from trainer.web import access
from trainer.web.case_page import taxon
from trainer.web.forms import on_the_clock
from trainer.web.other_cases import alike_cases, chosen_cases
from trainer.web.parts import now, reading, writing
from trainer.web.rubric_titles import rubric_titled
from trainer.web.viewer import viewer
from trainer.web.words import _, language
from trainer.web.zones import zone_words

USUAL = {"attempts": "2", "after_due": AfterDue.ACCEPT_LATE, "show_findings": ShowFindings.ALWAYS,
         "show_suggestion": ShowSuggestion.AFTER_LEVEL}  # fmt: skip


@blueprint.route("/courses/<course>/assignments/new", methods=["GET", "POST"])
@access.member
def new_assignment(course: str) -> Any:
    """Assign a case to a course."""
    found = queries.led_course(reading(), course, by=viewer().id)
    cases = queries.cases_to_assign(reading(), found.institution_id)
    rubrics = queries.rubrics_to_assign(reading(), found.institution_id, by=viewer().id)
    teams = [line.of_set for line in sets_of(reading(), found.id)]
    # A case that was found by words and kinds comes by its name.
    wanted = next((case.public_id for case in cases if case.slug == request.args.get("case")), None)
    form = AssignmentForm(data={**USUAL, "case": wanted})
    _offer(form, cases, rubrics, teams)
    if not form.validate_on_submit():
        return _form_page("courses/new_assignment.html", form, found)
    with writing() as db:
        led = queries.led_course(db, course, by=viewer().id)
        made = assignments.assign(db, led, _terms(form, led.timezone, cases, rubrics, teams), now=now())
    flash(_("courses.assigned", title=made.title), "success")
    return redirect(url_for("courses.course", course=found.public_id))


@blueprint.route("/assignments/<assignment>/edit", methods=["GET", "POST"])
@access.member
def edit_assignment(assignment: str) -> Any:
    """Change an assignment; its case and rubric only while nobody has begun."""
    db = reading()
    found = queries.led_assignment(db, assignment, by=viewer().id)
    course, begun = found.course, queries.is_begun(db, found.id)
    # Once somebody has begun, the only case and rubric on offer are the present ones.
    present, usable = found.case_version, _cases(db, found)
    cases = [present] if begun else usable
    newer = next((case for case in usable if case.slug == present.slug and case.id > present.id), None)
    rubrics = [found.rubric_version] if begun else _rubrics(db, found)
    teams = [line.of_set for line in sets_of(db, course.id) if not begun or line.of_set.id == found.team_set_id]
    form = AssignmentForm(data=_as_typed(found, course.timezone))
    _offer(form, cases, rubrics, teams, alone=not (begun and found.team_set_id))
    if not form.validate_on_submit():
        values = {"assignment": found, "begun": begun, "newer": newer}
        return _form_page("courses/edit_assignment.html", form, course, **values)
    with writing() as db:
        led = queries.led_assignment(db, assignment, by=viewer().id)
        assignments.change_assignment(db, led, _terms(form, course.timezone, cases, rubrics, teams))
    flash(_("courses.assignment_changed"), "success")
    return redirect(url_for("courses.course", course=course.public_id))


@blueprint.route("/assignments/<assignment>/instead", methods=["GET", "POST"])
@access.member
def cases_instead(assignment: str) -> Any:
    """Which cases a student may take instead of the assigned one."""
    db = reading()
    found = queries.led_assignment(db, assignment, by=viewer().id)
    assigned = found.case_version
    usable = [case for case in _cases(db, found) if case.slug != assigned.slug]
    if request.method == "POST":
        wanted = set(request.form.getlist("case"))
        with writing() as db:
            led = queries.led_assignment(db, assignment, by=viewer().id)
            assignments.offer_instead(db, led, [case for case in usable if case.public_id in wanted])
        flash(_("swap.instead_kept"), "success")
        return redirect(url_for("courses.edit_assignment", assignment=assignment))
    alike = {case.id: case for case in alike_cases(db, assigned, found.course.institution_id)}
    return render_template(
        "courses/other_cases.html", assignment=found, course=found.course, alike=list(alike.values()), taxon=taxon,
        others=[case for case in usable if case.id not in alike],
        chosen={case.id for case in chosen_cases(db, found.id)},
    )  # fmt: skip


@blueprint.post("/assignments/<assignment>/withdraw")
@access.member
def withdraw_assignment(assignment: str) -> Any:
    """Take an assignment back that nobody has begun."""
    with writing() as db:
        found = queries.led_assignment(db, assignment, by=viewer().id)
        title, course = found.title, found.course.public_id
        assignments.withdraw_assignment(db, found)
    flash(_("courses.assignment_withdrawn", title=title), "success")
    return redirect(url_for("courses.course", course=course))


@blueprint.route("/assignments/<assignment>/extend", methods=["GET", "POST"])
@access.member
def extend(assignment: str) -> Any:
    """A later due date for one student or group, and those that were given."""
    db = reading()
    found = queries.led_assignment(db, assignment, by=viewer().id)
    known: dict[str, Person | CourseGroup] = {each.public_id: each for each in groups_of_course(db, found.course_id)}
    known |= {person.public_id: person for person in queries.students_of(db, found.course_id)}
    form = ExtensionForm(data={"person": request.args.get("person", "")})
    form.person.choices = [(public_id, _called(whom)) for public_id, whom in known.items()]
    if not form.validate_on_submit():
        return _extend_page(form, found)
    due_at = form.due_at.aware(found.course.timezone)
    whom = known[form.person.data]
    try:
        with writing() as db:
            led = queries.led_assignment(db, assignment, by=viewer().id)
            assignments.extend(
                db, led, whom, due_at=due_at or now(), reason=form.reason.data or "", by=viewer().id, now=now()
            )
    except Invalid as error:
        form.due_at.errors = [_(error.key)]
        return _extend_page(form, queries.led_assignment(reading(), assignment, by=viewer().id))
    flash(_("courses.extended", name=_called(whom)), "success")
    return redirect(url_for("courses.extend", assignment=assignment))


@blueprint.post("/assignments/<assignment>/extend/<person>/back")
@access.member
def take_extension_back(assignment: str, person: str) -> Any:
    """The common due date holds for this student or group again."""
    with writing() as db:
        found = queries.led_assignment(db, assignment, by=viewer().id)
        assignments.take_extension_back(db, queries.extension_by(db, found.id, person))
    flash(_("courses.extension_back"), "success")
    return redirect(url_for("courses.extend", assignment=assignment))


def _called(whom: Person | CourseGroup) -> str:
    """How the page calls somebody, or a group with its set: groups of two sets may have one name."""
    return whom.name if isinstance(whom, Person) else f"{whom.of_set.title}: {whom.title}"


def _extend_page(form: ExtensionForm, found: Assignment) -> Any:
    given = queries.extensions_of(reading(), found.id)
    return _form_page("courses/extend.html", form, found.course, assignment=found, extensions=given, called=_called)


def _form_page(template: str, form: Any, course: Course, **values: Any) -> Any:
    g.timezone = course.timezone
    page = render_template(template, form=form, course=course, zone=zone_words(course.timezone, now=now()), **values)
    return page, 200 if request.method == "GET" else 422


def _cases(db: Session, found: Assignment) -> list[CaseVersion]:
    return queries.cases_to_assign(db, found.course.institution_id, present=found.case_version)


def _rubrics(db: Session, found: Assignment) -> list[RubricVersion]:
    return queries.rubrics_to_assign(db, found.course.institution_id, by=viewer().id, present=found.rubric_version)


def _titled(version: CaseVersion | RubricVersion) -> str:
    titles = version.summary.get("title", {})
    return titles.get(language()) or titles.get("en") or next(iter(titles.values()), version.slug)


def _offer(
    form: AssignmentForm, cases: list[CaseVersion], rubrics: list[RubricVersion], teams: list[GroupSet], *,
    alone: bool = True,
) -> None:  # fmt: skip
    form.offer(
        [(case.public_id, f"{_titled(case)} · {case.version}") for case in cases],
        [(rubric.public_id, rubric_titled(rubric)) for rubric in rubrics],
        ([("", _("teams.alone"))] if alone else []) + [(of_set.public_id, of_set.title) for of_set in teams],
    )


def _as_typed(found: Assignment, zone: str) -> dict[str, Any]:
    return {
        "case": found.case_version.public_id,
        "rubric": found.rubric_version.public_id,
        "teams": found.team_set.public_id if found.team_set else "",
        "title": found.title,
        "instructions": found.instructions,
        "opens_at": on_the_clock(found.opens_at, zone),
        "due_at": on_the_clock(found.due_at, zone),
        "after_due": found.after_due,
        "attempts": str(found.attempts),
        "show_findings": found.show_findings,
        "show_suggestion": found.show_suggestion,
        "draws_first": found.draws_first,
    }


def _terms(
    form: AssignmentForm, zone: str, cases: list[CaseVersion], rubrics: list[RubricVersion], teams: list[GroupSet]
) -> Terms:
    case = next(one for one in cases if one.public_id == form.case.data)
    return Terms(
        case=case,
        rubric=next(one for one in rubrics if one.public_id == form.rubric.data),
        teams=next((one for one in teams if one.public_id == form.teams.data), None),
        title=form.title.data or _titled(case),
        instructions=form.instructions.data or "",
        opens_at=form.opens_at.aware(zone),
        due_at=form.due_at.aware(zone),
        after_due=AfterDue(form.after_due.data),
        attempts=int(form.attempts.data),
        show_findings=ShowFindings(form.show_findings.data),
        show_suggestion=ShowSuggestion(form.show_suggestion.data),
        draws_first=form.draws_first.data,
    )
