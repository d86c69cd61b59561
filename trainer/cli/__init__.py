"""The `trainer` command: one thin file for each noun."""

from __future__ import annotations

import importlib
import importlib.util
import sys

import click

from trainer import __version__
from trainer.settings import BadSetting

COMMANDS = {
    "demo": "trainer.cli.demo:demo",
    "test": "trainer.cli.test:test",
    "serve": "trainer.cli.serve:serve",
    "db": "trainer.cli.db:db",
    "user": "trainer.cli.user:user",
    "mail": "trainer.cli.mail:mail",
    "check": "trainer.cli.check:check",
    "evaluate": "trainer.cli.evaluate:evaluate",
    "explain": "trainer.cli.explain:explain",
    "bank": "trainer.cli.bank:bank",
    "course": "trainer.cli.course:course",
    "bench": "trainer.cli.bench:bench",
}


class Lazy(click.Group):
    """Loads a command's file when it is asked for, so that `trainer check` never waits for the web."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """The commands in the order in which people meet them; one whose file is not in this copy is left out."""
        return [name for name, place in COMMANDS.items() if _is_here(place)]

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """The command of this name, or None."""
        if name not in COMMANDS or not _is_here(COMMANDS[name]):
            return None
        module, attribute = COMMANDS[name].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


def _is_here(place: str) -> bool:
    return importlib.util.find_spec(place.split(":")[0]) is not None


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="trainer")
def trainer() -> None:
    """Learn to write a social-work service plan.

    \b
    Example:  trainer demo --port 8000
    """


def main() -> None:
    """Run the command line; a bad setting, or a database that cannot be used, is one sentence and no traceback."""
    try:
        trainer(prog_name="trainer")
    except BadSetting as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except Exception as error:
        sentence = _about_the_database(error)
        if sentence is None:
            raise
        click.echo(sentence, err=True)
        sys.exit(2)


def _about_the_database(error: Exception) -> str | None:
    from trainer.db.troubles import trouble
    from trainer.settings import Settings

    return trouble(error, Settings.from_env().database_url)
