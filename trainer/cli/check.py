"""`trainer check`: what a good supervisor would ask about a plan, on the command line."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from trainer.bank.places import casebank_root
from trainer.bank.problems import BankError
from trainer.bank.rubrics import RubricError
from trainer.bank.vocabulary import BadVocabulary, load_vocabularies
from trainer.checker.case import Case
from trainer.checker.engine import Checker
from trainer.checker.report import Report
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language, Severity
from trainer.cli.chosen import NotInBank, chosen_case, chosen_rubric
from trainer.cli.plan_file import PlanFile, read_plan_file
from trainer.cli.rows import rows_of
from trainer.cli.rows_text import Shown, lines_of
from trainer.cli.sheet import Line, Scale, Sheet, message_of, worded
from trainer.cli.sheet_html import page_of
from trainer.documents.errors import Unreadable
from trainer.web.words import say as word

LANGUAGES = click.Choice([language.value for language in Language])
_COLOUR = {Severity.MUST: "red", Severity.SHOULD: "yellow", Severity.CONSIDER: "blue"}


class Refused(click.ClickException):
    """Something that was given cannot be used: one sentence, and the exit code of unreadable input."""

    exit_code = 2


@click.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--case", "case_id", metavar="ID", help="The case that the plan is for; else the one the plan names.")
@click.option("--rubric", "rubric_id", default="service-plan", show_default=True, metavar="ID", help="The rubric.")
@click.option("--lang", type=LANGUAGES, help="The language to speak, and the plan's own where the file does not say.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of agreement, where the file has none.")
@click.option("--format", "shape", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
def check(
    plan: Path, case_id: str | None, rubric_id: str, lang: str | None, day: dt.datetime | None, shape: str
) -> None:
    """Read a plan (.yaml, .json, .docx, .xlsx) and ask what a good supervisor would ask.

    Exit code 0: nothing that must change; 1: something must; 2: the plan could not be read.

    \b
    Example:  trainer check plan.docx --case samira --lang ru
    """
    try:
        rubric = chosen_rubric(rubric_id)
        case = chosen_case(case_id) if case_id else None
        found = _read(plan, lang, day, case)
        case = case or _named_case(found, plan)
        report = Checker(load_vocabularies(casebank_root() / "vocabulary")).check(found.plan, rubric=rubric, case=case)
    except NotInBank as error:
        known = word(lang or "en", "cli.unknown", name=error.name, near=", ".join(error.near))
        raise Refused(known) from None
    except (BankError, RubricError, BadVocabulary) as error:
        raise Refused(str(error)) from None
    _speak(report, found, rubric, case, Language(lang or found.plan.language), shape)
    sys.exit(int(any(finding.severity is Severity.MUST for finding in report.findings)))


def _read(path: Path, lang: str | None, day: dt.datetime | None, case: Case | None) -> PlanFile:
    """The plan; a file that is none ends the command with every reason, each with file and place."""
    try:
        found = read_plan_file(path, language=lang, day=day.date() if day else None, case=case)
    except Unreadable as error:
        error.file = str(path)
        raise Refused(str(error)) from None
    except OSError as error:
        raise Refused(word(lang or "en", "cli.no_file", file=path, why=error.strerror or "")) from None
    for note in found.unread:
        words = word(lang or found.plan.language, "cli.unread", row=note.row, column=note.column, text=note.text)
        click.echo(words, err=True)
    return found


def _named_case(found: PlanFile, path: Path) -> Case | None:
    """The case that the plan itself names; one that the bank lacks is told, and the plan checked without it."""
    if not found.plan.case:
        return None
    try:
        return chosen_case(found.plan.case)
    except NotInBank as error:
        near = ", ".join(error.near)
        click.echo(word(found.plan.language, "cli.case_skipped", file=path, name=error.name, near=near), err=True)
        return None


def _speak(report: Report, found: PlanFile, rubric: Rubric, case: Case | None, language: Language, shape: str) -> None:
    if shape == "json":
        document = report.to_document()
        for written, finding in zip(document["findings"], report.findings, strict=True):
            written["message"] = message_of(finding, language)
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    sheet = worded(report, plan=found.plan, rubric=rubric, case=case, language=language)
    rows = rows_of(report, found.plan, language)
    if shape == "html":
        click.echo(page_of(sheet, rows, language), nl=False)
        return
    _print(sheet, lines_of(rows), language)


def _print(sheet: Sheet, rows: Iterator[Shown], language: Language) -> None:
    click.secho(sheet.title, bold=True)
    click.echo(sheet.about)
    if sheet.praise:
        _heading(word(language, "cli.done_well"))
        click.secho(f"  ✓ {sheet.praise}", fg="green")
    _heading(word(language, "cli.first"))
    for number, line in enumerate(sheet.first, start=1):
        _print_line(f"{number}.", line)
    if not sheet.first:
        click.echo("  " + word(language, "cli.nothing"))
    if sheet.rest:
        _heading(word(language, "cli.rest"))
    for shown in rows:
        _print_row(shown)
    _heading(word(language, "cli.criteria"))
    for scale in (*sheet.gates, *sheet.criteria):
        _print_scale(scale)
    if sheet.shares:
        _heading(word(language, "cli.shares"))
    for words in sheet.shares:
        click.echo("  " + words)
    if sheet.unsure:
        _heading(word(language, "cli.unsure"))
    for words in sheet.unsure:
        click.echo("  " + words)


def _heading(words: str) -> None:
    click.echo()
    click.secho(words, bold=True)


def _print_line(number: str, line: Line) -> None:
    click.echo(f"  {number:>3} " + click.style(line.title, fg=_COLOUR[line.severity], bold=True) + f"  ({line.where})")
    for sentence in (line.message, line.question, f"→ {line.mend}", line.more):
        if sentence:
            click.echo(f"      {sentence}")
    click.secho(f"      {line.rule}", dim=True)


def _print_row(shown: Shown) -> None:
    if shown.kind == "head":
        click.secho(f"\n  {shown.text}", bold=True)
    elif shown.severity:
        title, _, rest = shown.text.partition("  [")
        click.echo(click.style(title, fg=_COLOUR[shown.severity]) + click.style(f"  {rest[:-1]}", dim=True))
    else:
        click.secho(shown.text, fg="cyan" if shown.kind == "marks" else None, dim=shown.kind == "mend")


def _print_scale(scale: Scale) -> None:
    drawn = "····" if scale.level is None else "■" * scale.level + "□" * (scale.top - scale.level)
    click.echo(f"  {drawn:<4} {scale.name}: {scale.meaning}")
