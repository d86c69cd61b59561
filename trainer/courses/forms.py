"""The forms of a course: its name and zone, signing up by invitation, an assignment, a later due date, a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    Field,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import StopValidation

from trainer.courses.grouping import MOST_GROUPS
from trainer.models import LONGEST_GROUP_NAME, AfterDue, ShowFindings, ShowSuggestion
from trainer.web.forms import (
    Form,
    LocalTimeField,
    at_most,
    email_address,
    long_enough,
    one_line,
    required,
    trimmed,
)
from trainer.web.markdown import MAX_LENGTH
from trainer.web.words import _, lazy
from trainer.web.zones import is_zone

ATTEMPTS = ("1", "2", "3", "4", "5", "10")


def known_zone(_form: Form, field: Field) -> None:
    """A zone of this machine."""
    if not is_zone(field.data or ""):
        raise ValidationError(lazy("courses.bad_zone"))


class CourseForm(Form):
    """What a course is called and where its clock stands."""

    title = StringField(lazy("courses.title"), [required(), at_most(120), one_line()], filters=[trimmed])
    timezone = SelectField(lazy("courses.timezone"), [known_zone], validate_choice=False)


class SignUpForm(Form):
    """A new person who has an invitation."""

    name = StringField(lazy("courses.your_name"), [required(), at_most(120), one_line()], filters=[trimmed])
    email = EmailField(
        lazy("courses.email"), [required(), at_most(254), one_line(), email_address()], filters=[trimmed]
    )
    password = PasswordField(lazy("courses.password"), [required(), long_enough(10), at_most(1000)])


def without_nul(text: str | None) -> str | None:
    """A text without the sign that no database keeps."""
    return text.replace("\0", "") if text else text


def chosen(_form: Form, field: Field) -> None:
    """One of the choices that the page offered."""
    if field.data not in {str(value) for value, _words in field.choices}:
        raise ValidationError(lazy("courses.choose_one"))


def between(least: int, most: int) -> Callable[[Form, Field], None]:
    """A whole number from `least` to `most`; anything else is asked for again."""

    def check(_form: Form, field: Field) -> None:
        # WTForms' own sentence about what is no number is in English alone.
        field.errors = []
        if field.data is None or not least <= field.data <= most:
            raise StopValidation(lazy("groups.between", least=least, most=most))

    return check


def of_our_time(_form: Form, field: Field) -> None:
    """A year that a course could be in: a slip of the finger such as 0026 is asked about."""
    if field.data is not None and not 2000 <= field.data.year <= 2100:
        raise ValidationError(lazy("forms.bad_time"))


class AssignmentForm(Form):
    """What is given to a course: a case, a rubric, times and rules. The view fills in the choices."""

    case = SelectField(lazy("courses.case"), [chosen], validate_choice=False)
    rubric = SelectField(lazy("courses.rubric"), [chosen], validate_choice=False)
    title = StringField(lazy("courses.assignment_title"), [at_most(160), one_line()], filters=[trimmed])
    instructions = TextAreaField(lazy("courses.instructions"), [at_most(MAX_LENGTH)], filters=[without_nul])
    opens_at = LocalTimeField(lazy("courses.opens_at"), [of_our_time])
    due_at = LocalTimeField(lazy("courses.due_at"), [of_our_time])
    after_due = RadioField(lazy("courses.after_due"), [chosen], validate_choice=False)
    attempts = SelectField(lazy("courses.attempts"), [chosen], validate_choice=False)
    show_findings = RadioField(lazy("courses.show_findings"), [chosen], validate_choice=False)
    show_suggestion = RadioField(lazy("courses.show_suggestion"), [chosen], validate_choice=False)
    teams = SelectField(lazy("teams.teams"), [chosen], default="", validate_choice=False)
    draws_first = BooleanField(lazy("sketch.draws_first"))

    def offer(
        self, cases: list[tuple[str, str]], rubrics: list[tuple[str, str]], teams: list[tuple[str, str]]
    ) -> None:
        """Fill in what may be chosen; without teams each student writes alone."""
        self.teams.choices = teams
        self.case.choices, self.rubric.choices = cases, rubrics
        self.attempts.choices = [(count, count) for count in ATTEMPTS]
        self.after_due.choices = [(str(one), _(f"courses.after_due_{one}")) for one in AfterDue]
        self.show_findings.choices = [(str(one), _(f"courses.findings_{one}")) for one in ShowFindings]
        self.show_suggestion.choices = [(str(one), _(f"courses.suggestion_{one}")) for one in ShowSuggestion]

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field by itself, then the two times together."""
        fine = super().validate(extra_validators)
        if fine and self.opens_at.data and self.due_at.data and self.due_at.data <= self.opens_at.data:
            self.due_at.errors = [_("courses.due_before_open")]
            return False
        return bool(fine)


class ExtensionForm(Form):
    """A later due date for one student."""

    person = SelectField(lazy("courses.student"), [chosen], validate_choice=False)
    due_at = LocalTimeField(lazy("courses.new_due"), [required("courses.due_needed"), of_our_time])
    reason = StringField(lazy("courses.reason"), [at_most(500), one_line()], filters=[trimmed])


class GroupSetForm(Form):
    """A new set of groups: its name, and whether it is filled by hand or by chance."""

    title = StringField(
        lazy("groups.set_title"), [required(), at_most(LONGEST_GROUP_NAME), one_line()], filters=[trimmed]
    )
    way = RadioField(lazy("groups.way"), [chosen], validate_choice=False)
    groups = IntegerField(lazy("groups.how_many"), [between(2, MOST_GROUPS)], default=4)

    def offer(self) -> GroupSetForm:
        """Fill in the two ways."""
        self.way.choices = [(way, _(f"groups.way_{way}")) for way in ("hand", "random")]
        return self


class GroupNameForm(Form):
    """What a group is called."""

    title = StringField(
        lazy("groups.group_title"), [required(), at_most(LONGEST_GROUP_NAME), one_line()], filters=[trimmed]
    )


class CopyForm(Form):
    """A course for another term: its name, and by how many weeks its days move."""

    title = StringField(lazy("courses.title"), [required(), at_most(120), one_line()], filters=[trimmed])
    weeks = IntegerField(lazy("copying.weeks"), [between(0, 520)])


class RosterForm(Form):
    """A list of students, as a file or as text."""

    file = FileField(lazy("courses.roster_file"))
    people = TextAreaField(lazy("courses.roster_text"), filters=[without_nul])
