"""The people of an institution, for who looks after them: rights, new people, and one-time links for a password."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError

from trainer.accounts import queries, service
from trainer.accounts.blueprint import blueprint
from trainer.accounts.forms import PersonForm
from trainer.web import access
from trainer.web.one_time import address, make_link
from trainer.web.parts import now, reading, writing
from trainer.web.small_numbers import small_number
from trainer.web.viewer import viewer
from trainer.web.words import _, language

PAGE = 50


@blueprint.get("/people")
@access.administrator
def people() -> Any:
    """Everybody of the institution, by name; a search by name or e-mail."""
    wanted = "".join(sign for sign in request.args.get("q", "")[:100] if sign.isprintable()).strip()
    count = queries.count_people(reading(), viewer().institution_id, wanted)
    pages = max(1, -(-count // PAGE))
    page = min(max(1, request.args.get("page", 1, small_number)), pages)
    found = queries.people_of(reading(), viewer().institution_id, wanted, skip=(page - 1) * PAGE, most=PAGE)
    return render_template("accounts/people.html", people=found, count=count, q=wanted, page=page, pages=pages)


@blueprint.route("/people/new", methods=["GET", "POST"])
@access.administrator
def new_person() -> Any:
    """Add a person, who sets a password with the link that is shown."""
    form = PersonForm()
    if not form.validate_on_submit():
        return render_template("accounts/new_person.html", form=form), 200 if request.method == "GET" else 422
    if queries.person_by_email(reading(), form.email.data):
        form.email.errors = [_("accounts.taken")]
        return render_template("accounts/new_person.html", form=form), 422
    try:
        with writing() as db:
            person = service.add_person(
                db, institution=viewer().institution_id, name=form.name.data, email=form.email.data,
                rights=form.rights(), language=language(), now=now(),
            )  # fmt: skip
            token = make_link(db, person.id, by=viewer().id, now=now())
    except IntegrityError:
        form.email.errors = [_("accounts.taken")]
        return render_template("accounts/new_person.html", form=form), 422
    return render_template("accounts/link.html", person=person, link=address("accounts.reset", token=token))


@blueprint.post("/people/<person>/rights")
@access.administrator
def change_rights(person: str) -> Any:
    """Let somebody teach, design or administer, or no longer."""
    with writing() as db:
        found = queries.person_in(db, viewer().institution_id, person)
        service.change_rights(db, found, set(request.form.getlist("right")), by=viewer().id)
        name = found.name
    flash(_("accounts.rights_changed", name=name), "success")
    return redirect(url_for("accounts.people", q=request.form.get("q", "")))


@blueprint.post("/people/<person>/link")
@access.member
def give_link(person: str) -> Any:
    """A one-time link for a password: an administrator for anybody here, a lecturer for students of theirs."""
    with writing() as db:
        found = queries.person_to_help(db, person, helper=viewer())
        token = make_link(db, found.id, by=viewer().id, now=now())
    return render_template("accounts/link.html", person=found, link=address("accounts.reset", token=token))
