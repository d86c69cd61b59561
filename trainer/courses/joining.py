"""Join a course by its invitation link: with a new account, or with the one that is signed in."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from trainer.courses import queries, service
from trainer.courses.blueprint import blueprint
from trainer.courses.forms import SignUpForm
from trainer.errors import NotFound
from trainer.models import Course, Invitation, Person, Role
from trainer.web import access
from trainer.web.limits import in_words, limit, wait_page
from trainer.web.parts import now, reading, writing
from trainer.web.passwords import hash_password
from trainer.web.viewer import begin_sign_in, remember_here, take_work_along, viewer
from trainer.web.words import _, language

# Only an address that has an account counts: the answer says so, and nobody should try many.
TAKEN = limit("join", account="20 per 10 minutes", address="60 per 10 minutes")


@blueprint.route("/join/<token>", methods=["GET", "POST"])
@access.public
def join(token: str) -> Any:
    """The invitation: one button for whoever is signed in, a short form for everybody else."""
    try:
        invitation = queries.invitation_by(reading(), token, now=now())
    except NotFound:
        return render_template("courses/join_over.html"), 404
    if current_user.is_authenticated and not current_user.is_visitor:
        return _join_signed_in(invitation)
    form = SignUpForm()
    if not form.validate_on_submit():
        return _page(invitation, form, 200 if request.method == "GET" else 422)
    if wait := TAKEN.wait(form.email.data):
        form.email.errors = [in_words(wait)]
        page, _status = _page(invitation, form, 429)
        return wait_page(page, wait)
    if queries.is_taken(reading(), form.email.data):
        TAKEN.failed(form.email.data)
        return _page(invitation, form, 422, taken=True)
    # Hashed outside of the write session: it is slow on purpose.
    password_hash = hash_password(form.password.data)
    try:
        with writing() as db:
            person, session_token = _sign_up_and_join(db, token, form, password_hash)
    except IntegrityError:
        # Two tabs sent the same form at once, and the table refuses a second person with this address.
        return _page(queries.invitation_by(reading(), token, now=now()), form, 422, taken=True)
    remember_here(person, session_token)
    return _welcome(invitation)


def _sign_up_and_join(db: Session, token: str, form: SignUpForm, password_hash: str) -> tuple[Person, str]:
    invitation = queries.invitation_by(db, token, now=now())
    person = service.sign_up(
        db,
        institution=invitation.course.institution_id,
        name=form.name.data,
        email=form.email.data,
        password_hash=password_hash,
        language=language(),
        now=now(),
    )
    service.join(db, invitation, person=person.id, institution=person.institution_id, now=now())
    if current_user.is_authenticated:
        take_work_along(db, viewer().id, person.id, now=now())
    return person, begin_sign_in(db, person, browser=request.user_agent.string, now=now())


def _join_signed_in(invitation: Invitation) -> Any:
    role = queries.role_in(reading(), invitation.course_id, viewer().id)
    if role is not None:
        course = invitation.course
        return render_template("courses/join_already.html", course=course, role=role, way=_way_to(course, role))
    if request.method == "GET":
        return _page(invitation, None, 200)
    with writing() as db:
        again = queries.invitation_by(db, invitation.token, now=now())
        service.join(db, again, person=viewer().id, institution=viewer().institution_id, now=now())
    return _welcome(invitation)


def _way_to(course: Course, role: Role) -> str:
    return url_for("practice.home") if role == Role.STUDENT else url_for("courses.course", course=course.public_id)


def _welcome(invitation: Invitation) -> Any:
    flash(_("courses.joined", course=invitation.course.title), "success")
    return redirect(url_for("practice.home"))


def _page(invitation: Invitation, form: SignUpForm | None, status: int, *, taken: bool = False) -> Any:
    lecturers = queries.lecturers_of(reading(), invitation.course_id)
    page = render_template(
        "courses/join.html",
        invitation=invitation,
        lecturers=lecturers,
        form=form,
        taken=taken,
        link=url_for("courses.join", token=invitation.token),
    )
    return page, status
