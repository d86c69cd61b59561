"""Pages of an account: sign in, sign out, language, password, and what one agrees to."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Response, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, logout_user

from trainer.accounts import forgotten, institution, people, service
from trainer.accounts.blueprint import blueprint
from trainer.accounts.forms import NewPasswordForm, PasswordForm, SignInForm
from trainer.accounts.queries import person_by_email
from trainer.errors import NotFound
from trainer.models import Person
from trainer.web import access
from trainer.web.limits import in_words, limit, wait_page
from trainer.web.one_time import person_of_link, use_link
from trainer.web.parts import now, reading, writing
from trainer.web.passwords import hash_password, is_right
from trainer.web.viewer import remember_here, viewer
from trainer.web.words import LANGUAGES, _
from trainer.web.words import language as language_here

# The modules with the other pages are named here, because importing them is what adds their views.
__all__ = ["blueprint", "forgotten", "institution", "people"]

WRONG_SIGN_IN = limit(
    "sign-in", together="10 per 10 minutes", account="50 per 10 minutes", address="200 per 10 minutes"
)
WRONG_PASSWORD = limit("password", account="10 per 10 minutes")


def inside(target: str | None) -> str | None:
    """An address of this site, or None: a link must not lead from our sign-in to a stranger's page."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or "\\" in target:
        return None
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc and target.isprintable() else None


@blueprint.route("/sign-in", methods=["GET", "POST"])
@access.public
def sign_in() -> Any:
    """Sign in; a visitor's work comes along."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form), 200 if request.method == "GET" else 422
    email = form.email.data
    if wait := WRONG_SIGN_IN.wait(email):
        form.password.errors = [in_words(wait)]
        return wait_page(_sign_in_page(form), wait)
    person = person_by_email(reading(), email)
    # Checked outside of the write session: it is slow on purpose.
    if not is_right(form.password.data, person.password_hash if person else None) or person is None:
        WRONG_SIGN_IN.failed(email)
        form.password.errors = [_("accounts.wrong")]
        return _sign_in_page(form), 422
    with writing() as db:
        token = service.sign_in(db, person, browser=request.user_agent.string, now=now(), visitor=_visitor())
    remember_here(person, token)
    answer = redirect(inside(request.values.get("next")) or url_for("practice.home"))
    _remember_language(answer, person.language)
    return answer


def _sign_in_page(form: SignInForm) -> str:
    return render_template("accounts/sign_in.html", form=form, next=inside(request.values.get("next")))


@blueprint.post("/sign-out")
@access.public
def sign_out() -> Any:
    """End this browser's sign-in."""
    if current_user.is_authenticated:
        with writing() as db:
            service.sign_out(db, viewer().token, now=now())
    logout_user()
    session.clear()
    answer = redirect(url_for("practice.landing"))
    # The texts kept in this browser for a lost connection go with the sign-in.
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


@blueprint.post("/sign-out-everywhere")
@access.member
def sign_out_everywhere() -> Any:
    """End every sign-in of this person."""
    with writing() as db:
        service.sign_out_everywhere(db, viewer().id, now=now())
    logout_user()
    flash(_("accounts.out_everywhere"), "success")
    return redirect(url_for("accounts.sign_in"))


@blueprint.post("/language")
@access.public
def language() -> Any:
    """Choose the language of the pages, for this browser and for the person."""
    chosen = request.form.get("language", "")
    answer = redirect(inside(request.form.get("next")) or url_for("practice.landing"))
    if chosen in LANGUAGES:
        if current_user.is_authenticated:
            with writing() as db:
                service.choose_language(db, viewer().id, chosen)
        _remember_language(answer, chosen)
    return answer


@blueprint.route("/account", methods=["GET", "POST"])
@access.member
def profile() -> Any:
    """Who one is here, and a new password."""
    form = PasswordForm()
    person = reading().get_one(Person, viewer().id)
    if not form.validate_on_submit():
        return _profile_page(form, person), 200 if request.method == "GET" else 422
    if wait := WRONG_PASSWORD.wait(viewer().public_id):
        form.present_password.errors = [in_words(wait)]
        return wait_page(_profile_page(form, person), wait)
    if not is_right(form.present_password.data, person.password_hash):
        WRONG_PASSWORD.failed(viewer().public_id)
        form.present_password.errors = [_("accounts.wrong_present")]
        return _profile_page(form, person), 422
    new_hash = hash_password(form.password.data)
    with writing() as db:
        service.change_password(db, viewer().id, new_hash, now=now())
        token = service.sign_in(db, person, browser=request.user_agent.string, now=now())
    remember_here(person, token)
    flash(_("accounts.password_changed"), "success")
    return redirect(url_for("accounts.profile"))


def _profile_page(form: PasswordForm, person: Person) -> str:
    return render_template("accounts/profile.html", form=form, units_agreed_at=person.units_agreed_at)


@blueprint.post("/account/units")
@access.member
def agree_to_units() -> Any:
    """Agree that rows of one's plans may be taken out without names, or take it back."""
    agrees = request.form.get("agrees") == "yes"
    with writing() as db:
        service.agree_to_units(db, viewer().id, agrees=agrees, now=now())
    flash(_("accounts.units_now_agreed") if agrees else _("accounts.units_now_not"), "success")
    return redirect(url_for("accounts.profile", _anchor="units"))


@blueprint.route("/reset/<token>", methods=["GET", "POST"])
@access.public
def reset(token: str) -> Any:
    """Set a password with a one-time link. Opening the page does not spend it, because mail programs open links too."""
    form = NewPasswordForm()
    try:
        person = person_of_link(reading(), token, now=now())
        if not form.validate_on_submit():
            page = render_template("accounts/reset.html", form=form, person=person)
            return page, 200 if request.method == "GET" else 422
        new_hash = hash_password(form.password.data)
        with writing() as db:
            person = use_link(db, token, now=now())
            service.set_first_language(person, language_here())
            service.change_password(db, person.id, new_hash, now=now())
            signed_in = service.sign_in(
                db, person, browser=request.user_agent.string, now=now(), visitor=_visitor()
            )  # fmt: skip
    except NotFound:
        return render_template("accounts/reset_over.html"), 404
    remember_here(person, signed_in)
    flash(_("accounts.password_set"), "success")
    return redirect(url_for("practice.home"))


def _visitor() -> int | None:
    return current_user.id if current_user.is_authenticated and current_user.is_visitor else None


def _remember_language(answer: Response, language: str) -> None:
    answer.set_cookie(
        "language", language, max_age=365 * 86_400, samesite="Lax", httponly=True, secure=request.is_secure
    )
