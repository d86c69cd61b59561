"""Pages on which somebody chooses which letters they get, with an account or by the link in a letter."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from trainer.models import Person
from trainer.notices import calendar_pages, feed, switches
from trainer.notices.blueprint import blueprint
from trainer.web import access, words
from trainer.web.application import csrf
from trainer.web.mail import can_send
from trainer.web.parts import parts, reading, writing
from trainer.web.viewer import viewer
from trainer.web.words import _

# The module with the other pages is named here, because importing it is what adds its views.
__all__ = ["blueprint", "calendar_pages"]


@blueprint.route("/account/letters", methods=["GET", "POST"], endpoint="switches")
@access.member
def choose() -> Any:
    """Which letters one gets, and the address of one's calendar."""
    if request.method == "POST":
        with writing() as db:
            for kind in switches.kinds_for(db, viewer().id):
                switches.turn(db, viewer().id, kind, on=kind.value in request.form)
        flash(_("mail.saved"), "success")
        return redirect(url_for("notices.switches"))
    db = reading()
    wanted = switches.wanted_by(db, viewer().id)
    names = {kind: _(f"mail.kind_{kind.value}") for kind in switches.kinds_for(db, viewer().id)}
    kinds = [(kind, name[0].upper() + name[1:], wanted[kind]) for kind, name in names.items()]
    found = feed.feed_of(db, viewer().id)
    return render_template(
        "notices/switches.html",
        kinds=kinds, can_send=can_send(parts().settings), address=feed.address_of(found) if found else "",
    )


@blueprint.route("/letters/off/<token>", methods=["GET", "POST"])
@csrf.exempt
@access.public
def off(token: str) -> Any:
    """Turn one kind of letter off by the link in a letter. Opening the page does nothing: mail programs open links too.

    The signed link itself is the proof: mail programs send this form for their reader, who is not signed in there.
    """
    read = switches.read_token(parts().settings.secret_key, token)
    if read is None:
        return render_template("notices/off.html", kind="", done=False), 400
    person, kind = read
    owner = switches.person_by(reading(), person)
    if request.method == "POST":
        with writing() as db:
            switches.turn(db, owner.id, kind, on=False)
    _speak_as(owner)
    return render_template("notices/off.html", kind=_(f"mail.kind_{kind.value}"), done=request.method == "POST")


def _speak_as(owner: Person) -> None:
    """Who came from a letter reads on in its language, unless another was chosen in this browser."""
    if request.cookies.get("language") not in words.LANGUAGES:
        words.speak(owner.language)
