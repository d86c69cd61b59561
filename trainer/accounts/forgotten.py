"""A forgotten password: a letter with a one-time link, or, without a mail server, the word whom to ask."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import render_template, request

from trainer.accounts.blueprint import blueprint
from trainer.accounts.forms import ForgottenForm
from trainer.accounts.queries import person_by_email
from trainer.web import access
from trainer.web.limits import in_words, limit, wait_page
from trainer.web.mail import can_send, send_later
from trainer.web.one_time import address, make_link
from trainer.web.parts import now, parts, reading, writing
from trainer.web.words import say

BY_MAIL = dt.timedelta(hours=2)
# Every letter counts, whether the address has an account or not: the answer must not tell.
LETTERS = limit("letter", account="3 per 10 minutes", address="60 per 10 minutes")


@blueprint.route("/forgotten", methods=["GET", "POST"])
@access.public
def forgotten() -> Any:
    """Ask for a link by mail. The answer is the same whether the address has an account or not."""
    settings = parts().settings
    form = ForgottenForm()
    if not can_send(settings):
        return render_template("accounts/forgotten.html", form=None, sent=False)
    if not form.validate_on_submit():
        page = render_template("accounts/forgotten.html", form=form, sent=False)
        return page, 200 if request.method == "GET" else 422
    if wait := LETTERS.wait(form.email.data):
        form.email.errors = [in_words(wait)]
        return wait_page(render_template("accounts/forgotten.html", form=form, sent=False), wait)
    LETTERS.failed(form.email.data)
    person = person_by_email(reading(), form.email.data)
    if person is not None and person.email:
        with writing() as db:
            token = make_link(db, person.id, by=None, now=now(), lasts=BY_MAIL)
        send_later(
            settings,
            to=person.email,
            subject=say(person.language, "accounts.letter_subject"),
            text=say(
                person.language, "accounts.letter", name=person.name, link=address("accounts.reset", token=token)
            ),
        )
    return render_template("accounts/forgotten.html", form=form, sent=True)
