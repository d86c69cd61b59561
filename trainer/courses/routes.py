"""Pages of a course for those who teach it: the list, a new one, the course itself, its people and its link."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for

from trainer.courses import (
    archive_pages,
    assigning,
    finding_people,
    group_pages,
    joining,
    leaving,
    queries,
    roster_pages,
    service,
)
from trainer.courses.blueprint import blueprint
from trainer.courses.forms import CourseForm
from trainer.errors import NotFound
from trainer.models import Course, Role
from trainer.web import access
from trainer.web.one_time import address
from trainer.web.parts import now, reading, writing
from trainer.web.viewer import viewer
from trainer.web.words import _
from trainer.web.zones import zone_choices, zone_words

# The modules with the other pages are named here, because importing them is what adds their views.
__all__ = ["archive_pages", "assigning", "blueprint", "group_pages", "joining", "leaving", "roster_pages"]


@blueprint.get("/courses")
@access.member
def index() -> Any:
    """The courses that one teaches or assists, and those one learns in."""
    db = reading()
    return render_template(
        "courses/index.html",
        taught=queries.courses_taught(db, viewer().id),
        learnt=queries.courses_learnt_in(db, viewer().id),
        left=queries.courses_left(db, viewer().id),
    )


@blueprint.route("/courses/new", methods=["GET", "POST"])
@access.lecturer
def new() -> Any:
    """Make a course."""
    form = CourseForm(timezone="Asia/Almaty")
    form.timezone.choices = zone_choices(now=now())
    if not form.validate_on_submit():
        return render_template("courses/new.html", form=form), 200 if request.method == "GET" else 422
    with writing() as db:
        course = service.make_course(
            db,
            title=form.title.data,
            timezone=form.timezone.data,
            institution=viewer().institution_id,
            by=viewer().id,
            now=now(),
        )
    return redirect(url_for("courses.course", course=course.public_id))


@blueprint.get("/courses/<course>")
@access.member
def course(course: str) -> Any:
    """One course for its lecturers and assistants: assignments, invitation, people."""
    db = reading()
    found, role = queries.taught_course(db, course, by=viewer().id)
    people = queries.how_many_in(db, found.id)
    words = request.args.get("q", "")
    shown = finding_people.page_of(db, found.id, words=words, page=request.args.get("page", 1, type=int))
    invitation = queries.open_invitation(db, found.id, now=now())
    g.timezone = found.timezone
    return render_template(
        "courses/course.html",
        course=found,
        shown=shown,
        q=words,
        students=people.get(Role.STUDENT, 0),
        leads=role == Role.LECTURER,
        assignments=queries.assignments_of(db, found.id),
        invitation=invitation,
        link=address("courses.join", token=invitation.token) if invitation else "",
        zone=zone_words(found.timezone, now=now()),
        now=now(),
    )


@blueprint.route("/courses/<course>/settings", methods=["GET", "POST"])
@access.member
def settings(course: str) -> Any:
    """Name, zone, and putting the course away."""
    found = queries.led_course(reading(), course, by=viewer().id)
    form = CourseForm(obj=found)
    form.timezone.choices = zone_choices(now=now(), present=found.timezone)
    if not form.validate_on_submit():
        status = 200 if request.method == "GET" else 422
        return render_template("courses/settings.html", form=form, course=found), status
    with writing() as db:
        led = queries.led_course(db, course, by=viewer().id)
        service.change_course(led, title=form.title.data, timezone=form.timezone.data)
    flash(_("courses.changed"), "success")
    return _back_to(found)


@blueprint.post("/courses/<course>/close")
@access.member
def close(course: str) -> Any:
    """Put a course away."""
    with writing() as db:
        service.close_course(queries.led_course(db, course, by=viewer().id), now=now())
    flash(_("courses.closed"), "success")
    return redirect(url_for("courses.index"))


@blueprint.post("/courses/<course>/reopen")
@access.member
def reopen(course: str) -> Any:
    """Bring a closed course back."""
    with writing() as db:
        found = queries.led_course(db, course, by=viewer().id)
        service.reopen_course(found)
    return _back_to(found)


@blueprint.post("/courses/<course>/invite")
@access.member
def invite(course: str) -> Any:
    """A new invitation link in the place of the present one."""
    with writing() as db:
        found = queries.led_course(db, course, by=viewer().id)
        service.invite(db, found.id, by=viewer().id, now=now())
    flash(_("courses.invited"), "success")
    return _back_to(found)


@blueprint.post("/courses/<course>/withdraw")
@access.member
def withdraw(course: str) -> Any:
    """Stop the invitation link."""
    with writing() as db:
        found = queries.led_course(db, course, by=viewer().id)
        service.withdraw_invitations(db, found.id, now=now())
    flash(_("courses.withdrawn"), "success")
    return _back_to(found)


@blueprint.post("/courses/<course>/people/<person>/role")
@access.member
def change_role(course: str, person: str) -> Any:
    """Make somebody of the course a student, an assistant or a lecturer."""
    chosen = request.form.get("role", "")
    if chosen not in set(Role):
        raise NotFound()
    with writing() as db:
        found = queries.led_course(db, course, by=viewer().id)
        member = queries.member_of(db, found.id, person)
        service.change_role(db, member, Role(chosen))
        name = member.person.name
    flash(_("courses.role_changed", name=name), "success")
    return _back_to(found)


@blueprint.post("/courses/<course>/people/<person>/out")
@access.member
def take_out(course: str, person: str) -> Any:
    """End somebody's place in the course."""
    with writing() as db:
        found = queries.led_course(db, course, by=viewer().id)
        member = queries.member_of(db, found.id, person)
        service.take_out(db, member, now=now())
        name = member.person.name
    flash(_("courses.taken_out", name=name), "success")
    return redirect(url_for("courses.index")) if member.person_id == viewer().id else _back_to(found)


def _back_to(found: Course) -> Any:
    return redirect(url_for("courses.course", course=found.public_id))
