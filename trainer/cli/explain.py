"""`trainer explain`: a rule's page on the command line, with its good and poor examples."""

from __future__ import annotations

import difflib
import re

import click

from trainer.checker.handbook import Example, RulePage, RuleText, page, pages
from trainer.checker.rules import CATALOGUE
from trainer.checker.values import Language
from trainer.web.words import say as word

_GAP = re.compile(r"\{[a-z_]+\}")


@click.command()
@click.argument("rule", required=False)
@click.option("--lang", type=click.Choice([each.value for each in Language]), default="en", show_default=True)
def explain(rule: str | None, lang: str) -> None:
    """Say what a rule asks about, why it matters and how to mend it; without a rule, list them all.

    \b
    Example:  trainer explain goal-without-deadline --lang kk
    """
    language = Language(lang)
    if rule is None:
        _list(language)
        return
    known = [each.id for each in CATALOGUE]
    if rule not in known:
        near = difflib.get_close_matches(rule, known, n=3, cutoff=0.4) or known[:5]
        click.echo(word(language, "cli.unknown", name=rule, near=", ".join(near)), err=True)
        raise SystemExit(2)
    found = page(rule)
    _print(found, found.text(language), language)


def _list(language: Language) -> None:
    for each in pages():
        click.echo(f"{each.id:<32} {each.text(language).title}")


def _print(found: RulePage, text: RuleText, language: Language) -> None:
    click.secho(text.title, bold=True)
    click.secho(found.id, dim=True)
    click.echo(f"\n{_open(text.message)}\n{_open(text.question)}")
    parts = [
        (word(language, "cli.why"), text.why),
        (word(language, "cli.mend"), _open(text.mend)),
        (word(language, "cli.limits"), text.limits),
        (word(language, "cli.real"), text.real),
    ]
    for heading, words in parts:
        if words:
            click.secho(f"\n{heading}", bold=True)
            click.echo(words)
    _examples(word(language, "cli.poor"), [one for one in text.examples if one.kind == "flagged"])
    _examples(word(language, "cli.good"), [one for one in text.examples if one.kind == "silent"])


def _examples(heading: str, examples: list[Example]) -> None:
    if not examples:
        return
    click.secho(f"\n{heading}", bold=True)
    for example in examples:
        click.echo(f"  {example.text}")


def _open(text: str) -> str:
    """The sentence of a page without a finding: its gaps stay open."""
    return _GAP.sub("…", text)
