"""A case on the command line: as a student reads it, with its key when asked, and its exemplars against the checker."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from pathlib import Path

import click

from trainer.bank.exemplars import Expected, Surprises, load_exemplars
from trainer.bank.lint import Vocabularies
from trainer.bank.rubrics import load_rubric
from trainer.bank.taxonomy import load_taxonomy
from trainer.checker.case import Case, FactKind
from trainer.checker.engine import Checker
from trainer.checker.report import Report
from trainer.checker.values import Language
from trainer.web.words import say as word


def language_of(case: Case, wanted: Language) -> Language:
    """The wanted language when the case has it, else its source language: never one text in a third."""
    if wanted in case.languages:
        return wanted
    return next(language for language, state in case.languages.items() if state == "source")


def print_case(case: Case, lang: Language, *, with_key: bool) -> None:
    """The case by its stages. Without the key nothing is printed that a student may not read."""
    shown = case if with_key else case.without_key()
    click.secho(_in(case.title, lang), bold=True, nl=False)
    state = word(lang, f"bank.status_{case.status}")
    click.echo(f"  {case.reference} · {state}")
    click.echo(_in(case.blurb, lang))
    client = client_words(case, lang)
    values = {"model": word(lang, f"cases.model_{case.model}"), "level": case.level, "minutes": case.minutes}
    click.echo(word(lang, "bank.about", client=client, **values))
    click.echo(word(lang, "bank.languages", languages=", ".join(case.languages)))
    unseen = [word(lang, f"bank.review_{part}") for part in ("content", "people") if not getattr(case.reviewed, part)]
    unseen += [language for language in case.languages if not case.reviewed.languages.get(language)]
    if unseen:
        click.secho(word(lang, "bank.not_reviewed", what=", ".join(unseen)), fg="yellow")
    _people(shown, lang)
    _story(shown, lang)
    if with_key:
        _key(case, lang)


def client_words(case: Case, lang: Language) -> str:
    """Whom a case is about, in words; the id where the taxonomy has none."""
    return load_taxonomy().words["client"].get(case.client, {}).get(lang, case.client)


def _people(case: Case, lang: Language) -> None:
    _heading(word(lang, "bank.people"))
    for person in case.people:
        given = person.given_name.get(lang, "")
        name = _in(person.name, lang)
        name = f"{name} ({given})" if given and given != name else name
        click.echo(f"  {person.id:<18} {name}" + (f", {person.age}" if person.age is not None else ""))
    _heading(word(lang, "bank.network"))
    for tie in case.network:
        click.echo(f"  {tie.id:<18} {_in(tie.name, lang)}")
    _heading(word(lang, "bank.services"))
    for service in case.services:
        wait = f" · {word(lang, 'bank.wait', weeks=service.wait)}" if service.wait else ""
        click.echo(f"  {service.id:<18} {_in(service.name, lang)}{wait}")


def _story(case: Case, lang: Language) -> None:
    for stage in case.stages:
        facts = [fact for fact in case.facts if fact.at == stage.id]
        if not facts:
            continue
        _heading(_in(stage.title, lang))
        if stage.words.get(lang):
            click.echo(f"  {_in(stage.words, lang)}\n")
        for fact in facts:
            marks = [word(lang, "bank.hearsay")] if fact.kind is FactKind.HEARSAY else []
            marks += [word(lang, "bank.invented")] if fact.added else []
            tail = click.style(f"  ({', '.join(marks)})", dim=True) if marks else ""
            click.echo(f"  {fact.id}  {_in(fact.words, lang)}{tail}")
    papers = [exhibit for exhibit in case.exhibits if exhibit.text.get(lang)]
    if papers:
        _heading(word(lang, "bank.papers"))
    for exhibit in papers:
        click.echo(textwrap.indent(_in(exhibit.text, lang), "  ") + "\n")
        for picture in exhibit.pictures:
            click.echo(f"  [{picture.file}] {_in(picture.alt, lang)}\n")


def _key(case: Case, lang: Language) -> None:
    key = case.key
    _heading(word(lang, "bank.needs"))
    for need in key.needs:
        click.echo(f"  {need.id:<14} {need.priority} · {_in(need.name, lang)}  [{' '.join(need.facts)}]")
    _heading(word(lang, "bank.strengths"))
    for strength in key.strengths:
        click.echo(f"  {strength.id:<14} {_in(strength.name, lang)}  [{' '.join(strength.facts)}]")
    _heading(word(lang, "bank.hazards"))
    for hazard in key.hazards:
        click.echo(f"  {hazard.id:<14} {_in(hazard.name, lang)}  [{' '.join(hazard.facts)}] ≤ {hazard.within_hours} h")
    _heading(word(lang, "bank.traps"))
    for trap in key.traps:
        click.echo(f"  {trap.id:<14} {_in(trap.ask, lang)}")


def print_exemplars(folder: Path, case: Case, vocabularies: Vocabularies, lang: Language) -> bool:
    """Expected against found for every exemplar in every language of the case; whether all of them agree."""
    checker, rubric = Checker(vocabularies), load_rubric()
    agree = True
    _heading(word(lang, "bank.exemplars"))
    for exemplar in load_exemplars(folder):
        click.secho(f"\n  {exemplar.id}", bold=True, nl=False)
        approved = f" · {word(lang, 'bank.approved')}" if exemplar.approved else ""
        level = word(lang, f"bank.level_{exemplar.level}")
        click.echo(f"  {_in(exemplar.title, lang)} · {level}{approved}")
        for language in case.languages:
            report = checker.check(exemplar.plan(language), rubric=rubric, case=case)
            agree &= _print_surprises(exemplar.expect.surprises(report), report, language, lang)
    return agree


def _print_surprises(surprises: Surprises, report: Report, language: Language, lang: Language) -> bool:
    said = " ".join(sorted({finding.rule for finding in report.findings})) or word(lang, "bank.none")
    verdict = word(lang, "bank.as_expected")
    click.echo(f"    {language}  " + (click.style(f"✓ {verdict}", fg="green") if surprises.agree else ""))
    click.secho(f"        {word(lang, 'bank.rules_found', rules=said)}", dim=True)
    lines = (
        ("red", "bank.lacking", surprises.lacking),
        ("red", "bank.unwanted", surprises.unwanted),
        ("yellow", "bank.known", surprises.known),
        ("yellow", "bank.met_now", surprises.mended),
    )
    for colour, key, expected in lines:
        if expected:
            click.secho(f"        {word(lang, key, rules=_places(expected))}", fg=colour)
    return surprises.agree


def _places(expected: Iterable[Expected]) -> str:
    return ", ".join(f"{one.rule} ({one.at})" if one.at else one.rule for one in expected)


def _heading(words: str) -> None:
    click.secho(f"\n{words}", bold=True)


def _in(words: dict[Language, str], lang: Language) -> str:
    return words.get(lang) or "…"
