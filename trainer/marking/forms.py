"""Forms of marking: in what a mark is counted and from which on it passes; which rule a class is not asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField, ValidationError

from trainer.checker.rubric import Rubric
from trainer.models import SecondMarking, SettledBy
from trainer.web.forms import Form, at_most, required, trimmed
from trainer.web.scales import ECTS, KAZAKHSTAN, UKRAINE
from trainer.web.scheme import Kind, Rounding, Scheme, scheme_of, top_of
from trainer.web.words import _, lazy, number

MOST = Decimal(1000)
APPEAL_DAYS = (0, 3, 5, 7, 10, 14, 30)


def amount(text: str | None) -> Decimal | None:
    """A number as it is typed, with a point or a comma; None when it is not one."""
    try:
        value = Decimal((text or "").strip().replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 <= value <= MOST else None


def _number(_form: Form, field: Any) -> None:
    if field.data and amount(field.data) is None:
        raise ValidationError(lazy("marking.bad_amount", most=str(MOST)))


def _above_zero(_form: Form, field: Any) -> None:
    if field.data and amount(field.data) == 0:
        raise ValidationError(lazy("forms.top_zero"))


def _percent(_form: Form, field: Any) -> None:
    value = amount(field.data)
    if field.data and (value is None or value > 100):
        raise ValidationError(lazy("second.bad_percent"))


class SchemeForm(Form):
    """Kind, the mark for the highest levels, the pass limit, rounding, a scale of letters, what late plans lose."""

    kind = RadioField(lazy("marking.kind"), filters=[trimmed])
    top = StringField(lazy("marking.top"), [_number, _above_zero], filters=[trimmed])
    passes = StringField(lazy("marking.pass_limit"), [_number], filters=[trimmed])
    rounding = SelectField(lazy("marking.rounding"), filters=[trimmed])
    scale = SelectField(lazy("second.scale"), default="", filters=[trimmed])
    penalty = StringField(lazy("second.penalty"), [_percent], filters=[trimmed])
    cap = StringField(lazy("second.cap"), [_percent], filters=[trimmed])

    def offer(self) -> SchemeForm:
        """The choices in the reader's language."""
        self.kind.choices = [
            (Kind.POINTS.value, lazy("marking.kind_points")), (Kind.PERCENT.value, lazy("marking.kind_percent")),
        ]
        self.rounding.choices = [
            (Rounding.WHOLE.value, lazy("marking.to_whole")), (Rounding.HALF.value, lazy("marking.to_half")),
            (Rounding.TENTH.value, lazy("marking.to_tenth")), (Rounding.NONE.value, lazy("marking.to_none")),
        ]
        self.scale.choices = [
            ("", lazy("second.no_scale")), (ECTS.id, lazy("second.scale_ects")),
            (KAZAKHSTAN.id, lazy("second.scale_kz")), (UKRAINE.id, lazy("second.scale_ua")),
        ]
        return self

    def fits(self, rubric: Rubric) -> bool:
        """Whether somebody could pass: the limit must not lie above the mark for the highest levels."""
        scheme = scheme_of(self.document())
        top = top_of(rubric, scheme)
        if scheme.pass_at is not None and scheme.pass_at > top:
            self.passes.errors = [_("forms.pass_above_top", top=number(top))]
            return False
        return True

    def document(self) -> dict[str, str | float]:
        """The scheme as the assignment keeps it; what was left empty is left out."""
        found: dict[str, str | float] = {"kind": self.kind.data, "rounding": self.rounding.data}
        top, limit = amount(self.top.data), amount(self.passes.data)
        if top and self.kind.data == Kind.POINTS:
            found["top"] = float(top)
        if limit is not None and self.passes.data:
            found["pass"] = float(limit)
        penalty, cap = amount(self.penalty.data), amount(self.cap.data)
        if self.scale.data:
            found["scale"] = self.scale.data
        if penalty:
            found["penalty"] = float(penalty)
        if penalty and cap is not None and self.cap.data:
            found["cap"] = float(cap)
        return found


class TermsForm(Form):
    """Whether names are hidden, whose plans two people mark, who settles it, how long students may ask again."""

    blind = BooleanField(lazy("desk.blind"))

    second_marking = RadioField(lazy("second.second_marking"), filters=[trimmed])
    settled_by = RadioField(lazy("second.settled_by"), filters=[trimmed])
    appeal_days = SelectField(lazy("second.appeals"), filters=[trimmed])

    def offer(self) -> TermsForm:
        """The choices in the reader's language."""
        self.second_marking.choices = [
            (SecondMarking.NOBODY.value, lazy("second.nobody")), (SecondMarking.SAMPLE.value, lazy("second.sample")),
            (SecondMarking.EVERYBODY.value, lazy("second.everybody")),
        ]
        self.settled_by.choices = [
            (SettledBy.MARKERS.value, lazy("second.by_markers")), (SettledBy.THIRD.value, lazy("second.by_third")),
        ]
        self.appeal_days.choices = [
            (str(days), lazy("second.appeals_none") if not days else lazy("second.appeals_days", days=str(days)))
            for days in APPEAL_DAYS
        ]
        return self


class RuleAsideForm(Form):
    """A rule that a class is not asked, and why."""

    rule = SelectField(lazy("marking.rule"), filters=[trimmed], validate_choice=False)
    reason = TextAreaField(lazy("marking.rule_reason"), [required("marking.rule_reason_needed"), at_most(1000)],
                           filters=[trimmed])  # fmt: skip

    def offer(self, groups: Mapping[str, Sequence[tuple[str, str]]]) -> RuleAsideForm:
        """The rules that may be chosen, by criterion: pairs of id and title."""
        self.groups = groups
        self.rule.choices = [pair for pairs in groups.values() for pair in pairs]
        return self

    def validate_rule(self, field: Any) -> None:
        """One of those that are offered."""
        if field.data not in {id for id, _title in self.rule.choices}:
            raise ValidationError(lazy("marking.rule_unknown"))


def fields_of(scheme: Scheme) -> dict[str, str]:
    """What the form shows of a scheme."""
    return {
        "kind": scheme.kind.value,
        "top": str(scheme.top or ""),
        "passes": "" if scheme.pass_at is None else str(scheme.pass_at),
        "rounding": scheme.rounding.value,
        "scale": scheme.scale.id if scheme.scale else "",
        "penalty": str(scheme.penalty or ""),
        "cap": str(scheme.cap) if scheme.penalty and scheme.cap < 100 else "",
    }
