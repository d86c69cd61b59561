"""`trainer bank`: the designer's commands. Make a case, see what is missing, look at it, let it travel."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from trainer.bank.audit import audited
from trainer.bank.cases import find_cases, load_case, read_case
from trainer.bank.exemplars import load_exemplars
from trainer.bank.lint import Vocabularies, lint_case, stopping
from trainer.bank.newcase import new_case
from trainer.bank.pack import pack_case, unpack_case
from trainer.bank.places import PACKAGE, casebank_root
from trainer.bank.problems import BankError, Problem
from trainer.bank.vocabulary import load_vocabularies
from trainer.checker.case import Case, Status
from trainer.checker.values import Language
from trainer.cli.bank_audit import as_document, print_audit
from trainer.cli.bank_page import client_words, language_of, print_case, print_exemplars
from trainer.cli.chosen import NotInBank, bank_roots, case_folder
from trainer.web.words import LANGUAGES
from trainer.web.words import say as word

LANGUAGE = click.option("--lang", type=click.Choice([each.value for each in Language]), default="en", show_default=True)
_COLOUR = {"error": "red", "publish": "yellow", "note": "blue"}


@click.group()
def bank() -> None:
    """Look after the cases of the bank.

    \b
    Example:  trainer bank lint samira
    """


@bank.command("list")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANGUAGE
def list_cases(shape: str, lang: str) -> None:
    """List the cases of the bank. Exit code 1: one of them cannot be used.

    \b
    Example:  trainer bank list --format json
    """
    cases: list[Case] = []
    broken: list[tuple[Path, BankError]] = []
    for folder in _folders():
        try:
            cases.append(load_case(folder))
        except BankError as error:
            broken.append((folder, error))
    if shape == "json":
        click.echo(json.dumps([_row(case) for case in cases], ensure_ascii=False, indent=2))
    elif not cases and not broken:
        click.echo(word(lang, "bank.empty", folder=_home(), command="trainer bank new my-case"))
    for case in cases if shape == "text" else ():
        _print_in_list(case, lang)
    for folder, error in broken:
        for problem in error.problems:
            click.secho(f"{folder.name}/{problem}", fg="red", err=True)
    sys.exit(1 if broken else 0)


@bank.command()
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@LANGUAGE
def audit(shape: str, lang: str) -> None:
    """Count the bank as a whole: who is the client, who leads the steps, what no worked plan uses.

    \b
    Example:  trainer bank audit --format json
    """
    try:
        counted = [audited(load_case(folder), load_exemplars(folder)) for folder in _folders()]
    except BankError as error:
        raise _Refused(str(error)) from None
    if shape == "json":
        click.echo(json.dumps(as_document(counted), ensure_ascii=False, indent=2))
    else:
        print_audit(counted, lang)


def _print_in_list(case: Case, lang: str) -> None:
    title = case.title.get(Language(lang)) or next(iter(case.title.values()), case.id)
    facts = (
        word(lang, f"bank.status_{case.status}"),
        ", ".join(LANGUAGES[language] for language in case.languages),
        client_words(case, Language(lang)),
        word(lang, "cases.model", model=word(lang, f"cases.model_{case.model}")),
        word(lang, "cases.level", level=case.level),
    )
    click.echo(f"{case.reference:<24} {title}")
    click.echo(f"{'':<24} {' · '.join(facts)}")


def _row(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "version": case.version,
        "status": case.status.value,
        "languages": [language.value for language in case.languages],
        "client": case.client,
        "model": case.model.value,
        "level": case.level,
    }


@bank.command()
@click.argument("case")
@click.option("--key", is_flag=True, help="With the hidden key: needs, strengths, dangers, traps.")
@click.option("--exemplars", is_flag=True, help="Run the exemplar plans: expected against found.")
@LANGUAGE
def show(case: str, key: bool, exemplars: bool, lang: str) -> None:
    """Show a case as a student reads it; CASE is an id or a folder.

    Exit code 1: an exemplar's expectations are not met.

    \b
    Example:  trainer bank show samira --lang ru --exemplars
    """
    folder = _found(case, lang)
    try:
        loaded = load_case(folder)
        into = language_of(loaded, Language(lang))
        print_case(loaded, into, with_key=key)
        agree = print_exemplars(folder, loaded, _vocabularies(), into) if exemplars else True
    except BankError as error:
        raise _Refused(str(error)) from None
    sys.exit(0 if agree else 1)


@bank.command()
@click.argument("cases", nargs=-1)
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--quick", is_flag=True, help="Without running the exemplar plans and reading the wording.")
@LANGUAGE
def lint(cases: tuple[str, ...], shape: str, quick: bool, lang: str) -> None:
    """Say what is missing or wrong in CASES (ids or folders; without any, in the whole bank).

    Exit code 1: something must be mended. A draft may lack what is needed only for publishing.

    \b
    Example:  trainer bank lint casebank/cases/samira
    """
    folders = [_found(case, lang) for case in cases] if cases else _folders()
    vocabularies = None if quick else _vocabularies()
    results = [(folder, lint_case(folder, vocabularies=vocabularies)) for folder in folders]
    if shape == "json":
        rows = [_as_json(folder, problem) for folder, problems in results for problem in problems]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for folder, problems in results:
            _print_problems(folder, problems, lang)
    sys.exit(int(any(stopping(problems, _status(folder)) for folder, problems in results)))


def _as_json(folder: Path, problem: Problem) -> dict[str, Any]:
    names = ("file", "line", "field", "code", "weight", "reason", "mend")
    return {"case": folder.resolve().name, **{name: getattr(problem, name) for name in names}}


def _print_problems(folder: Path, problems: list[Problem], lang: str) -> None:
    name = folder.resolve().name
    if not problems:
        click.secho(word(lang, "bank.clean", case=name), fg="green")
        return
    click.secho(name, bold=True)
    for weight in ("error", "publish", "note"):
        mine = [problem for problem in problems if problem.weight == weight]
        if mine:
            heading = word(lang, f"bank.weight_{weight}")
            click.secho(f"\n{heading} ({len(mine)})", bold=True, fg=_COLOUR[weight])
        for problem in mine:
            where = f"{problem.place} ({problem.field})" if problem.field else problem.place
            click.echo(f"  {where}: " + click.style(problem.code, dim=True))
            click.echo(f"      {problem.reason} {problem.mend}".rstrip())


def _status(folder: Path) -> Status | None:
    try:
        return load_case(folder).status
    except BankError:
        return None


@bank.command()
@click.argument("id")
@click.option("--into", type=click.Path(path_type=Path), help="The folder that will hold the case's folder.")
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice([each.value for each in Language]),
    help="A language of the case, once for each; the first is the source.  [default: en]",
)
@LANGUAGE
def new(id: str, into: Path | None, languages: tuple[str, ...], lang: str) -> None:
    """Make the folder of a new case, with every field and a hint in each.

    \b
    Example:  trainer bank new night-bus --language kk --language ru
    """
    try:
        folder = new_case(into or _home(), id, [Language(each) for each in languages or ("en",)])
    except BankError as error:
        raise _Refused(str(error)) from None
    except OSError as error:
        raise _cannot_write(error, lang, "--into") from None
    click.echo(word(lang, "bank.made", folder=folder, command=f"trainer bank lint {folder}"))


@bank.command()
@click.argument("case")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write.  [default: ID-VERSION.zip here]")
@LANGUAGE
def pack(case: str, out: Path | None, lang: str) -> None:
    """Pack a case into one file that travels; the same case gives the same bytes.

    \b
    Example:  trainer bank pack samira --out samira.zip
    """
    folder = _found(case, lang)
    try:
        found = read_case(folder).case
        packed = pack_case(folder)
    except BankError as error:
        raise _Refused(str(error)) from None
    file = out or Path(f"{found.id}-{found.version}.zip")
    try:
        file.write_bytes(packed.data)
    except OSError as error:
        raise _cannot_write(error, lang, "--out") from None
    click.echo(word(lang, "bank.packed", case=found.reference, file=file, count=packed.files))


@bank.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", type=click.Path(path_type=Path), help="The folder that will hold the case's folder.")
@LANGUAGE
def unpack(file: Path, into: Path | None, lang: str) -> None:
    """Unpack a case that came as one file; nothing is written when it cannot be trusted.

    \b
    Example:  trainer bank unpack samira.zip --into casebank/cases
    """
    try:
        unpacked = unpack_case(file, into or _home())
    except BankError as error:
        raise _Refused(str(error)) from None
    except OSError as error:
        raise _cannot_write(error, lang, "--into") from None
    values = {"case": unpacked.folder.name, "folder": unpacked.folder, "count": unpacked.files}
    click.echo(word(lang, "bank.unpacked", **values))


def _folders() -> list[Path]:
    return [folder for root in bank_roots() for folder in find_cases(root / "cases")]


def _home() -> Path:
    """Where new cases go: the bank of a clone; an installed copy is not written into."""
    bank = PACKAGE.parent / "casebank" / "cases"
    return bank if bank.is_dir() else Path()


def _found(name: str, lang: str) -> Path:
    try:
        return case_folder(name)
    except NotInBank as error:
        if error.is_place:
            raise _Refused(word(lang, "bank.no_case_here", place=error.name)) from None
        raise _Refused(word(lang, "cli.unknown", name=error.name, near=", ".join(error.near))) from None


def _vocabularies() -> Vocabularies:
    return load_vocabularies(casebank_root() / "vocabulary")


class _Refused(click.ClickException):
    """Something that was given cannot be used: a sentence for each reason, and the exit code of unreadable input."""

    exit_code = 2


def _cannot_write(error: OSError, lang: str, option: str) -> _Refused:
    return _Refused(word(lang, "bank.cannot_write", file=error.filename, why=error.strerror, option=option))
