"""`trainer evaluate`: how well the reading of texts agrees with people who labelled the same units."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from trainer.bank.vocabulary import BadVocabulary, load_vocabularies
from trainer.checker.evaluation import evaluate as measure

VOCABULARY = Path(__file__).resolve().parents[2] / "casebank" / "vocabulary"
INSTALLED = Path(__file__).resolve().parents[1] / "casebank" / "vocabulary"


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "shape", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option(
    "--vocabulary",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Another folder of vocabularies.",
)
def evaluate(file: Path, shape: str, vocabulary: Path | None) -> None:
    """Measure agreement with labelled units or time expressions (JSONL, one a line).

    \b
    Example:  trainer evaluate labelled.jsonl --format json
    """
    folder = vocabulary or (VOCABULARY if VOCABULARY.is_dir() else INSTALLED)
    try:
        figures = measure(_rows(file), load_vocabularies(folder))
    except BadVocabulary as error:
        raise click.ClickException(str(error)) from None
    if shape == "json":
        click.echo(json.dumps(figures, ensure_ascii=False, indent=2))
    else:
        _print_table(figures)


def _rows(file: Path) -> list[dict[str, Any]]:
    """The lines of a file; one that cannot be used is named with its number."""
    rows = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            usable = isinstance(row["text"], str) and row["lang"] in ("en", "ru", "uk", "kk")
            usable = usable and (
                "expected" in row or (row["unit"] in ("goal", "step", "problem") and isinstance(row["labels"], dict))
            )
        except (ValueError, KeyError, TypeError):
            usable = False
        if not usable:
            raise click.ClickException(
                f"{file}:{number}: a line is an object with lang, text, and either unit and labels or expected."
            )
        rows.append(row)
    if not rows:
        raise click.ClickException(f"{file} has no lines to measure.")
    return rows


def _print_table(figures: dict[str, Any]) -> None:
    for language, labels in figures.items():
        click.echo(f"\n{language}")
        for label, found in labels.items():
            click.echo(
                f"  {label:<20} n {found['n']:>5}   accuracy {found['accuracy']:.2f}   kappa {found['kappa']:.2f}"
            )
            for value, parts in found.get("values", {}).items():
                shares = f"precision {_share(parts['precision'])}   recall {_share(parts['recall'])}"
                click.echo(f"      {value:<16} n {parts['n']:>5}   {shares}")


def _share(value: float | None) -> str:
    return "   -" if value is None else f"{value:.2f}"
