"""The bank as a whole on the command line: groups of cases with their counts, and what no worked plan uses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from trainer.bank.audit import AGES, SEXES, Audited, Group, groups
from trainer.bank.taxonomy import load_taxonomy
from trainer.checker.values import Language
from trainer.web.words import say as word

_KINDS = ("internal", "informal", "community", "formal")


def audit_rows(cases: Sequence[Audited]) -> dict[str, list[Group]]:
    """The cases by client group, by sex and by age of whom they are about."""
    clients = load_taxonomy().words["client"]
    ages = [f"{low}-{high}" for low, high in AGES]
    return {
        "client": groups(cases, lambda each: each.client, clients),
        "sex": groups(cases, lambda each: each.sex, SEXES),
        "age": groups(cases, lambda each: each.age, ages),
    }


def as_document(cases: Sequence[Audited]) -> dict[str, Any]:
    """The audit as JSON: the groups with their counts, and what is not used by case."""
    tables = {
        by: [
            {"key": group.key, "cases": list(group.cases), "leads": dict(group.leads),
             "carried_by": dict(group.carried_by), "later": dict(group.later), "sent_back": group.sent_back}
            for group in found
        ]
        for by, found in audit_rows(cases).items()
    }  # fmt: skip
    unused = {
        each.id: {"services": list(each.unused_services), "strengths": list(each.unused_strengths)}
        for each in cases
        if each.unused_services or each.unused_strengths
    }
    return {"cases": len(cases), "groups": tables, "unused": unused}


def print_audit(cases: Sequence[Audited], lang: str) -> None:
    """The audit as a table that a person reads."""
    for by, found in audit_rows(cases).items():
        click.secho(word(lang, f"audit.by_{by}"), bold=True)
        for group in found:
            leads = ", ".join(f"{_kind(kind, lang)} {group.leads.get(kind, 0)}" for kind in _KINDS)
            click.echo(f"  {_called(by, group.key, lang):<42} {len(group.cases):>3}  {leads}")
    click.secho(word(lang, "audit.unused"), bold=True)
    for each in cases:
        if each.unused_services or each.unused_strengths:
            click.echo(f"  {each.id:<24} {', '.join((*each.unused_services, *each.unused_strengths))}")


def _kind(kind: str, lang: str) -> str:
    return word(lang, f"drawing.share_{kind}")


def _called(by: str, key: str, lang: str) -> str:
    if by == "client":
        return load_taxonomy().words["client"].get(key, {}).get(Language(lang), key)
    if by == "sex":
        return word(lang, f"audit.sex_{key}")
    return key or word(lang, "audit.age_unknown")
