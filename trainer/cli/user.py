"""`trainer user`: make a person from the command line, for the first administrator above all."""

from __future__ import annotations

import click
from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select

from trainer.cli.demonstration import institution_of
from trainer.db import Database
from trainer.models import Person
from trainer.settings import Settings
from trainer.web.parts import utc_now
from trainer.web.passwords import hash_password

LEAST = 10


@click.group()
def user() -> None:
    """Look after people.

    \b
    Example:  trainer user add --email me@example.org --name "Olena Koval" --admin
    """


@user.command("add")
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option("--language", default="en", type=click.Choice(["en", "ru", "uk", "kk"]), show_default=True)
@click.option("--teach", is_flag=True, help="May make courses and mark.")
@click.option("--design", is_flag=True, help="May see and write cases with their keys.")
@click.option("--admin", is_flag=True, help="Looks after the institution's people.")
@click.password_option()
def add(email: str, name: str, language: str, teach: bool, design: bool, admin: bool, password: str) -> None:
    """Add a person; asks for the password when it is not given.

    \b
    Example:  trainer user add --email me@example.org --name "Olena Koval" --teach
    """
    name, email = name.strip(), _address(email)
    if not name:
        raise click.BadParameter("Write the name that others will see.", param_hint="--name")
    if len(password) < LEAST:
        raise click.BadParameter(f"A password has at least {LEAST} characters.", param_hint="--password")
    database = Database(Settings.from_env().database_url)
    with database.write() as db:
        institution = institution_of(db, now=utc_now())
        if db.scalar(select(Person.id).where(Person.institution_id == institution.id, Person.email == email)):
            raise click.ClickException(f"{email} is taken: somebody signs in with it already.")
        db.add(
            Person(
                institution=institution,
                email=email,
                name=name,
                language=language,
                may_teach=teach,
                may_design=design,
                may_administer=admin,
                password_hash=hash_password(password),
                created_at=utc_now(),
            )
        )
    click.echo(f"{name} can sign in as {email}.")


def _address(email: str) -> str:
    """The address as it is stored; one that mail could not go to is refused in a sentence."""
    try:
        return validate_email(email.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise click.BadParameter(str(error), param_hint="--email") from None
