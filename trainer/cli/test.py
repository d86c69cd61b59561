"""`trainer test`: run every test of a clone, with the browser and the databases that the machine has."""

from __future__ import annotations

import os
import subprocess
import sys

import click

from trainer.bank.places import PACKAGE


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run the tests; what follows is handed to pytest.

    \b
    Example:  trainer test tests/checker -k deadline
    """
    root = PACKAGE.parent
    if not (root / "tests").is_dir():
        raise click.ClickException("The tests are not part of an installed copy; run this in a clone of the project.")
    env = {**os.environ, "PYTHONPATH": str(root)}
    sys.exit(subprocess.call([sys.executable, "-m", "pytest", *arguments], cwd=root, env=env))
