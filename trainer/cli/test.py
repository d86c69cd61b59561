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
    """Run the tests, all of them on as many cores as there are; what follows is handed to pytest.

    \b
    Example:  trainer test tests/checker -k deadline
    """
    root = PACKAGE.parent
    if not (root / "tests").is_dir():
        raise click.ClickException("The tests are not part of an installed copy; run this in a clone of the project.")
    env = {**os.environ, "PYTHONPATH": str(root)}
    # Some chosen tests are sooner done than helpers are started; a neighbour's work is taken over at the end.
    everything = arguments or ("--numprocesses=auto", "--maxprocesses=4", "--dist=worksteal")
    sys.exit(subprocess.call([sys.executable, "-m", "pytest", *everything], cwd=root, env=env))
