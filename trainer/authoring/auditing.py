"""The bank as a whole: who is the client, who helps, what happens later, and what nobody uses or finds."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any, NamedTuple

from flask import render_template
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from trainer.authoring import queries
from trainer.authoring.blueprint import blueprint
from trainer.bank.audit import AGES, SEXES, Audited, Group, audited, groups
from trainer.bank.exemplars import Exemplar
from trainer.checker.case import Case
from trainer.models import CaseVersion, Person, Run, Submission
from trainer.web import access, drawing
from trainer.web.case_page import language_of, names_of, taxon, taxons
from trainer.web.documents import case_for_students, case_of
from trainer.web.drawing import Drawing
from trainer.web.parts import now, parts, reading
from trainer.web.viewer import viewer
from trainer.web.words import _, language

# Of fewer students one might guess who they were.
ENOUGH = 5
# The newest plans are enough to tell what is never found, and cost the same however often the bank was used.
NEWEST = 2000
MOST_CASES = 500
KEPT = dt.timedelta(minutes=10)


class Row(NamedTuple):
    """Cases that are alike, with their part of the bank and whose resources lead the steps of their strong plans."""

    name: str
    group: Group
    part: Drawing
    leads: Drawing


class Unused(NamedTuple):
    """A case with the names of what no worked plan uses, or with the facts that nobody found."""

    version: CaseVersion
    title: str
    services: list[str]
    strengths: list[str]
    facts: list[str]
    students: int


@blueprint.get("/bank/audit")
@access.designer
def audit() -> Any:
    """Every case of the institution counted together, by client group, sex and age."""
    return render_template("authoring/audit.html", **audit_page(reading()))


def audit_page(db: Session) -> dict[str, Any]:
    """The tables of the page; a fixed number of statements however many cases there are."""
    versions = [each.newest for each in queries.shelf(db, viewer().institution_id, designer=viewer().id)][:MOST_CASES]
    whole = _whole(db, versions)
    cases = {version.slug: _audited(version) for version in whole}
    ages = [f"{low}-{high}" for low, high in AGES]
    found = _found(db, viewer().institution_id)
    return {
        "count": len(cases),
        "tables": {
            "client": _rows(groups(cases.values(), lambda each: each.client, taxons("client")), len(cases), "client"),
            "sex": _rows(groups(cases.values(), lambda each: each.sex, SEXES), len(cases), "sex"),
            "age": _rows(groups(cases.values(), lambda each: each.age, ages), len(cases), "age"),
        },
        "unused": [row for version in whole if (row := _unused(version, cases[version.slug], found)) is not None],
        "titles": {version.slug: _title(version) for version in whole},
        "versions": {version.slug: version.version for version in whole},
        "enough": ENOUGH,
    }


def _whole(db: Session, versions: list[CaseVersion]) -> list[CaseVersion]:
    ids = [version.id for version in versions]
    rows = (
        select(CaseVersion)
        .where(CaseVersion.id.in_(ids))
        .options(undefer(CaseVersion.document), undefer(CaseVersion.teaching))
        .order_by(CaseVersion.slug)
    )
    return list(db.scalars(rows))


def _audited(version: CaseVersion) -> Audited:
    cache, key = parts().cache, ("audit", version.id)
    if key not in cache:
        exemplars = [Exemplar.model_validate(each) for each in version.teaching.get("exemplars", ())]
        cache[key] = audited(case_of(version), exemplars)
    kept: Audited = cache[key]
    return kept


def _rows(found: list[Group], count: int, by: str) -> list[Row]:
    rows = []
    for group in found:
        name = said(by, group.key)
        part = drawing.part_bar(len(group.cases), count, _, title=name, name=f"{by}-{group.key or 'none'}")
        leads = drawing.share_bar(group.leads, _, name=f"lead-{by}-{group.key or 'none'}")
        rows.append(Row(name, group, part, leads))
    return rows


def said(by: str, key: str) -> str:
    """What a group of cases is called."""
    if by == "client":
        return taxon("client", key)
    if by == "sex":
        return _("audit.sex_" + key)
    low, _dash, high = key.partition("-")
    if not key:
        return _("audit.age_unknown")
    return _("audit.age_from", low=low) if int(high) > 100 else f"{low}–{high}"


def _unused(version: CaseVersion, counted: Audited, found: dict[str, tuple[int, set[str]]]) -> Unused | None:
    case = case_of(version)
    into = language_of(case, language())
    names = names_of(case, into) | {each.id: each.name.get(into, each.id) for each in case.key.strengths}
    students, known = found.get(version.slug, (0, set()))
    facts = never_found(case_for_students(version), case, known) if students >= ENOUGH else []
    services = [names[id] for id in counted.unused_services]
    strengths = [names[id] for id in counted.unused_strengths]
    if not (services or strengths or facts):
        return None
    return Unused(version, case.title.get(into, case.id), services, strengths, facts, students)


def never_found(shown: Case, case: Case, known: set[str]) -> list[str]:
    """The facts that a student could have used and nobody did; mere colour is not looked for."""
    colour = {fact.id for fact in case.facts if fact.noise}
    return [fact.id for fact in shown.facts if fact.id not in known | colour]


def _found(db: Session, institution: int) -> dict[str, tuple[int, set[str]]]:
    """For each case how many students handed in, and every fact that any of their goals rests on; ten minutes old."""
    cache, key = parts().cache, ("facts found", institution)
    kept: tuple[dt.datetime, dict[str, tuple[int, set[str]]]] | None = cache.get(key)
    if kept is None or now() >= kept[0]:
        kept = cache[key] = (now() + KEPT, _count_found(db, institution))
    return kept[1]


def _count_found(db: Session, institution: int) -> dict[str, tuple[int, set[str]]]:
    rows = db.execute(
        select(CaseVersion.slug, Run.owner_id, Submission.document)
        .join(Run, Run.id == Submission.run_id)
        .join(CaseVersion, CaseVersion.id == Run.case_version_id)
        .join(Person, Person.id == Run.owner_id)
        .where(Person.institution_id == institution, CaseVersion.institution_id == institution)
        .order_by(Submission.id.desc())
        .limit(NEWEST)
    )
    students: dict[str, set[int]] = defaultdict(set)
    facts: dict[str, set[str]] = defaultdict(set)
    for slug, owner, document in rows:
        students[slug].add(owner)
        facts[slug].update(id for goal in document.get("goals", ()) for id in goal.get("facts", ()))
    return {slug: (len(owners), facts[slug]) for slug, owners in students.items()}


def _title(version: CaseVersion) -> str:
    title = version.summary["title"]
    return str(title.get(language()) or next(iter(title.values()), version.slug))
