"""The calendar at its address, one assignment as a file, and making, renewing or ending the address."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, request, url_for

from trainer.errors import NotFound
from trainer.notices import feed
from trainer.notices.blueprint import blueprint
from trainer.notices.ical import calendar as written
from trainer.web import access, words
from trainer.web.parts import now, reading, writing
from trainer.web.viewer import viewer
from trainer.web.words import _

KIND = "text/calendar; charset=utf-8"


@blueprint.get("/calendar/<token>.ics")
@access.public
def calendar(token: str) -> Any:
    """The dates of whoever has this address, in their language. Calendar programs ask without signing in."""
    owner = feed.person_of_feed(reading(), token)
    words.speak(owner.language)
    return _answer(owner.id, "", cached=True)


@blueprint.get("/assignments/<assignment>/calendar.ics")
@access.member
def assignment_calendar(assignment: str) -> Any:
    """The dates of one assignment that somebody learns or teaches, as a file."""
    # In the language of the calendar, so that an entry that is in both is the same in both.
    words.speak(viewer().language)
    answer = _answer(viewer().id, assignment, cached=False)
    answer.headers["Content-Disposition"] = f'attachment; filename="assignment-{assignment}.ics"'
    return answer


def _answer(person: int, only: str, *, cached: bool) -> Response:
    dates = feed.dates_of(reading(), person, assignment=only)
    if only and not dates:
        raise NotFound()
    known = feed.known_dates(reading(), person)
    if feed.differs(known, dates):
        # Alone: two programs that ask at once must not count one move twice.
        with writing(f"calendar-{person}") as db:
            known = feed.note(db, person, dates, now=now())
    answer = Response(written(_("look.brand"), feed.entries_of(known, dates, now=now())), content_type=KIND)
    if cached:
        answer.headers["Cache-Control"] = "private, no-cache"
        answer.add_etag()
        answer.make_conditional(request)
    return answer


@blueprint.post("/account/calendar")
@access.member
def make_address() -> Any:
    """A new address for one's calendar; the one before stops working."""
    with writing() as db:
        feed.make_feed(db, viewer().id, now=now())
    flash(_("mail.calendar_made"), "success")
    return redirect(url_for("notices.switches", _anchor="calendar"))


@blueprint.post("/account/calendar/stop")
@access.member
def stop_calendar() -> Any:
    """End the address of one's calendar."""
    with writing() as db:
        feed.end_feed(db, viewer().id)
    flash(_("mail.calendar_stopped"), "success")
    return redirect(url_for("notices.switches", _anchor="calendar"))
