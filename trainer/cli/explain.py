"""`trainer explain`: a rule's page on the command line, with its good and poor examples."""

from __future__ import annotations

import difflib
import re

import click

from trainer.bank.handbook_case import example_facts, example_names
from trainer.checker.examples import Example
from trainer.checker.handbook import RulePage, RuleText, page, pages
from trainer.checker.rules import CATALOGUE
from trainer.checker.search import Found, Match, Sentence, search
from trainer.checker.values import Language
from trainer.cli.chosen import chosen_rubric
from trainer.web.words import LANGUAGES
from trainer.web.words import say as word

_GAP = re.compile(r"\{[a-z_]+\}")


@click.command()
@click.argument("rule", required=False)
@click.option("--search", "words", metavar="WORDS", help="List the rules whose page has these words, in any form.")
@click.option("--lang", type=click.Choice([each.value for each in Language]), default="en", show_default=True)
def explain(rule: str | None, words: str | None, lang: str) -> None:
    """Say what a rule asks about, why it matters and how to mend it; without a rule, list them all.

    With --search the exit code is 1 when no page has any of the words.

    \b
    Example:  trainer explain goal-without-deadline --lang kk
              trainer explain --search "outside help"
    """
    language = Language(lang)
    if words is not None:
        if rule is not None:
            raise click.UsageError(word(language, "cli.rule_or_words"))
        _search(words, language)
        return
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


def _search(words: str, language: Language) -> None:
    """The pages by criterion, safety first, each with the sentences in which the words stand."""
    rubric = chosen_rubric("service-plan")
    found = search(words, language, rubric)
    if not found.matches:
        click.echo(word(language, "cli.found_none", words=words))
        raise SystemExit(1)
    for note in _notes(found, language):
        click.echo(note)
    for part in (*rubric.gates, *rubric.criteria):
        mine = [match for match in found.matches if match.page.rule.criterion == part.id]
        if mine:
            click.secho(f"\n{part.name[language]}", bold=True)
        for match in mine:
            _print_match(match)


def _notes(found: Found, language: Language) -> list[str]:
    notes = [] if found.whole else [word(language, "cli.found_some")]
    if found.language is not language:
        notes.append(word(language, "cli.found_elsewhere", language=LANGUAGES[found.language.value]))
    return notes


def _print_match(match: Match) -> None:
    click.echo(f"  {match.page.id:<32} {_marked(match.title)}")
    for sentence in (match.question, *match.more):
        if sentence.hits:
            click.echo(f"      {_marked(sentence)}")


def _marked(sentence: Sentence) -> str:
    """The words that were asked for stand out: bold on a terminal, plain in a file."""
    return "".join(click.style(piece.words, bold=True, underline=True) if piece.hit else piece.words
                   for piece in sentence.pieces)  # fmt: skip


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
    names = example_names(found.case, language)
    if facts := example_facts(found.case, language):
        click.secho(f"\n{word(language, 'practice.example_family')}", bold=True)
        for id, fact in facts:
            click.echo(f"  {id}  {fact}")
    speaks = "practice.praised" if found.rule.praise else "cli.poor"
    _examples(word(language, speaks), [one for one in text.examples if one.kind == "flagged"], names)
    _examples(word(language, "cli.good"), [one for one in text.examples if one.kind == "silent"], names)


def _examples(heading: str, examples: list[Example], names: dict[str, str]) -> None:
    if not examples:
        return
    click.secho(f"\n{heading}", bold=True)
    for number, example in enumerate(examples):
        lines = example.lines(names)
        if number and len(lines) > 1:
            click.echo()
        for line in lines:
            click.echo(f"  {line}")


def _open(text: str) -> str:
    """The sentence of a page without a finding: its gaps stay open."""
    return _GAP.sub("…", text)
