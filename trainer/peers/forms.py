"""The forms of reviews by students: the rules of a round, the author's answer, why one is hidden."""

from __future__ import annotations

import datetime as dt
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, TextAreaField

from trainer.models import ShowReviews
from trainer.web.forms import Form, LocalTimeField, at_most, required, trimmed
from trainer.web.words import _, lazy

COUNTS = tuple(str(count) for count in range(7))


class RoundForm(Form):
    """How many plans each student reviews, from when until when, and when authors see it."""

    reviews = SelectField(lazy("peers.how_many"))
    opens_at = LocalTimeField(lazy("peers.opens_at"))
    closes_at = LocalTimeField(lazy("peers.closes_at"))
    self_review = BooleanField(lazy("peers.self_review"))
    show = RadioField(lazy("peers.show"))

    def offer(self) -> RoundForm:
        """Fill in what may be chosen."""
        self.reviews.choices = [(count, count) for count in COUNTS]
        self.show.choices = [(str(one), _(f"peers.show_{one}")) for one in ShowReviews]
        return self

    def fits(self, due: dt.datetime | None, zone: str) -> bool:
        """Whether the days follow one another: due, opened, closed."""
        opens, closes = self.opens_at.aware(zone), self.closes_at.aware(zone)
        if due and opens and opens < due:
            self.opens_at.errors = [_("peers.opens_before_due")]
        elif (begins := opens or due) and closes and closes <= begins:
            self.closes_at.errors = [_("peers.closes_too_early")]
        elif self.show.data == ShowReviews.AFTER_CLOSE and closes is None:
            self.closes_at.errors = [_("peers.closes_needed")]
        elif self.reviews.data == "0" and not self.self_review.data:
            self.reviews.errors = [_("peers.nothing_asked")]
        else:
            return True
        return False


class AnswerForm(Form):
    """Whether a review helped, and why."""

    helped = RadioField(lazy("peers.helped"))
    why = TextAreaField(lazy("peers.helped_why"), [at_most(1000)], filters=[trimmed])

    def offer(self) -> AnswerForm:
        """Fill in what may be chosen."""
        self.helped.choices = [("yes", _("peers.helped_yes")), ("no", _("peers.helped_no"))]
        return self


class HideForm(Form):
    """Why a review is taken away from its author; its writer reads it."""

    reason = TextAreaField(lazy("peers.hide_reason"), [required("peers.hide_reason_needed"), at_most(1000)],
                           filters=[trimmed])  # fmt: skip


def as_typed(data: Any) -> dict[str, Any]:
    """The fields of a round that is there."""
    return {"reviews": str(data.reviews), "self_review": data.self_review, "show": str(data.show)}
