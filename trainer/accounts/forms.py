"""The forms of an account."""

from __future__ import annotations

from wtforms import BooleanField, EmailField, PasswordField, StringField, URLField
from wtforms.validators import EqualTo

from trainer.web.forms import Form, at_most, email_address, long_enough, one_line, required, trimmed, web_address
from trainer.web.words import lazy


class SignInForm(Form):
    """E-mail and password."""

    email = EmailField(lazy("accounts.email"), [required(), at_most(254), one_line()], filters=[trimmed])
    password = PasswordField(lazy("accounts.password"), [required(), at_most(1000)])


class NewPasswordForm(Form):
    """A new password, written twice."""

    password = PasswordField(lazy("accounts.new_password"), [required(), long_enough(10), at_most(1000)])
    password_again = PasswordField(
        lazy("accounts.password_again"), [EqualTo("password", message=lazy("accounts.password_differs"))]
    )


class PasswordForm(NewPasswordForm):
    """A new password, with the present one first."""

    present_password = PasswordField(lazy("accounts.present_password"), [required(), at_most(1000)])


class ForgottenForm(Form):
    """The address to which a link is sent."""

    email = EmailField(
        lazy("accounts.email"), [required(), at_most(254), one_line(), email_address()], filters=[trimmed]
    )


class InstitutionForm(Form):
    """The institution's name and the address of its support page."""

    name = StringField(lazy("accounts.institution_name"), [required(), at_most(120), one_line()], filters=[trimmed])
    support_url = URLField(lazy("accounts.support_url"), [at_most(400), web_address()], filters=[trimmed])


class PersonForm(Form):
    """A person whom an administrator adds."""

    name = StringField(lazy("accounts.name"), [required(), at_most(120), one_line()], filters=[trimmed])
    email = EmailField(
        lazy("accounts.email"), [required(), at_most(254), one_line(), email_address()], filters=[trimmed]
    )
    teach = BooleanField(lazy("accounts.may_teach"))
    design = BooleanField(lazy("accounts.may_design"))
    administer = BooleanField(lazy("accounts.may_administer"))

    def rights(self) -> set[str]:
        """The ticked rights by name."""
        return {name for name in ("teach", "design", "administer") if self[name].data}
